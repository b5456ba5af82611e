//! `/log/publications`: what was made public and corrected, village by village, the latest first; and of each the evidence, a
//! small file with which anybody can check on their own machine that the signed log holds it.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::log::{PublicationsPage, PublishedRow};
use crate::part::Pager;
use crate::show::Link;
use crate::state::App;
use crate::told::{contacts, place_name};
use crate::village::public::{Names, village};
use affairs::PublicationRow;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use village::{Fault, Place, Refusal};

/// How many publications stand on a page.
const PAGE: u64 = 50;

/// Which village and which page.
#[derive(Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    village: String,
    #[serde(default)]
    page: u64,
}

pub(crate) async fn list(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let place = match which.village.as_str() {
        "" => None,
        code => Some(Place::new(code).map_err(|_| Refusal::not_there())?),
    };
    let page = which.page.clamp(1, 100_000);
    let of = place.as_ref().map_or_else(String::new, Place::to_string);
    let address = format!("/log/publications?village={of}&page={page}");
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, place.as_ref(), page)).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    place: Option<&Place>,
    page: u64,
) -> Result<Option<PublicationsPage>, Fault> {
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    if let Some(place) = place {
        let Some(found) = village(query, place.as_str())? else { return Ok(None) };
        frame.place = Some(Link::new(found.short_name(), format!("/v/{place}")));
    }
    contacts(query, &mut frame, place.unwrap_or(canvas.app.office.county()), &teller)?;
    let names = Names { office: &canvas.app.office, teller };
    let all = affairs::count_publications(query, place)?;
    let mut rows = Vec::new();
    for found in affairs::publications(query, place, (page - 1) * PAGE, PAGE)? {
        rows.push(row(query, &names, &found, place.is_none())?);
    }
    let of = place.map_or_else(String::new, Place::to_string);
    let pager = Pager::new(&format!("/log/publications?village={of}&page="), page, PAGE, all);
    Ok(Some(PublicationsPage { rows, pager, frame }))
}

fn row(
    query: &mut dyn Query,
    names: &Names<'_>,
    found: &PublicationRow,
    with_village: bool,
) -> Result<PublishedRow, Fault> {
    let teller = &names.teller;
    let Some(case) = affairs::case(query, &found.case)? else {
        return Err(Fault::new(format!("the publication of entry {} has no case", found.entry)));
    };
    let book = names.book(query, &case.rules)?;
    let affair = names.affair(&book, &found.affair);
    let key = if found.is_correction { "published-corrected" } else { "published-made" };
    let step = if found.is_correction { String::new() } else { names.step(&book, &found.affair, &found.step) };
    let place = if with_village { place_name(query, &found.village)? } else { String::new() };
    let about = [place, affair.clone(), step].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Ok(PublishedRow {
        day: teller.day(found.day),
        what: if found.title.is_empty() { affair } else { found.title.clone() },
        about: about.join(" · "),
        kind: teller.say(key).to_string(),
        entry: found.entry,
        href: format!("/cases/{}", found.case),
        evidence_href: format!("/log/publications/{}", found.entry),
    })
}

/// The evidence of a publication. Of other entries none is given: their text is not for everybody.
pub(crate) async fn evidence(State(app): State<App>, Path(entry): Path<String>) -> Result<Response, Halt> {
    let seq: u64 = entry.parse().map_err(|_| Refusal::not_there())?;
    let found = app
        .blocking(move |app| {
            let key = app.office.archive().log_key();
            app.office.read(|reader| {
                let known = archive::entry(reader, seq)?.is_some_and(|entry| entry.kind == "publication.made");
                if known { archive::evidence(reader, &key, seq) } else { Ok(None) }
            })
        })
        .await?;
    let text = found.ok_or_else(Refusal::not_there)?;
    let name = HeaderValue::from_str(&format!("attachment; filename=\"qingcun-{seq}.json\""))
        .map_err(|error| Fault::from("a file has no name", error))?;
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}
