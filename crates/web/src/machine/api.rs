//! `/api/v1/…`: what is public, in JSON, part by part.

use super::read::slots;
use super::record::{Both, FigureRecord, ItemRecord, Part, TableRecord, VersionRecord, VillageRecord, cell};
use super::send::{Source, Written, problem, told};
use crate::data::{self, Datum, Set};
use crate::http::answer::Halt;
use crate::state::App;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use disclosure::{Slot, Stand, Term, Version};
use office::roster;
use serde::{Deserialize, Serialize};
use village::{Fault, Level, Place, mask};

/// How many records a part has when nothing is said, and at most.
const USUAL: usize = 100;
pub(crate) const MOST: usize = 500;

/// Which part of a list.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    cursor: String,
    #[serde(default)]
    limit: String,
}

/// Which version.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    version: String,
}

impl Wish {
    fn limit(&self) -> Option<usize> {
        match self.limit.as_str() {
            "" => Some(USUAL),
            text => text.parse().ok().filter(|limit| (1..=MOST).contains(limit)),
        }
    }
}

pub(super) fn json<T: Serialize>(record: &T) -> Result<String, Fault> {
    serde_json::to_string(record).map_err(|error| Fault::from("a record was not written", error))
}

/// The part of a list behind the cursor, which is the key of the last record that was sent.
fn part<S, T: Serialize>(
    all: &[S],
    wish: &Wish,
    (path, limit): (&str, usize),
    key: impl Fn(&S) -> String,
    record: impl Fn(&S) -> T,
) -> Result<Option<Written>, Fault> {
    let from = match wish.cursor.as_str() {
        "" => 0,
        cursor => match all.iter().position(|one| key(one) == cursor) {
            Some(last) => last + 1,
            None => return Ok(None),
        },
    };
    let shown: Vec<&S> = all.iter().skip(from).take(limit).collect();
    let more = from + shown.len() < all.len();
    let next = shown.last().filter(|_| more).map(|last| {
        let cursor = key(last);
        let escaped = percent_encoding::utf8_percent_encode(&cursor, percent_encoding::NON_ALPHANUMERIC);
        format!("{path}?limit={limit}&cursor={escaped}")
    });
    let text = json(&Part { data: shown.into_iter().map(record).collect(), next: next.clone() })?;
    Ok(Some(Written { text, next }))
}

pub(super) fn not_so() -> Response {
    problem(Halt::Status(StatusCode::BAD_REQUEST))
}

pub(crate) async fn villages(State(app): State<App>, asked: HeaderMap, Asked(wish): Asked<Wish>) -> Response {
    let Some(limit) = wish.limit() else { return not_so() };
    told(&app, &asked, move |source, query| {
        let all = roster::subdivisions(query, source.app.office.county(), Level::Village)?;
        let record = |one: &village::Division| VillageRecord {
            code: one.place.to_string(),
            name: one.short_name(),
            page: format!("{}/v/{}", source.app.public_url, one.place),
        };
        part(&all, &wish, ("/api/v1/villages", limit), |one| one.place.to_string(), record)
    })
    .await
}

/// A table of a village: the same lines as its file has.
pub(crate) async fn table(
    State(app): State<App>,
    asked: HeaderMap,
    Path((code, name)): Path<(String, String)>,
    Asked(wish): Asked<Wish>,
) -> Response {
    let Some(limit) = wish.limit() else { return not_so() };
    told(&app, &asked, move |source, query| {
        let (Some(set), Some(found)) = (Set::named(&name), village(query, &code)?) else { return Ok(None) };
        let (app, teller) = (source.app, source.teller);
        let lines = data::Source { office: &app.office, teller, url: &app.public_url };
        let all = (set.rows)(&lines, query, &found.place)?;
        let path = format!("/api/v1/villages/{}/{name}", found.place);
        let key = |row: &Vec<Datum>| row.first().map(Datum::plain).unwrap_or_default();
        part(&all, &wish, (&path, limit), key, |row| {
            let fields = set.fields.iter().zip(row).map(|(field, datum)| (field.name.to_owned(), datum.json()));
            fields.collect::<serde_json::Map<_, _>>()
        })
    })
    .await
}

