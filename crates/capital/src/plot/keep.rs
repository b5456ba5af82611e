//! What land writes into the log.

use serde::{Deserialize, Serialize};
use village::{CaseId, Hash};

/// A plot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PlotKept {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) land: String,
    pub(crate) place: String,
    pub(crate) book_si: i64,
    pub(crate) surveyed_si: Option<i64>,
    pub(crate) use_state: String,
    pub(crate) contract: Option<String>,
}

/// Plots were taken over from a signed list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlotsImported {
    pub(crate) plots: Vec<PlotKept>,
    pub(crate) paper: Hash,
}

/// What can be seen of one was entered anew.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlotDescribed {
    pub(crate) id: String,
    pub(crate) place: String,
    pub(crate) surveyed_si: Option<i64>,
    /// The boundary and the area that it encloses; none where they stay as they were.
    pub(crate) boundary: Option<String>,
    pub(crate) drawn_si: Option<i64>,
    pub(crate) use_state: String,
    pub(crate) contract: Option<String>,
    /// The survey.
    pub(crate) paper: Option<Hash>,
}

/// A case contracted it out.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlotContracted {
    pub(crate) id: String,
    pub(crate) contract: String,
    pub(crate) case: CaseId,
}
