//! `/desk/books/{voucher}`: one voucher with its lines, the people it went through, and the case that brought it about.

use crate::books::public::voucher::closed;
use crate::books::show::reads;
use crate::books::tell;
use crate::desk::place::{frame, may};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::icon::Icon;
use crate::part::{Html, Line};
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use capital::VoucherRow;
use ledger::{Chart, Side};
use office::roster;
use village::{Fault, Level, Place, Refusal};

/// A line of a voucher.
pub(crate) struct EntryLine {
    pub(crate) account: String,
    pub(crate) debit: Html,
    pub(crate) credit: Html,
}

/// The page.
#[derive(Template)]
#[template(path = "books/voucher.html")]
pub(crate) struct VoucherPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) about: Vec<Line>,
    pub(crate) lines: Vec<EntryLine>,
    pub(crate) sum: Html,
    /// Whether it was taken back, or takes another back, with the way there.
    pub(crate) back: Vec<Link>,
    /// The case with its papers; empty when it comes from none.
    pub(crate) case_href: String,
    /// Where it is taken back; empty for whoever cannot.
    pub(crate) reverse_href: String,
    /// What everybody sees of it; empty while its month is open.
    pub(crate) public_href: String,
}

impl VoucherPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            title: "2026-03 付-0001".to_owned(),
            about: vec![
                Line::text(
                    frame.say("voucher-what"),
                    say("买扫帚20把，用于村道保洁", "20 brooms for the village roads"),
                ),
                Line::text(frame.say("voucher-handler"), "李小梅"),
                Line::text(frame.say("voucher-approver"), "王建国"),
            ],
            lines: vec![
                EntryLine {
                    account: say("51401 公益支出－保洁绿化", "51401 Public-welfare expense, cleaning and greenery"),
                    debit: sample::yuan(12_050).into(),
                    credit: Html::default(),
                },
                EntryLine {
                    account: say("10201 银行存款－基本户", "10201 Bank deposits, basic account"),
                    debit: Html::default(),
                    credit: sample::yuan(12_050).into(),
                },
            ],
            sum: sample::yuan(12_050).into(),
            back: Vec::new(),
            case_href: "/desk/cases/990101001001-C1-2026-0001".to_owned(),
            reverse_href: "/desk/books/990101001001-2026-03-P0001/reversal".to_owned(),
            public_href: "/v/990101001001/books/990101001001-2026-03-P0001".to_owned(),
            frame,
        }
    }
}

pub(crate) async fn show(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let village = id.get(..12).and_then(|code| Place::new(code).ok());
            let village = village.filter(|at| at.level() == Level::Village && reads(&official, at));
            let Some(village) = village else { return Err(Refusal::not_there().into()) };
            let found = app.office.read(|reader| compose(app, reader, &official, &village, &id))?;
            Ok::<_, Halt>(found.ok_or_else(Refusal::not_there)?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Place,
    id: &str,
) -> Result<Option<VoucherPage>, Fault> {
    let Some(voucher) = capital::voucher(query, village, id)? else { return Ok(None) };
    let teller = official.teller(Eyes::Village);
    let mut frame = frame(app, query, official, Section::Books)?;
    let back = format!("/desk/books?village={village}&period={}", voucher.period);
    frame.back = Some(Link::new(teller.month(voucher.period.first_day()), back));
    let chart = capital::chart_of(query, &official.desk, village)?;
    Ok(Some(VoucherPage {
        title: format!("{} {}", voucher.period, tell::number(&voucher.word, voucher.serial)),
        about: about(query, &teller, &voucher)?,
        lines: entries(&teller, &chart, &voucher).collect(),
        sum: tell::yuan(voucher.amount_fen.0),
        back: taken_back(query, &teller, village, &voucher)?,
        case_href: voucher.case.as_ref().map_or_else(String::new, |case| format!("/desk/cases/{case}")),
        reverse_href: reverse_href(query, official, village, &voucher)?,
        public_href: match closed(query, village, id)? {
            Some(_) => format!("/v/{village}/books/{id}"),
            None => String::new(),
        },
        frame,
    }))
}

/// The lines of a voucher with what their accounts are called.
pub(super) fn entries<'a>(
    teller: &'a Teller,
    chart: &'a Chart,
    voucher: &'a VoucherRow,
) -> impl Iterator<Item = EntryLine> + 'a {
    voucher.lines.iter().map(|line| {
        let (mut debit, mut credit) = (Html::default(), Html::default());
        let own = if line.side == Side::Debit { &mut debit } else { &mut credit };
        *own = tell::yuan(line.amount_fen.0);
        EntryLine {
            account: format!("{} {}", line.account, teller.words(&chart.full_name(&line.account))),
            debit,
            credit,
        }
    })
}

