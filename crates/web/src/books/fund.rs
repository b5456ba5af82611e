//! `/desk/books/funds` and `/v/{code}/funds`: earmarked money, fund by fund, and each to its last yuan.

use crate::books::listing::{self, Asked, Cell, Listing, Part, Row};
use crate::books::show::Wish;
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::visitor::Official;
use crate::part::Line;
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use affairs::Disclosure;
use archive::Query;
use axum::extract::{Path, Query as AskedFor, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::{Fund, FundLine};
use office::Desk;
use village::{Fault, Fen};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::desk(app, official, wish, "funds", compose).await
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::csv(app, official, wish, "funds", compose).await
}

pub(crate) async fn public(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, String::new(), "funds", compose).await
}

pub(crate) async fn public_one(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, fund)): Path<(String, String)>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, fund, "funds", compose).await
}

/// The name of a fund in addresses: its case, or what was there before.
fn name(fund: &Fund) -> String {
    fund.case.as_ref().map_or_else(|| "before".to_owned(), ToString::to_string)
}

fn compose(query: &mut dyn Query, asked: &Asked<'_>) -> Result<Option<Listing>, Fault> {
    let (teller, place) = (asked.teller, asked.place);
    let say = |key: &'static str| teller.say(key).to_string();
    let desk = Desk::unnamed(&asked.app.office, asked.app.now());
    let public = affairs::disclosures(query, place)?;
    let mut funds = Vec::new();
    if let Some(books) = capital::state_of(query, &desk, place)? {
        funds = capital::funds(query, &books, place)?;
    }
    // A case that is not public yet does not become so here.
    if asked.official.is_none() {
        funds.retain(|fund| fund.case.as_ref().is_none_or(|case| public.iter().any(|known| known.case == *case)));
    }
    let mut shown = Listing {
        title: say("funds-title"),
        lead: say("funds-lead"),
        empty: (say("funds-empty"), say("funds-empty-why")),
        ..Listing::default()
    };
    if asked.one.is_empty() {
        if !funds.is_empty() {
            let sum = |of: fn(&Fund) -> Fen| tell::yuan(funds.iter().map(of).sum::<Fen>().0);
            shown.sums = vec![
                Line::new(say("fund-granted"), sum(Fund::granted_fen)),
                Line::new(say("fund-used"), sum(Fund::used_fen)),
                Line::new(say("fund-left"), sum(Fund::left_fen)),
            ];
        }
        let heads = ["fund-what", "fund-granted", "fund-used", "fund-left"].map(say).to_vec();
        let rows = funds.iter().map(|fund| row(asked, fund)).collect();
        shown.parts.push(Part { id: "funds", title: say("funds-all"), heads, rows });
        return Ok(Some(shown));
    }
    let Some(fund) = funds.iter().find(|fund| name(fund) == asked.one) else { return Ok(None) };
    shown.title = title(asked, fund);
    shown.sums = vec![
        Line::new(say("fund-granted"), tell::yuan(fund.granted_fen().0)),
        Line::new(say("fund-used"), tell::yuan(fund.used_fen().0)),
        Line::new(say("fund-left"), tell::yuan(fund.left_fen().0)),
    ];
    let closed = capital::periods(query, place)?;
    let heads = ["fund-line", "receipt-day", "fund-came", "fund-went", "fund-left"].map(say).to_vec();
    let mut left = fund.opening_fen;
    let mut rows = Vec::new();
    for line in &fund.lines {
        left = left + line.amount_fen;
        let is_closed = closed.iter().any(|row| row.hash.is_some() && row.period.to_string() == line.number.0);
        rows.push(item(asked, line, left, asked.official.is_some() || is_closed));
    }
    shown.parts.push(Part { id: "lines", title: say("fund-lines"), heads, rows });
    shown.links = links(asked, fund, &public);
    Ok(Some(shown))
}

fn title(asked: &Asked<'_>, fund: &Fund) -> String {
    match &fund.case {
        Some(_) => asked.teller.free(&fund.title),
        None => asked.teller.say("fund-before").to_string(),
    }
}

fn links(asked: &Asked<'_>, fund: &Fund, public: &[Disclosure]) -> Vec<Link> {
    let mut links = Vec::new();
    if let Some(case) = &fund.case {
        links.push(Link::new(asked.teller.say("voucher-to-case"), asked.case(case, public)));
    }
    let all = match asked.official {
        Some(_) => format!("/desk/books/funds?village={}", asked.place),
        None => format!("/v/{}/funds", asked.place),
    };
    links.push(Link::new(asked.teller.say("funds-back"), all));
    links
}

fn row(asked: &Asked<'_>, fund: &Fund) -> Row {
    let href = match asked.official {
        Some(_) => format!("/desk/books/funds?village={}&code={}", asked.place, name(fund)),
        None => format!("/v/{}/funds/{}", asked.place, name(fund)),
    };
    let tag = match fund.left_fen().0 {
        0 => Tag::new(Mark::Done, asked.teller.say("fund-done")),
        _ => Tag::new(Mark::Notice, asked.teller.say("fund-open")),
    };
    Row {
        what: title(asked, fund),
        href,
        note: fund.case.as_ref().map_or_else(String::new, ToString::to_string),
        tags: vec![tag],
        cells: [fund.granted_fen(), fund.used_fen(), fund.left_fen()].map(Cell::yuan).into(),
        ..Row::default()
    }
}

fn item(asked: &Asked<'_>, line: &FundLine, left: Fen, is_shown: bool) -> Row {
    let (came, went) = if line.amount_fen.0 >= 0 {
        (Cell::yuan(line.amount_fen), Cell::nothing())
    } else {
        (Cell::nothing(), Cell::yuan(-line.amount_fen))
    };
    let href = match asked.official {
        Some(_) => format!("/desk/books/{}", line.voucher),
        None if is_shown => format!("/v/{}/books/{}", asked.place, line.voucher),
        None => String::new(),
    };
    Row {
        what: asked.teller.free(&line.summary),
        href,
        note: format!("{} {}", line.number.0, tell::number(&line.number.1, line.number.2)),
        cells: vec![Cell::day(asked.teller, line.day), came, went, Cell::yuan(left)],
        ..Row::default()
    }
}
