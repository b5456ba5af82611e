//! Households as the roster knows them.

use crate::roster::{self, PersonRow};
use archive::Query;
use std::collections::{BTreeMap, BTreeSet};
use village::{Fault, PersonId, Place};

/// A household of a village's roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The village.
    pub village: Place,
    /// Its number in the roster; empty for somebody of whom no household is known.
    pub household: String,
    /// Its people, in the order in which they were registered.
    pub people: Vec<PersonRow>,
}

/// The households of a village, in the order of their first people (of at most 5,000 people). Those of whom no household is known
/// are left out.
///
/// # Errors
/// When the store cannot be read.
pub fn homes(query: &mut dyn Query, village: &Place) -> Result<Vec<Home>, Fault> {
    let mut all: Vec<Home> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for person in roster::people_of(query, village)? {
        if person.household.is_empty() {
            continue;
        }
        let at = *known.entry(person.household.clone()).or_insert(all.len());
        match all.get_mut(at) {
            Some(home) => home.people.push(person),
            None => {
                all.push(Home { village: village.clone(), household: person.household.clone(), people: vec![person] })
            }
        }
    }
    Ok(all)
}

/// The household of somebody; themselves alone where the roster knows none. `None` when nobody in the roster is this person.
///
/// # Errors
/// When the store cannot be read.
pub fn home(query: &mut dyn Query, person: &PersonId) -> Result<Option<Home>, Fault> {
    let Some(own) = roster::person(query, person)? else { return Ok(None) };
    let mut people = vec![own.clone()];
    if !own.household.is_empty() {
        people = roster::people_of(query, &own.village)?;
        people.retain(|one| one.household == own.household);
    }
    Ok(Some(Home { village: own.village, household: own.household, people }))
}

/// The names of a village that more than one person bears: a paper that says such a name does not say who it is.
///
/// # Errors
/// When the store cannot be read.
pub fn same_names(query: &mut dyn Query, village: &Place) -> Result<BTreeSet<String>, Fault> {
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for person in roster::people_of(query, village)? {
        if !seen.insert(person.name.clone()) {
            twice.insert(person.name);
        }
    }
    Ok(twice)
}
