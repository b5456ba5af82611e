//! Of which villagers' group (村民小组) somebody is: entered with the roster or afterwards, and read as of a day.

use super::entries::body;
use super::party::is_typed;
use super::{people_of, sql};
use crate::{About, Deed, Desk, Receipt};
use archive::{Change, Entry, Kind, Query, Tx, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, FieldFault, Group, PersonId, Place, Refusal, Stop, Words};

/// The kind of entry by which groups are entered after people were registered.
pub(super) const KIND: Kind = Kind { name: "group.entered", apply };

/// Somebody's group, as it is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Who.
    pub person: PersonId,
    /// The group; nothing for none.
    pub group: Option<Group>,
}

/// Enters of which villagers' groups people of a village are, from today on. What was true before stays so.
pub struct EnterGroups {
    /// The village.
    pub place: Place,
    /// The people with their groups; those whose group is the same already change nothing.
    pub groups: Vec<NewGroup>,
}

#[derive(Debug, Serialize, Deserialize)]
struct GroupEntered {
    people: Vec<Member>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Member {
    person: PersonId,
    /// The group's code; empty for none.
    group: String,
}

impl Deed for EnterGroups {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.place.to_string(), step: "import_roster".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("import_roster", &self.place, BTreeSet::new(), false)?;
        let known = groups_of(tx, &self.place, desk.now.day())?;
        let own: BTreeSet<PersonId> = people_of(tx, &self.place)?.into_iter().map(|person| person.id).collect();
        let mut people = Vec::new();
        for new in &self.groups {
            if !own.contains(&new.person) {
                return Err(stranger(&new.person).into());
            }
            if known.get(&new.person) != new.group.as_ref() {
                let group = new.group.as_ref().map_or_else(String::new, Group::code);
                people.push(Member { person: new.person.clone(), group });
            }
        }
        if people.is_empty() {
            return Err(unchanged().into());
        }
        let body = serde_json::to_value(GroupEntered { people }).map_err(|e| Fault::from("cannot write groups", e))?;
        let entry = tx.append(desk.draft(&self.place, KIND.name, self.place.as_str(), body))?.seq;
        Ok(Receipt { subject: self.place.to_string(), entry, again: false })
    }
}

fn stranger(person: &PersonId) -> Refusal {
    let words =
        Words::new(format!("{person}不在这个村的名册里"), format!("`{person}` is not in this village's roster"));
    Refusal::faulty("group.unfit", vec![FieldFault { field: person.to_string(), words }])
}

fn unchanged() -> Refusal {
    let words =
        Words::new("没有改动：各户的组和名册里的一样", "nothing is changed: every group is as the roster has it");
    let mut refusal =
        Refusal::faulty("group.unchanged", vec![FieldFault { field: "groups".into(), words: words.clone() }]);
    refusal.words = words;
    refusal
}

fn apply(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let entered: GroupEntered = body(entry)?;
    let since = entry.moment.day().to_string();
    for member in &entered.people {
        enter(change, entry, &member.person, &since, &member.group)?;
    }
    Ok(())
}

/// Enters somebody's group from a day on; an empty day: from the beginning.
pub(super) fn enter(
    change: &mut Change<'_>,
    entry: &Entry,
    person: &PersonId,
    since: &str,
    group: &str,
) -> Result<(), Fault> {
    let values: [Value; 5] =
        [person.into(), since.into(), group.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::ENTER_GROUP, &values)?;
    Ok(())
}

/// Of which group each of a village's people is on a day; whoever is of none, or of whom it is not known, is left out.
///
/// # Errors
/// When the store cannot be read.
pub fn groups_of(query: &mut dyn Query, village: &Place, day: Day) -> Result<BTreeMap<PersonId, Group>, Fault> {
    let mut found = BTreeMap::new();
    for row in query.query(sql::GROUPS_OF_VILLAGE, &[village.into(), day.into()])? {
        let code = row.text("villagers_group")?;
        if code.is_empty() {
            continue;
        }
        let group = Group::read(&code).map_err(|e| Fault::from("the roster holds a malformed group", e))?;
        let person = PersonId::new(row.text("person_id")?);
        found.insert(person.map_err(|e| Fault::from("the roster holds a malformed person", e))?, group);
    }
    Ok(found)
}

/// The groups of everybody in a village's roster whom a party, as it was typed, names: a namesake's too.
///
/// # Errors
/// When the store cannot be read.
pub fn group_of_party(query: &mut dyn Query, village: &Place, party: &str, day: Day) -> Result<Vec<Group>, Fault> {
    if party.trim().is_empty() {
        return Ok(Vec::new());
    }
    let known = groups_of(query, village, day)?;
    let mut groups = BTreeSet::new();
    for person in people_of(query, village)? {
        if is_typed(query, party, &person.id, &person.name)? {
            groups.extend(known.get(&person.id).cloned());
        }
    }
    Ok(groups.into_iter().collect())
}
