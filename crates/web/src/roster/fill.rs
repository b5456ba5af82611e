//! What the plain forms of the roster share: their page, what was typed, and where they lead.

use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Turn};
use crate::form::Choice;
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::objection::answer::{faulty, typed};
use crate::roster::form::RosterForm;
use crate::roster::show::chosen;
use crate::roster::tell::theirs;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, place_name};
use archive::Query;
use axum::response::{IntoResponse, Redirect, Response};
use office::{About, roster};
use serde::Deserialize;
use village::{Day, Fault, FieldFault, PersonId, Place, Stop, Words};

/// Where, and about whom.
#[derive(Clone, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    pub(crate) place: String,
    #[serde(default)]
    pub(crate) person: String,
}

/// Where somebody comes from and goes back to: the roster, or their own posts when they may not read the roster.
fn home(official: &Official, place: &Place) -> String {
    if chosen(official, place.as_str()).is_ok() {
        format!("/desk/roster?place={place}")
    } else {
        "/desk/posts".to_owned()
    }
}

/// The page of a form, without its fields.
pub(crate) fn shell(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    place: &Place,
    key: String,
) -> Result<RosterForm, Fault> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Roster)?;
    let back = home(official, place);
    let words = match back.as_str() {
        "/desk/posts" => teller.say("own-title").to_string(),
        _ => format!("{} · {}", teller.say("rail-roster"), place_name(query, place)?),
    };
    frame.back = Some(Link::new(words, &back));
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
        standing_first: false,
        key,
        frame,
    })
}

/// The people of a place, to choose from.
pub(crate) fn people(query: &mut dyn Query, place: &Place) -> Result<Vec<Choice>, Fault> {
    let people = roster::people_of(query, place)?.into_iter();
    Ok(people.map(|person| Choice::new(person.id.as_str(), format!("{}（{}）", person.name, person.id))).collect())
}

/// What a form sent, or the fault of the field.
pub(crate) struct Reading<'a> {
    pub(crate) sent: &'a Sent,
    pub(crate) faults: Vec<FieldFault>,
}

impl Reading<'_> {
    pub(crate) fn read<T>(
        &mut self,
        field: &str,
        zh: &str,
        en: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = parse(self.sent.one(field));
        if value.is_none() {
            self.faults.push(FieldFault { field: field.to_owned(), words: Words::new(zh, en) });
        }
        value
    }

    pub(crate) fn person(&mut self, field: &str) -> Option<PersonId> {
        self.read(field, "请选择一个人", "Choose a person", |text| PersonId::new(text).ok())
    }

    pub(crate) fn day(&mut self, field: &str) -> Option<Day> {
        self.read(field, "请填写日期，如 2026-03-12", "Give a day, such as 2026-03-12", |text| text.parse().ok())
    }
}

/// A form of the roster that asks for a deed.
pub(crate) fn asking<'a>(app: &'a Shared, official: &'a Official, sent: &'a Sent, action: String) -> Asking<'a> {
    Asking { app, official, section: Section::Roster, action, sent, answers: sent.answers() }
}

/// What a form of the roster tried, and about whom.
pub(crate) struct Attempt {
    pub(crate) about: About,
    pub(crate) person: String,
}

/// Back to the person, or the form with its faults, or the page of a refusal.
pub(crate) fn after(
    app: &Shared,
    official: &Official,
    turn: Turn,
    tried: &Attempt,
    form: impl FnOnce() -> Result<RosterForm, Halt>,
    sent: &Sent,
) -> Result<Response, Halt> {
    let home = home(official, &tried.about.place);
    let done = match turn {
        Turn::Done(done) => done,
        Turn::Shown(shown) => return Ok(shown),
        Turn::Again => return page(&typed(form()?, sent, &[])),
    };
    match done {
        Ok(_) if theirs(app, official, &tried.person).is_ok() => {
            Ok(Redirect::to(&format!("/desk/roster/people/{}", tried.person)).into_response())
        }
        Ok(_) => Ok(Redirect::to(&home).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(form()?, sent, &refusal.faults),
        Err(Stop::Refused(refusal)) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), home);
            refused(app, official, Section::Roster, &tried.about, back, *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}
