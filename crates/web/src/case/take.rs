//! `/desk/cases/{case}/acts/{step}` and `/desk/start/{affair}`: fill in, check, send, receipt; or a refusal.

use crate::case::after::Would;
use crate::case::ask::ask;
use crate::case::check::CheckPage;
use crate::case::fill::{answers, fill};
use crate::case::matter::{Filled, Matter, known};
use crate::case::missing::{beside, merged, missing};
use crate::case::read_part::differing;
use crate::case::reading;
use crate::case::receipt::ReceiptPage;
use crate::case::refused::refusal_page;
use crate::case::sheet::{affair_name, sheet};
use crate::case::show::theirs;
use crate::case::table;
use crate::case::told::Told;
use crate::case::value::value;
use crate::desk::place::frame;
use crate::foresee::ahead;
use crate::foresee::step::consequences;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with, private, status};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Html, Line, Paper};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use askama::Template;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use procedure::FieldKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{Fault, Fen, FieldFault, Kind, PersonId, Refusal, Stop, Words};

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

/// The filled-in form: what would happen is found out by trying it and undoing it. An attempt that breaks the rules is
/// recorded at once; what is lawful is shown once more before it is done.
async fn check(app: &App, official: Official, which: Which, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let matter = known(app.office.read(|reader| which.matter(reader, &official))?)?;
        if let Some((filled, faults)) = reading::read(app, &official, &matter, &sent)? {
            return again(app, &official, &which, &matter, &filled, &faults, &sent);
        }
        let (filled, faults) = fill(&matter, &official, app.office.files(), &sent)?;
        match matter.would(&official, &filled)? {
            // Who breaks the rules does so with a form that is half filled in, too.
            Would::BeRefused(refusal) if refusal.violation => finish(app, &official, &which, &matter, &filled, &sent),
            _ if !faults.is_empty() => {
                let faults = merged(&matter, faults, missing(&matter, &filled));
                again(app, &official, &which, &matter, &filled, &faults, &sent)
            }
            Would::BeRefused(refusal) => unready(app, &official, &which, &matter, &filled, *refusal, &sent),
            Would::Be(after, warned) => {
                checked(app, &official, &which, &matter, &filled, sent.one("key"), (&after, &warned))
            }
        }
    })
    .await
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
    let mut found = refusal.faults;
    if found.is_empty() {
        let join = |said: &str, next: &str| format!("{said} {next}");
        let words = Words::new(join(&refusal.words.zh, &refusal.next.zh), join(&refusal.words.en, &refusal.next.en));
        let field = beside(matter, &refusal.rule).unwrap_or_else(|| "form".to_owned());
        found.push(FieldFault { field, words });
    }
    let faults = merged(matter, found, missing(matter, filled));
    again(app, official, which, matter, filled, &faults, sent)
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

/// Check your answers.
fn checked(
    app: &Shared,
    official: &Official,
    which: &Which,
    matter: &Matter,
    filled: &Filled,
    key: &str,
    (after, warned): (&Told, &[String]),
) -> Result<Response, Halt> {
    let teller = official.teller(Eyes::Handler);
    let shown = app.office.read(|reader| {
        let frame = frame(app, reader, official, which.section())?;
        Ok(CheckPage {
            what: matter.case.as_ref().map_or_else(|| filled.title.clone(), |case| case.title.clone()),
            step: matter.step().map_or_else(String::new, |step| teller.words(&step.name)),
            lines: lines(reader, &teller, matter, filled)?,
            differs: differing(&teller, matter, filled),
            votes: after
                .sittings
                .iter()
                .find(|held| held.act == after.case.revision)
                .map(|held| after.votes(&teller, held)),
            papers: papers(&teller, matter, filled),
            then: consequences(official, matter, filled, after, warned),
            action: matter.send_action(),
            key: key.to_owned(),
            answers: answers(filled, &official.seal),
            frame,
        })
    })?;
    page(&shown)
}

fn lines(query: &mut dyn Query, teller: &Teller, matter: &Matter, filled: &Filled) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    if matter.case.is_none() && !filled.form.fields.contains_key("title") {
        lines.push(Line::text(teller.say("start-title"), &filled.title));
    }
    for table in matter.tables() {
        let typed = filled.form.fields.get(&table.id).filter(|typed| !typed.is_empty());
        lines.extend(typed.map(|typed| Line::new(teller.words(&table.name), table::shown(teller, table, typed))));
    }
    let known = |id: &str| filled.form.fields.get(id).cloned().unwrap_or_default();
    for field in matter.fields() {
        let added = matter.step().and_then(|step| table::total(step, field, known));
        let Some(typed) = &added.or_else(|| filled.form.fields.get(&field.id).cloned()) else { continue };
        let mut names = BTreeMap::new();
        if field.kind == FieldKind::Person
            && let Ok(person) = PersonId::new(typed.as_str())
        {
            let name = office::roster::name_of(query, &person)?.unwrap_or_default();
            names.insert(person, name);
        }
        lines.push(Line::new(teller.words(&field.label), value(teller, field, typed, &names)));
        if let (FieldKind::Money, Ok(fen)) = (field.kind, Fen::parse(typed)) {
            lines.push(Line::text(teller.say("capitals"), fen.capitals()));
        }
    }
    let outcome = matter.step().and_then(|step| step.outcome(&filled.form.outcome));
    lines.extend(outcome.map(|outcome| Line::text(teller.say("outcome"), teller.words(&outcome.words))));
    Ok(lines)
}

fn papers(teller: &Teller, matter: &Matter, filled: &Filled) -> Vec<Paper> {
    let named = |kind: &str| {
        let need = matter.step().and_then(|step| step.papers.iter().find(|need| need.id == kind));
        need.map_or_else(|| kind.to_owned(), |need| teller.words(&need.name))
    };
    let paper = |paper: &affairs::PaperSent| Paper {
        name: format!("{} · {}", named(&paper.kind), paper.name),
        about: Teller::size(i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX)),
        href: String::new(),
        is_picture: paper.file.media_type.is_image(),
    };
    filled.form.papers.iter().map(paper).collect()
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
        let (filled, faults) = fill(&matter, &official, app.office.files(), &sent)?;
        if sent.one("sure") != "yes" {
            return again(app, &official, &which, &matter, &filled, &faults, &sent);
        }
        let breaks = |would: &Would| matches!(would, Would::BeRefused(refusal) if refusal.violation);
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
