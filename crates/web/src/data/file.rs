//! `/v/{code}/data/{file}`: a table of a village as CSV or spreadsheet, and the dictionary of all fields.

use super::set::{SETS, Set, Source};
use crate::books::export::comma;
use crate::http::answer::Halt;
use crate::http::cache::{Drawn, Key};
use crate::http::jobs::Size;
use crate::http::look::Look;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use crate::village::public::village;
use axum::extract::{Path, Query as Asked, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use village::{Fault, Language, Refusal};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
/// The dictionary's name among the files.
pub(crate) const DICTIONARY: &str = "dictionary";

/// In which language: a program keeps no cookies.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    lang: String,
}

pub(crate) async fn file(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, file)): Path<(String, String)>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let language = match wish.lang.as_str() {
        "en" => Language::En,
        "zh" => Language::Zh,
        _ => look.language,
    };
    let key = Key::new(format!("/v/{code}/data/{file}"), language, false);
    let cell = app.files.cell(key, app.stamp()).ok_or(Halt::Status(StatusCode::SERVICE_UNAVAILABLE))?;
    let work = || app.blocking(move |app| made(app, language, &code, &file).map(Arc::new));
    let File { drawn, kind, name } = &**cell.get_or_try_init(work).await?;
    let mut response = drawn.answer(&asked);
    let headers = response.headers_mut();
    let attached = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    if *kind != JSON {
        let attached = attached.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
        headers.insert(header::CONTENT_DISPOSITION, attached);
    }
    Ok(response)
}

/// A pair of words as it is read in a language.
pub(super) fn told([zh, en]: [&'static str; 2], language: Language) -> &'static str {
    if language == Language::En { en } else { zh }
}

/// A file as it is sent, the same for everybody who asks in its language.
pub(crate) struct File {
    drawn: Drawn,
    kind: &'static str,
    name: String,
}

impl Size for File {
    fn bytes(&self) -> usize {
        self.drawn.size()
    }
}

fn made(app: &Shared, language: Language, code: &str, file: &str) -> Result<File, Halt> {
    let not_there = || Halt::from(Refusal::not_there());
    let (name, ending) = file.rsplit_once('.').ok_or_else(not_there)?;
    let stamp = app.stamp();
    let place = app.office.read(|query| village(query, code))?.ok_or_else(not_there)?.place;
    let full = format!("{place}-{file}");
    if name == DICTIONARY && ending == "json" {
        return Ok(File { drawn: Drawn::new(stamp, described().to_string()), kind: JSON, name: full });
    }
    let rows = match Set::named(name) {
        Some(set) => {
            let teller = Teller::new(language, app.now(), Eyes::Stranger);
            let source = Source { office: &app.office, teller, url: &app.public_url };
            let found = app.office.read(|query| (set.rows)(&source, query, &place))?;
            let heads = set.fields.iter().map(|field| told(field.head, language).to_owned()).collect();
            let line = |row: Vec<super::Datum>| row.iter().map(super::Datum::plain).collect();
            std::iter::once(heads).chain(found.into_iter().map(line)).collect()
        }
        None if name == DICTIONARY => dictionary(language),
        None => return Err(not_there()),
    };
    match ending {
        "csv" => Ok(File { drawn: Drawn::new(stamp, comma(&rows)), kind: CSV, name: full }),
        "xlsx" => {
            let bytes = sheet::plain_sheet(&full, &rows).map_err(|e| Fault::from("a sheet was not written", e))?;
            Ok(File { drawn: Drawn::new(stamp, bytes), kind: XLSX, name: full })
        }
        _ => Err(not_there()),
    }
}

/// Every field of every table: name, meaning, unit, source.
fn dictionary(language: Language) -> Vec<Vec<String>> {
    let tell = |pair| told(pair, language);
    let heads = [
        ["文件", "File"],
        ["表", "Table"],
        ["字段", "Field"],
        ["列名", "Head"],
        ["含义", "Meaning"],
        ["单位", "Unit"],
        ["来源", "Source"],
    ];
    let mut rows = vec![heads.map(|head| tell(head).to_owned()).to_vec()];
    for set in SETS {
        for field in set.fields {
            let unit = crate::text::say(language, field.unit.key()).to_string();
            let (title, source) = (tell(set.title), tell(set.source));
            let row = [set.name, title, field.name, tell(field.head), tell(field.meaning), &unit, source];
            rows.push(row.map(str::to_owned).to_vec());
        }
    }
    rows
}

/// The same for programs, in both languages.
fn described() -> serde_json::Value {
    let both = |pair: [&str; 2]| json!({"zh": pair[0], "en": pair[1]});
    let unit = |key: &'static str| {
        let say = |language| crate::text::say(language, key).to_string();
        json!({"zh": say(Language::Zh), "en": say(Language::En)})
    };
    let field = |field: &super::Field| {
        json!({
            "name": field.name,
            "head": both(field.head),
            "meaning": both(field.meaning),
            "unit": unit(field.unit.key()),
        })
    };
    let set = |set: &Set| {
        json!({
            "name": set.name,
            "title": both(set.title),
            "source": both(set.source),
            "fields": set.fields.iter().map(field).collect::<Vec<_>>(),
        })
    };
    json!({"tables": SETS.iter().map(set).collect::<Vec<_>>()})
}
