//! Detail ledger (明细账) and journals of cash and bank (日记账): the lines of one account with its running balance.

use crate::{Code, Line, Number, Side, Voucher};
use village::{Day, Fen};

/// A line of an account with its voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The voucher.
    pub number: Number,
    /// Its day.
    pub day: Day,
    /// What it is about.
    pub summary: String,
    /// The line.
    pub line: Line,
    /// The accounts on the other side of the voucher.
    pub against: Vec<Code>,
}

impl Entry {
    /// The lines of `account`, and of those beneath it, in a voucher.
    #[must_use]
    pub fn of(voucher: &Voucher, account: &Code) -> Vec<Self> {
        let draft = &voucher.draft;
        let own = draft.lines.iter().filter(|line| line.account.is_within(account));
        own.map(|line| {
            let mut against: Vec<Code> =
                draft.lines.iter().filter(|other| other.side != line.side).map(|other| other.account.clone()).collect();
            against.dedup();
            Self {
                number: voucher.number.clone(),
                day: draft.day,
                summary: draft.summary.clone(),
                line: line.clone(),
                against,
            }
        })
        .collect()
    }
}

/// A line with the balance after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The line.
    pub entry: Entry,
    /// The balance after it, in the account's own direction.
    pub balance_fen: Fen,
}

/// The lines with the balance after each. `opening_fen` is debit-positive; balances are in the direction of `side`.
#[must_use]
pub fn running(side: Side, opening_fen: i64, entries: Vec<Entry>) -> Vec<Running> {
    let mut signed = opening_fen;
    let after = |entry: Entry| {
        signed = signed.saturating_add(entry.line.signed_fen());
        Running { entry, balance_fen: Fen(side.natural(signed)) }
    };
    entries.into_iter().map(after).collect()
}
