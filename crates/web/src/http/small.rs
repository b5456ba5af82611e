//! Small answers: assets, health, counts, the change of language and of size.

use crate::asset;
use crate::http::answer::Halt;
use crate::http::cache::takes_gzip;
use crate::http::cookie::{Life, baked};
use crate::http::look::local;
use crate::http::operator::Operator;
use crate::state::App;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// What a change of language or size is to be, and where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    to: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn language(State(app): State<App>, Query(change): Query<Change>) -> Response {
    let to = if change.to == "en" { "en" } else { "zh" };
    remember(&app, "language", to, &change.back)
}

pub(crate) async fn larger(State(app): State<App>, Query(change): Query<Change>) -> Response {
    let to = if change.to == "on" { "on" } else { "off" };
    remember(&app, "larger", to, &change.back)
}

fn remember(app: &App, name: &str, value: &str, back: &str) -> Response {
    let cookie = baked(name, value, &Life::Year, app.secure_cookies);
    ([(header::SET_COOKIE, cookie)], Redirect::to(local(back))).into_response()
}

/// A file of ours; its name changes with its content, so it may be kept for ever.
pub(crate) async fn assets(uri: Uri, asked: HeaderMap) -> Result<Response, Halt> {
    let asset = asset::at(uri.path()).ok_or(Halt::Status(StatusCode::NOT_FOUND))?;
    let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, keep),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if takes_gzip(&asked) && !asset.gzip.is_empty() {
        let packed = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        return Ok((headers, packed, asset.gzip.clone()).into_response());
    }
    Ok((headers, asset.plain.clone()).into_response())
}

/// What keeps pages in the browser. Asked for anew each time, so that a mended one reaches every phone.
pub(crate) async fn worker() -> Response {
    let asset = asset::worker();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; connect-src 'self'")),
    ];
    (headers, asset.plain.clone()).into_response()
}

/// The program runs.
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// The program can answer: its store can be read.
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Halt> {
    match app.blocking(|app| app.office.read(|reader| office::roster::is_unfounded(reader))).await {
        Ok(_) => Ok("ready\n"),
        Err(_) => Err(Halt::Status(StatusCode::SERVICE_UNAVAILABLE)),
    }
}

/// Counts for operators: on this machine, or of the county's office. For everybody else there is nothing here.
pub(crate) async fn metrics(State(app): State<App>, asker: Operator) -> Result<Response, Halt> {
    if !asker.is_let_in(&app) {
        return Err(Halt::Status(StatusCode::NOT_FOUND));
    }
    let (hits, misses) = app.cache.counts();
    let head = app.office.archive().head();
    let text = app.metrics.text(&[("page_cache_hits", hits), ("page_cache_misses", misses), ("log_entries", head)]);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
