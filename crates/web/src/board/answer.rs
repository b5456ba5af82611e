//! `/desk/questions/{question}`: a question is answered for everybody, or its words taken off the public page by the supervisors.

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
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{AnswerQuestion, HideQuestion, QuestionState};
use office::Deed;
use std::sync::Arc;
use village::{Place, Refusal, Stop};

/// The form, the question's village, and whether it is to be hidden rather than answered.
fn blank(app: &Shared, official: &Official, id: &str, key: String) -> Result<(RosterForm, Place, bool), Halt> {
    let teller = official.teller(Eyes::Handler);
    let desk = &official.desk;
    let found = app.office.read(|query| {
        let Some(row) = disclosure::question(query, id)? else { return Ok(None) };
        let (answers, hides) =
            (may(desk, "answer_question", &row.village), may(desk, "review_disclosure", &row.village));
        let is_open = row.state == QuestionState::Open;
        let hiding = hides && row.hidden.is_none() && !(answers && is_open);
        if !(hiding || answers && is_open) {
            return Ok(None);
        }
        let mut frame = frame(app, query, official, Section::Board)?;
        let back = format!("/desk/disclosures?place={}", row.village);
        frame.back = Some(Link::new(teller.say("board-work"), back.as_str()));
        let field = if hiding {
            Field::new("why", teller.say("question-hide-why"), Entry::Text("")).hint(teller.say("question-hide-hint"))
        } else {
            Field::new("answer", teller.say("answer-text"), Entry::LongText).hint(teller.say("question-answer-hint"))
        };
        let form = RosterForm {
            title: teller.say(if hiding { "question-hide-go" } else { "question-answer-go" }).to_string(),
            lead: row.words.clone(),
            law: String::new(),
            faults: Vec::new(),
            action: format!("/desk/questions/{id}"),
            fields: vec![field],
            send: teller.say("check-go").to_string(),
            cancel_href: back,
            standing_first: false,
            standing_title: place_name(query, &row.village)?,
            standing: vec![
                Line::text(teller.say("question-about"), &row.line),
                Line::text(teller.say("question-asked"), teller.moment(row.asked).words),
                Line::new(teller.say("question-due"), teller.day(row.due)),
            ],
            key,
            frame,
        };
        Ok(Some((form, row.village, hiding)))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let (form, ..) = app.blocking(move |app| blank(app, &official, &id, key)).await?;
    page(&form)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = app.office.read(|query| disclosure::question(query, &id))?.ok_or_else(Refusal::not_there)?;
        if sent.answers().iter().any(|(field, _)| field == "why") {
            let deed = HideQuestion { id: id.clone(), village: found.village, why: sent.one("why").to_owned() };
            settle(app, &official, &sent, &id, "question-hide-go", deed)
        } else {
            let deed = AnswerQuestion { id: id.clone(), village: found.village, answer: sent.one("answer").to_owned() };
            settle(app, &official, &sent, &id, "question-answer-go", deed)
        }
    })
    .await
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    id: &str,
    step: &'static str,
    deed: D,
) -> Result<Response, Halt> {
    let about = deed.about();
    let action = format!("/desk/questions/{id}");
    let asking = Asking { app, official, section: Section::Board, action, sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let (field, key) = if step == "question-hide-go" {
            ("why", "then-question-hidden")
        } else {
            ("answer", "then-question-answered")
        };
        let lines = vec![Line::text(
            teller.say(if field == "why" { "question-hide-why" } else { "answer-text" }),
            sent.one(field),
        )];
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say(key).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(place_name(query, &about.place)?, teller.say(step), lines, then))
    })?;
    let back = format!("/desk/disclosures?place={}", about.place);
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => page(&typed(blank(app, official, id, sent.one("key").to_owned())?.0, sent, &[])),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&back).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) if !refusal.faults.is_empty() => {
            faulty(blank(app, official, id, sent.one("key").to_owned())?.0, sent, &refusal.faults)
        }
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
