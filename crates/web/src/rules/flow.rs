//! `/rules/{affair}/bpmn`: an affair's flow as a BPMN 2.0 file, as it is or was in force in the county on a day.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::state::App;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use office::{Office, adoptions};
use procedure::RuleBook;
use serde::Deserialize;
use std::sync::Arc;
use village::{Day, Fault, Place, Refusal};

/// For which day, and where: a township may have a layer of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    day: String,
    #[serde(default)]
    place: String,
}

pub(crate) async fn bpmn(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let today = app.now().day();
    let day = if wish.day.is_empty() { Some(today) } else { wish.day.parse().ok() };
    let named = if wish.place.is_empty() { None } else { Some(Place::new(wish.place.as_str()).ok()) };
    let (Some(day), None | Some(Some(_))) = (day, &named) else { return Err(Refusal::not_there().into()) };
    let language = look.language;
    let made = app
        .blocking(move |app| {
            let place = named.flatten().unwrap_or_else(|| app.office.county().clone());
            if !app.office.county().contains(&place) {
                return Ok::<_, Fault>(None);
            }
            let book = app.office.read(|reader| in_force(reader, &app.office, &place, day))?;
            Ok(book.and_then(|book| {
                let affair = book.affair(&code)?;
                Some((affair.code.clone(), procedure::bpmn(&book, affair, language, day)))
            }))
        })
        .await?;
    let (code, file) = made.ok_or_else(Refusal::not_there)?;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{code}-{day}.bpmn\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, file).into_response())
}

/// The rules in force at a place on a day: of the book that was adopted last by then, what has its date by then. None for a
/// day before the county's first book.
fn in_force(query: &mut dyn Query, office: &Office, place: &Place, day: Day) -> Result<Option<Arc<RuleBook>>, Fault> {
    let adopted = adoptions(query)?.into_iter().find(|adoption| adoption.adopted.day() <= day);
    adopted.map(|adoption| Ok(office.book(query, &adoption.hash)?.at(place, day))).transpose()
}
