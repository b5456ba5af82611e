//! What becomes of a leave: another person of the township confirms or declines it; or it is ended before its last day.

use crate::desk::refused::refused;
use crate::foresee::leave as foresee;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::frame::Section;
use crate::http::answer::Halt;
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::leave::show::Where;
use crate::show::Link;
use crate::state::{App, Shared};
use axum::extract::{Path, Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use office::Deed;
use office::roster::{ConfirmLeave, DeclineLeave, EndLeave};
use std::sync::Arc;
use village::{Place, Refusal, Stop};

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = Place::new(at.place.as_str()).map_err(|_| Refusal::not_there())?;
        match sent.one("answer") {
            "confirm" => settle(app, &official, &sent, ("leave-confirm", &id), ConfirmLeave { place, id: id.clone() }),
            "decline" => settle(app, &official, &sent, ("leave-decline", &id), DeclineLeave { place, id: id.clone() }),
            "end" => settle(app, &official, &sent, ("leave-end", &id), EndLeave { place, id: id.clone() }),
            _ => Err(Refusal::not_there().into()),
        }
    })
    .await
}

fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    (key, id): (&'static str, &str),
    deed: D,
) -> Result<Response, Halt> {
    let about = deed.about();
    let action = format!("/desk/leaves/{id}?place={}", about.place);
    let asking = Asking { app, official, section: Section::Desk, action, sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let book = app.office.current_book(query)?;
        foresee::answer(query, teller, &book, key, id, seen)
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again | Turn::Done(Ok(_)) => Ok(Redirect::to("/desk/leaves").into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), "/desk/leaves");
            refused(app, official, Section::Desk, &about, back, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
