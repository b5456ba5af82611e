//! Meetings: who is entitled, by the roster of the day; how one is held, entry by entry, until its step is taken.

mod attend;
mod callable;
mod count;
mod entries;
mod open;
mod opinion;
mod proxy;
mod row;
mod sql;
mod standing;

pub use attend::{Arrive, CorrectSeat, EnterArrivals};
pub(crate) use callable::{callable, counted};
pub use count::CountVotes;
pub(crate) use entries::{close, kinds};
pub use open::{AbandonMeeting, OpenMeeting};
pub(crate) use open::{closing, nothing_open};
pub use opinion::{OpenSeals, SealOpinion, commitment, sized};
pub use proxy::EnterProxy;
pub(crate) use proxy::papers as proxy_papers;
pub use row::{
    CountRow, Fate, Meeting, Opinion, ProxyRow, Seat, Ways, counts, meetings, open_meeting, opinions, proxies, seats,
};
pub use standing::{Prospect, Standing, Unusual, standing};

use archive::Query;
use office::roster;
use procedure::{Body, RuleBook};
use serde::{Deserialize, Serialize};
use village::{Day, Fault, Group, PersonId, Place};

/// What is right about a seat that was entered wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// The person has not come.
    NotThere,
    /// The person stands aside.
    Recused,
    /// The person does not stand aside, and votes.
    Votes,
}

/// What somebody thinks of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// For it.
    For,
    /// Against it.
    Against,
    /// Neither.
    Abstain,
}

impl Stance {
    /// As it is written in forms and tables.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstain => "abstain",
        }
    }

    /// Reads a form or a table.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        [Self::For, Self::Against, Self::Abstain].into_iter().find(|stance| stance.code() == code)
    }
}

/// Somebody who is entitled to attend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitled {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their household; empty when none is known.
    pub household: String,
}

/// Everybody who is entitled to attend a meeting of a body in a village on a day, each once, in the roster's order. A body
/// that is one group's has nobody here: [`roll_of`] asks for the group.
///
/// # Errors
/// When the rules have no such body, or the store cannot be read.
pub fn roll(
    query: &mut dyn Query,
    book: &RuleBook,
    village: &Place,
    body: &Body,
    day: Day,
) -> Result<Vec<Entitled>, Fault> {
    roll_of(query, book, village, body, None, day)
}

/// The same where the body may be that of a villagers' group: then only the group's people of that day are entitled
/// (Organic Law of Villagers' Committees, 2018, article 28).
///
/// # Errors
/// When the rules have no such body, or the store cannot be read.
pub fn roll_of(
    query: &mut dyn Query,
    book: &RuleBook,
    village: &Place,
    body: &Body,
    group: Option<&Group>,
    day: Day,
) -> Result<Vec<Entitled>, Fault> {
    let Some(quorum) = book.quorums.get(body) else { return Ok(Vec::new()) };
    let groups = if quorum.within_group { Some(roster::groups_of(query, village, day)?) } else { None };
    let elsewhere = |one: &PersonId| groups.as_ref().is_some_and(|of| group.is_none() || of.get(one) != group);
    let mut roll: Vec<Entitled> = Vec::new();
    for post in &quorum.members {
        for holder in roster::seats_of(query, village, *post, day)? {
            if elsewhere(&holder.mandate.person) || roll.iter().any(|one| one.person == holder.mandate.person) {
                continue;
            }
            roll.push(Entitled { person: holder.mandate.person, name: holder.name, household: holder.household });
        }
    }
    roll.sort_by(|a, b| a.person.cmp(&b.person));
    Ok(roll)
}

/// One voice for each household: whoever of it signed in, else its first.
pub(crate) fn one_per_household(roll: &[Entitled], present: &[PersonId]) -> Vec<Entitled> {
    let mut voices: Vec<Entitled> = Vec::new();
    for one in roll {
        let same = |voice: &Entitled| !one.household.is_empty() && voice.household == one.household;
        match voices.iter_mut().find(|voice| same(voice)) {
            Some(voice) if !present.contains(&voice.person) && present.contains(&one.person) => *voice = one.clone(),
            Some(_) => {}
            None => voices.push(one.clone()),
        }
    }
    voices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: u32, household: &str) -> Entitled {
        let person = PersonId::new(format!("990101-P{number:05}")).unwrap();
        Entitled { person, name: format!("村民{number}"), household: household.into() }
    }

    #[test]
    fn a_household_is_counted_once_by_whoever_came() {
        let roll = [one(1, "A"), one(2, "A"), one(3, "B"), one(4, "")];
        let voices = one_per_household(&roll, &[roll[1].person.clone()]);
        let people: Vec<_> = voices.iter().map(|v| v.person.as_str().to_owned()).collect();
        assert_eq!(people, ["990101-P00002", "990101-P00003", "990101-P00004"]);
    }
}
