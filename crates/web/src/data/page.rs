//! `/v/{code}/data`: which files there are of a village, and what each of their fields means.

use super::file::{DICTIONARY, told};
use super::set::{SETS, Set};
use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::public;
use crate::icon::Icon;
use crate::sample;
use crate::show::Link;
use crate::state::App;
use crate::told::at_village;
use crate::village::public::village;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use village::Language;

/// A field, explained.
pub(crate) struct FieldLine {
    pub(crate) head: &'static str,
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) unit: String,
}

/// A table that can be taken along.
pub(crate) struct FileLine {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) source: &'static str,
    pub(crate) csv: String,
    pub(crate) xlsx: String,
    pub(crate) fields: Vec<FieldLine>,
}

/// The page.
#[derive(Template)]
#[template(path = "data/page.html")]
pub(crate) struct DataPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) files: Vec<FileLine>,
    /// The dictionary as CSV, spreadsheet and JSON.
    pub(crate) dictionary: [String; 3],
}

impl DataPage {
    fn new(frame: Frame, name: String, place: &str) -> Self {
        let language = frame.language;
        let address = |file: &str, ending: &str| format!("/v/{place}/data/{file}.{ending}");
        let file = |set: &Set| FileLine {
            name: set.name,
            title: told(set.title, language),
            source: told(set.source, language),
            csv: address(set.name, "csv"),
            xlsx: address(set.name, "xlsx"),
            fields: set.fields.iter().map(|field| line(field, language)).collect(),
        };
        let dictionary = ["csv", "xlsx", "json"].map(|ending| address(DICTIONARY, ending));
        Self { files: SETS.iter().map(file).collect(), dictionary, frame, name }
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let name = sample::say(&frame, "柳湾村", "Liuwan village");
        Self::new(frame, name, "990101001001")
    }
}

fn line(field: &super::Field, language: Language) -> FieldLine {
    FieldLine {
        head: told(field.head, language),
        name: field.name,
        meaning: told(field.meaning, language),
        unit: crate::text::say(language, field.unit.key()).to_string(),
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/data", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, query| {
        let Some(found) = village(query, &code)? else { return Ok(None) };
        let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
        let name = at_village(query, &mut frame, &place, &teller)?;
        frame.back = Some(Link::new(teller.say("board-title"), format!("/v/{place}/disclosures")));
        Ok(Some(DataPage::new(frame, name, place.as_str())))
    })
    .await
}
