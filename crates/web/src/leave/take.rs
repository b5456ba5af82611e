//! `/desk/leaves/new`: an officer hands a post over, or the township names who stands in.

use crate::desk::refused::refused;
use crate::foresee::leave as foresee;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::form::{Choice, Entry, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::leave::show::Where;
use crate::objection::answer::{faulty, typed};
use crate::part::Line;
use crate::roster::fill::{Reading, people, shell};
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use axum::extract::{Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::roster::{self, Holder, NewLeave, ProposeLeave, TakeLeave};
use office::{Deed, Receipt};
use std::sync::Arc;
use village::{Place, Refusal, Stop};

/// The mandate asked for, where it is in force and acted in.
fn held(app: &Shared, official: &Official, at: &Where) -> Result<Holder, Stop> {
    let place = Place::new(at.place.as_str()).map_err(|_| Refusal::not_there())?;
    let today = official.desk.now.day();
    let holders = app.office.read(|reader| roster::officers(reader, &place, today))?;
    let found = holders.into_iter().find(|holder| holder.mandate_id == at.mandate);
    let own = |holder: &Holder| official.desk.person() == Some(&holder.mandate.person);
    let reads = crate::desk::place::may(&official.desk, "grant_mandate", &place);
    Ok(found.filter(|holder| own(holder) || reads).ok_or_else(Refusal::not_there)?)
}

fn form(app: &Shared, official: &Official, holder: &Holder, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let mandate = &holder.mandate;
    let own = official.desk.person() == Some(&mandate.person);
    let form = app.office.read(|reader| {
        let book = app.office.current_book(reader)?;
        let affairs = book.affairs.values().filter(|affair| affair.steps.iter().any(|s| s.who.contains(&mandate.post)));
        let affairs: Vec<Choice> =
            affairs.map(|affair| Choice::new(affair.code.as_str(), teller.words(&affair.name))).collect();
        let mut others = people(reader, &mandate.place)?;
        others.retain(|choice| choice.value != mandate.person.as_str());
        let mut fields = vec![
            Field::new("stand_in", teller.say("leave-stand-in"), Entry::Select(others))
                .hint(teller.say("leave-stand-in-hint")),
            Field::new("starts", teller.say("mandate-starts"), Entry::Day).value(teller.today.to_string()),
            Field::new("ends", teller.say("mandate-ends"), Entry::Day).hint(teller.say("leave-ends-hint")),
            Field::new("reason", teller.say("leave-reason"), Entry::LongText).hint(teller.say("leave-reason-hint")),
        ];
        if !affairs.is_empty() {
            let several = Field::new("affairs", teller.say("leave-affairs"), Entry::Several(affairs));
            fields.push(several.hint(teller.say("leave-affairs-hint")).optional());
        }
        let shell = shell(app, reader, official, &mandate.place, key)?;
        let mut frame = shell.frame.clone();
        frame.back = Some(Link::new(teller.say("leave-title"), "/desk/leaves"));
        frame.section = Some(Section::Desk);
        Ok(RosterForm {
            title: teller.say(if own { "leave-new" } else { "leave-name" }).to_string(),
            lead: teller.say(if own { "leave-new-lead" } else { "leave-name-lead" }).to_string(),
            action: format!("/desk/leaves/new?place={}&mandate={}", mandate.place, holder.mandate_id),
            fields,
            send: teller.say("check-go").to_string(),
            cancel_href: "/desk/leaves".to_owned(),
            standing_title: holder.name.clone(),
            standing: vec![
                Line::text(teller.say("leave-place"), place_name(reader, &mandate.place)?),
                Line::text(teller.say("mandate-post"), teller.heading(&mandate.post.title())),
                Line::new(teller.say("leave-until"), teller.day(mandate.ends)),
            ],
            frame,
            ..shell
        })
    })?;
    Ok(form)
}

pub(crate) async fn get(State(app): State<App>, official: Official, Asked(at): Asked<Where>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let holder = held(app, &official, &at)?;
            form(app, &official, &holder, key)
        })
        .await?;
    page(&shown)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let holder = held(app, &official, &at)?;
        let mut reading = Reading { sent: &sent, faults: Vec::new() };
        let (stand_in, starts, ends) = (reading.person("stand_in"), reading.day("starts"), reading.day("ends"));
        let (Some(stand_in), Some(starts), Some(ends)) = (stand_in, starts, ends) else {
            return faulty(form(app, &official, &holder, sent.one("key").to_owned())?, &sent, &reading.faults);
        };
        let new = NewLeave {
            place: holder.mandate.place.clone(),
            mandate: holder.mandate_id.clone(),
            stand_in,
            starts,
            ends,
            affairs: sent.all("affairs").to_vec(),
            reason: sent.one("reason").to_owned(),
        };
        if official.desk.person() == Some(&holder.mandate.person) {
            settle(app, &official, &sent, (&holder, &new), TakeLeave(new.clone()))
        } else {
            settle(app, &official, &sent, (&holder, &new), ProposeLeave(new.clone()))
        }
    })
    .await
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    (holder, new): (&Holder, &NewLeave),
    deed: D,
) -> Result<Response, Halt> {
    let about = deed.about();
    let action = format!("/desk/leaves/new?place={}&mandate={}", holder.mandate.place, holder.mandate_id);
    let asking = Asking { app, official, section: Section::Desk, action, sent, answers: sent.answers() };
    let done: Result<Receipt, Stop> = match turn(asking, Arc::new(deed), |query, teller, seen| {
        let book = app.office.current_book(query)?;
        foresee::begin(query, teller, &book, holder, new, seen)
    })? {
        Turn::Done(done) => done,
        Turn::Shown(shown) => return Ok(shown),
        Turn::Again => return page(&typed(form(app, official, holder, sent.one("key").to_owned())?, sent, &[])),
    };
    match done {
        Ok(_) => Ok(Redirect::to("/desk/leaves").into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
            faulty(form(app, official, holder, sent.one("key").to_owned())?, sent, &refusal.faults)
        }
        Err(Stop::Refused(refusal)) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), "/desk/leaves");
            refused(app, official, Section::Desk, &about, back, *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}
