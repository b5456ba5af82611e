//! `/desk/cases/{case}/acts/{step}` and `/desk/start/{affair}`: fill in, check, send, receipt; or a refusal.

use crate::case::after::Would;
use crate::case::ask::ask;
use crate::case::checked::Checked;
use crate::case::fill::fill;
use crate::case::matter::{Filled, Matter, known};
use crate::case::missing::{beside, merged, missing};
use crate::case::read_part::{beyond, noticed};
use crate::case::reading;
use crate::case::receipt::ReceiptPage;
use crate::case::refused::refusal_page;
use crate::case::sheet::{affair_name, sheet};
use crate::case::show::theirs;
use crate::case::told::Told;
use crate::desk::place::frame;
use crate::foresee::ahead;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with, private, status};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Html;
use crate::state::{App, Shared};
use crate::told::Teller;
use archive::Query;
use askama::Template;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use village::{Fault, FieldFault, Kind, Refusal, Stop, Words};

/// What the address adds: the village of a new case, the body of a meeting.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct More {
    #[serde(default)]
    village: String,
    #[serde(default)]
    body: String,
}

/// Which form: of a case's step, or of a new case.
#[derive(Clone)]
struct Which {
    case: Option<(String, String)>,
    affair: String,
    more: More,
}

impl Which {
    fn step(case: String, step: String, more: More) -> Self {
        Self { case: Some((case, step)), affair: String::new(), more }
    }

    fn start(affair: String, more: More) -> Self {
        Self { case: None, affair, more }
    }

    fn matter(&self, query: &mut dyn Query, official: &Official) -> Result<Option<Matter>, Fault> {
        match &self.case {
            Some((case, step)) => Matter::of_case(query, official, case, step),
            None => Matter::fresh(query, &official.desk.office, &self.affair, &self.more.village),
        }
    }

    fn section(&self) -> Section {
        if self.case.is_some() { Section::Cases } else { Section::Start }
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path((case, step)): Path<(String, String)>,
    Asked(more): Asked<More>,
) -> Result<Response, Halt> {
    blank(&app, official, Which::step(case, step, more)).await
}

pub(crate) async fn start_form(
    State(app): State<App>,
    official: Official,
    Path(affair): Path<String>,
    Asked(more): Asked<More>,
) -> Result<Response, Halt> {
    if more.village.is_empty() {
        return app.blocking(move |app| ask(app, &official, &affair)).await;
    }
    blank(&app, official, Which::start(affair, more)).await
}

async fn blank(app: &App, official: Official, which: Which) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let sheet = app
        .blocking(move |app| {
            let made = app.office.read(|reader| {
                let Some(matter) = which.matter(reader, &official)? else { return Ok(None) };
                let frame = frame(app, reader, &official, which.section())?;
                let made = sheet(reader, &official, frame, &matter, None, &[], key, &which.more.body)?;
                Ok(Some((made, matter)))
            })?;
            let Some((mut made, matter)) = made else { return Ok(None) };
            ahead::tell(&official, &matter, &mut made)?;
            Ok::<_, Fault>(Some(made))
        })
        .await?;
    page(&sheet.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path((case, step)): Path<(String, String)>,
    Asked(more): Asked<More>,
    request: Request,
) -> Result<Response, Halt> {
    check(&app, official, Which::step(case, step, more), request).await
}

pub(crate) async fn start_post(
    State(app): State<App>,
    official: Official,
    Path(affair): Path<String>,
    Asked(more): Asked<More>,
    request: Request,
) -> Result<Response, Halt> {
    check(&app, official, Which::start(affair, more), request).await
}

/// The filled-in form: what would happen is found out by trying it and undoing it, and is shown before anything is done. Nothing
/// is recorded and nobody is told, whatever was typed.
async fn check(app: &App, official: Official, which: Which, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read_cut(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let matter = known(app.office.read(|reader| which.matter(reader, &official))?)?;
        if let Some((filled, faults)) = reading::read(app, &official, &matter, &sent)? {
            return again(app, &official, &which, &matter, &filled, &faults, &sent);
        }
        let (mut filled, mut faults) = fill(&matter, &official, app.office.files(), &sent)?;
        notice(app, &matter, &mut filled)?;
        faults.extend(app.office.read(|reader| beyond(reader, &matter, &filled))?);
        let shown = Checked {
            app,
            official: &official,
            section: which.section(),
            matter: &matter,
            filled: &filled,
            key: sent.one("key"),
        };
        match matter.would(&official, &filled)? {
            // Who would break the rules would do so with a form that is half filled in, too.
            Would::BeRefused(refusal, warned) if refusal.violation => shown.foretold(&refusal, warned),
            _ if !faults.is_empty() => {
                let faults = merged(&matter, faults, missing(&matter, &filled));
                again(app, &official, &which, &matter, &filled, &faults, &sent)
            }
            Would::BeRefused(refusal, _) => unready(app, &official, &which, &matter, &filled, *refusal, &sent),
            Would::Be(after, warned, budget) => shown.page(&after, &warned, budget.as_ref()),
        }
    })
    .await
}

