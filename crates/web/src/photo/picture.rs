//! The pictures themselves: for everybody what was covered and shown, for those who work with it what was handed in.

use crate::case::public::{Found, send};
use crate::desk::place::may;
use crate::http::answer::Halt;
use crate::http::visitor::Official;
use crate::photo::add::Number;
use crate::state::{App, Shared};
use axum::extract::{Path, State};
use axum::response::Response;
use disclosure::Picture;
use village::Fault;

fn found(app: &Shared, picture: &Picture, is_public: bool) -> Result<Option<Found>, Fault> {
    let bytes = app.office.files().fetch(&picture.hash)?;
    Ok(bytes.map(|bytes| Found { hash: picture.hash, media_type: "image/jpeg".to_owned(), bytes, is_public }))
}

/// As everybody sees it.
pub(crate) async fn public(State(app): State<App>, Path(id): Number) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let row = app.office.read(|query| disclosure::photo(query, &id))?;
            row.and_then(|row| row.shown).map_or(Ok(None), |picture| found(app, &picture, true))
        })
        .await?;
    send(found)
}

/// As it was handed in: for whoever inspects, and for whoever sees to what the village makes public or reviews it.
pub(crate) async fn desk(State(app): State<App>, official: Official, Path(id): Number) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let row = app.office.read(|query| disclosure::photo(query, &id))?;
            let sees = ["inspect_disclosure", "draft_disclosure", "review_disclosure"];
            let row = row.filter(|row| sees.iter().any(|duty| may(&official.desk, duty, &row.village)));
            row.map_or(Ok(None), |row| found(app, &row.own, false))
        })
        .await?;
    send(found)
}
