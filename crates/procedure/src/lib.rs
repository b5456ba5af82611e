//! Procedure: village-governance law as data, and the one function by which a case moves.

mod affair;
mod attempt;
mod book;
mod chart;
mod check;
mod condition;
mod diff;
mod example;
mod fault;
mod library;
mod open;
mod quorum;
mod read;
mod scope;
mod state;
mod take;
mod voting;

pub use affair::{
    Affair, BodyChoice, Branch, Choice, Ending, Field, FieldKind, Gate, Limit, Lookup, Outcome, PaperNeed, PaperScope,
    Parameter, Promise, Setting, Shares, Step, StepKind, Stricter, TallyResult, Tighter, Unit, Way,
};
pub use attempt::{Actor, Attempt, PaperGiven, Reference, Roll, Taken};
pub use book::{Edition, RuleBook};
pub use chart::{Chart, Edge, Node, Status, chart};
pub use check::{CounterExample, Proof, Resident, broken_claim, check, may_be_one, smallest_village};
pub use condition::Condition;
pub use diff::{Difference, changed_affairs, differences};
pub use example::{Example, examples};
pub use fault::{RuleFault, RuleFile};
pub use library::{CatalogueItem, Duty, EffectRule, Law, Separation, Tier, Tiers};
pub use open::{OpenStep, explain, open_steps};
pub use quorum::{
    Attendance, Body, Counted, Majority, MajorityOf, Proxy, Quorum, Share, Sitting, Tally, impossible, tally,
};
pub use state::{CaseState, Done, FactValue, Facts, Position, Window, day_words};
pub use take::{Bearing, Outlook, may_hold, may_open, outlook, take};
pub use voting::{Count, Opinions, Voting, miscounted, out_of_turn};
