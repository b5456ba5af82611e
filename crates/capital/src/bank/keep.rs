//! What the bank's side of the books writes into the log.

use intake::ColumnMap;
use ledger::{Code, Period, Voucher};
use serde::{Deserialize, Serialize};
use village::{Day, Fen, Hash, PersonId};

/// A line of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineKept {
    pub(crate) number: i64,
    pub(crate) day: Day,
    pub(crate) amount_fen: Fen,
    pub(crate) balance_fen: Fen,
    pub(crate) payee: String,
    pub(crate) remark: String,
    pub(crate) reference: String,
    /// By it the same line is known again.
    pub(crate) mark: String,
}

/// A statement was received.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StatementReceived {
    pub(crate) account: Code,
    pub(crate) number: i64,
    pub(crate) form: String,
    pub(crate) columns: Option<ColumnMap>,
    pub(crate) opening_fen: Fen,
    pub(crate) closing_fen: Fen,
    pub(crate) until: Day,
    pub(crate) lines: Vec<LineKept>,
    pub(crate) again: i64,
    pub(crate) file: Hash,
}

/// One side of a matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Side {
    Bank { bank_line: i64, day: Day, amount_fen: Fen },
    Book { voucher: String, position: i64, day: Day, amount_fen: Fen },
}

impl Side {
    pub(crate) fn day(&self) -> Day {
        match self {
            Self::Bank { day, .. } | Self::Book { day, .. } => *day,
        }
    }
}

/// Lines that are one and the same.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Matched {
    pub(crate) number: i64,
    pub(crate) sides: Vec<Side>,
}

/// Lines were matched.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LinesMatched {
    pub(crate) account: Code,
    pub(crate) matchings: Vec<Matched>,
}

/// A matching was wrong.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MatchingUndone {
    pub(crate) account: Code,
    pub(crate) number: i64,
    pub(crate) reason: String,
}

/// What both sides say at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The balance in the books.
    pub book_fen: Fen,
    /// The balance at the bank.
    pub bank_fen: Fen,
    /// What the bank received and the books do not hold yet (银行已收、账上未收).
    pub bank_in_fen: Fen,
    /// What the bank paid and the books do not hold yet (银行已付、账上未付).
    pub bank_out_fen: Fen,
    /// What the books received and the bank has not (账上已收、银行未收).
    pub book_in_fen: Fen,
    /// What the books paid and the bank has not (账上已付、银行未付).
    pub book_out_fen: Fen,
}

impl Figures {
    /// The books' balance with what only the bank holds.
    #[must_use]
    pub fn book_adjusted(&self) -> Fen {
        self.book_fen + self.bank_in_fen - self.bank_out_fen
    }

    /// The bank's balance with what only the books hold.
    #[must_use]
    pub fn bank_adjusted(&self) -> Fen {
        self.bank_fen + self.book_in_fen - self.book_out_fen
    }

    /// Whether both come to the same.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.book_adjusted() == self.bank_adjusted()
    }
}

/// A month was compared and signed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AccountReconciled {
    pub(crate) account: Code,
    pub(crate) period: Period,
    pub(crate) number: i64,
    #[serde(flatten)]
    pub(crate) figures: Figures,
}

/// Nobody signed it in time.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReconciliationLate {
    pub(crate) account: Code,
    pub(crate) period: Period,
}

/// Nobody matched these lines of the bank in time.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BankLinesLate {
    pub(crate) account: Code,
    pub(crate) lines: Vec<i64>,
}

/// Somebody proposes that a line of the bank be entered as interest or charge.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BankEntryProposed {
    pub(crate) account: Code,
    pub(crate) line: i64,
    pub(crate) number: i64,
    pub(crate) kind: String,
}

/// Somebody else sent it back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BankEntryAnswered {
    pub(crate) account: Code,
    pub(crate) line: i64,
    pub(crate) number: i64,
    pub(crate) remark: String,
}

/// Somebody else agreed, and it is posted.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BankEntryPosted {
    pub(crate) account: Code,
    pub(crate) line: i64,
    pub(crate) number: i64,
    pub(crate) kind: String,
    /// The day on which the bank booked it.
    pub(crate) day: Day,
    /// The most that a month's charges of the account came to under the rules of the day.
    pub(crate) limit_fen: Fen,
    pub(crate) proposed_by: Option<PersonId>,
    pub(crate) voucher: Voucher,
}

/// The supervision committee has seen it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReconciliationSeen {
    pub(crate) account: Code,
    pub(crate) period: Period,
    pub(crate) number: i64,
    pub(crate) remark: String,
}
