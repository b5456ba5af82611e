//! `/household/enter`: which way in; `/household/phone` and `/household/code`: the two that need nobody.

use crate::form::{Entry, FaultLine, Field, fault_lines};
use crate::frame::Frame;
use crate::household::page::{EnterPage, HouseholdForm};
use crate::http::answer::{Halt, page, page_with, status};
use crate::http::cookie::{Life, baked};
use crate::http::form::Sent;
use crate::http::header::SCRIPT_POLICY;
use crate::http::visitor::{HOUSEHOLD, Villager, Visitor, household_session};
use crate::show::Link;
use crate::state::App;
use crate::told::{Eyes, Teller, contacts};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::household::{self, Entered, ShortMessage};
use village::{Refusal, Stop};

/// The longest ticket: ours have 64 digits.
const TICKET: usize = 64;

pub(crate) async fn choose(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Halt> {
    if household_session(&app, &headers).await?.is_some() {
        return Err(Halt::Elsewhere("/household".to_owned()));
    }
    let shown = app
        .blocking(move |app| {
            let teller = Teller::new(visitor.look.language, app.now(), Eyes::Stranger);
            let mut frame = visitor.look.frame();
            app.office.read(|reader| contacts(reader, &mut frame, app.office.county(), &teller))?;
            Ok::<_, Halt>(EnterPage { by_phone: app.messages().is_some(), frame })
        })
        .await?;
    page(&shown)
}

fn keep(frame: &Frame) -> Field {
    Field::new("keep", frame.say("household-keep-label"), Entry::Truth(frame.say("household-keep").to_string()))
        .hint(frame.say("household-keep-hint"))
        .optional()
}

/// The three forms; nothing that was typed is known to them.
fn blank(visitor: &Visitor, which: &'static str, action: String) -> HouseholdForm {
    let mut frame = visitor.look.frame();
    frame.csrf = visitor.visit.token();
    frame.back = Some(Link::new(frame.say("household-ways"), "/household/enter"));
    let name =
        || Field::new("name", frame.say("household-name"), Entry::Text("name")).hint(frame.say("household-name-hint"));
    let (title, lead, fields, send) = match which {
        "phone" => (
            "household-by-phone",
            "household-phone-lead",
            vec![name(), Field::new("phone", frame.say("household-phone"), Entry::Text("tel"))],
            "household-phone-go",
        ),
        "number" => (
            "household-number-title",
            "household-number-lead",
            vec![Field::new("number", frame.say("household-number"), Entry::Text("one-time-code")), keep(&frame)],
            "household-go",
        ),
        _ => (
            "household-by-code",
            "household-code-lead",
            vec![
                name(),
                Field::new("code", frame.say("household-code"), Entry::Text("off"))
                    .hint(frame.say("household-code-hint")),
                keep(&frame),
            ],
            "household-go",
        ),
    };
    let say = |key: &'static str| frame.say(key).to_string();
    HouseholdForm {
        title: say(title),
        lead: say(lead),
        faults: Vec::new(),
        action,
        fields,
        send: say(send),
        note: if which == "number" { say("household-number-late") } else { String::new() },
        frame,
    }
}

/// The form with its cookie, so that what is sent is known to come from it.
fn shown(app: &App, visitor: &Visitor, form: &HouseholdForm) -> Result<Response, Halt> {
    let mut response = page(form)?;
    if let Some(cookie) = visitor.visit.cookie(app.secure_cookies) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The form again, with what was wrong and what was typed; never what is secret.
fn again(form: HouseholdForm, refusal: &Refusal, sent: &Sent, visitor: &Visitor) -> Result<Response, Halt> {
    let language = visitor.look.language;
    let mut form = form;
    let first = form.fields.first().map_or(String::new(), |field| format!("#{}", field.name));
    if refusal.faults.is_empty() {
        let words = format!("{} {}", refusal.words.say(language), refusal.next.say(language));
        form.faults.push(FaultLine { href: first, words });
    } else {
        form.faults = fault_lines(&refusal.faults, language);
    }
    let typed = |field: Field| {
        let known = matches!(field.name.as_str(), "name" | "phone" | "keep");
        let field = field.faulty(&refusal.faults, language);
        if known {
            let value = sent.one(&field.name).to_owned();
            field.value(value)
        } else {
            field
        }
    };
    form.fields = form.fields.into_iter().map(typed).collect();
    let status = status(refusal.kind);
    page_with(if status == StatusCode::FORBIDDEN { StatusCode::UNAUTHORIZED } else { status }, &form)
}

/// Into the household's page, with the cookie that opens it.
pub(crate) fn entered(app: &crate::state::Shared, entered: &Entered) -> Response {
    let life = if entered.kept { Life::Month } else { Life::Session };
    let cookie = baked(HOUSEHOLD, &entered.token, &life, app.secure_cookies);
    ([(header::SET_COOKIE, cookie)], Redirect::to("/household")).into_response()
}

fn address(visitor: &Visitor) -> String {
    visitor.address.map_or_else(String::new, |address| address.to_string())
}

/// The page reads the code that a scanned slip brings along; whoever types it needs no script.
pub(crate) async fn code(State(app): State<App>, visitor: Visitor) -> Result<Response, Halt> {
    let mut form = blank(&visitor, "code", "/household/code".to_owned());
    form.frame.scripted = true;
    let mut response = shown(&app, &visitor, &form)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPT_POLICY));
    Ok(response)
}

