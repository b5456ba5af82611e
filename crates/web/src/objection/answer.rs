//! `/desk/cases/{case}/objections/{objection}`: somebody who had no hand in the matter answers an objection, and the
//! supervision committee reviews the answer; then it is public.

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
use crate::told::Teller;
use affairs::{AnswerObjection, ObjectionRow, ReviewAnswer, Task, may_take};
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
        let is_given = found.status == "given";
        let task = if is_given { Task::Review } else { Task::Answer };
        // Whose it is not reads so at once, and not after writing.
        if let Err(stop) = may_take(&official.desk, reader, &told.case, found, task) {
            return match stop {
                Stop::Refused(refusal) => Ok(Some(Err(refusal))),
                Stop::Failed(fault) => Err(fault),
            };
        }
        let mut frame = frame(app, reader, official, Section::Cases)?;
        frame.back = Some(Link::new(&told.case.title, format!("/desk/cases/{number}")));
        let (fields, mut standing) = asked(&teller, found, is_given);
        standing.insert(0, Line::text(teller.say("objection-number"), objection));
        Ok(Some(Ok(RosterForm {
            title: teller.say(if is_given { "objection-review-go" } else { "objection-answer-go" }).to_string(),
            lead: found.text.clone(),
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/cases/{number}/objections/{objection}"),
            fields,
            send: teller.say("check-go").to_string(),
            cancel_href: format!("/desk/cases/{number}"),
            standing_first: false,
            standing_title: told.case.title.clone(),
            standing,
            key,
            frame,
        })))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?.map_err(|refusal| *refusal)?)
}

/// What the form asks for, and what stands beside it: for a review the answer and who gave it, for an answer why the last one
/// was sent back.
fn asked(teller: &Teller, found: &ObjectionRow, is_given: bool) -> (Vec<Field>, Vec<Line>) {
    let choice = |value: &str, key: &'static str| Choice::new(value, teller.say(key).to_string());
    if is_given {
        let agreed = vec![choice("yes", "review-agreed"), choice("no", "review-sent-back")];
        let result = if found.upheld == Some(true) { "answer-upheld" } else { "answer-explained" };
        let fields = vec![
            Field::new("agreed", teller.say("review-result"), Entry::Choice(agreed)),
            Field::new("words", teller.say("review-words"), Entry::LongText).hint(teller.say("review-words-hint")),
        ];
        let said = vec![
            Line::text(teller.say("answer-text"), found.answer.as_deref().unwrap_or_default()),
            Line::text(teller.say("answer-result"), teller.say(result).to_string()),
            Line::text(teller.say("review-answered-by"), found.answered_by.as_deref().unwrap_or_default()),
        ];
        (fields, said)
    } else {
        let upheld = vec![choice("no", "answer-explained"), choice("yes", "answer-upheld")];
        let fields = vec![
            Field::new("answer", teller.say("answer-text"), Entry::LongText).hint(teller.say("answer-text-hint")),
            Field::new("upheld", teller.say("answer-result"), Entry::Choice(upheld)),
        ];
        let back = found.review.as_deref().map(|words| Line::text(teller.say("review-sent-back"), words));
        (fields, back.into_iter().collect())
    }
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
        let action = format!("/desk/cases/{number}/objections/{objection}");
        let form = || blank(app, &official, &number, &objection, sent.one("key").to_owned());
        let asking =
            Asking { app, official: &official, section: Section::Cases, action, sent: &sent, answers: sent.answers() };
        let (about, turned) = if sent.answers().iter().any(|(field, _)| field == "words") {
            let (agreed, words) = (sent.one("agreed"), sent.one("words").to_owned());
            let deed = ReviewAnswer { case, village, objection: objection.clone(), agreed: agreed == "yes", words };
            let (about, deed) = (deed.about(), Arc::new(deed));
            (
                about,
                match agreed {
                    "yes" | "no" => {
                        turn(asking, Arc::clone(&deed), |_, teller, seen| foresee::review(teller, &deed, seen))?
                    }
                    _ => undecided("agreed"),
                },
            )
        } else {
            let (upheld, answer) = (sent.one("upheld"), sent.one("answer").to_owned());
            let deed = AnswerObjection { case, village, objection: objection.clone(), answer, upheld: upheld == "yes" };
            let (about, deed) = (deed.about(), Arc::new(deed));
            (
                about,
                match upheld {
                    "yes" | "no" => {
                        turn(asking, Arc::clone(&deed), |_, teller, seen| foresee::answer(teller, &deed, seen))?
                    }
                    _ => undecided("upheld"),
                },
            )
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

/// Nothing was chosen.
fn undecided(field: &str) -> Turn {
    let words = village::Words::new("请选择处理结果", "Choose what came of it");
    let fault = FieldFault { field: field.to_owned(), words };
    Turn::Done(Err(Refusal::faulty("objection.answer", vec![fault]).into()))
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
