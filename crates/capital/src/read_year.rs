//! What each account did in a year up to a day.

use crate::read::{balances_at, turns};
use archive::Query;
use ledger::{Code, Period, Turn};
use std::collections::BTreeMap;
use village::{Day, Fault, Place};

/// What the statements of a day lay side by side.
pub struct YearTurns {
    /// The balances with which the year began, or the books in it.
    pub opening: BTreeMap<Code, Turn>,
    /// The month up to the day.
    pub month: BTreeMap<Code, Turn>,
    /// The year up to the day.
    pub year: BTreeMap<Code, Turn>,
    /// The year before up to the same day; empty where the books hold nothing of it.
    pub before: BTreeMap<Code, Turn>,
}

/// What the statements of a day lay side by side: the year's beginning and the day, the month, the year, the year before.
///
/// # Errors
/// When the store cannot be read.
pub fn year_turns(query: &mut dyn Query, village: &Place, day: Day) -> Result<YearTurns, Fault> {
    let period = Period::of(day);
    let year = turns_until(query, village, day)?;
    let opening = year.iter().map(|(code, turn)| (code.clone(), Turn::from_opening(turn.opening_fen))).collect();
    let then = day.plus_months(-12);
    // A whole month is compared with a whole one: the last of February with the last of February.
    let then = if day == period.last_day() { Period::of(then).last_day() } else { then };
    let (month, before) = (month_until(query, village, day)?, turns_until(query, village, then)?);
    Ok(YearTurns { opening, month, year, before })
}

fn month_until(query: &mut dyn Query, village: &Place, day: Day) -> Result<BTreeMap<Code, Turn>, Fault> {
    let period = Period::of(day);
    let month = turns(query, village, period)?;
    if day < period.last_day() { part(query, village, day, month) } else { Ok(month) }
}

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
        let month = month_until(query, village, if period == last { day } else { period.last_day() })?;
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
        // A month in which nothing was posted yet has moved nothing.
        let begun = if month.is_empty() { balance } else { 0 };
        let opening = month.get(&code).map_or(begun, |turn| turn.opening_fen);
        let moved = balance.saturating_sub(opening);
        let (debit_fen, credit_fen) = (moved.max(0), moved.min(0).saturating_neg());
        found.insert(code, Turn { debit_fen, credit_fen, ..Turn::from_opening(opening) });
    }
    Ok(found)
}
