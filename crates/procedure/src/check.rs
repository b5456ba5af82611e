//! Proves an affair by walking its states with the same [`take`](crate::take) that moves real cases.
//!
//! From the first step on, every person of a small lawful village tries every outcome of every step, with amounts around
//! every tier's edge, yes and no, meetings that just carry and just fail, windows that run and objections that are open, and
//! other cases in every state that matters. States that no condition can tell apart are walked once. Then the same in a
//! village where a few people hold nearly every post, to see that duties that lie apart never fall together.

mod audit;
mod domain;
mod explore;
mod key;
mod other_case;
mod sitting;
mod story;
pub(crate) mod village_roster;

use crate::attempt::{Attempt, Taken};
use crate::book::RuleBook;
use crate::state::CaseState;
use village::Words;

pub(crate) use domain::{Filled, Setting};
pub(crate) use explore::papers as full_papers;
pub use village_roster::{Resident, smallest_village};

/// What the walk proved.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The affair.
    pub affair: String,
    /// States that were told apart.
    pub states: usize,
    /// Attempts that were made.
    pub attempts: usize,
    /// Attempts that were allowed.
    pub allowed: usize,
    /// What was proved, in plain words.
    pub claims: Vec<Words>,
}

/// A road on which the affair breaks a claim.
#[derive(Debug, Clone)]
pub struct CounterExample {
    /// The affair.
    pub affair: String,
    /// The claim that does not hold.
    pub claim: Words,
    /// The road, one act after another, told with named people.
    pub story: Vec<Words>,
    /// States walked until then.
    pub states: usize,
}

/// The claim that an allowed act breaks, whatever the affair's file says; `None` when it breaks none.
#[must_use]
pub fn broken_claim(book: &RuleBook, before: &CaseState, attempt: &Attempt, taken: &Taken) -> Option<Words> {
    audit::broken(book, before, attempt, taken)
}

/// Walks every state of an affair.
///
/// # Errors
/// The first counter-example found, as the shortest story to it.
pub fn check(book: &RuleBook, affair: &str) -> Result<Proof, CounterExample> {
    let unknown = || CounterExample {
        affair: affair.to_owned(),
        claim: Words::new("没有这个事项", "there is no such affair"),
        story: Vec::new(),
        states: 0,
    };
    let affair = book.affair(affair).ok_or_else(unknown)?;
    let mut proof = explore::Walk::new(book, affair, smallest_village(), true).run()?;
    let crowded = explore::Walk::new(book, affair, village_roster::crowded_village(), false).run()?;
    proof.states += crowded.states;
    proof.attempts += crowded.attempts;
    proof.allowed += crowded.allowed;
    Ok(proof)
}
