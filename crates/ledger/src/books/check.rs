//! Whether a voucher may be posted. Everything that is wrong is told at once.

use super::{Books, Turn, paid, side_of};
use crate::{Code, Draft, LARGEST_FEN, Origin, Period, Reason, Side};
use std::collections::BTreeMap;
use village::Fen;

/// The longest summary, in characters.
const LONGEST_SUMMARY: usize = 200;

/// The largest balance that is counted: far above any voucher, far below what a number holds.
const LARGEST_BALANCE_FEN: i64 = 1_000_000_000_000_000_000;

pub(super) fn reasons(books: &Books, draft: &Draft) -> Vec<Reason> {
    let mut reasons = shape(draft);
    accounts(books, draft, &mut reasons);
    when(books, draft, &mut reasons);
    if reasons.is_empty() {
        limits(books, draft, &mut reasons);
        held(books, draft, &mut reasons);
    }
    reasons
}

/// What can be seen from the voucher alone.
fn shape(draft: &Draft) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let summary = draft.summary.trim().chars().count();
    if summary == 0 || summary > LONGEST_SUMMARY {
        reasons.push(Reason::NoSummary);
    }
    if draft.lines.len() < 2 {
        reasons.push(Reason::TooFewLines(draft.lines.len()));
    }
    for (line, entry) in (1..).zip(&draft.lines) {
        if entry.amount_fen.0 <= 0 {
            reasons.push(Reason::NotPositive { line, amount: entry.amount_fen });
        }
    }
    let (debit, credit) = (draft.sum(Side::Debit), draft.sum(Side::Credit));
    if debit.max(credit) > i128::from(LARGEST_FEN) {
        reasons.push(Reason::TooLarge(shown(debit.max(credit))));
    }
    if debit != credit {
        reasons.push(Reason::Unbalanced { debit: shown(debit), credit: shown(credit) });
    }
    reasons
}

fn shown(sum: i128) -> Fen {
    Fen(i64::try_from(sum).unwrap_or(i64::MAX))
}

fn accounts(books: &Books, draft: &Draft, reasons: &mut Vec<Reason>) {
    for (line, entry) in (1..).zip(&draft.lines) {
        let code = &entry.account;
        if books.chart.account(code).is_none() {
            reasons.push(Reason::UnknownAccount { line, code: code.clone() });
        } else if !books.chart.is_leaf(code) {
            reasons.push(Reason::NotLeaf { line, code: code.clone() });
        }
    }
}

/// Whether its period takes it.
fn when(books: &Books, draft: &Draft, reasons: &mut Vec<Reason>) {
    let period = Period::of(draft.day);
    if period < books.first {
        reasons.push(Reason::BeforeBooks { day: draft.day, first: books.first.first_day() });
        return;
    }
    match books.months.get(&period) {
        Some(month) if month.closed.is_some() => reasons.push(Reason::PeriodClosed(period)),
        Some(month) => {
            if month.carried && !matches!(draft.origin, Origin::YearEnd { .. }) {
                reasons.push(Reason::YearCarried(period));
            }
            if let Some(last) = month.last_day.filter(|last| draft.day < *last) {
                reasons.push(Reason::DayGoesBack { day: draft.day, last });
            }
        }
        // Periods before those at hand are closed, each of them.
        None if books.months.first_key_value().is_some_and(|(first, _)| period < *first) => {
            reasons.push(Reason::PeriodClosed(period));
        }
        None => {}
    }
}

/// What each account moves by, debit-positive.
pub(super) fn moved(draft: &Draft) -> BTreeMap<&Code, i64> {
    let mut moved = BTreeMap::new();
    for line in &draft.lines {
        let sum: &mut i64 = moved.entry(&line.account).or_default();
        *sum = sum.saturating_add(line.signed_fen());
    }
    moved
}

/// No account falls below nothing, on this day or on any later one.
fn limits(books: &Books, draft: &Draft, reasons: &mut Vec<Reason>) {
    let period = Period::of(draft.day);
    for (code, signed) in moved(draft) {
        let side = side_of(&books.chart, code);
        let change = side.natural(signed);
        let at_end = |turn: &Turn| side.natural(turn.closing_fen());
        // The end of the voucher's own period, or of the last one before it.
        let own = books.months.range(..=period).next_back().and_then(|(_, month)| month.turns.get(code));
        let mut lowest = own.map_or(0, at_end);
        for (_, later) in books.months.range(period.next()..) {
            lowest = lowest.min(later.turns.get(code).map_or(0, |turn| turn.lowest_fen(side)));
        }
        let tail = books.months.last_key_value().and_then(|(_, month)| month.turns.get(code)).map_or(0, at_end);
        if tail.saturating_add(change).saturating_abs() > LARGEST_BALANCE_FEN {
            reasons.push(Reason::Overflow(code.clone()));
        }
        if change >= 0 || !books.chart.account(code).is_some_and(|account| account.never_negative) {
            continue;
        }
        let kept = books.kept_back(code, draft.reservation.as_deref());
        let free = lowest.min(tail.saturating_sub(kept.0));
        if free.saturating_add(change) < 0 {
            let (left, asked) = (Fen(free.max(0)), Fen(change.saturating_neg()));
            let name = books.chart.full_name(code);
            reasons.push(Reason::BelowZero { code: code.clone(), name, left, asked });
        }
    }
}

/// What was reserved, and what the contract has left.
fn held(books: &Books, draft: &Draft, reasons: &mut Vec<Reason>) {
    let asked = paid(draft);
    if let Some(id) = &draft.reservation {
        match books.reserved.get(id) {
            None => reasons.push(Reason::NotReserved(id.clone())),
            Some(reserved) => {
                let asked = leaves(draft, &reserved.account).unwrap_or(asked);
                if asked > reserved.amount_fen {
                    reasons.push(Reason::OverReserved { reserved: reserved.amount_fen, asked });
                }
            }
        }
    }
    if let Some(drawn) = &draft.drawn {
        let before = books.drawn.get(&drawn.contract).copied().unwrap_or_default();
        if before + asked > drawn.ceiling_fen {
            let left = drawn.ceiling_fen - before;
            reasons.push(Reason::OverContract { contract: drawn.contract.clone(), left, asked });
        }
    }
}

/// What leaves the account on which money was kept back, where any does: a voucher may settle more than it pays.
fn leaves(draft: &Draft, account: &Code) -> Option<Fen> {
    let own = draft.lines.iter().filter(|line| line.account == *account && line.side == Side::Credit);
    Some(own.map(|line| line.amount_fen).sum()).filter(|sum: &Fen| sum.0 > 0)
}
