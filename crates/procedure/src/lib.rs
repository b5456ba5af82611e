//! Procedure: village-governance law as data, and the one function by which a case moves.

mod affair;
mod attempt;
mod basis;
mod book;
mod bpmn;
mod catalogue;
mod chart;
mod check;
mod condition;
mod deputy;
mod diff;
mod example;
mod fault;
mod lane;
mod late;
mod library;
mod lines;
mod numbers;
mod open;
mod outdated;
mod quorum;
mod read;
mod scope;
mod state;
mod take;
mod unannounced;
mod voting;
mod ways;

pub use affair::{
    Affair, AtOnce, BodyChoice, Branch, Choice, Column, ColumnKind, Emergency, Ending, Field, FieldKind, FromInvoice,
    GROUND_FIELD, Gate, Ground, InvoicePart, Limit, Lookup, MadeUp, Outcome, PaperNeed, PaperScope, Parameter, Promise,
    Setting, Shares, Step, StepKind, Stricter, Table, TallyResult, Tighter, Together, Total, TotalOf, Unit, Way,
    Written,
};
pub use attempt::{Actor, Attempt, PaperGiven, Reference, Roll, Taken};
pub use basis::{is_basis, value_of};
pub use book::{Edition, RuleBook};
pub use bpmn::bpmn;
pub use catalogue::{CatalogueItem, Due, Often, SOURCES};
pub use chart::{Chart, Edge, Node, Status, chart};
pub use check::{
    Checked, CounterExample, Proof, Resident, broken_claim, check, check_all, may_be_one, smallest_village,
};
pub use condition::Condition;
pub use deputy::{
    Aside, Concerned, Deputies, Holder, StandIn, Turn, as_one, decided_by, deciders, handled, handlers,
    references_as_one, turn,
};
pub use diff::{Difference, changed_affairs, differences, touched_affairs};
pub use example::{Example, Suite, examples, run_examples};
pub use fault::{RuleFault, RuleFile};
pub use lane::{Lane, lane};
pub use late::{Lateness, Weight, lateness};
pub use library::{Duty, EffectRule, Law, Separation, Tier, Tiers};
pub use lines::{Cell, Line, LineFault, read_lines, sum_of_fields, total_of, write_lines};
pub use numbers::{ASSEMBLY_ALONE, INSULTS, SharedList, Standing};
pub use open::{OpenStep, explain, open_steps};
pub use outdated::{Citation, Outdated, outdated};
pub use quorum::{
    Attendance, Body, Counted, Majority, MajorityOf, Proxy, Quorum, Share, Sitting, Tally, impossible, tally,
};
pub use read::MOST_OF_A_PAPER;
pub use state::{CaseState, Done, FactValue, Facts, Position, Window, day_words};
pub use take::{Bearing, Outlook, due_by, enough, may_hold, may_open, outlook, take};
pub use unannounced::{is_provisional, unannounced_words, unannounced_years};
pub use voting::{Count, Opinions, Voting, miscounted, out_of_turn};
pub use ways::Ways;
