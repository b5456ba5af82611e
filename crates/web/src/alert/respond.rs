//! `/desk/alerts/{alert}/…`: acknowledge, explain, close.

use crate::alert::show::{compose, theirs};
use crate::desk::refused::refused;
use crate::form::fault_lines;
use crate::frame::Section;
use crate::http::answer::{Halt, page_with};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::App;
use alerts::{Acknowledge, Close, Explain, Finding};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::About;
use village::{FieldFault, Refusal, Stop, Words};

pub(crate) async fn acknowledge(
    app: State<App>,
    official: Official,
    number: Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    respond(app, official, number, request, "acknowledge").await
}

pub(crate) async fn explain(
    app: State<App>,
    official: Official,
    number: Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    respond(app, official, number, request, "explain").await
}

pub(crate) async fn close(
    app: State<App>,
    official: Official,
    number: Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    respond(app, official, number, request, "close").await
}

async fn respond(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
    request: Request,
    deed: &'static str,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let found = app.office.read(|reader| theirs(reader, &official, &number))?;
        let found = found.ok_or_else(Refusal::not_there)?;
        let desk = official.desk.clone().with_key(sent.one("key"));
        let (alert, place) = (found.id, found.village);
        let step = match deed {
            "acknowledge" => "acknowledge_alert",
            "explain" => "explain_alert",
            _ => "close_alert",
        };
        let about = About { place: place.clone(), subject: alert.to_string(), step: step.into() };
        let done = match deed {
            "acknowledge" => app.office.perform(&desk, Acknowledge { alert, place }),
            "explain" => app.office.perform(&desk, Explain { alert, place, text: sent.one("explanation").to_owned() }),
            _ => match Finding::named(sent.one("finding")) {
                Some(finding) => {
                    app.office.perform(&desk, Close { alert, place, finding, text: sent.one("found").to_owned() })
                }
                None => Err(Refusal::faulty("alert.finding", vec![no_finding()]).into()),
            },
        };
        match done {
            Ok(_) => Ok(Redirect::to(&format!("/desk/alerts/{number}")).into_response()),
            Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
                again(app, &official, &number, &sent, deed, &refusal.faults)
            }
            Err(Stop::Refused(refusal)) => {
                let back = Link::new(official.look.frame().say("refusal-back-alert"), format!("/desk/alerts/{number}"));
                refused(app, &official, Section::Alerts, &about, back, *refusal)
            }
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

fn no_finding() -> FieldFault {
    FieldFault { field: "finding".to_owned(), words: Words::new("请选择查明的结果", "Choose what was found") }
}

/// The page with what was typed and the faults beside it.
fn again(
    app: &crate::state::Shared,
    official: &Official,
    number: &str,
    sent: &Sent,
    deed: &str,
    faults: &[FieldFault],
) -> Result<Response, Halt> {
    // The chapter calls the text `text` in both deeds; the page has two of them.
    let own = if deed == "explain" { "explanation" } else { "found" };
    let named = |fault: &FieldFault| FieldFault {
        field: if fault.field == "text" { own.to_owned() } else { fault.field.clone() },
        words: fault.words.clone(),
    };
    let faults: Vec<FieldFault> = faults.iter().map(named).collect();
    let key = sent.one("key").trim_end_matches(deed).trim_end_matches('-').to_owned();
    let page = app.office.read(|reader| compose(app, reader, official, number, &key))?;
    let mut page = page.ok_or_else(Refusal::not_there)?;
    let language = page.frame.language;
    page.faults = fault_lines(&faults, language);
    for found in page.deeds.iter_mut().filter(|known| known.name == deed) {
        let fields = std::mem::take(&mut found.fields);
        let typed = |field: crate::form::Field| {
            let value = sent.one(&field.name).to_owned();
            field.value(value).faulty(&faults, language)
        };
        found.fields = fields.into_iter().map(typed).collect();
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
