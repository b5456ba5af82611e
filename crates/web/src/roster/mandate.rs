//! `/desk/roster/mandate`, `/desk/roster/mandates/{mandate}`, `/desk/roster/kin`: grant, end, declare.

use crate::desk::place::frame;
use crate::form::{Choice, Entry, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::objection::answer::faulty;
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::roster::show::chosen;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use authority::Relation;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::roster::{self, DeclareKin, EndMandate, GrantMandate};
use serde::Deserialize;
use village::{Day, Fault, FieldFault, Mandate, PersonId, Place, Post, Refusal, Stop, Words};

/// Where.
#[derive(Clone, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    place: String,
}

fn shell(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    place: &Place,
    key: String,
) -> Result<RosterForm, Fault> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Roster)?;
    let back = format!("/desk/roster?place={place}");
    frame.back = Some(Link::new(format!("{} · {}", teller.say("rail-roster"), place_name(query, place)?), &back));
    Ok(RosterForm {
        title: String::new(),
        lead: String::new(),
        law: String::new(),
        faults: Vec::new(),
        action: String::new(),
        fields: Vec::new(),
        send: String::new(),
        cancel_href: back,
        standing_title: String::new(),
        standing: Vec::new(),
        key,
        frame,
    })
}

fn people(query: &mut dyn Query, place: &Place) -> Result<Vec<Choice>, Fault> {
    let people = roster::people_of(query, place)?.into_iter();
    Ok(people.map(|person| Choice::new(person.id.as_str(), format!("{}（{}）", person.name, person.id))).collect())
}

fn grant_form(app: &Shared, official: &Official, place: &Place, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let posts = Post::ALL.iter().filter(|post| post.level() == place.level());
        let posts = posts.map(|post| Choice::new(post.code(), teller.words(&post.title()))).collect();
        let today = teller.today.to_string();
        Ok(RosterForm {
            title: teller.say("mandate-title").to_string(),
            lead: teller.say("mandate-lead").to_string(),
            action: format!("/desk/roster/mandate?place={place}"),
            fields: vec![
                Field::new("person", teller.say("mandate-person"), Entry::Select(people(reader, place)?)),
                Field::new("post", teller.say("mandate-post"), Entry::Select(posts)),
                Field::new("starts", teller.say("mandate-starts"), Entry::Day).value(today),
                Field::new("ends", teller.say("mandate-ends"), Entry::Day).hint(teller.say("mandate-ends-hint")),
            ],
            send: teller.say("mandate-go").to_string(),
            ..shell(app, reader, official, place, key)?
        })
    })?;
    Ok(form)
}

pub(crate) async fn grant(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = chosen(&official, &at.place)?;
            grant_form(app, &official, &place, key)
        })
        .await?;
    page(&form)
}

/// What a form sent, or the fault of the field.
struct Reading<'a> {
    sent: &'a Sent,
    faults: Vec<FieldFault>,
}

impl Reading<'_> {
    fn read<T>(&mut self, field: &str, zh: &str, en: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = parse(self.sent.one(field));
        if value.is_none() {
            self.faults.push(FieldFault { field: field.to_owned(), words: Words::new(zh, en) });
        }
        value
    }

    fn person(&mut self, field: &str) -> Option<PersonId> {
        self.read(field, "请选择一个人", "Choose a person", |text| PersonId::new(text).ok())
    }

    fn day(&mut self, field: &str) -> Option<Day> {
        self.read(field, "请填写日期，如 2026-03-12", "Give a day, such as 2026-03-12", |text| text.parse().ok())
    }
}

pub(crate) async fn grant_post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = chosen(&official, &at.place)?;
        let mut reading = Reading { sent: &sent, faults: Vec::new() };
        let (person, starts, ends) = (reading.person("person"), reading.day("starts"), reading.day("ends"));
        let post = reading.read("post", "请选择岗位", "Choose a post", |text| text.parse::<Post>().ok());
        let done = match (person, post, starts, ends) {
            (Some(person), Some(post), Some(starts), Some(ends)) => {
                let mandate = Mandate { person, post, place: place.clone(), starts, ends };
                let desk = official.desk.clone().with_key(sent.one("key"));
                app.office.perform(&desk, GrantMandate { mandate })
            }
            _ => Err(Refusal::faulty("mandate", reading.faults).into()),
        };
        after(done, &place, || grant_form(app, &official, &place, sent.one("key").to_owned()), &sent)
    })
    .await
}

