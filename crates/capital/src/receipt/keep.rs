//! What receipts write into the log.

use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fen, Hash};

/// A book of receipts came from the township.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BookReceived {
    pub(crate) number: i64,
    /// What stands before every number; may be empty.
    pub(crate) series: String,
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// How many digits a number has.
    pub(crate) width: i64,
    pub(crate) paper: Hash,
}

/// A step of a case issued a receipt.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Issued {
    pub(crate) book: i64,
    pub(crate) number: i64,
    pub(crate) case: CaseId,
    pub(crate) act: i64,
    pub(crate) day: Day,
    pub(crate) payer: String,
    pub(crate) purpose: String,
    pub(crate) amount_fen: Fen,
    /// The receipt of the same case that it takes the place of, and that is cancelled by it: book and number.
    pub(crate) instead: Option<(i64, i64)>,
}

/// The next numbers were cancelled: spoilt, torn, lost.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cancelled {
    pub(crate) book: i64,
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) day: Day,
    pub(crate) reason: String,
    pub(crate) paper: Hash,
}
