//! An attempt to take a step, and what comes of it.

use crate::affair::Affair;
use crate::quorum::{Sitting, Tally};
use crate::state::{CaseState, Facts, Position, Window};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Hash, Moment, PersonId, Post};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The posts in force that reach the village.
    pub posts: BTreeSet<Post>,
    /// The party of the case to whom this person is a declared relative, by name.
    pub kin_of_party: Option<String>,
    /// The post for which this person takes the step, when all its holders stand aside.
    pub stands_in: Option<Post>,
}

/// A paper that comes with an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperGiven {
    /// Which of the step's papers it is.
    pub kind: String,
    /// Its content.
    pub hash: Hash,
}

/// Another case, as the rules may see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// The affair's code; empty when there is no such case.
    pub affair: String,
    /// Its village.
    pub village: String,
    /// How it ended; `None` while it runs.
    pub ending: Option<String>,
    /// Whether that ending is a good one.
    pub good: bool,
    /// The step it stands at; empty when it has ended.
    pub step: String,
    /// What it allows other cases to rest on it for, where it stands: `payment`, `contract`, `seal`.
    pub allows: Vec<String>,
    /// Its amount.
    pub amount_fen: i64,
    /// What was paid under it already.
    pub paid_fen: i64,
    /// The other party.
    pub party: String,
    /// When it was decided.
    pub decided_on: Option<Day>,
    /// All it knows.
    pub facts: Facts,
    /// Who approved it, signed for it or recorded its decision, and who did so in a case that it rests on in turn, each with
    /// that case's number. The office tells it where somebody is to pay; elsewhere nobody asks.
    pub deciders: BTreeMap<PersonId, String>,
}

impl Reference {
    /// A case as another case may see it. What was paid under it is the office's to know.
    #[must_use]
    pub fn to(affair: &Affair, state: &CaseState, paid_fen: i64) -> Self {
        let fact = |name: &Option<String>| name.clone().unwrap_or_default();
        let (step, ending, good, allows) = match &state.at {
            Position::Step(id) => {
                let allows = affair.step(id).map(|step| step.allows.clone()).unwrap_or_default();
                (id.clone(), None, false, allows)
            }
            Position::Ended(id) => {
                let ending = affair.ending(id);
                let allows = ending.map(|e| e.allows.clone()).unwrap_or_default();
                (String::new(), Some(id.clone()), ending.is_some_and(|e| e.good), allows)
            }
        };
        let decided = affair.decided(state);
        Self {
            affair: affair.code.clone(),
            village: state.village.to_string(),
            ending,
            good,
            step,
            allows,
            amount_fen: state.int(&fact(&affair.shares.amount)).unwrap_or(0),
            paid_fen,
            party: state.text(&fact(&affair.shares.party)).to_owned(),
            decided_on: decided.map(|done| done.moment.day()),
            facts: state.facts.clone(),
            deciders: BTreeMap::new(),
        }
    }
}

/// Who could come to a meeting, by the roster of its day, and who of them could not vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roll {
    /// How many are entitled.
    pub entitled: u64,
    /// How many of them are kept out of the matter.
    pub kept_out: u64,
}

/// An attempt to take a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The step.
    pub step: String,
    /// The outcome; for a meeting it may be left empty, since the count decides.
    pub outcome: String,
    /// Who acts.
    pub actor: Actor,
    /// The form, as typed.
    pub fields: BTreeMap<String, String>,
    /// The papers.
    pub papers: Vec<PaperGiven>,
    /// The meeting, for a meeting.
    pub sitting: Option<Sitting>,
    /// Who could come and vote at the meeting that is called, for a notice.
    pub roll: Option<Roll>,
    /// The cases that this form or the case's facts name, by the field's name.
    pub references: BTreeMap<String, Reference>,
    /// What the office looked up for this step, by the lookup's name.
    pub facts: Facts,
    /// The moment.
    pub now: Moment,
}

/// What a step brings about. The caller writes it down, all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The outcome; for a meeting, the one that the count gave.
    pub outcome: String,
    /// Where the case now stands.
    pub next: Position,
    /// Facts that changed.
    pub facts: Facts,
    /// The window that a publicity step opened.
    pub window: Option<Window>,
    /// Until when the next step is due.
    pub due: Option<Day>,
    /// When a reminder of it goes out.
    pub remind: Option<Day>,
    /// The count of a meeting.
    pub tally: Option<Tally>,
    /// What else happens in the same transaction.
    pub effects: Vec<String>,
    /// Catalogue codes that are disclosed.
    pub discloses: Vec<String>,
}

impl Taken {
    /// The state after the step.
    #[must_use]
    pub fn applied(&self, state: &CaseState, attempt: &Attempt) -> CaseState {
        let mut after = state.clone();
        after.at = self.next.clone();
        after.facts.extend(self.facts.clone());
        after.acts.push(crate::state::Done {
            step: attempt.step.clone(),
            outcome: self.outcome.clone(),
            person: attempt.actor.person.clone(),
            moment: attempt.now,
        });
        after.windows.extend(self.window.clone());
        after.opened = after.opened.or(Some(attempt.now));
        after.due = self.due;
        after
    }
}