/// What the register of reversals says of a voucher: that it waits to be taken back, was taken back, or takes another back.
fn taken_back(
    query: &mut dyn Query,
    teller: &Teller,
    village: &Place,
    voucher: &VoucherRow,
) -> Result<Vec<Link>, Fault> {
    let short = |id: &str| id.get(13..).unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for row in capital::reversals(query, village)? {
        let by = |who: Option<&str>| teller.name(who.unwrap_or_default());
        let proposed = teller.day(row.proposed.1.day()).words;
        match (&row.confirmed, &row.reversed_by) {
            (None, _) if row.voucher == voucher.id => {
                let said =
                    teller.say("voucher-back-waits").put("who", by(row.proposed.0.as_deref())).put("day", proposed);
                let said = said.put("reason", teller.free(&row.reason));
                all.push(Link::new(said, format!("/desk/books/{}/reversal", voucher.id)));
            }
            (Some((who, when)), Some(other)) if row.voucher == voucher.id => {
                let said = teller.say("voucher-back-done").put("by", short(other)).put("who", by(who.as_deref()));
                let said = said.put("day", teller.day(when.day()).words).put("reason", teller.free(&row.reason));
                all.push(Link::new(said, format!("/desk/books/{other}")));
            }
            (Some(_), Some(own)) if *own == voucher.id => {
                let said = teller.say("voucher-back-of").put("number", short(&row.voucher));
                all.push(Link::new(said, format!("/desk/books/{}", row.voucher)));
            }
            _ => {}
        }
    }
    Ok(all)
}

/// Where a voucher is taken back, for whoever keeps the books or confirms; nowhere for one that was, or takes another back itself.
fn reverse_href(query: &mut dyn Query, official: &Official, at: &Place, row: &VoucherRow) -> Result<String, Fault> {
    let able = ["keep_books", "reopen_books"].iter().any(|duty| may(&official.desk, duty, at));
    let done = capital::reversals(query, at)?.iter().any(|one| one.voucher == row.id && one.confirmed.is_some());
    let own = row.origin.starts_with("reversal ") || row.origin.starts_with("year end");
    Ok(if able && !done && !own { format!("/desk/books/{}/reversal", row.id) } else { String::new() })
}

/// Where a voucher comes from that no act of a case brought about.
fn origin(teller: &Teller, origin: &str) -> Option<Line> {
    if let Some(contract) = origin.strip_prefix("due ").and_then(|rest| rest.split(' ').next()) {
        if teller.eyes.masked() {
            return Some(Line::text(teller.say("voucher-contract"), contract));
        }
        let link = Link::new(contract, format!("/desk/contracts/{contract}"));
        return Some(Line::new(teller.say("voucher-contract"), link));
    }
    let worn = origin.starts_with("wear ");
    worn.then(|| Line::text(teller.say("voucher-origin"), teller.say("voucher-wear").to_string()))
}

/// What a voucher is about; strangers read surnames, and not the fingerprint of what they may not read.
pub(super) fn about(query: &mut dyn Query, teller: &Teller, voucher: &VoucherRow) -> Result<Vec<Line>, Fault> {
    let mut lines = vec![
        Line::text(teller.say("voucher-what"), teller.free(&voucher.summary)),
        Line::text(teller.say("voucher-day"), teller.day(voucher.day).words),
    ];
    let keys = ["voucher-handler", "voucher-witness", "voucher-reviewer", "voucher-approver"];
    for (key, person) in keys.iter().zip(&voucher.people) {
        if let Some(name) = person.as_ref().map(|person| roster::name_of(query, person)).transpose()?.flatten() {
            lines.push(Line::text(teller.say(key), teller.name(&name)));
        }
    }
    if let Some(mark) = voucher.origin.strip_prefix("imported ") {
        lines.push(Line::text(teller.say("voucher-imported"), mark));
    }
    lines.extend(origin(teller, &voucher.origin));
    if let Some(case) = voucher.case.as_ref().filter(|_| voucher.word == ledger::Word::Receipt.code()) {
        for receipt in capital::receipts_of_case(query, case)?.iter().filter(|receipt| !receipt.cancelled) {
            let Some(at) = voucher.id.get(..12).and_then(|code| Place::new(code).ok()) else { continue };
            let id = receipt.id(&at);
            let masked = teller.eyes.masked();
            let href = if masked { format!("/v/{at}/receipts/{id}") } else { format!("/desk/books/receipts/{id}") };
            lines.push(Line::new(teller.say("receipt-no"), Link::new(&receipt.text, href)));
        }
    }
    lines.push(Line::text(teller.say("voucher-papers"), voucher.papers.len().to_string()));
    lines.push(Line::text(teller.say("voucher-number"), &voucher.id));
    if !teller.eyes.masked() {
        lines.push(Line::text(teller.say("voucher-hash"), voucher.hash.to_string()));
    }
    Ok(lines)
}
