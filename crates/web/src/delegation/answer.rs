//! The director of the supervision committee confirms a delegation, or says what is wrong with it.

use crate::delegation::show::{chosen, compose};
use crate::desk::refused::refused;
use crate::frame::Section;
use crate::http::answer::{Halt, page_with};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::App;
use affairs::AnswerDelegation;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::Deed;
use village::{Level, Place, Refusal, Stop};

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
        match app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed) {
            Ok(_) => Ok(Redirect::to(&home).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                let (at, all) = chosen(app, &official, village.as_str())?;
                let mut faults = refusal.faults;
                for fault in &mut faults {
                    fault.field = format!("{}-{}", fault.field, about.subject);
                }
                let key = sent.one("key").split('-').next().unwrap_or_default().to_owned();
                let shown = app.office.read(|reader| compose(app, reader, &official, (&at, &all), &faults, key))?;
                page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
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
