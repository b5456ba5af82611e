//! Opening balances (期初余额): the books begin with a trial balance that is right, or not at all.

use super::{Books, Month, Turn};
use crate::{Chart, Code, LARGEST_FEN, Period, Reason, Side};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{Fen, Hash};

/// The balance of one account on the day before the books begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningLine {
    /// The account.
    pub account: Code,
    /// The side on which the balance lies.
    pub side: Side,
    /// How much; more than nothing.
    pub amount_fen: Fen,
}

impl Books {
    /// Begins the books with the balances of the day before.
    ///
    /// # Errors
    /// Every line that is wrong, and both sums when they differ.
    pub fn open(chart: Arc<Chart>, first: Period, opening: &[OpeningLine]) -> Result<Self, Vec<Reason>> {
        let reasons = reasons(&chart, first, opening);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        Ok(Self::opened(chart, first, opening))
    }

    /// Begins with what was checked: for opening, and for reading the log again.
    #[must_use]
    pub fn opened(chart: Arc<Chart>, first: Period, opening: &[OpeningLine]) -> Self {
        let month = opening_month(opening);
        Self {
            chart,
            first,
            last_hash: Hash([0; 32]),
            months: BTreeMap::from([(first, month)]),
            reserved: BTreeMap::new(),
            drawn: BTreeMap::new(),
        }
    }
}

/// The first period as the opening balances make it.
#[must_use]
pub fn opening_month(opening: &[OpeningLine]) -> Month {
    let mut month = Month::fresh();
    for line in opening {
        let turn = Turn::from_opening(line.side.natural(line.amount_fen.0));
        month.turns.insert(line.account.clone(), turn);
    }
    month
}

fn reasons(chart: &Chart, first: Period, opening: &[OpeningLine]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, line) in (1..).zip(opening) {
        let code = line.account.clone();
        if line.amount_fen.0 <= 0 {
            reasons.push(Reason::NotPositive { line: number, amount: line.amount_fen });
        }
        if line.amount_fen.0 > LARGEST_FEN {
            reasons.push(Reason::TooLarge(line.amount_fen));
        }
        if !seen.insert(code.clone()) {
            reasons.push(Reason::AccountTwice(code.clone()));
        }
        match chart.account(&code) {
            None => reasons.push(Reason::UnknownAccount { line: number, code }),
            Some(_) if !chart.is_leaf(&code) => reasons.push(Reason::NotLeaf { line: number, code }),
            // A year begins with no income or expense of its own.
            Some(account) if account.class.is_of_the_year() && first.month() == 1 => {
                reasons.push(Reason::WrongSide { line: number, code });
            }
            Some(account) if account.side != line.side && !account.two_sided => {
                reasons.push(Reason::WrongSide { line: number, code });
            }
            Some(_) => {}
        }
    }
    let sum = |side| opening.iter().filter(|line| line.side == side).map(|line| i128::from(line.amount_fen.0)).sum();
    let (debit, credit): (i128, i128) = (sum(Side::Debit), sum(Side::Credit));
    if debit != credit {
        let shown = |sum: i128| Fen(i64::try_from(sum).unwrap_or(i64::MAX));
        reasons.push(Reason::Unbalanced { debit: shown(debit), credit: shown(credit) });
    }
    reasons
}
