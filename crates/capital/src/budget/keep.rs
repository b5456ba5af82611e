//! What budgets write into the log.

use ledger::Code;
use serde::{Deserialize, Serialize};
use village::{CaseId, Fen};

/// A case decided the budget of a year; it takes the place of an earlier one of that year.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BudgetDecided {
    pub(crate) case: CaseId,
    pub(crate) year: i64,
    pub(crate) lines: Vec<BudgetLine>,
}

/// The budget of an account.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BudgetLine {
    pub(crate) account: Code,
    pub(crate) amount_fen: Fen,
}

/// Supervisors were told that an account is near its budget, or over it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BudgetPassed {
    pub(crate) year: i64,
    pub(crate) account: Code,
    pub(crate) colour: String,
}
