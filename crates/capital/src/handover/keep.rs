//! What handing over writes into the log.

use ledger::{Code, OpeningLine, SubAccount};
use serde::{Deserialize, Serialize};
use village::{Day, Fen, Hash, PersonId};

/// What an account of the first level holds or moves in what is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverSum {
    /// The account of the first level.
    pub account: Code,
    /// Its debits.
    pub debit_fen: Fen,
    /// Its credits.
    pub credit_fen: Fen,
}

/// Somebody prepared something that was kept before.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HandoverPrepared {
    pub(crate) number: i64,
    pub(crate) what: String,
    /// The program that it comes from, or why it is corrected.
    pub(crate) words: String,
    pub(crate) file: Option<Hash>,
    pub(crate) former: bool,
    pub(crate) days: Option<(Day, Day)>,
    pub(crate) many: i64,
    /// The sum of the debits.
    pub(crate) sum_fen: Fen,
    pub(crate) sums: Vec<HandoverSum>,
    /// The signed list.
    pub(crate) paper: Hash,
    /// What is entered once it is confirmed; nothing for vouchers, which come with their file.
    pub(crate) body: serde_json::Value,
}

/// Somebody else answered: it is confirmed, or sent back with a remark.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct HandoverAnswered {
    pub(crate) number: i64,
    pub(crate) remark: String,
}

/// Which handover an entry rests on, and the two people who stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ByTwo {
    pub(crate) handover: i64,
    pub(crate) prepared_by: Option<PersonId>,
    pub(crate) confirmed_by: Option<PersonId>,
}

/// The opening balances were wrong and are put right, before anything rests on them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OpeningCorrected {
    pub(crate) opening: Vec<OpeningLine>,
    /// Accounts of the village's own that were not there before.
    pub(crate) accounts: Vec<SubAccount>,
    pub(crate) reason: String,
    pub(crate) paper: Hash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by_two: Option<ByTwo>,
}
