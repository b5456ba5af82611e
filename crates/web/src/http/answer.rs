//! Answers. What stops a request becomes a page in one place, in the reader's language, with its status.

use crate::error::ErrorPage;
use crate::http::incident::Incident;
use crate::http::look::Look;
use crate::machine::{PROBLEM, problem};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use village::{Fault, Kind, Refusal, Stop};

/// Why a request got no page of its own.
#[derive(Debug, Clone)]
pub(crate) enum Halt {
    /// The system says no, correctly.
    Refused(Box<Refusal>),
    /// Something is broken; the text is for the log.
    Failed(Arc<Fault>),
    /// The request itself was not right: too large, cut off, not from our own page.
    Status(StatusCode),
    /// One has to sign in first.
    SignIn,
    /// The session has ended by itself; `lost` when a form was sent that was not taken.
    Expired {
        /// Whether something that was sent is lost.
        lost: bool,
    },
    /// Somewhere else is the answer.
    Elsewhere(String),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Failed(Arc::new(fault))
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::Failed(fault) => fault.into(),
        }
    }
}

impl From<askama::Error> for Halt {
    fn from(error: askama::Error) -> Self {
        Fault::from("a template could not be drawn", error).into()
    }
}

/// The status of a fault: what passes by itself is tried again later.
fn fault_status(fault: &Fault) -> StatusCode {
    if fault.is_passing() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }
}

/// The status that a refusal has in HTTP.
pub(crate) fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::NotYours => StatusCode::FORBIDDEN,
        Kind::NotThere => StatusCode::NOT_FOUND,
        Kind::NotNow => StatusCode::CONFLICT,
        Kind::NotComplete => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMuch => StatusCode::TOO_MANY_REQUESTS,
    }
}

impl IntoResponse for Halt {
    /// Only the status and the reason: [`finish`] makes the page of it, where the reader's language is known.
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Refused(refusal) => status(refusal.kind),
            Self::Failed(fault) => fault_status(fault),
            Self::Status(status) => *status,
            Self::SignIn | Self::Expired { .. } | Self::Elsewhere(_) => StatusCode::SEE_OTHER,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes the page of an answer that has none yet. What was typed stands on it where the same may be sent again in a while.
pub(crate) fn finish(look: &Look, mut response: Response, typed: Vec<(String, String)>) -> Response {
    if look.path.starts_with("/api/") {
        return for_programs(response);
    }
    let status = response.status();
    let halt = match response.extensions_mut().remove::<Halt>() {
        Some(halt) => halt,
        // An answer of the framework itself: no such route, wrong method, a body that is too large.
        None if status.is_client_error() || status.is_server_error() => {
            if response.headers().contains_key(header::CONTENT_TYPE) && has_own_page(&response) {
                return response;
            }
            let kept = response.headers().get(header::ALLOW).cloned();
            let mut page = error_page(look, status, String::new());
            if let Some(allow) = kept {
                page.headers_mut().insert(header::ALLOW, allow);
            }
            return page;
        }
        None => return response,
    };
    match halt {
        Halt::Refused(refusal) => refusal_page(look, &refusal),
        Halt::Failed(fault) => {
            let incident = Incident::new().to_string();
            tracing::error!(incident, fault = fault.chain(), "a request failed");
            let mut page = ErrorPage::of(look.frame(), fault_status(&fault), incident);
            if fault.is_passing() && !typed.is_empty() {
                page.offers_again(typed);
            }
            drawn(fault_status(&fault), &page)
        }
        Halt::Status(status) => error_page(look, status, String::new()),
        Halt::SignIn => Redirect::to(&sign_in(look)).into_response(),
        Halt::Expired { lost } => {
            let expired = if lost { "lost" } else { "yes" };
            Redirect::to(&format!("{}&expired={expired}", sign_in(look))).into_response()
        }
        Halt::Elsewhere(address) => Redirect::to(&address).into_response(),
    }
}

/// What goes wrong under the interface is told as RFC 9457 says, whatever it was and whoever found it.
fn for_programs(mut response: Response) -> Response {
    let status = response.status();
    let is_wrong = status.is_client_error() || status.is_server_error();
    let is_told = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM);
    let halt = response.extensions_mut().remove::<Halt>();
    if !is_wrong || is_told {
        return response;
    }
    let mut told = problem(halt.unwrap_or(Halt::Status(status)));
    if let Some(allow) = response.headers().get(header::ALLOW) {
        told.headers_mut().insert(header::ALLOW, allow.clone());
    }
    told
}

