//! `/api/v1/search`: what of the county is public and is what somebody looks for, part by part.

use super::api::{json, not_so};
use super::record::{Both, FoundRecord, Part};
use super::send::{Written, made};
use crate::search::county_page::{scope, typed};
use crate::state::App;
use archive::SearchLine;
use axum::extract::{Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use village::Place;

/// How many lines a part has when nothing is said, and at most; and how many there are at most in all: whoever wants more says it
/// more closely.
const USUAL: usize = 30;
const MOST: usize = 100;
const ALL: usize = 600;

/// What is looked for, and which part of what was found.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    q: String,
    #[serde(default)]
    village: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    cursor: String,
    #[serde(default)]
    limit: String,
}

/// A number within bounds; what is usual where nothing was said.
fn number(text: &str, usual: usize, bounds: std::ops::RangeInclusive<usize>) -> Option<usize> {
    if text.is_empty() { Some(usual) } else { text.parse().ok().filter(|number| bounds.contains(number)) }
}

pub(crate) async fn find(State(app): State<App>, asked: HeaderMap, Asked(wish): Asked<Wish>) -> Response {
    let limit = number(&wish.limit, USUAL, 1..=MOST);
    let (Some(limit), Some(from)) = (limit, number(&wish.cursor, 0, 0..=ALL)) else { return not_so() };
    if typed(&wish.q).trim().is_empty() {
        return not_so();
    }
    made(&app, &asked, move |app| {
        let current = app.county_search.current(app)?;
        let Some(scope) = scope(app, &wish.village, &wish.year, &current) else { return Ok(None) };
        let Some(found) = app.county_search.index.find(&typed(&wish.q), &scope, (from, limit))? else {
            return Ok(None);
        };
        let upto = from + found.lines.len();
        let next = (upto < found.count.min(ALL)).then(|| {
            let escaped = |text: &str| {
                percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
            };
            let (q, village, year) = (escaped(&typed(&wish.q)), escaped(&wish.village), escaped(&wish.year));
            format!("/api/v1/search?q={q}&village={village}&year={year}&limit={limit}&cursor={upto}")
        });
        let data = found.lines.into_iter().map(|line| record(&app.public_url, line)).collect();
        let text = json(&Part { data, next: next.clone() })?;
        Ok(Some(Written { text, next }))
    })
    .await
}

fn record(url: &str, (place, line): (Place, SearchLine)) -> FoundRecord {
    let both = |[zh, en]: [String; 2]| Both { zh, en };
    FoundRecord {
        village: place.to_string(),
        kind: line.kind.trim_start_matches("search-").to_owned(),
        what: both(line.what),
        who: both(line.who),
        day: line.day.to_string(),
        amount_fen: line.amount.map(|sum| sum.0),
        page: format!("{url}{}", line.href),
    }
}
