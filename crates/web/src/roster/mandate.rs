//! `/desk/roster/mandate`, `/desk/roster/mandates/{mandate}`: grant, end.

use crate::foresee::roster as foresee;
use crate::foresee::turn::{Turn, turn};
use crate::form::{Choice, Entry, Field};
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::fill::{Attempt, Reading, Where, after, asking, people, shell};
use crate::roster::form::RosterForm;
use crate::roster::show::chosen;
use crate::state::{App, Shared};
use crate::told::Eyes;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::response::Response;
use office::roster::{self, EndMandate, GrantMandate};
use office::{About, Deed};
use std::sync::Arc;
use village::{Mandate, Place, Post, Refusal};

fn grant_form(app: &Shared, official: &Official, place: &Place, person: &str, key: String) -> Result<RosterForm, Halt> {
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
                Field::new("person", teller.say("mandate-person"), Entry::Select(people(reader, place)?)).value(person),
                Field::new("post", teller.say("mandate-post"), Entry::Select(posts)),
                Field::new("starts", teller.say("mandate-starts"), Entry::Day).value(today),
                Field::new("ends", teller.say("mandate-ends"), Entry::Day).hint(teller.say("mandate-ends-hint")),
            ],
            send: teller.say("check-go").to_string(),
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
            grant_form(app, &official, &place, &at.person, key)
        })
        .await?;
    page(&form)
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
        let mut about = About { place: place.clone(), subject: place.to_string(), step: "grant_mandate".into() };
        let action = format!("/desk/roster/mandate?place={place}");
        let done = match (person, post, starts, ends) {
            (Some(person), Some(post), Some(starts), Some(ends)) => {
                let deed = GrantMandate { mandate: Mandate { person, post, place: place.clone(), starts, ends } };
                about = deed.about();
                let deed = Arc::new(deed);
                turn(asking(app, &official, &sent, action), Arc::clone(&deed), |query, teller, seen| {
                    foresee::grant(query, teller, &deed, seen)
                })?
            }
            _ => Turn::Done(Err(Refusal::faulty("mandate", reading.faults).into())),
        };
        let tried = Attempt { about, person: sent.one("person").to_owned() };
        let form = || grant_form(app, &official, &place, "", sent.one("key").to_owned());
        after(app, &official, done, &tried, form, &sent)
    })
    .await
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
            send: teller.say("check-go").to_string(),
            standing_first: true,
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
        let mut about = About { place: place.clone(), subject: id.clone(), step: "end_mandate".into() };
        let holders = app.office.read(|reader| roster::holders(reader, &place, official.desk.now.day()))?;
        let holder = holders.into_iter().find(|holder| holder.mandate_id == id);
        let action = format!("/desk/roster/mandates/{id}?place={place}");
        let done = match (last_day, reason) {
            (Some(last_day), Some(reason)) => {
                let deed = EndMandate { id: id.clone(), place: place.clone(), last_day, reason };
                about = deed.about();
                let deed = Arc::new(deed);
                turn(asking(app, &official, &sent, action), Arc::clone(&deed), |query, teller, seen| {
                    foresee::end(query, teller, &app.office, &deed, holder.as_ref(), seen)
                })?
            }
            _ => Turn::Done(Err(Refusal::faulty("mandate", reading.faults).into())),
        };
        let tried = Attempt { about, person: holder.map_or_else(String::new, |held| held.mandate.person.to_string()) };
        let form = || end_form(app, &official, &place, &id, sent.one("key").to_owned());
        after(app, &official, done, &tried, form, &sent)
    })
    .await
}