/// Back to the roster, or the form with its faults.
fn after(
    done: Result<office::Receipt, Stop>,
    place: &Place,
    form: impl FnOnce() -> Result<RosterForm, Halt>,
    sent: &Sent,
) -> Result<Response, Halt> {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/desk/roster?place={place}")).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(form()?, sent, &refusal.faults),
        Err(stop) => Err(stop.into()),
    }
}

fn end_form(app: &Shared, official: &Official, place: &Place, id: &str, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let holders = roster::holders(reader, place, teller.today)?;
        let Some(holder) = holders.into_iter().find(|holder| holder.mandate_id == id) else { return Ok(None) };
        let mandate = holder.mandate;
        Ok(Some(RosterForm {
            title: teller.say("mandate-end-title").to_string(),
            lead: teller.say("mandate-end-lead").to_string(),
            action: format!("/desk/roster/mandates/{id}?place={place}"),
            fields: vec![
                Field::new("last_day", teller.say("mandate-last-day"), Entry::Day).value(teller.today.to_string()),
                Field::new("reason", teller.say("mandate-reason"), Entry::LongText),
            ],
            send: teller.say("mandate-end-go").to_string(),
            standing_title: holder.name,
            standing: vec![
                Line::text(teller.say("mandate-post"), teller.words(&mandate.post.title())),
                Line::new(teller.say("mandate-starts"), teller.day(mandate.starts)),
                Line::new(teller.say("mandate-ends"), teller.day(mandate.ends)),
            ],
            ..shell(app, reader, official, place, key)?
        }))
    })?;
    Ok(form.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn end(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = chosen(&official, &at.place)?;
            end_form(app, &official, &place, &id, key)
        })
        .await?;
    page(&form)
}

pub(crate) async fn end_post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = chosen(&official, &at.place)?;
        let mut reading = Reading { sent: &sent, faults: Vec::new() };
        let last_day = reading.day("last_day");
        let reason = reading
            .read("reason", "请写明原因", "Say why", |text| Some(text.to_owned()).filter(|text| !text.is_empty()));
        let done = match (last_day, reason) {
            (Some(last_day), Some(reason)) => {
                let desk = official.desk.clone().with_key(sent.one("key"));
                app.office.perform(&desk, EndMandate { id: id.clone(), place: place.clone(), last_day, reason })
            }
            _ => Err(Refusal::faulty("mandate", reading.faults).into()),
        };
        after(done, &place, || end_form(app, &official, &place, &id, sent.one("key").to_owned()), &sent)
    })
    .await
}

fn kin_form(app: &Shared, official: &Official, place: &Place, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let form = app.office.read(|reader| {
        let relations = Relation::ALL.iter();
        let relations = relations.map(|r| Choice::new(r.code(), teller.words(&r.title()))).collect();
        let people = people(reader, place)?;
        Ok(RosterForm {
            title: teller.say("kin-title").to_string(),
            lead: teller.say("kin-lead").to_string(),
            action: format!("/desk/roster/kin?place={place}"),
            fields: vec![
                Field::new("person", teller.say("kin-person"), Entry::Select(people.clone())),
                Field::new("relation", teller.say("kin-relation"), Entry::Select(relations)),
                Field::new("relative", teller.say("kin-relative"), Entry::Select(people)),
            ],
            send: teller.say("kin-go").to_string(),
            standing_title: teller.say("kin-standing").to_string(),
            standing: declared(reader, &teller, place)?,
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

pub(crate) async fn kin(State(app): State<App>, official: Official, Asked(at): Asked<Where>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app
        .blocking(move |app| {
            let place = chosen(&official, &at.place)?;
            kin_form(app, &official, &place, key)
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
        let place = chosen(&official, &at.place)?;
        let mut reading = Reading { sent: &sent, faults: Vec::new() };
        let (person, relative) = (reading.person("person"), reading.person("relative"));
        let relation =
            reading.read("relation", "请选择关系", "Choose a relation", |text| text.parse::<Relation>().ok());
        let done = match (person, relative, relation) {
            (Some(person), Some(relative), Some(relation)) => {
                let desk = official.desk.clone().with_key(sent.one("key"));
                app.office.perform(&desk, DeclareKin { place: place.clone(), person, relative, relation })
            }
            _ => Err(Refusal::faulty("kin", reading.faults).into()),
        };
        after(done, &place, || kin_form(app, &official, &place, sent.one("key").to_owned()), &sent)
    })
    .await
}
