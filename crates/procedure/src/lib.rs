//! Procedure: village-governance law as data, and the one function by which a case moves.

mod affair;
mod attempt;
mod basis;
mod book;
mod chart;
mod check;
mod condition;
mod deputy;
mod diff;
mod example;
mod fault;
mod lane;
mod library;
mod open;
mod quorum;
mod read;
mod scope;
mod state;
mod take;

pub use affair::{
    Affair, AtOnce, BodyChoice, Branch, Choice, Emergency, Ending, Field, FieldKind, GROUND_FIELD, Gate, Ground, Limit,
    Lookup, MadeUp, Outcome, PaperNeed, PaperScope, Parameter, Promise, Setting, Shares, Step, StepKind, Stricter,
    TallyResult, Tighter, Unit, Way,
};
pub use attempt::{Actor, Attempt, PaperGiven, Reference, Taken};
pub use basis::{is_basis, value_of};
pub use book::{Edition, RuleBook};
pub use chart::{Chart, Edge, Node, Status, chart};
pub use check::{CounterExample, Proof, Resident, broken_claim, check, may_be_one, smallest_village};
pub use condition::Condition;
pub use deputy::{Aside, Concerned, Deputies, Holder, StandIn, Turn, deciders, handlers, turn};
pub use diff::{Difference, changed_affairs, differences};
pub use example::{Example, examples};
pub use fault::{RuleFault, RuleFile};
pub use lane::{Lane, lane};
pub use library::{CatalogueItem, Duty, EffectRule, Law, Separation, Tier, Tiers};
pub use open::{OpenStep, explain, open_steps};
pub use quorum::{Attendance, Body, Counted, Majority, MajorityOf, Quorum, Share, Sitting, Tally, impossible, tally};
pub use state::{CaseState, Done, FactValue, Facts, Position, Window, day_words};
pub use take::take;