/// What the program notices of the form's invoices goes with the form, read or not.
fn notice(app: &Shared, matter: &Matter, filled: &mut Filled) -> Result<(), Halt> {
    let Some(step) = matter.step() else { return Ok(()) };
    reading::catch_up(app, step, filled)?;
    if !filled.reading.invoices.is_empty() {
        filled.form.noticed = app.office.read(|reader| noticed(reader, app, matter, filled))?;
    }
    Ok(())
}

/// The form with what was typed and every fault.
fn again(
    app: &Shared,
    official: &Official,
    which: &Which,
    matter: &Matter,
    filled: &Filled,
    faults: &[FieldFault],
    sent: &Sent,
) -> Result<Response, Halt> {
    let key = sent.one("key").to_owned();
    let sheet = app.office.read(|reader| {
        let frame = frame(app, reader, official, which.section())?;
        sheet(reader, official, frame, matter, Some(filled), faults, key, &which.more.body)
    })?;
    if faults.is_empty() { page(&sheet) } else { page_with(StatusCode::UNPROCESSABLE_ENTITY, &sheet) }
}

/// What is not in order yet but no violation: the form again when it can be put right there, else a page of its own.
fn unready(
    app: &Shared,
    official: &Official,
    which: &Which,
    matter: &Matter,
    filled: &Filled,
    refusal: Refusal,
    sent: &Sent,
) -> Result<Response, Halt> {
    let in_the_form = refusal.kind == Kind::NotComplete || refusal.rule.contains('.');
    if !in_the_form {
        return refused(app, official, which, matter, filled, &refusal);
    }
    let found = found(matter, refusal);
    let faults = merged(matter, found, missing(matter, filled));
    again(app, official, which, matter, filled, &faults, sent)
}

/// What a refusal found, beside the fields that it is about.
fn found(matter: &Matter, refusal: Refusal) -> Vec<FieldFault> {
    if !refusal.faults.is_empty() {
        return refusal.faults;
    }
    let join = |said: &str, next: &str| format!("{said} {next}");
    let words = Words::new(join(&refusal.words.zh, &refusal.next.zh), join(&refusal.words.en, &refusal.next.en));
    vec![FieldFault { field: beside(matter, &refusal.rule).unwrap_or_else(|| "form".to_owned()), words }]
}

fn refused(
    app: &Shared,
    official: &Official,
    which: &Which,
    matter: &Matter,
    filled: &Filled,
    refusal: &Refusal,
) -> Result<Response, Halt> {
    let shown = app.office.read(|reader| {
        let frame = frame(app, reader, official, which.section())?;
        refusal_page(reader, official, frame, matter, refusal, filled.revision)
    })?;
    page_with(status(refusal.kind), &shown)
}

