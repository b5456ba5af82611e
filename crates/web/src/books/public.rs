//! `/v/{code}/books`: what the village has and owes, and every voucher of a closed month with the case behind it.

pub(crate) mod voucher;

use crate::books::handover;
use crate::books::page::{PublicBooksPage, VoucherLine};
use crate::books::show::{PAGE, closed, part, unreconciled};
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::{Empty, Pager};
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::{HandoverState, HandoverWhat};
use ledger::{Period, Side};
use office::Desk;
use serde::Deserialize;
use village::{CaseId, Fault, Moment, Place, Refusal};

/// Which period, and which page of its vouchers.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    period: String,
    #[serde(default)]
    page: usize,
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let period: Option<Period> = match wish.period.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::not_there())?),
    };
    let named = period.map_or_else(String::new, |period| period.to_string());
    let part = wish.page.min(1_000);
    let address = format!("/v/{}/books?period={named}&page={part}", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, period, part)).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    asked: Option<Period>,
    page: usize,
) -> Result<Option<PublicBooksPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(teller.say("finance"), format!("/v/{place}/finance")));
    // Only what was closed is public: an open month is still being written.
    let mut rows = capital::periods(query, &place)?;
    rows.retain(|row| row.hash.is_some());
    let row = match asked {
        Some(asked) => match rows.iter().find(|row| row.period == asked) {
            Some(row) => Some(row.clone()),
            None => return Ok(None),
        },
        None => rows.first().cloned(),
    };
    let mut shown = PublicBooksPage {
        months: Vec::new(),
        closed: String::new(),
        unreconciled: String::new(),
        hash: String::new(),
        has: Vec::new(),
        owes: Vec::new(),
        links: beside(&teller, &place),
        vouchers: Vec::new(),
        pager: Pager::default(),
        reopened: Vec::new(),
        empty: empty(&teller),
        frame,
        name,
    };
    let Some(row) = row else {
        shown.reopened = told_openly(query, &teller, &place)?;
        return Ok(Some(shown));
    };
    shown.links.extend(sheets(&teller, &place, row.period));
    let desk = Desk::unnamed(&canvas.app.office, canvas.app.now());
    let chart = capital::chart_of(query, &desk, &place)?;
    let sheet = ledger::balance_sheet(&chart, &capital::turns(query, &place, row.period)?);
    shown.months = tell::periods(&teller, rows.iter(), row.period, &format!("/v/{place}/books?period="));
    shown.closed = closed(&teller, &row, row.closed_by.as_deref().unwrap_or_default());
    shown.unreconciled = unreconciled(&teller, &row);
    shown.hash = row.hash.map_or_else(String::new, |hash| hash.to_string());
    shown.has = tell::sheet(&teller, &sheet, Side::Debit);
    shown.owes = tell::sheet(&teller, &sheet, Side::Credit);
    let vouchers = capital::vouchers(query, &place, row.period)?;
    let (skipped, pager) = part(page, vouchers.len(), &format!("/v/{place}/books?period={}&page=", row.period));
    shown.pager = pager;
    for voucher in vouchers.into_iter().skip(skipped).take(PAGE) {
        shown.vouchers.push(VoucherLine {
            number: tell::number(&voucher.word, voucher.serial),
            when: teller.day(voucher.day),
            what: tell::what(&teller, &voucher),
            amount: tell::movement(&voucher),
            href: format!("/v/{place}/books/{}", voucher.id),
        });
    }
    shown.reopened = told_openly(query, &teller, &place)?;
    shown.reopened.extend(contained(query, &teller, &desk, &place)?);
    Ok(Some(shown))
}

fn empty(teller: &Teller) -> Empty {
    Empty { what: teller.say("books-public-empty").to_string(), why: teller.say("books-public-empty-why").to_string() }
}

/// What else there is of the village's money.
fn beside(teller: &Teller, place: &Place) -> Vec<Link> {
    let link = |key: &'static str, page: &str| Link::new(teller.say(key), format!("/v/{place}/{page}"));
    vec![link("budget-here", "budget"), link("funds-title", "funds"), link("receipts-title", "receipts")]
}

/// What of a closed month there is to print.
pub(crate) fn sheets(teller: &Teller, place: &Place, month: Period) -> Vec<Link> {
    let link = |key: &'static str, sheet: &str, more: &str| {
        Link::new(teller.say(key), format!("/v/{place}/print/{sheet}.pdf?month={month}{more}"))
    };
    vec![
        link("print-board", "board", ""),
        link("print-letter", "letter", ""),
        link("print-letter-large", "letter", "&large=1"),
        link("print-balance", "statements", ""),
    ]
}

/// The cases whose money the books held when they began.
fn contained(query: &mut dyn Query, teller: &Teller, desk: &Desk, place: &Place) -> Result<Option<String>, Fault> {
    let cases = capital::contained(query, desk, place)?;
    if cases.is_empty() {
        return Ok(None);
    }
    let numbers = cases.iter().take(10).map(CaseId::as_str).collect::<Vec<_>>().join("、");
    Ok(Some(teller.say("books-contained").put("count", cases.len()).put("numbers", numbers).to_string()))
}

/// What two people did with books that were closed or posted: who, when and why. They act in office, so everybody may know
/// their names.
fn told_openly(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<String>, Fault> {
    let rows = capital::periods(query, place)?;
    let open: Vec<Period> = rows.iter().filter(|row| row.hash.is_none()).map(|row| row.period).collect();
    let when = |moment: Moment| teller.day(moment.day()).words;
    let name = |who: &Option<String>| who.clone().unwrap_or_default();
    let confirmed = |by: &(Option<String>, Moment)| {
        teller.say("books-confirmed").put("who", name(&by.0)).put("day", when(by.1)).to_string()
    };
    let mut all = Vec::new();
    for row in capital::handovers(query, place)? {
        let Some(by) = row.answered.as_ref().filter(|_| row.state == HandoverState::Confirmed) else { continue };
        let said = teller.say("books-handed-over").put("what", handover::what(teller, row.what));
        let said = said.put("who", name(&row.prepared.0)).put("day", when(row.prepared.1));
        let mut words = vec![said.to_string(), confirmed(by)];
        if row.what == HandoverWhat::Opening {
            words.insert(1, teller.say("books-put-right").put("reason", teller.free(&row.words)).to_string());
        }
        all.push(words.join(" "));
    }
    for again in capital::reopenings(query, place)? {
        let said = teller.say("books-reopened").put("month", teller.month(again.period.first_day()));
        let said = said.put("who", name(&again.proposed.0)).put("day", when(again.proposed.1));
        let mut words = vec![said.put("reason", teller.free(&again.reason)).to_string()];
        if let Some(by) = &again.confirmed {
            words.push(confirmed(by));
            words.extend(open.contains(&again.period).then(|| teller.say("books-still-open").to_string()));
        }
        all.push(words.join(" "));
    }
    for back in capital::reversals(query, place)? {
        let Some(by) = &back.confirmed else { continue };
        let said = teller.say("books-reversed").put("number", back.voucher.get(13..).unwrap_or_default().to_owned());
        let said = said.put("who", name(&back.proposed.0)).put("day", when(back.proposed.1));
        all.push(format!("{} {}", said.put("reason", teller.free(&back.reason)), confirmed(by)));
    }
    Ok(all)
}