fn sign_in(look: &Look) -> String {
    let next = percent_encoding::utf8_percent_encode(&look.path, percent_encoding::NON_ALPHANUMERIC);
    format!("/sign-in?next={next}")
}

/// Pages drawn here are HTML; the framework's own messages are plain text.
fn has_own_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

fn refusal_page(look: &Look, refusal: &Refusal) -> Response {
    let status = status(refusal.kind);
    // The page of an address that does not exist: whoever guesses is not told that the shape of an address was right.
    if refusal.rule == Refusal::not_there().rule {
        return error_page(look, status, String::new());
    }
    let mut page = ErrorPage::of(look.frame(), status, String::new());
    // The status alone would say that somebody was faster.
    if matches!(refusal.kind, Kind::NotNow | Kind::NotYours) {
        page.title = page.frame.say("refusal-title").to_string();
    }
    page.words = refusal.words.say(look.language).to_owned();
    page.next = refusal.next.say(look.language).to_owned();
    drawn(status, &page)
}

/// The page for a status.
pub(crate) fn error_page(look: &Look, status: StatusCode, incident: String) -> Response {
    drawn(status, &ErrorPage::of(look.frame(), status, incident))
}

fn drawn(status: StatusCode, page: &ErrorPage) -> Response {
    match page.render() {
        Ok(html) => (status, private(html)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// A page for this reader only, kept by no cache.
pub(crate) fn private(html: String) -> Response {
    let mut response = axum::response::Html(html).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A page for this reader only.
pub(crate) fn page(template: &impl Template) -> Result<Response, Halt> {
    Ok(private(template.render()?))
}

/// A page for this reader only, with its status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Halt> {
    let mut response = page(template)?;
    *response.status_mut() = status;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use village::{Language, Words};

    fn look() -> Look {
        Look { language: Language::En, larger: false, path: "/desk".to_owned() }
    }

    fn read(response: Response) -> String {
        let body = http_body_util::BodyExt::collect(response.into_body());
        let body = tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(body).unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[test]
    fn a_fault_never_shows_its_text() {
        let halt: Halt = Fault::new("the password of the database is `secret`").into();
        let response = finish(&look(), halt.into_response(), Vec::new());
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let text = read(response);
        assert!(text.contains("QC-") && !text.contains("secret"));
    }

    #[test]
    fn what_is_not_there_looks_like_an_address_that_never_was() {
        let page = |halt: Halt| finish(&look(), halt.into_response(), Vec::new());
        let (refused, unknown) = (page(Refusal::not_there().into()), page(Halt::Status(StatusCode::NOT_FOUND)));
        assert_eq!((refused.status(), refused.headers()), (unknown.status(), unknown.headers()));
        assert_eq!(read(refused), read(unknown));
    }

    #[test]
    fn a_full_disk_is_told_as_passing() {
        let full = Fault::from("a deed", Fault::new("the disk is full").for_now());
        assert_eq!(
            finish(&look(), Halt::from(full).into_response(), Vec::new()).status(),
            StatusCode::SERVICE_UNAVAILABLE
        );
    }

    #[test]
    fn a_refusal_keeps_its_status() {
        let refusal = Refusal::new(Kind::NotNow, "order", Words::same("not yet"), Words::same("wait"));
        assert_eq!(finish(&look(), Halt::from(refusal).into_response(), Vec::new()).status(), StatusCode::CONFLICT);
    }

    #[test]
    fn who_must_sign_in_comes_back_afterwards() {
        let response = finish(&look(), Halt::SignIn.into_response(), Vec::new());
        assert_eq!(response.headers()["location"], "/sign-in?next=%2Fdesk");
    }
}