pub(crate) async fn send(
    State(app): State<App>,
    official: Official,
    Path((case, step)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Halt> {
    sure(&app, official, Which::step(case, step, More::default()), request).await
}

pub(crate) async fn start_send(
    State(app): State<App>,
    official: Official,
    Path(affair): Path<String>,
    Asked(more): Asked<More>,
    request: Request,
) -> Result<Response, Halt> {
    sure(&app, official, Which::start(affair, more), request).await
}

async fn sure(app: &App, official: Official, which: Which, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let matter = known(app.office.read(|reader| which.matter(reader, &official))?)?;
        let (mut filled, mut faults) = fill(&matter, &official, app.office.files(), &sent)?;
        notice(app, &matter, &mut filled)?;
        faults.extend(app.office.read(|reader| beyond(reader, &matter, &filled))?);
        if sent.one("sure") != "yes" {
            // Back in the form, what stood in the way stands beside its field.
            let faults = match matter.would(&official, &filled)? {
                Would::BeRefused(refusal, _) => merged(&matter, found(&matter, *refusal), faults),
                Would::Be(..) => faults,
            };
            return again(app, &official, &which, &matter, &filled, &faults, &sent);
        }
        let breaks = |would: &Would| matches!(would, Would::BeRefused(refusal, _) if refusal.violation);
        if faults.is_empty() || breaks(&matter.would(&official, &filled)?) {
            return finish(app, &official, &which, &matter, &filled, &sent);
        }
        let faults = merged(&matter, faults, missing(&matter, &filled));
        again(app, &official, &which, &matter, &filled, &faults, &sent)
    })
    .await
}

/// Does it, or refuses it for good.
fn finish(
    app: &Shared,
    official: &Official,
    which: &Which,
    matter: &Matter,
    filled: &Filled,
    sent: &Sent,
) -> Result<Response, Halt> {
    match matter.perform(official, filled, sent.one("key")) {
        Ok(receipt) => {
            let address = format!("/desk/cases/{}/receipts/{}", receipt.subject, receipt.entry);
            Ok(Redirect::to(&address).into_response())
        }
        Err(Stop::Refused(refusal)) if refusal.violation => refused(app, official, which, matter, filled, &refusal),
        Err(Stop::Refused(refusal)) => unready(app, official, which, matter, filled, *refusal, sent),
        Err(failed) => Err(failed.into()),
    }
}

/// What was done, with its number.
pub(crate) async fn receipt(
    State(app): State<App>,
    official: Official,
    Path((number, entry)): Path<(String, u64)>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            app.office.read(|reader| {
                let Some((told, eyes)) = theirs(reader, &official, &number)? else { return Ok(None) };
                let logged = archive::entry(reader, entry)?.filter(|logged| logged.subject == number);
                let Some(logged) = logged else { return Ok(None) };
                let teller = official.teller(eyes);
                let step = logged.body.get("step").and_then(|step| step.as_str()).unwrap_or("");
                let known = told.affair().and_then(|affair| affair.step(step));
                Ok(Some(ReceiptPage {
                    what: told.case.title.clone(),
                    step: known.map_or_else(|| told.affair_name(&teller), |step| teller.words(&step.name)),
                    when: teller.moment(logged.moment),
                    entry: entry.to_string(),
                    next: came_of(&told, &teller, &logged),
                    case_href: format!("/desk/cases/{number}"),
                    frame: frame(app, reader, &official, Section::Cases)?,
                    number,
                }))
            })
        })
        .await?;
    let receipt = found.ok_or_else(Refusal::not_there)?;
    Ok(private(receipt.render()?))
}

/// What came of the act that an entry records.
fn came_of(told: &Told, teller: &Teller, entry: &archive::Entry) -> Vec<Html> {
    let number = entry.body.get("number").and_then(serde_json::Value::as_i64).unwrap_or(told.case.revision);
    let mut lines = told.came_of(teller, number);
    if lines.is_empty() {
        lines.push(told.sentence(teller));
    }
    lines.iter().map(Html::text).collect()
}

/// The name of what a new case will be, for pages that come before it has a number.
pub(crate) fn title_of(teller: &Teller, matter: &Matter) -> String {
    matter.case.as_ref().map_or_else(|| affair_name(teller, matter), |case| case.title.clone())
}
