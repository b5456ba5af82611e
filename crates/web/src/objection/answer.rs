//! `/desk/cases/{case}/objections/{objection}`: the village answers an objection; the answer is public.

use crate::case::show::theirs;
use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::foresee::village as foresee;
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::roster::form::RosterForm;
use crate::show::Link;
use crate::state::{App, Shared};
use affairs::AnswerObjection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::Deed;
use std::sync::Arc;
use village::{FieldFault, Refusal, Stop};

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path((number, objection)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let form = app.blocking(move |app| blank(app, &official, &number, &objection, key)).await?;
    page(&form)
}

fn blank(app: &Shared, official: &Official, number: &str, objection: &str, key: String) -> Result<RosterForm, Halt> {
    let found = app.office.read(|reader| {
        let Some((told, eyes)) = theirs(reader, official, number)? else { return Ok(None) };
        let Some(found) = told.objections.iter().find(|known| known.id == objection) else { return Ok(None) };
        let teller = official.teller(eyes);
        let mut frame = frame(app, reader, official, Section::Cases)?;
        frame.back = Some(Link::new(&told.case.title, format!("/desk/cases/{number}")));
        let choice = |value: &str, key: &'static str| Choice::new(value, teller.say(key).to_string());
        let upheld = vec![choice("no", "answer-explained"), choice("yes", "answer-upheld")];
        Ok(Some(RosterForm {
            title: teller.say("objection-answer-go").to_string(),
            lead: village::mask::text(&found.text),
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/cases/{number}/objections/{objection}"),
            fields: vec![
                Field::new("answer", teller.say("answer-text"), Entry::LongText).hint(teller.say("answer-text-hint")),
                Field::new("upheld", teller.say("answer-result"), Entry::Choice(upheld)),
            ],
            send: teller.say("check-go").to_string(),
            cancel_href: format!("/desk/cases/{number}"),
            standing_title: told.case.title.clone(),
            standing: vec![Line::text(teller.say("objection-number"), objection)],
            key,
            frame,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path((number, objection)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let case = crate::objection::lodge::case_id(&number)?;
        let village = case.village().ok_or_else(Refusal::not_there)?;
        let choice = sent.one("upheld");
        let faults = if matches!(choice, "yes" | "no") { Vec::new() } else { vec![undecided()] };
        let deed = AnswerObjection {
            case,
            village,
            objection: objection.clone(),
            answer: sent.one("answer").to_owned(),
            upheld: choice == "yes",
        };
        let action = format!("/desk/cases/{number}/objections/{objection}");
        let (about, deed) = (deed.about(), Arc::new(deed));
        let form = || blank(app, &official, &number, &objection, sent.one("key").to_owned());
        let asking =
            Asking { app, official: &official, section: Section::Cases, action, sent: &sent, answers: sent.answers() };
        let turned = if faults.is_empty() {
            turn(asking, Arc::clone(&deed), |_, teller, seen| foresee::answer(teller, &deed, seen))?
        } else {
            Turn::Done(Err(Refusal::faulty("objection.answer", faults).into()))
        };
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => return page(&typed(form()?, &sent, &[])),
        };
        match done {
            Ok(_) => Ok(Redirect::to(&format!("/desk/cases/{number}#objections")).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => faulty(form()?, &sent, &refusal.faults),
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-back"), format!("/desk/cases/{number}"));
                refused(app, &official, Section::Cases, &about, back, *refusal)
            }
            Err(stop) => Err(stop.into()),
        }
    })
    .await
}

fn undecided() -> FieldFault {
    let words = village::Words::new("请选择处理结果", "Choose what came of it");
    FieldFault { field: "upheld".to_owned(), words }
}

/// A form with what was typed and all its faults.
pub(crate) fn faulty(form: RosterForm, sent: &Sent, faults: &[FieldFault]) -> Result<Response, Halt> {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &typed(form, sent, faults))
}

/// A form with what was typed, to be changed.
pub(crate) fn typed(mut form: RosterForm, sent: &Sent, faults: &[FieldFault]) -> RosterForm {
    let language = form.frame.language;
    form.faults = fault_lines(faults, language);
    let typed = |field: Field| {
        let value = sent.one(&field.name).to_owned();
        field.value(value).faulty(faults, language)
    };
    form.fields = form.fields.into_iter().map(typed).collect();
    form
}
