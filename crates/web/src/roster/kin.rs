//! `/desk/roster/kin`: relatives are declared, by whoever keeps the roster or by officials for themselves.

use crate::foresee::roster as foresee;
use crate::foresee::turn::{Turn, turn};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::fill::{Attempt, Reading, Where, after, asking, people, shell};
use crate::roster::form::RosterForm;
use crate::roster::show::{chosen, reached};
use crate::roster::tell;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use authority::Relation;
use axum::extract::{Query as Asked, Request, State};
use axum::response::Response;
use office::roster::{self, DeclareKin};
use office::{About, Deed};
use std::sync::Arc;
use village::{Fault, Place, Refusal};

/// Whoever may do one of these sees the form.
const KEEPS: [&str; 3] = ["read_roster", "import_roster", "declare_kin"];

fn kin_form(app: &Shared, official: &Official, place: &Place, person: &str, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let relations = Relation::ALL.iter();
        let relations = relations.map(|r| Choice::new(r.code(), teller.words(&r.title()))).collect();
        let people = people(reader, place)?;
        // Who does not keep the roster declares their own relatives only.
        let own = official.desk.person().map_or("", |person| person.as_str());
        let keeps = chosen(official, place.as_str()).is_ok();
        let whose = people.iter().filter(|choice| keeps || choice.value == own).cloned().collect();
        Ok(RosterForm {
            title: teller.say("kin-title").to_string(),
            lead: teller.say("kin-lead").to_string(),
            action: format!("/desk/roster/kin?place={place}"),
            fields: vec![
                Field::new("person", teller.say("kin-person"), Entry::Select(whose)).value(if keeps {
                    person
                } else {
                    own
                }),
                Field::new("relation", teller.say("kin-relation"), Entry::Select(relations)),
                Field::new("relative", teller.say("kin-relative"), Entry::Select(people)),
            ],
            send: teller.say("check-go").to_string(),
            standing_title: teller.say("kin-standing").to_string(),
            standing: if keeps { declared(reader, &teller, place)? } else { kin_of(reader, &teller, official)? },
            ..shell(app, reader, official, place, key)?
        })
    })?;
    Ok(form)
}

/// What the place's officials have declared.
fn declared(query: &mut dyn Query, teller: &Teller, place: &Place) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    let mut seen = Vec::new();
    for holder in roster::holders(query, place, teller.today)? {
        if !holder.mandate.post.is_official() || seen.contains(&holder.mandate.person) {
            continue;
        }
        seen.push(holder.mandate.person.clone());
        let kin = roster::relatives_of(query, &holder.mandate.person)?;
        let kin: Vec<String> = kin
            .into_iter()
            .map(|(_, name, relation)| format!("{name}（{}）", teller.words(&relation.title())))
            .collect();
        if !kin.is_empty() {
            lines.push(Line::text(holder.name, kin.join("、")));
        }
    }
    Ok(lines)
}

/// One's own declared relatives.
fn kin_of(query: &mut dyn Query, teller: &Teller, official: &Official) -> Result<Vec<Line>, Fault> {
    official.desk.person().map_or(Ok(Vec::new()), |person| tell::kin(query, teller, person))
}

pub(crate) async fn kin(State(app): State<App>, official: Official, Asked(at): Asked<Where>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = reached(&official, &at.place, &KEEPS)?;
            kin_form(app, &official, &place, &at.person, key)
        })
        .await?;
    page(&form)
}

pub(crate) async fn kin_post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = reached(&official, &at.place, &KEEPS)?;
        let mut reading = Reading { sent: &sent, faults: Vec::new() };
        let (person, relative) = (reading.person("person"), reading.person("relative"));
        let relation =
            reading.read("relation", "请选择关系", "Choose a relation", |text| text.parse::<Relation>().ok());
        let mut about = About { place: place.clone(), subject: place.to_string(), step: "declare_kin".into() };
        let done = match (person, relative, relation) {
            (Some(person), Some(relative), Some(relation)) => {
                let deed = DeclareKin { place: place.clone(), person, relative, relation };
                about = deed.about();
                let deed = Arc::new(deed);
                let asking = asking(app, &official, &sent, format!("/desk/roster/kin?place={place}"));
                turn(asking, Arc::clone(&deed), |query, teller, seen| foresee::kin(query, teller, &deed, seen))?
            }
            _ => Turn::Done(Err(Refusal::faulty("kin", reading.faults).into())),
        };
        let tried = Attempt { about, person: sent.one("person").to_owned() };
        let form = || kin_form(app, &official, &place, "", sent.one("key").to_owned());
        after(app, &official, done, &tried, form, &sent)
    })
    .await
}
