//! What the books write into the log.

use ledger::{Code, OpeningLine, Period, SubAccount, Voucher};
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fault, Fen, Hash};

/// A bank account of the village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BankKept {
    pub(crate) code: Code,
    pub(crate) bank: String,
    pub(crate) kind: String,
    pub(crate) last_digits: String,
}

/// The books were opened.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub(crate) first: Period,
    pub(crate) rules: Hash,
    pub(crate) accounts: Vec<SubAccount>,
    pub(crate) banks: Vec<BankKept>,
    pub(crate) opening: Vec<OpeningLine>,
    pub(crate) paper: Hash,
}

/// A voucher was posted.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Posted {
    pub(crate) voucher: Voucher,
}

/// Money was kept back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MoneyReserved {
    pub(crate) id: String,
    pub(crate) case: CaseId,
    pub(crate) account: Code,
    pub(crate) amount_fen: Fen,
    pub(crate) day: Day,
}

/// What was kept back is let go.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MoneyReleased {
    pub(crate) id: String,
}

/// A period was closed.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Closed {
    pub(crate) period: Period,
    pub(crate) hash: Hash,
}

/// Somebody wants a closed period opened again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReopeningProposed {
    pub(crate) period: Period,
    pub(crate) number: i64,
    pub(crate) reason: String,
}

/// Somebody else agrees, and it is open.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reopened {
    pub(crate) period: Period,
    pub(crate) number: i64,
}

/// A year was carried over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Carried {
    pub(crate) year: i16,
    pub(crate) net_fen: Fen,
    pub(crate) reserve_fen: Fen,
    pub(crate) reserve_percent: u8,
    pub(crate) vouchers: Vec<Voucher>,
}

pub(crate) fn to_body<T: Serialize>(value: &T) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::from("cannot write what happened in the books", error))
}
