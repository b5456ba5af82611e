//! An affair (事项): the definition that a case runs under, as read from its file and its layers.

mod emergency;
mod form;
mod setting;
mod table;
mod written;

pub use emergency::{AtOnce, Emergency, GROUND_FIELD, Ground, MadeUp};
pub(crate) use emergency::{CAP_GATE, DUTY, STORY_FIELD};
pub use form::{Choice, Field, FieldKind, FromInvoice, InvoicePart, Lookup, PaperNeed, PaperScope, Together};
pub use setting::{Setting, Tighter};
pub(crate) use setting::{in_force, turning_days};
pub use table::{Column, ColumnKind, Table, Total, TotalOf};
pub use written::Written;
pub(crate) use written::{Places, part_of};

use crate::condition::Condition;
use crate::quorum::Body;
use crate::state::{CaseState, Done, FactValue, Facts};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{Article, Day, Group, Post, Words};

/// An affair: its steps from first to ending.
#[derive(Debug, Clone)]
pub struct Affair {
    /// The code, such as `C1`; never renumbered.
    pub code: String,
    /// The category's letter, such as `C`.
    pub category: String,
    /// The name.
    pub name: Words,
    /// What it is for, in one sentence.
    pub purpose: Words,
    /// The steps; the first is where a case begins.
    pub steps: Vec<Step>,
    /// How a case can end.
    pub endings: Vec<Ending>,
    /// Catalogue codes that every good ending must have disclosed.
    pub must_disclose: Vec<String>,
    /// What must hold whenever an effect happens; the checker proves it.
    pub promises: Vec<Promise>,
    /// Parameters of this affair, its own and the shared ones, by name.
    pub parameters: BTreeMap<String, Parameter>,
    /// Word lists that conditions use.
    pub lists: BTreeMap<String, Vec<String>>,
    /// Those of them to which a lower layer may add words, because more words are stricter.
    pub growing_lists: BTreeSet<String>,
    /// The emergency lane, of an affair that names one.
    pub emergency: Option<Emergency>,
    /// Which facts other cases may see of this one.
    pub shares: Shares,
    /// Every fact that a case of this affair can know, with its kind.
    pub facts: BTreeMap<String, FieldKind>,
    /// Facts of other cases that its conditions read (`decision_case.facts.matter`), with their kind.
    pub foreign: BTreeMap<String, FieldKind>,
    /// Where its parts are written, by name; see [`Affair::written`].
    pub(crate) written: Places,
}

impl Affair {
    /// A step by its name.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// An ending by its name.
    #[must_use]
    pub fn ending(&self, id: &str) -> Option<&Ending> {
        self.endings.iter().find(|ending| ending.id == id)
    }

    /// The steps that lie ahead of a step over outcomes that go on, itself included: what a return to it undoes.
    #[must_use]
    pub fn ahead(&self, step: &str) -> BTreeSet<&str> {
        let (mut seen, mut queue) = (BTreeSet::new(), VecDeque::from_iter(self.step(step)));
        while let Some(step) = queue.pop_front() {
            if seen.insert(step.id.as_str()) {
                let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
                queue.extend(on.flat_map(|outcome| &outcome.branches).filter_map(|branch| self.step(&branch.to)));
            }
        }
        seen
    }

    /// The act that decided a case: in the emergency lane the one by which the decision was made up.
    #[must_use]
    pub fn decided<'s>(&self, state: &'s CaseState) -> Option<&'s Done> {
        let step = self.shares.decided.as_deref()?;
        let made_up = self.emergency.iter().flat_map(|lane| &lane.made_up).find(|one| one.step == step);
        state.last(step).or_else(|| state.last(&made_up?.by))
    }

    /// The villagers' group that facts or a form name, where the affair has a field for it.
    #[must_use]
    pub fn group(&self, facts: &Facts) -> Option<Group> {
        let named = self.facts.iter().filter(|(_, kind)| **kind == FieldKind::Group);
        let mut texts = named.filter_map(|(fact, _)| match facts.get(fact) {
            Some(FactValue::Text(text)) => Some(text),
            _ => None,
        });
        texts.find_map(|text| Group::read(text).ok())
    }

    /// The step at which a case begins.
    #[must_use]
    pub fn first(&self) -> Option<&Step> {
        self.steps.first()
    }
}

/// Which facts other cases may see of a case.
#[derive(Debug, Clone, Default)]
pub struct Shares {
    /// The fact that holds the amount, in fen.
    pub amount: Option<String>,
    /// The fact that holds the other party.
    pub party: Option<String>,
    /// The step whose act is the decision.
    pub decided: Option<String>,
}

/// A number that the law or the county sets.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name in conditions: `param.<id>`.
    pub id: String,
    /// What it is.
    pub name: Words,
    /// What it counts.
    pub unit: Unit,
    /// Which direction is stricter.
    pub tighter: Tighter,
    /// Its values, the upper layer first, each no looser on any day than what stands above it.
    pub settings: Vec<Setting>,
}

impl Parameter {
    /// The value in force on a day: the strictest of what each layer says for that day.
    #[must_use]
    pub fn on(&self, day: Day) -> i64 {
        in_force(self.settings.iter(), self.tighter, day).map_or(0, |setting| setting.value)
    }

    /// The same, with its source.
    #[must_use]
    pub fn setting_on(&self, day: Day) -> Option<&Setting> {
        in_force(self.settings.iter(), self.tighter, day)
    }
}

