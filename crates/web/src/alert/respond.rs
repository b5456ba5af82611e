//! `/desk/alerts/{alert}/…`: acknowledge, explain, close.

use crate::alert::show::{compose, theirs};
use crate::desk::refused::refused;
use crate::foresee::alert as foresee;
use crate::foresee::turn::{Asking, Turn, turn};
use crate::form::fault_lines;
use crate::frame::Section;
use crate::http::answer::{Halt, page as show, page_with};
use crate::http::form::Sent;
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::{App, Shared};
use alerts::{Acknowledge, Alert, Close, Explain, Finding};
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
        let step = match deed {
            "acknowledge" => "acknowledge_alert",
            "explain" => "explain_alert",
            _ => "close_alert",
        };
        let about = About { place: found.village.clone(), subject: found.id.to_string(), step: step.into() };
        let turned = match deed {
            "acknowledge" => {
                let deed = Acknowledge { alert: found.id, place: found.village };
                Turn::Done(app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed))
            }
            _ => ask(app, &official, &found, &sent, deed)?,
        };
        let done = match turned {
            Turn::Done(done) => done,
            Turn::Shown(shown) => return Ok(shown),
            Turn::Again => return again(app, &official, &number, &sent, deed, &[]),
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

/// What everybody told of the alert will read is shown once more before it is sent.
fn ask(app: &Shared, official: &Official, found: &Alert, sent: &Sent, deed: &str) -> Result<Turn, Halt> {
    let (alert, place) = (found.id.clone(), found.village.clone());
    let action = format!("/desk/alerts/{alert}/{deed}");
    let asking = Asking { app, official, section: Section::Alerts, action, sent, answers: sent.answers() };
    if deed == "explain" {
        let text = sent.one("explanation");
        let deed = Explain { alert, place, text: text.to_owned() };
        return turn(asking, deed, |query, teller, seen| foresee::explain(query, teller, found, text, seen));
    }
    let Some(finding) = Finding::named(sent.one("finding")) else {
        return Ok(Turn::Done(Err(Refusal::faulty("alert.finding", vec![no_finding()]).into())));
    };
    let text = sent.one("found");
    let deed = Close { alert, place, finding, text: text.to_owned() };
    turn(asking, deed, |query, teller, seen| foresee::close(query, teller, found, (finding, text), seen))
}

fn no_finding() -> FieldFault {
    FieldFault { field: "finding".to_owned(), words: Words::new("请选择查明的结果", "Choose what was found") }
}

/// The page with what was typed and the faults beside it.
fn again(
    app: &Shared,
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
    if faults.is_empty() { show(&page) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &page) }
}
