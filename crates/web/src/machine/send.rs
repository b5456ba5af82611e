//! How it is answered: with a tag, so that what has not changed is not sent again; and what goes wrong as RFC 9457 says.

use crate::http::answer::{Halt, status};
use crate::http::cache::{Drawn, Key};
use crate::http::incident::Incident;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use village::{Fault, Language, Refusal};

pub(crate) const PROBLEM: &str = "application/problem+json";
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// What is written from.
pub(crate) struct Source<'a> {
    pub(crate) app: &'a Shared,
    pub(crate) teller: Teller,
}

impl<'a> Source<'a> {
    fn new(app: &'a Shared, language: Language) -> Self {
        Self { app, teller: Teller::new(language, app.now(), Eyes::Stranger) }
    }
}

/// Answers with a text that is kept until the log moves or the day changes; `address` names all that it depends on beside them.
pub(crate) async fn kept(
    app: &App,
    asked: &HeaderMap,
    (address, language): (String, Language),
    kind: &'static str,
    write: impl FnOnce(&Source<'_>, &mut dyn Query) -> Result<Option<String>, Fault> + Send + 'static,
) -> Result<Response, Halt> {
    let key = Key::new(address, language, false);
    if let Some(found) = app.cache.find(&key, app.stamp()) {
        return Ok(open(found.answer(asked), kind));
    }
    let drawn = app.blocking(move |app| {
        let stamp = app.stamp();
        let source = Source::new(app, language);
        let text = app.office.read(|query| write(&source, query))?.ok_or_else(Refusal::not_there)?;
        Ok::<_, Halt>(app.cache.keep(key, Drawn::new(stamp, text)))
    });
    Ok(open(drawn.await?.answer(asked), kind))
}

/// A part of a list, or one thing, in JSON.
pub(crate) struct Written {
    pub(crate) text: String,
    /// The address of what follows.
    pub(crate) next: Option<String>,
}

/// Answers a program; what goes wrong is told in JSON, too.
pub(crate) async fn told(
    app: &App,
    asked: &HeaderMap,
    write: impl FnOnce(&Source<'_>, &mut dyn Query) -> Result<Option<Written>, Fault> + Send + 'static,
) -> Response {
    made(app, asked, move |app| {
        let source = Source::new(app, Language::Zh);
        Ok(app.office.read(|query| write(&source, query))?)
    })
    .await
}

/// The same, of what is not read in one look at the store.
pub(super) async fn made(
    app: &App,
    asked: &HeaderMap,
    write: impl FnOnce(&Shared) -> Result<Option<Written>, Halt> + Send + 'static,
) -> Response {
    let made = app.blocking(move |app| {
        let stamp = app.stamp();
        let written = write(app)?.ok_or_else(Refusal::not_there)?;
        Ok::<_, Halt>((Drawn::new(stamp, written.text), written.next))
    });
    match made.await {
        Ok((drawn, next)) => {
            let mut response = open(drawn.answer(asked), JSON);
            let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
            if let Some(link) = link {
                response.headers_mut().insert(header::LINK, link);
            }
            response
        }
        Err(halt) => problem(halt),
    }
}

fn open(mut response: Response, kind: &'static str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    response
}

/// What went wrong, as `application/problem+json`.
pub(crate) fn problem(halt: Halt) -> Response {
    let (status, detail) = match halt {
        Halt::Refused(refusal) => (status(refusal.kind), format!("{} {}", refusal.words.zh, refusal.words.en)),
        Halt::Status(status) => (status, String::new()),
        Halt::Failed(fault) => {
            let incident = Incident::new().to_string();
            tracing::error!(incident, fault = fault.chain(), "a request failed");
            let passing = fault.is_passing();
            let status = if passing { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR };
            (status, incident)
        }
        other => return other.into_response(),
    };
    let title = status.canonical_reason().unwrap_or_default();
    let body = json!({"type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail});
    (status, [(header::CONTENT_TYPE, PROBLEM)], body.to_string()).into_response()
}