/// What a parameter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Money, in fen.
    Fen,
    /// People.
    People,
    /// Hundredths.
    Percent,
    /// Months.
    Months,
    /// Anything else that is counted.
    Number,
}

/// What must hold whenever an effect happens.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its name.
    pub id: String,
    /// The effect.
    pub effect: String,
    /// The condition.
    pub holds: Condition,
    /// What is promised, in plain words.
    pub words: Words,
}

/// A step (环节).
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name in files and addresses.
    pub id: String,
    /// The layer that brought it.
    pub layer: String,
    /// Its name for people.
    pub name: Words,
    /// What to do, what to bring, who waits for you.
    pub help: Words,
    /// What sort of step.
    pub kind: StepKind,
    /// The duty: a Cedar action.
    pub duty: String,
    /// The posts that may do it.
    pub who: Vec<Post>,
    /// Whoever holds one of these posts may not do it: a later step needs them free.
    pub who_not: Vec<Post>,
    /// The grounds.
    pub articles: Vec<Article>,
    /// Whoever did one of these steps may not do this one.
    pub apart_from: Vec<String>,
    /// Until when it must be done.
    pub limit: Option<Limit>,
    /// A publicity step: the parameter that holds its length.
    pub window: Option<String>,
    /// A meeting: the notice step that called it.
    pub convened_by: Option<String>,
    /// A meeting: whoever holds one of these posts speaks after all others, whose opinions are sealed until then.
    pub speaks_last: Vec<Post>,
    /// What other cases may rest on this one for while it stands here.
    pub allows: Vec<String>,
    /// A meeting or its notice: the bodies that may hold it.
    pub bodies: Vec<BodyChoice>,
    /// Further majorities that certain matters need.
    pub stricter: Vec<Stricter>,
    /// A meeting: whether it votes by paper ballots, whichever body meets.
    pub ballots: bool,
    /// Facts that the office looks up before the step.
    pub lookups: Vec<Lookup>,
    /// The tables of the form.
    pub tables: Vec<Table>,
    /// The form.
    pub fields: Vec<Field>,
    /// The papers.
    pub papers: Vec<PaperNeed>,
    /// The conditions.
    pub gates: Vec<Gate>,
    /// How it can come out.
    pub outcomes: Vec<Outcome>,
    /// Every effect that one of its outcomes has.
    pub effects: Vec<String>,
    /// Every catalogue code that one of its outcomes discloses.
    pub discloses: Vec<String>,
}

impl Step {
    /// An outcome by its name.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// Whether money leaves the village by it.
    #[must_use]
    pub fn pays(&self) -> bool {
        self.duty == crate::deputy::PAYING
    }
}

/// What sort of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// Somebody does something and signs for it.
    Act,
    /// A meeting is called: body, day and place.
    Notice,
    /// A meeting is held: who came, how they voted.
    Meeting,
    /// Something is made public for objection.
    Publicity,
}

/// Until when a step must be done.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The parameter that holds the days.
    pub days: String,
    /// The step from whose doing they count; `None` for the step before.
    pub from: Option<String>,
    /// The parameter that holds how many days before the end a reminder goes out.
    pub remind: String,
}

/// A body that may hold a meeting.
#[derive(Debug, Clone)]
pub struct BodyChoice {
    /// Which.
    pub body: Body,
    /// Only when this holds.
    pub when: Option<Condition>,
    /// Why it may not otherwise.
    pub words: Option<Words>,
    /// The grounds.
    pub articles: Vec<Article>,
}

/// A further majority that certain matters need.
#[derive(Debug, Clone)]
pub struct Stricter {
    /// The rule in `quorums.toml`.
    pub quorum: Body,
    /// For these matters.
    pub when: Condition,
}

/// A condition of a step.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Its name; the rule is `<affair>.<gate>`.
    pub id: String,
    /// What must hold.
    pub must: Condition,
    /// What is missing, in plain words; `{holes}` are filled from the facts.
    pub words: Words,
    /// What to do next, in plain words.
    pub next: Words,
    /// The grounds.
    pub articles: Vec<Article>,
    /// Whether failing it is a slip, not a violation.
    pub slip: bool,
    /// Only for these outcomes; empty for every outcome that goes on.
    pub on: Vec<String>,
}

/// How a step can come out.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub id: String,
    /// Its words, for the button and the record.
    pub words: Words,
    /// Whether it goes on, back, or stops the case.
    pub way: Way,
    /// For meetings: which result of the count this is.
    pub when_tally: Option<TallyResult>,
    /// Where to, first match; the last has no condition.
    pub branches: Vec<Branch>,
    /// What else happens in the same transaction.
    pub effects: Vec<String>,
    /// What is disclosed.
    pub discloses: Vec<String>,
}

/// The direction of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// The case goes on.
    On,
    /// It goes back for correction, publicly.
    Back,
    /// It stops.
    Stop,
}

/// What a count gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TallyResult {
    /// Quorate and carried.
    Passed,
    /// Quorate and not carried.
    NotPassed,
    /// Too few came; the meeting is called again.
    NotQuorate,
}

/// One way out of an outcome.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Only when this holds.
    pub when: Option<Condition>,
    /// The same in words, where it does not speak for itself (see [`crate::Ways`]).
    pub words: Option<Words>,
    /// A step's or an ending's name.
    pub to: String,
}

/// How a case can end.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Its name.
    pub id: String,
    /// Its words.
    pub words: Words,
    /// Whether the matter was done.
    pub good: bool,
    /// What other cases may rest on this one for.
    pub allows: Vec<String>,
}
