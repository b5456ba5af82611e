//! What members write into the log.

use super::shares::Shares;
use crate::handover::ByTwo;
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fen, Hash, PersonId};

/// How somebody stands with the collective from a day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StandingKept {
    pub(crate) member: String,
    pub(crate) name: String,
    /// Set with the first standing only.
    pub(crate) person: Option<PersonId>,
    pub(crate) household: String,
    pub(crate) state: String,
    pub(crate) heads_hs: i64,
    pub(crate) work_hs: i64,
    pub(crate) other_hs: i64,
    pub(crate) day: Day,
}

/// The roster was taken over from a signed list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MembersImported {
    pub(crate) members: Vec<StandingKept>,
    pub(crate) paper: Hash,
    /// Who prepared and who confirmed it; registers of before were taken over by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by_two: Option<ByTwo>,
}

/// A line of what a case would change, as it was typed and understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProposedKept {
    pub(crate) name: String,
    /// None for somebody new.
    pub(crate) member: Option<String>,
    pub(crate) household: String,
    pub(crate) state: String,
    pub(crate) heads_hs: i64,
    pub(crate) work_hs: i64,
    pub(crate) other_hs: i64,
}

impl ProposedKept {
    pub(crate) fn sum(&self) -> Shares {
        Shares(self.heads_hs + self.work_hs + self.other_hs)
    }
}

/// A case says what it would change.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChangeProposed {
    pub(crate) case: CaseId,
    pub(crate) lines: Vec<ProposedKept>,
}

/// A case that was decided has changed the roster.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MembersChanged {
    pub(crate) case: CaseId,
    /// The reason, as the case names it.
    pub(crate) reason: String,
    pub(crate) members: Vec<StandingKept>,
}

/// What one member is to get.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PartKept {
    pub(crate) member: String,
    pub(crate) shares_hs: i64,
    pub(crate) amount_fen: Fen,
}

/// What was decided is shared out over the shares of the day.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Apportioned {
    pub(crate) case: CaseId,
    pub(crate) day: Day,
    pub(crate) total_fen: Fen,
    pub(crate) parts: Vec<PartKept>,
}

/// What a member has not got yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenKept {
    pub(crate) member: String,
    pub(crate) amount_fen: Fen,
}

/// It was paid: to everybody but those who are still open then, because the bank sent their money back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DistributionPaid {
    pub(crate) case: CaseId,
    pub(crate) day: Day,
    /// The step that paid; 0 in entries of before it was kept.
    #[serde(default)]
    pub(crate) act: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) open: Vec<OpenKept>,
}
