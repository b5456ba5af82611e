//! `/sign-in`, `/password`, `/sign-out`.

use crate::form::{FaultLine, fault_lines};
use crate::http::answer::{Halt, page, page_with};
use crate::http::cookie::{Life, baked};
use crate::http::form::Sent;
use crate::http::look::local;
use crate::http::visitor::{Official, SESSION, Visitor, session};
use crate::sign_in::notice::notice;
use crate::sign_in::{PasswordForm, SignInForm};
use crate::state::App;
use crate::told::Eyes;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use office::sign_in::{self, Change};
use serde::Deserialize;
use village::Stop;

/// Where to go after signing in.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
    /// `yes` when a session has ended by itself, `lost` when something was sent after it.
    #[serde(default)]
    expired: String,
}

fn landing(next: &str) -> &str {
    match local(next) {
        "/" => "/desk",
        known => known,
    }
}

pub(crate) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(asked): Query<Next>,
) -> Result<Response, Halt> {
    let next = landing(&asked.next).to_owned();
    if session(&app, &headers).await?.is_some() {
        return Err(Halt::Elsewhere(next));
    }
    let mut form = blank(&visitor, next);
    form.expired = match asked.expired.as_str() {
        "lost" => form.frame.say("sign-in-lost-form").to_string(),
        "yes" => form.frame.say("sign-in-expired").to_string(),
        _ => String::new(),
    };
    let mut response = page(&form)?;
    if let Some(cookie) = visitor.visit.cookie(app.secure_cookies) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn blank(visitor: &Visitor, next: String) -> SignInForm {
    let mut frame = visitor.look.frame();
    frame.csrf = visitor.visit.token();
    let fields = SignInForm::fields(&frame);
    SignInForm { frame, faults: Vec::new(), expired: String::new(), next, fields }
}

pub(crate) async fn post(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &visitor.visit.token()).await?;
    let (name, password) = (sent.one("name").to_owned(), sent.one("password").to_owned());
    let (address, now) = (visitor.address.map_or_else(String::new, |address| address.to_string()), app.now());
    let opened = app
        .blocking(move |app| Ok::<_, Halt>(sign_in::open(&app.office, &app.directory, &name, &password, &address, now)))
        .await?;
    let next = landing(sent.one("next")).to_owned();
    match opened {
        Ok(opened) => {
            let cookie = baked(SESSION, &opened.token, &Life::Session, app.secure_cookies);
            let to = if opened.must_change { "/password".to_owned() } else { next };
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
        }
        Err(Stop::Refused(refusal)) => {
            let mut form = blank(&visitor, next);
            let language = visitor.look.language;
            let words = format!("{} {}", refusal.words.say(language), refusal.next.say(language));
            form.faults.push(FaultLine { href: "#name".to_owned(), words });
            form.fields = form.fields.into_iter().map(|field| keep_name(field, sent.one("name"))).collect();
            let status = crate::http::answer::status(refusal.kind);
            page_with(if status == StatusCode::FORBIDDEN { StatusCode::UNAUTHORIZED } else { status }, &form)
        }
        Err(stop) => Err(stop.into()),
    }
}

fn keep_name(field: crate::form::Field, name: &str) -> crate::form::Field {
    if field.name == "name" { field.value(name) } else { field }
}

/// Whether the password was changed just now.
#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    changed: String,
}

pub(crate) async fn password_form(
    State(app): State<App>,
    official: Official,
    Query(done): Query<Done>,
) -> Result<Response, Halt> {
    let mut form = new_password(&app, &official).await?;
    form.changed = done.changed == "yes" && !form.forced;
    page(&form)
}

async fn new_password(app: &App, official: &Official) -> Result<PasswordForm, Halt> {
    let (teller, person) = (official.teller(Eyes::Village), official.session.person.clone());
    let told = app.blocking(move |app| app.office.read(|reader| notice(reader, &teller, &person, String::new())));
    let notice = told.await?;
    let mut frame = official.look.frame();
    frame.csrf.clone_from(&official.session.csrf);
    let fields = PasswordForm::fields(&frame);
    Ok(PasswordForm { frame, faults: Vec::new(), forced: official.session.must_change, changed: false, fields, notice })
}

pub(crate) async fn password(
    State(app): State<App>,
    official: Official,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    let (name, here) = (official.session.sign_in.clone(), official.token);
    // A password may begin or end with a blank: it is taken as it was typed.
    let typed = |field: &str| sent.all(field).first().cloned().unwrap_or_default();
    let (old, new, again) = (typed("old"), typed("password"), typed("again"));
    let (address, now) = (visitor.address.map_or_else(String::new, |address| address.to_string()), app.now());
    let changed = app
        .blocking(move |app| {
            let change = Change { name: &name, old: &old, new: &new, again: &again };
            Ok::<_, Halt>(sign_in::change(&app.office, &app.directory, change, &here, &address, now))
        })
        .await?;
    match changed {
        Ok(()) => Ok(Redirect::to("/password?changed=yes").into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
            let mut form = new_password(&app, &official).await?;
            let language = official.look.language;
            form.faults = fault_lines(&refusal.faults, language);
            form.fields = form.fields.into_iter().map(|field| field.faulty(&refusal.faults, language)).collect();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
        }
        Err(stop) => Err(stop.into()),
    }
}

pub(crate) async fn leave(State(app): State<App>, official: Official, request: Request) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    let (everywhere, person, token) =
        (sent.one("everywhere") == "yes", official.session.person.clone(), official.token);
    app.blocking(move |app| {
        if everywhere {
            app.directory.close_all_sessions(&person).map(drop)
        } else {
            app.directory.close_session(&token)
        }
    })
    .await?;
    let cookie = baked(SESSION, "", &Life::Gone, app.secure_cookies);
    let forget = (HeaderValue::from_static("\"cache\""), cookie);
    let headers = [(header::HeaderName::from_static("clear-site-data"), forget.0), (header::SET_COOKIE, forget.1)];
    Ok((headers, Redirect::to("/")).into_response())
}
