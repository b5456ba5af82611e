//! The director of the supervision committee confirms a delegation, or says what is wrong with it.

use crate::delegation::show::{chosen, compose};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::foresee::village as foresee;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::{App, Shared};
use affairs::AnswerDelegation;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::Deed;
use std::sync::Arc;
use village::{FieldFault, Level, Place, Refusal, Stop};

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let village = number.get(..12).and_then(|code| Place::new(code).ok());
        let village = village.filter(|at| at.level() == Level::Village).ok_or_else(Refusal::not_there)?;
        let deed = AnswerDelegation {
            village: village.clone(),
            id: number,
            confirms: sent.one("answer") == "confirm",
            reason: sent.one("reason").to_owned(),
        };
        let (about, home) = (deed.about(), format!("/desk/delegations?village={village}"));
        let action = format!("/desk/delegations/{}", about.subject);
        let asking = Asking {
            app,
            official: &official,
            section: Section::Delegations,
            action,
            sent: &sent,
            answers: sent.answers(),
        };
        let deed = Arc::new(deed);
        let turned = turn(asking, Arc::clone(&deed), |query, teller, seen| {
            let book = app.office.book_at(query, &village)?;
            let given = affairs::delegations(query, &village)?.into_iter().find(|one| one.id == deed.id);
            foresee::answer_delegation(query, teller, &book, (&deed, given.as_ref()), seen)
        })?;
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => return again(app, &official, &village, &about.subject, &sent, Vec::new()),
        };
        match done {
            Ok(_) => Ok(Redirect::to(&home).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                again(app, &official, &village, &about.subject, &sent, refusal.faults)
            }
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-go-back"), home);
                refused(app, &official, Section::Delegations, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// The page with what was typed beside the delegation, and its faults.
fn again(
    app: &Shared,
    official: &Official,
    village: &Place,
    number: &str,
    sent: &Sent,
    mut faults: Vec<FieldFault>,
) -> Result<Response, Halt> {
    let (at, all) = chosen(app, official, village.as_str())?;
    for fault in &mut faults {
        fault.field = format!("{}-{number}", fault.field);
    }
    let key = sent.one("key").split('-').next().unwrap_or_default().to_owned();
    let mut shown = app.office.read(|reader| compose(app, reader, official, (&at, &all), &faults, key))?;
    for card in shown.waiting.iter_mut().filter(|card| card.number == number) {
        sent.one("reason").clone_into(&mut card.reason);
    }
    if faults.is_empty() { page(&shown) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown) }
}
