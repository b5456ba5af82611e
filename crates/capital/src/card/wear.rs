//! A month's depreciation, posted before the month is closed: one voucher for all of a village's property.

use super::keep::{WearPosted, Worn};
use super::read::cards;
use super::sql;
use crate::keep::to_body;
use crate::refuse::refused;
use archive::{Query, Tx};
use ledger::{Books, Chart, Code, Draft, Line, Origin, People, Period, Side, Word};
use office::Desk;
use std::collections::BTreeMap;
use village::{Fault, Fen, Place, Stop};

/// Posts what a month wears, unless it was posted, nothing wears, or the year is carried over already.
pub(crate) fn wear(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    books: &mut Books,
    period: Period,
) -> Result<(), Stop> {
    if let Some(posted) = wear_of(tx, desk, village, books, period)? {
        desk.append_more(tx, village, "wear.posted", &format!("{village}-{period}"), to_body(&posted)?)?;
    }
    Ok(())
}

/// What a month wears, posted in the books at hand and not recorded yet.
pub(crate) fn wear_of(
    query: &mut dyn Query,
    desk: &Desk,
    village: &Place,
    books: &mut Books,
    period: Period,
) -> Result<Option<WearPosted>, Stop> {
    let carried = books.months.get(&period).is_some_and(|month| month.carried || month.closed.is_some());
    let posted = query.one(sql::WORN_IN, &[village.into(), period.to_string().into()])?.int("many")? > 0;
    if carried || posted || period < books.first {
        return Ok(None);
    }
    let (mut worn, mut lines) = (Vec::new(), BTreeMap::<(Side, Code), i64>::new());
    for card in cards(query, village)? {
        let amount_fen = card.wear_in(period);
        if amount_fen.0 == 0 {
            continue;
        }
        let expense = leaf(&books.chart, &card.class.expense_codes())?;
        let credit = leaf(&books.chart, &[card.kind.worn_code()])?;
        *lines.entry((Side::Debit, expense)).or_default() += amount_fen.0;
        *lines.entry((Side::Credit, credit)).or_default() += amount_fen.0;
        worn.push(Worn { card: card.id, amount_fen });
    }
    if worn.is_empty() {
        return Ok(None);
    }
    let line = |((side, account), fen): ((Side, Code), i64)| Line { account, side, amount_fen: Fen(fen) };
    let draft = Draft {
        word: Word::Transfer,
        day: books.day_for(period.last_day()),
        summary: format!("计提{period}折旧，{}件资产", worn.len()),
        lines: lines.into_iter().map(line).collect(),
        attachments: Vec::new(),
        people: People { handler: desk.person().cloned(), ..People::default() },
        origin: Origin::Wear { period },
        reservation: None,
        drawn: None,
    };
    let voucher = books.post(draft).map_err(|reasons| refused("books.wear", &reasons))?;
    Ok(Some(WearPosted { period, cards: worn, voucher }))
}

/// The first of some accounts that the chart in force has and posts to.
fn leaf(chart: &Chart, codes: &[&str]) -> Result<Code, Fault> {
    for code in codes {
        let code = Code::parse(code).map_err(|error| Fault::from("an account of property", error))?;
        if chart.account(&code).is_some() && chart.is_leaf(&code) {
            return Ok(code);
        }
    }
    Err(Fault::new(format!("the chart in force posts to none of {}", codes.join(", "))))
}
