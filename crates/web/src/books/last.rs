//! What a village's books say to everybody in three figures: what a closed month brought in, and what money was left.

use crate::state::Shared;
use archive::Query;
use ledger::{Class, Period};
use office::Desk;
use village::{Fault, Fen, Place};

/// Whether there are books, and what their closed months say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// The village's books are not kept here.
    None,
    /// They are, and the month asked for (or any month) is not closed yet.
    Open,
    /// A closed month.
    Closed(Figures),
}

/// The figures of a closed month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) period: Period,
    /// What the accounts of income took in, the carrying over of the year left out.
    pub(crate) income_fen: Fen,
    /// Cash on hand and bank deposits at its end.
    pub(crate) money_fen: Fen,
}

/// How the books stand: of one month, or of the last one that was closed.
pub(crate) fn stand(query: &mut dyn Query, app: &Shared, place: &Place, month: Option<Period>) -> Result<Stand, Fault> {
    if capital::books_of(query, place)?.is_none() {
        return Ok(Stand::None);
    }
    let closed = capital::periods(query, place)?.into_iter().filter(|row| row.hash.is_some());
    let mut wanted = closed.map(|row| row.period).filter(|period| month.is_none_or(|month| month == *period));
    let Some(period) = wanted.next() else { return Ok(Stand::Open) };
    let chart = capital::chart_of(query, &Desk::unnamed(&app.office, app.now()), place)?;
    let (mut income, mut money) = (0_i64, 0_i64);
    for (code, turn) in capital::turns(query, place, period)? {
        if chart.account(&code).is_some_and(|account| account.class == Class::Income) {
            let moved = turn.credit_fen.saturating_sub(turn.debit_fen).saturating_add(turn.carried_fen);
            income = income.saturating_add(moved);
        }
        if code.is_within(&chart.roles.cash) || code.is_within(&chart.roles.bank) {
            money = money.saturating_add(turn.closing_fen());
        }
    }
    Ok(Stand::Closed(Figures { period, income_fen: Fen(income), money_fen: Fen(money) }))
}
