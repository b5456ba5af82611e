//! `/desk/roster/groups`: of which villagers' group (村民小组) each household is, entered for a village that has its roster.

use crate::foresee::roster as foresee;
use crate::foresee::turn::{Turn, turn};
use crate::form::{Entry, Field};
use crate::http::answer::Halt;
use crate::http::answer::page;
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::fill::{Attempt, Where, after, asking, shell};
use crate::roster::form::RosterForm;
use crate::roster::show::reached;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use office::roster::{self, EnterGroups, NewGroup};
use office::{About, Deed};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{Fault, FieldFault, Group, Level, PersonId, Place, Refusal};

/// Whoever keeps the roster enters the groups.
const KEEPS: [&str; 1] = ["import_roster"];

/// So many names of a household are told.
const NAMED: usize = 3;

/// The people who are entered together: a household, or somebody without one.
struct Household {
    number: String,
    people: Vec<(PersonId, String)>,
    /// Of the first of them.
    group: Option<Group>,
}

impl Household {
    /// The name of its field: the number of its first person, for it does not change.
    fn field(&self) -> String {
        self.people.first().map_or_else(String::new, |(person, _)| format!("group.{person}"))
    }

    fn label(&self, teller: &Teller) -> String {
        let names: Vec<&str> = self.people.iter().take(NAMED).map(|(_, name)| name.as_str()).collect();
        let names = names.join(&teller.say("groups-and").to_string());
        let key = match (self.number.is_empty(), self.people.len() > NAMED) {
            (true, _) => return names,
            (false, true) => "groups-household-more",
            (false, false) => "groups-household",
        };
        let said = teller.say(key).put("number", self.number.as_str()).put("names", names);
        said.put("count", self.people.len()).to_string()
    }
}

/// The households of a village in the order of their numbers.
fn households(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Household>, Fault> {
    let groups = roster::groups_of(query, place, teller.today)?;
    let mut all: BTreeMap<(String, String), Household> = BTreeMap::new();
    for person in roster::people_of(query, place)? {
        let alone = if person.household.is_empty() { person.id.to_string() } else { String::new() };
        let group = groups.get(&person.id).cloned();
        let known = all.entry((person.household.clone(), alone));
        let known = known.or_insert_with(|| Household { number: person.household.clone(), people: Vec::new(), group });
        known.people.push((person.id, person.name));
    }
    Ok(all.into_values().collect())
}

/// How many people are in each group, and how many in none.
fn counted(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Line>, Fault> {
    let groups = roster::groups_of(query, place, teller.today)?;
    let all = roster::people_of(query, place)?.len();
    let mut counts: BTreeMap<(u32, String), (String, usize)> = BTreeMap::new();
    for group in groups.values() {
        let key = (group.number().unwrap_or(u32::MAX), group.code());
        counts.entry(key).or_insert_with(|| (teller.words(&group.words()), 0)).1 += 1;
    }
    let people = |count: usize| teller.say("groups-people").put("count", count).to_string();
    let mut lines: Vec<Line> = counts.into_values().map(|(name, count)| Line::text(name, people(count))).collect();
    let without = all.saturating_sub(groups.len());
    if without > 0 {
        lines.push(Line::text(teller.say("groups-none"), people(without)));
    }
    Ok(lines)
}

fn form_of(app: &Shared, official: &Official, place: &Place, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let field = |household: &Household| {
            let group = household.group.as_ref().map_or_else(String::new, |group| teller.words(&group.words()));
            Field::new(household.field(), household.label(&teller), Entry::Text("")).optional().value(group)
        };
        Ok(RosterForm {
            title: teller.say("groups-title").to_string(),
            lead: teller.say("groups-lead").to_string(),
            action: format!("/desk/roster/groups?place={place}"),
            fields: households(reader, &teller, place)?.iter().map(field).collect(),
            send: teller.say("check-go").to_string(),
            standing_title: teller.say("groups-standing").to_string(),
            standing: counted(reader, &teller, place)?,
            standing_first: true,
            ..shell(app, reader, official, place, key)?
        })
    })?;
    Ok(form)
}

fn village(official: &Official, asked: &str) -> Result<Place, Halt> {
    let place = reached(official, asked, &KEEPS)?;
    if place.level() == Level::Village { Ok(place) } else { Err(Refusal::not_there().into()) }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = village(&official, &at.place)?;
            form_of(app, &official, &place, key)
        })
        .await?;
    page(&form)
}

/// The households whose group was typed anew, or the faults of all that cannot be read.
fn read(households: &[Household], sent: &Sent) -> Result<Vec<NewGroup>, Vec<FieldFault>> {
    let (mut groups, mut faults) = (Vec::new(), Vec::new());
    for household in households.iter().filter(|household| sent.has(&household.field())) {
        let typed = sent.one(&household.field()).trim();
        // The page shows the words, which may be English; what was not touched is not read again.
        let shown = household.group.as_ref().map(Group::words);
        if shown.as_ref().is_some_and(|words| words.zh == typed || words.en == typed) {
            continue;
        }
        let group = match Group::read(typed) {
            Ok(group) => Some(group),
            Err(_) if typed.is_empty() => None,
            Err(error) => {
                faults.push(FieldFault { field: household.field(), words: error.words() });
                continue;
            }
        };
        if group != household.group {
            let people = household.people.iter();
            groups.extend(people.map(|(person, _)| NewGroup { person: person.clone(), group: group.clone() }));
        }
    }
    if faults.is_empty() { Ok(groups) } else { Err(faults) }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = village(&official, &at.place)?;
        let teller = official.teller(Eyes::Handler);
        let known = app.office.read(|reader| households(reader, &teller, &place))?;
        let mut about = About { place: place.clone(), subject: place.to_string(), step: "import_roster".into() };
        let done = match read(&known, &sent) {
            Ok(groups) => {
                let deed = Arc::new(EnterGroups { place: place.clone(), groups });
                about = deed.about();
                let asking = asking(app, &official, &sent, format!("/desk/roster/groups?place={place}"));
                turn(asking, Arc::clone(&deed), |query, teller, seen| foresee::groups(query, teller, &deed, seen))?
            }
            Err(faults) => Turn::Done(Err(Refusal::faulty("group.unfit", faults).into())),
        };
        let tried = Attempt { about, person: String::new() };
        let form = || form_of(app, &official, &place, sent.one("key").to_owned());
        after(app, &official, done, &tried, form, &sent)
    })
    .await
}
