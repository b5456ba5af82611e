//! Proves an affair by walking its states with the same [`take`](crate::take) that moves real cases.
//!
//! What an affair's file asks of the matter and what it asks of people do not depend on each other, so they are walked apart,
//! and every pair of a matter's state and of people is covered all the same:
//!
//! * `explore` walks the matter, each step taken by somebody who does nothing else: every outcome of every step, with amounts
//!   around every tier's edge, yes and no, meetings that just carry and just fail, windows that run and objections that are
//!   open, other cases in every state that matters. States that no condition can tell apart are walked once.
//! * `apart` tries, for every two steps whose duties lie apart, to take both as one person, with any two posts that one
//!   person may hold. Others' acts never bar anybody, so this holds in every village.
//! * `smallest` walks the smallest lawful village through every road that the matter can take, to see that somebody who may
//!   go on is always left.
//!
//! `audit` says what must be true of every act, independently of what the affair's file asks.

mod all;
mod apart;
mod audit;
mod combine;
mod domain;
mod emergency;
mod explore;
mod graph;
mod key;
mod other_case;
pub(crate) mod people;
mod sitting;
mod smallest;
mod story;
pub(crate) mod village_roster;

use crate::affair::{Affair, Step, Written};
use crate::attempt::{Attempt, Taken};
use crate::book::RuleBook;
use crate::state::CaseState;
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Words};

pub use all::{Checked, check_all};
pub(crate) use domain::{Filled, Setting};
pub(crate) use explore::papers as full_papers;
pub(crate) use key::conditions_of;
pub(crate) use sitting::voted;
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
    /// For each step, the steps that can have been taken before it.
    pub before: BTreeMap<String, BTreeSet<String>>,
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
    /// Where what is at fault is written, where that is one place.
    pub at: Option<Written>,
}

/// The claim that an allowed act breaks, whatever the affair's file says; `None` when it breaks none.
#[must_use]
pub fn broken_claim(book: &RuleBook, before: &CaseState, attempt: &Attempt, taken: &Taken) -> Option<Words> {
    audit::broken(book, before, attempt, taken)
}

/// Whether somebody could take both steps, if nothing but their posts stood in the way.
#[must_use]
pub fn may_be_one(book: &RuleBook, one: &Step, other: &Step) -> bool {
    !people::for_both(book, one, other).is_empty()
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
        at: None,
    };
    let mut proofs = Vec::new();
    for (book, day) in readings(book) {
        let affair = book.affair(affair).ok_or_else(unknown)?;
        proofs.push(prove(book, affair, day).map_err(|found| *found)?);
    }
    let whole = proofs.into_iter().reduce(|mut whole, more| {
        whole.states += more.states;
        whole.attempts += more.attempts;
        whole.allowed += more.allowed;
        whole
    });
    whole.ok_or_else(unknown)
}

/// Every way in which the rules read, with the days on which a case begins: from now on, a township's own layer, and each
/// later day on which a number or a rule changes.
fn readings(book: &RuleBook) -> Vec<(&RuleBook, Option<Day>)> {
    let today = Day::new(2026, 3, 2);
    if book.editions().is_empty() {
        let later = book.turning_days().into_iter().filter(|day| Some(*day) > today);
        return std::iter::once(today).chain(later.map(Some)).map(|day| (book, day)).collect();
    }
    let mut readings = Vec::new();
    for edition in book.editions() {
        let next = book.editions().iter().filter(|e| e.township == edition.township && e.from > edition.from);
        let until = next.filter_map(|next| next.from).min();
        let first = edition.from.max(today);
        if until.is_some_and(|until| Some(until) <= first) {
            continue;
        }
        let inside = |day: &Day| Some(*day) > first && until.is_none_or(|until| *day < until);
        let later = edition.book.turning_days().into_iter().filter(inside);
        readings.extend(std::iter::once(first).chain(later.map(Some)).map(|day| (&*edition.book, day)));
    }
    readings
}

fn prove(book: &RuleBook, affair: &Affair, start: Option<Day>) -> Result<Proof, Box<CounterExample>> {
    people_alike(affair)?;
    let roster = smallest_village();
    let mut walk = explore::Walk::run(book, affair, start)?;
    walk.cast = walk.cast.with(roster.iter().map(|one| (one.person.clone(), one.name.clone())));
    story::verdict(&walk)?;
    emergency::prove(&walk)?;
    let (before, tries) = apart::prove(&walk)?;
    let (standings, more) = smallest::prove(&walk, &roster)?;
    Ok(Proof {
        affair: affair.code.clone(),
        states: walk.nodes.len() + standings,
        attempts: walk.attempts + tries + more,
        allowed: walk.allowed,
        claims: story::claims(book, affair, roster.len())
            .into_iter()
            .chain(emergency::claims(affair, walk.first_day()))
            .collect(),
        before,
    })
}

/// Matter and people are walked apart; that is right only while no condition tells one person from another.
fn people_alike(affair: &Affair) -> Result<(), Box<CounterExample>> {
    let promises = affair.promises.iter().map(|promise| &promise.holds);
    let found = affair.steps.iter().flat_map(key::conditions_of).chain(promises).find(|c| c.looks_at_people());
    let Some(condition) = found else { return Ok(()) };
    let text = condition.text();
    Err(Box::new(CounterExample {
        affair: affair.code.clone(),
        claim: Words::new(
            format!("条件`{text}`按人判断；谁能办、谁要分开，只能写在 who、who_not、apart_from 里"),
            format!("the condition `{text}` tells people apart; who may act stands in who, who_not and apart_from"),
        ),
        story: Vec::new(),
        states: 0,
        at: affair.written("").cloned(),
    }))
}
