//! What contracts write into the log.

use ledger::Voucher;
use office::Letter;
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fen, Hash};

/// A line of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineKept {
    /// None: it moves with the cases that pay under the contract.
    pub(crate) due: Option<Day>,
    pub(crate) amount_fen: Fen,
    pub(crate) settled_fen: Fen,
    /// `open`, `posted`, `opening`, `by_case`.
    pub(crate) state: String,
}

/// A contract.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ContractKept {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) way: String,
    pub(crate) affair: String,
    pub(crate) case: Option<CaseId>,
    /// What it was called where it was taken over from; none where a case signed it.
    pub(crate) mark: Option<String>,
    pub(crate) party: String,
    pub(crate) object: String,
    pub(crate) total_fen: Fen,
    pub(crate) deposit_fen: Fen,
    pub(crate) retention_fen: Fen,
    pub(crate) signed: Day,
    pub(crate) starts: Option<Day>,
    pub(crate) ends: Option<Day>,
    pub(crate) lines: Vec<LineKept>,
}

/// A case signed it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractSigned {
    pub(crate) contract: ContractKept,
}

/// Contracts of before were taken over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractsImported {
    pub(crate) contracts: Vec<ContractKept>,
    pub(crate) paper: Hash,
}

/// Its schedule stands.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractScheduled {
    pub(crate) id: String,
    pub(crate) lines: Vec<LineKept>,
}

/// Another case changed it or ended it: what was open is dropped, and these lines take its place.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractChanged {
    pub(crate) id: String,
    pub(crate) by: CaseId,
    pub(crate) ended: bool,
    pub(crate) total_fen: Fen,
    pub(crate) ends: Option<Day>,
    pub(crate) lines: Vec<LineKept>,
}

/// The township filed it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractFiled {
    pub(crate) id: String,
    pub(crate) filing_no: String,
}

/// A line fell due.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ReceivablePosted {
    pub(crate) id: String,
    pub(crate) line: i64,
    /// `posted`, or `opening` for what fell due before the books began.
    pub(crate) state: String,
    pub(crate) voucher: Option<Voucher>,
}

/// What of a line was settled.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) line: i64,
    pub(crate) amount_fen: Fen,
}

/// A payment was laid on it, or a debt struck off.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractSettled {
    pub(crate) id: String,
    /// The voucher.
    pub(crate) source: String,
    /// `paid`, `waived`, or of the deposit `deposit`, `deposit_back`, `deposit_kept`.
    pub(crate) how: String,
    pub(crate) day: Day,
    pub(crate) parts: Vec<Part>,
    pub(crate) over_fen: Fen,
}

/// Somebody was reminded of a line, or, with line 0, of the contract's end.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ContractReminded {
    pub(crate) id: String,
    pub(crate) line: i64,
    pub(crate) stage: String,
    pub(crate) messages: Vec<Letter>,
}