pub(crate) async fn items(
    State(app): State<App>,
    asked: HeaderMap,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Response {
    let Some(limit) = wish.limit() else { return not_so() };
    told(&app, &asked, move |source, query| {
        let Some(found) = village(query, &code)? else { return Ok(None) };
        let place = found.place;
        let all = slots(source, query, &place)?;
        let path = format!("/api/v1/villages/{place}/items");
        let key = |slot: &Slot| format!("{}/{}", slot.item.code, slot.term);
        part(&all, &wish, (&path, limit), key, |slot| item(&path, slot))
    })
    .await
}

fn item(path: &str, slot: &Slot) -> ItemRecord {
    let (state, days_late, since, version) = match slot.stand {
        Stand::Public { since, late, version } => ("public", late, Some(since), Some(version)),
        Stand::Due => ("due", 0, None, None),
        Stand::Late(days) => ("late", days, None, None),
    };
    let is_open = version.is_some() && slot.item.scope == "public";
    ItemRecord {
        item: slot.item.code.clone(),
        name: Both::from(&slot.item.name),
        term: slot.term.to_string(),
        scope: slot.item.scope.clone(),
        due: slot.due.to_string(),
        state: state.to_owned(),
        days_late,
        public_since: since.map(|day| day.to_string()),
        version,
        data: is_open.then(|| format!("{path}/{}/{}", slot.item.code, slot.term)),
    }
}

pub(crate) async fn version(
    State(app): State<App>,
    asked: HeaderMap,
    Path((code, item, term)): Path<(String, String, String)>,
    Asked(which): Asked<Which>,
) -> Response {
    let number: Option<i64> = which.version.parse().ok();
    if number.is_none() && !which.version.is_empty() {
        return not_so();
    }
    told(&app, &asked, move |source, query| {
        let Ok(term) = term.parse::<Term>() else { return Ok(None) };
        let Some(found) = village(query, &code)? else { return Ok(None) };
        let all = slots(source, query, &found.place)?;
        let slot = all.iter().find(|slot| slot.item.code == item && slot.term == term && slot.public.is_some());
        // What is not for everybody is told to nobody here.
        let Some(slot) = slot.filter(|slot| slot.item.scope == "public") else { return Ok(None) };
        let record = one(source, query, &found.place, slot, number)?;
        record.map(|record| Ok(Written { text: json(&record)?, next: None })).transpose()
    })
    .await
}

fn one(
    source: &Source<'_>,
    query: &mut dyn Query,
    place: &Place,
    slot: &Slot,
    number: Option<i64>,
) -> Result<Option<VersionRecord>, Fault> {
    let (code, term) = (&slot.item.code, slot.term);
    let is_public = |one: &Version| one.public_on().filter(|since| *since <= source.teller.today);
    let all = disclosure::versions(query, place, code, term)?;
    let public: Vec<_> = all.iter().filter_map(|one| Some((one, is_public(one)?))).collect();
    let wished = public.iter().rev().find(|(one, _)| number.is_none_or(|number| one.number == number));
    let Some((version, since)) = wished else { return Ok(None) };
    let Some(content) = disclosure::version(query, place, (code, term), version.number)? else { return Ok(None) };
    let table = |table: &office::Table| TableRecord {
        name: Both::from(&table.name),
        heads: table.heads.iter().map(Both::from).collect(),
        rows: table.rows.iter().map(|cells| cells.iter().map(cell).collect()).collect(),
    };
    let figure = |one: &office::Figure| FigureRecord { name: Both::from(&one.name), value: cell(&one.cell) };
    Ok(Some(VersionRecord {
        village: place.to_string(),
        item: code.clone(),
        name: Both::from(&slot.item.name),
        term: term.to_string(),
        version: version.number,
        versions: public.iter().map(|(one, _)| one.number).collect(),
        public_since: since.to_string(),
        reason: mask::text(&version.reason),
        hash: version.hash.to_string(),
        entry: version.entry,
        figures: content.figures.iter().map(figure).collect(),
        tables: content.tables.iter().map(table).collect(),
        text: mask::text(&content.text),
        page: format!("{}/v/{place}/disclosures/{code}/{term}?version={}", source.app.public_url, version.number),
    }))
}
