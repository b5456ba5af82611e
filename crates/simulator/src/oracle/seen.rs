//! What entries say, as far as the oracle looks at it. Written anew from the log's own texts, not shared with the chapters that
//! write them.

use procedure::FactValue;
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{AlertId, CaseId, Day, Hash, Moment, PersonId, Place, Post};

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Acted {
    pub(crate) case: CaseId,
    pub(crate) number: i64,
    pub(crate) opened: Option<Opened>,
    pub(crate) step: String,
    pub(crate) outcome: String,
    pub(crate) person: PersonId,
    pub(crate) post: Post,
    pub(crate) papers: Vec<Paper>,
    pub(crate) sitting: Option<Held>,
    pub(crate) facts: BTreeMap<String, FactValue>,
    pub(crate) status: String,
    pub(crate) at: String,
    pub(crate) due: Option<Day>,
    pub(crate) remind: Option<Day>,
    pub(crate) window: Option<WindowKept>,
    pub(crate) amount_fen: Option<i64>,
    pub(crate) party: Option<String>,
    pub(crate) payment: Option<Payment>,
    #[serde(default)]
    pub(crate) invoices: Vec<String>,
    pub(crate) discloses: Vec<String>,
    #[serde(default)]
    pub(crate) emergency: Option<InLane>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct InLane {
    pub(crate) ratify_by: Day,
    pub(crate) ratified: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Late {
    pub(crate) case: CaseId,
    pub(crate) step: String,
    pub(crate) due: Day,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Lapsed {
    pub(crate) case: CaseId,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Opened {
    pub(crate) affair: String,
    pub(crate) rules: Hash,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Paper {
    pub(crate) kind: String,
    pub(crate) hash: Hash,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Held {
    pub(crate) body: String,
    pub(crate) day: Day,
    pub(crate) votes_for: u64,
    pub(crate) against: u64,
    pub(crate) abstain: u64,
    pub(crate) passed: bool,
    pub(crate) roster: Vec<Attended>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Attended {
    pub(crate) person: PersonId,
    pub(crate) present: bool,
    pub(crate) recused: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct WindowKept {
    pub(crate) step: String,
    pub(crate) opens: Day,
    pub(crate) closes: Day,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Payment {
    pub(crate) counts_for: Vec<CaseId>,
    pub(crate) amount_fen: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reminded {
    pub(crate) case: CaseId,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Lodged {
    pub(crate) id: String,
    pub(crate) case: CaseId,
    pub(crate) act: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Answered {
    pub(crate) id: String,
    pub(crate) upheld: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reviewed {
    pub(crate) id: String,
    pub(crate) agreed: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Delegated {
    pub(crate) body: String,
    pub(crate) matters: Vec<String>,
    pub(crate) starts: Day,
    pub(crate) ends: Day,
    pub(crate) decided_on: Day,
    pub(crate) votes_for: u64,
    pub(crate) entitled: u64,
    pub(crate) present: u64,
    pub(crate) noticed: Day,
    pub(crate) minutes: String,
    pub(crate) attendance: String,
}

/// What came of the look at a delegation's papers.
#[derive(Debug, Deserialize)]
pub(crate) struct DelegationAnswered {
    pub(crate) id: String,
    pub(crate) confirmed: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Registered {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) village: Place,
    pub(crate) household: String,
    #[serde(default)]
    pub(crate) group: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Grouped {
    pub(crate) people: Vec<GroupMember>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GroupMember {
    pub(crate) person: PersonId,
    pub(crate) group: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Granted {
    pub(crate) id: String,
    pub(crate) person: PersonId,
    pub(crate) post: Post,
    pub(crate) place: Place,
    pub(crate) starts: Day,
    pub(crate) ends: Day,
    #[serde(default)]
    pub(crate) check: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) person: PersonId,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Agreed {
    pub(crate) id: String,
    pub(crate) agreed: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Ended {
    pub(crate) id: String,
    pub(crate) last_day: Day,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Kin {
    pub(crate) person: PersonId,
    pub(crate) relative: PersonId,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Refused {
    pub(crate) subject: String,
    pub(crate) step: String,
    pub(crate) rule: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Raised {
    pub(crate) id: AlertId,
    pub(crate) rule: String,
    pub(crate) subject: String,
    pub(crate) step: String,
    pub(crate) person: Option<PersonId>,
    pub(crate) acknowledge_by: Moment,
    pub(crate) receivers: Vec<(Post, Place)>,
}

/// The entries that follow an alert all name it.
#[derive(Debug, Deserialize)]
pub(crate) struct OfAlert {
    pub(crate) id: AlertId,
    #[serde(default)]
    pub(crate) all: bool,
    pub(crate) level: Option<String>,
    #[serde(default)]
    pub(crate) receivers: Vec<(Post, Place)>,
    pub(crate) acknowledge_by: Option<Moment>,
}
