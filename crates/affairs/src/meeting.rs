//! Who is entitled to a meeting: the roster of the day tells, nobody types it.

use archive::Query;
use office::roster;
use procedure::{Body, RuleBook};
use village::{Day, Fault, PersonId, Place};

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

/// Everybody who is entitled to attend a meeting of a body in a village on a day, each once, in the roster's order.
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
    let Some(quorum) = book.quorums.get(body) else { return Ok(Vec::new()) };
    let mut roll: Vec<Entitled> = Vec::new();
    for post in &quorum.members {
        for holder in roster::persons_with(query, village, *post, day)? {
            if roll.iter().any(|one| one.person == holder.mandate.person) {
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