pub(crate) async fn code_post(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &visitor.visit.token()).await?;
    let (name, code) = (sent.one("name").to_owned(), sent.one("code").to_owned());
    let (kept, address, now) = (sent.one("keep") == "yes", address(&visitor), app.now());
    let opened = app
        .blocking(move |app| {
            let typed = (name.as_str(), code.as_str());
            Ok::<_, Halt>(household::open_by_code(&app.office, &app.directory, typed, kept, &address, now))
        })
        .await?;
    match opened {
        Ok(opened) => Ok(entered(&app, &opened)),
        Err(Stop::Refused(refusal)) => {
            again(blank(&visitor, "code", "/household/code".to_owned()), &refusal, &sent, &visitor)
        }
        Err(stop) => Err(stop.into()),
    }
}

pub(crate) async fn phone(State(app): State<App>, visitor: Visitor) -> Result<Response, Halt> {
    if app.messages().is_none() {
        return Err(Halt::Elsewhere("/household/enter".to_owned()));
    }
    shown(&app, &visitor, &blank(&visitor, "phone", "/household/phone".to_owned()))
}

pub(crate) async fn phone_post(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &visitor.visit.token()).await?;
    if app.messages().is_none() {
        return Err(Halt::Elsewhere("/household/enter".to_owned()));
    }
    let (name, phone) = (sent.one("name").to_owned(), sent.one("phone").to_owned());
    let (address, now) = (address(&visitor), app.now());
    let asked = app
        .blocking(move |app| {
            let typed = (name.as_str(), phone.as_str());
            Ok::<_, Halt>(household::ask_by_phone(&app.office, &app.directory, typed, &address, now))
        })
        .await?;
    match asked {
        Ok((ticket, message)) => {
            if let Some(message) = message {
                send(&app, message);
            }
            Ok(Redirect::to(&format!("/household/phone/{ticket}")).into_response())
        }
        Err(Stop::Refused(refusal)) => {
            again(blank(&visitor, "phone", "/household/phone".to_owned()), &refusal, &sent, &visitor)
        }
        Err(stop) => Err(stop.into()),
    }
}

/// Sends it where nobody waits for it: how long the answer takes tells nothing. A telephone's number is in no log.
fn send(app: &App, message: ShortMessage) {
    let app = App::clone(app);
    tokio::task::spawn_blocking(move || {
        if let Some(Err(fault)) = app.messages().map(|send| send(&message)) {
            tracing::error!(fault = fault.chain(), "a message to a telephone was not sent");
        }
    });
}

pub(crate) async fn number(
    State(app): State<App>,
    visitor: Visitor,
    Path(ticket): Path<String>,
) -> Result<Response, Halt> {
    if ticket.len() > TICKET {
        return Err(Refusal::not_there().into());
    }
    shown(&app, &visitor, &blank(&visitor, "number", format!("/household/phone/{ticket}")))
}

pub(crate) async fn number_post(
    State(app): State<App>,
    visitor: Visitor,
    Path(ticket): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &visitor.visit.token()).await?;
    let (known, typed) = (ticket.clone(), sent.one("number").to_owned());
    let (kept, now) = (sent.one("keep") == "yes", app.now());
    let opened = app
        .blocking(move |app| {
            let typed = (known.as_str(), typed.as_str());
            Ok::<_, Halt>(household::open_by_phone(&app.office, &app.directory, typed, kept, now))
        })
        .await?;
    match opened {
        Ok(opened) => Ok(entered(&app, &opened)),
        Err(Stop::Refused(refusal)) => {
            again(blank(&visitor, "number", format!("/household/phone/{ticket}")), &refusal, &sent, &visitor)
        }
        Err(stop) => Err(stop.into()),
    }
}

pub(crate) async fn leave(State(app): State<App>, villager: Villager, request: Request) -> Result<Response, Halt> {
    Sent::read(request, &villager.session.csrf).await?;
    let (token, now) = (villager.token, app.now());
    app.blocking(move |app| app.directory.close_household(&token, now)).await?;
    let cookie = baked(HOUSEHOLD, "", &Life::Gone, app.secure_cookies);
    let forget = (header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(([forget, (header::SET_COOKIE, cookie)], Redirect::to("/household/enter")).into_response())
}
