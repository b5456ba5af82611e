//! `/desk/screens/new`: a screen is registered; `/desk/screens/{screen}`: it is taken down.

use crate::board::work::{Where, place_of};
use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::objection::answer::{faulty, typed};
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::screen::list::{hours, tag};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use axum::extract::{Path, Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{RegisterScreen, RemoveScreen, ScreenRow};
use office::Deed;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use village::{FieldFault, Place, Refusal, Stop, Words};

/// Letters and digits that nobody mistakes for one another on a television.
const LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// A screen's number, from the form's own key: sent twice, it is one screen.
fn number(app: &Shared, key: &str) -> String {
    let digest = Sha256::new().chain_update(app.seal_of_case("screen")).chain_update(key).finalize();
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).copied().map(char::from);
    digest.iter().take(10).filter_map(letter).collect()
}

fn form(app: &Shared, official: &Official, place: &Place, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let hour = |name: &'static str, key: &'static str| {
        Field::new(name, teller.say(key), Entry::Count(teller.say("screen-hour").to_string()))
    };
    let form = app.office.read(|query| {
        let mut frame = frame(app, query, official, Section::Board)?;
        let back = format!("/desk/screens?place={place}");
        frame.back = Some(Link::new(teller.say("screen-title"), back.as_str()));
        Ok(RosterForm {
            title: teller.say("screen-new").to_string(),
            lead: teller.say("screen-new-lead").to_string(),
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/screens/new?place={place}"),
            fields: vec![
                Field::new("name", teller.say("screen-name"), Entry::Text("")).hint(teller.say("screen-name-hint")),
                hour("from_hour", "screen-from").value("7"),
                hour("to_hour", "screen-to").value("21"),
                hour("aloud_hour", "screen-aloud").hint(teller.say("screen-aloud-hint")).optional(),
            ],
            send: teller.say("check-go").to_string(),
            cancel_href: back,
            standing_first: true,
            standing_title: place_name(query, place)?,
            standing: Vec::new(),
            key,
            frame,
        })
    })?;
    Ok(form)
}

fn place_asked(app: &Shared, official: &Official, at: &Where) -> Result<Place, Halt> {
    let place = app.office.read(|query| place_of(query, &official.desk, &at.place))?;
    let place = place.filter(|place| may(&official.desk, "draft_disclosure", place));
    Ok(place.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn new(State(app): State<App>, official: Official, Asked(at): Asked<Where>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let place = place_asked(app, &official, &at)?;
            form(app, &official, &place, key)
        })
        .await?;
    page(&shown)
}

/// An hour that was typed; empty is none where that may be.
fn hour(sent: &Sent, name: &'static str, faults: &mut Vec<FieldFault>) -> Option<i64> {
    let typed = sent.one(name).trim();
    let read = typed.parse().ok().filter(|hour| (0..=24).contains(hour));
    if read.is_none() && !(typed.is_empty() && name == "aloud_hour") {
        let words = Words::new(
            format!("请填0到24之间的整数，现在填的是“{typed}”"),
            format!("a whole number from 0 to 24 is expected; “{typed}” was typed"),
        );
        faults.push(FieldFault { field: name.into(), words });
    }
    read
}

pub(crate) async fn new_post(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = place_asked(app, &official, &at)?;
        let mut faults = Vec::new();
        let from = hour(&sent, "from_hour", &mut faults);
        let to = hour(&sent, "to_hour", &mut faults);
        let aloud_hour = hour(&sent, "aloud_hour", &mut faults);
        let key = sent.one("key").to_owned();
        let (Some(from_hour), Some(to_hour), true) = (from, to, faults.is_empty()) else {
            return faulty(form(app, &official, &place, key)?, &sent, &faults);
        };
        let name = sent.one("name").to_owned();
        let deed =
            RegisterScreen { id: number(app, &key), village: place.clone(), name, from_hour, to_hour, aloud_hour };
        let action = format!("/desk/screens/new?place={place}");
        let blank = || form(app, &official, &place, key.clone());
        settle(app, &official, &sent, (&action, "screen-new"), deed, blank)
    })
    .await
}

/// The screen asked about, where the reader sees to its village.
fn own(app: &Shared, official: &Official, id: &str) -> Result<ScreenRow, Halt> {
    let found = app.office.read(|query| disclosure::screen(query, id))?;
    let found = found.filter(|row| row.removed.is_none() && may(&official.desk, "draft_disclosure", &row.village));
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn remove_form(app: &Shared, official: &Official, row: &ScreenRow, key: String) -> Result<RosterForm, Halt> {
    let teller = official.teller(Eyes::Handler);
    let blank = form(app, official, &row.village, key)?;
    Ok(RosterForm {
        title: teller.say("screen-remove").to_string(),
        lead: teller.say("screen-remove-lead").to_string(),
        action: format!("/desk/screens/{}", row.id),
        fields: vec![Field::new("why", teller.say("screen-why"), Entry::Text("")).hint(teller.say("screen-why-hint"))],
        standing_title: teller.free(&row.name),
        standing: vec![
            Line::new(teller.say("screen-state"), tag(app, &teller, row)),
            Line::text(teller.say("screen-when"), hours(&teller, row)),
            Line::text(teller.say("screen-since"), teller.moment(row.registered).words),
        ],
        ..blank
    })
}

pub(crate) async fn remove(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let row = own(app, &official, &id)?;
            remove_form(app, &official, &row, key)
        })
        .await?;
    page(&shown)
}

pub(crate) async fn remove_post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let row = own(app, &official, &id)?;
        let deed = RemoveScreen { id: id.clone(), village: row.village.clone(), why: sent.one("why").to_owned() };
        let action = format!("/desk/screens/{id}");
        let blank = || remove_form(app, &official, &row, sent.one("key").to_owned());
        settle(app, &official, &sent, (&action, "screen-remove"), deed, blank)
    })
    .await
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    (action, step): (&str, &'static str),
    deed: D,
    blank: impl Fn() -> Result<RosterForm, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let asking =
        Asking { app, official, section: Section::Board, action: action.to_owned(), sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let (key, field) =
            if step == "screen-new" { ("then-screen-new", "name") } else { ("then-screen-removed", "why") };
        let label = teller.say(if step == "screen-new" { "screen-name" } else { "screen-why" });
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, vec![teller.say(key).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(
            place_name(query, &about.place)?,
            teller.say(step),
            vec![Line::text(label, sent.one(field))],
            then,
        ))
    })?;
    let back = format!("/desk/screens?place={}", about.place);
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => page(&typed(blank()?, sent, &[])),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&back).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) if !refusal.faults.is_empty() => {
            faulty(blank()?, sent, &refusal.faults)
        }
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
