//! What each account did in a year up to a day.

use crate::read::{balances_at, turns};
use archive::Query;
use ledger::{Code, Period, Turn};
use std::collections::BTreeMap;
use village::{Day, Fault, Place};

/// What each account did from the beginning of a day's year to its end: what the statements of that day are made from. Empty where
/// the books hold nothing of it.
///
/// # Errors
/// When the store cannot be read.
pub fn turns_until(query: &mut dyn Query, village: &Place, day: Day) -> Result<BTreeMap<Code, Turn>, Fault> {
    let last = Period::of(day);
    let mut period = last;
    while period.month() > 1 {
        period = period.before();
    }
    let mut year: BTreeMap<Code, Turn> = BTreeMap::new();
    let mut begun = false;
    while period <= last {
        let month = turns(query, village, period)?;
        let month = if period == last && day < last.last_day() { part(query, village, day, month)? } else { month };
        for (code, turn) in month {
            // An account that is first seen later in the year began it with nothing, unless the books begin there.
            let opening_fen = if begun { 0 } else { turn.opening_fen };
            let sum = year.entry(code).or_insert_with(|| Turn::from_opening(opening_fen));
            sum.debit_fen = sum.debit_fen.saturating_add(turn.debit_fen);
            sum.credit_fen = sum.credit_fen.saturating_add(turn.credit_fen);
            sum.carried_fen = sum.carried_fen.saturating_add(turn.carried_fen);
        }
        begun |= !year.is_empty();
        period = period.next();
    }
    Ok(year)
}

/// A month up to a day: what moved by then, on the side on which it lies.
fn part(
    query: &mut dyn Query,
    village: &Place,
    day: Day,
    month: BTreeMap<Code, Turn>,
) -> Result<BTreeMap<Code, Turn>, Fault> {
    let balances = balances_at(query, village, day)?;
    let mut found = BTreeMap::new();
    for (code, balance) in balances {
        let opening = month.get(&code).map_or(0, |turn| turn.opening_fen);
        let moved = balance.saturating_sub(opening);
        let (debit_fen, credit_fen) = (moved.max(0), moved.min(0).saturating_neg());
        found.insert(code, Turn { debit_fen, credit_fen, ..Turn::from_opening(opening) });
    }
    Ok(found)
}
