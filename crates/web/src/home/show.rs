//! `/`: the townships and villages of the county, and the search for one.

use crate::home::{CountyPage, Township};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::public;
use crate::show::Link;
use crate::state::App;
use crate::told::{contacts, place_name};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use office::roster;
use serde::Deserialize;
use village::{Division, Fault, Level, Place};

/// What was searched for.
#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Asked(search): Asked<Search>,
) -> Result<Response, Halt> {
    let query: String = search.q.trim().chars().take(40).collect();
    let escaped = percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC);
    let address = if query.is_empty() { "/".to_owned() } else { format!("/?q={escaped}") };
    public(&app, &look, &asked, address, move |canvas, reader| {
        let county = canvas.app.office.county().clone();
        let mut frame = canvas.frame;
        contacts(reader, &mut frame, &county, &canvas.teller)?;
        let found = if query.is_empty() { Vec::new() } else { found(reader, &county, &query)? };
        let townships = if query.is_empty() || found.is_empty() { townships(reader, &county)? } else { Vec::new() };
        Ok(Some(CountyPage { frame, county: place_name(reader, &county)?, query, found, townships }))
    })
    .await
}

fn villages(query: &mut dyn Query, county: &Place) -> Result<Vec<Division>, Fault> {
    roster::subdivisions(query, county, Level::Village)
}

fn townships(query: &mut dyn Query, county: &Place) -> Result<Vec<Township>, Fault> {
    let villages = villages(query, county)?;
    let link = |division: &Division| Link::new(division.short_name(), format!("/v/{}", division.place));
    Ok(roster::subdivisions(query, county, Level::Township)?
        .into_iter()
        .map(|township| Township {
            villages: villages.iter().filter(|v| township.place.contains(&v.place)).map(link).collect(),
            name: township.name,
        })
        .filter(|township| !township.villages.is_empty())
        .collect())
}

/// The villages whose name or code holds what was typed, each with its township.
fn found(query: &mut dyn Query, county: &Place, wanted: &str) -> Result<Vec<Link>, Fault> {
    let townships = roster::subdivisions(query, county, Level::Township)?;
    let of = |place: &Place| townships.iter().find(|t| t.place.contains(place)).map_or("", |t| t.name.as_str());
    Ok(villages(query, county)?
        .iter()
        .filter(|village| village.name.contains(wanted) || village.place.as_str().contains(wanted))
        .take(50)
        .map(|village| {
            Link::new(format!("{}（{}）", village.short_name(), of(&village.place)), format!("/v/{}", village.place))
        })
        .collect())
}
