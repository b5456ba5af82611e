//! `/api`: the interface explained, from its own description; each example is an address of this county.

use super::document::described;
use super::read::slots;
use super::send::Source;
use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::icon::Icon;
use crate::show::Link;
use crate::state::App;
use crate::told::place_name;
use archive::Query;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use office::roster;
use serde_json::Value;
use village::{Fault, Language, Level};

/// A name and what it means.
pub(crate) struct Told {
    pub(crate) name: String,
    pub(crate) about: String,
}

/// An address of the interface.
pub(crate) struct OperationLine {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) about: String,
    /// Empty where this county has nothing to show it by.
    pub(crate) example: String,
    pub(crate) asks: String,
    pub(crate) fields: Vec<Told>,
}

/// The page.
#[derive(Template)]
#[template(path = "machine/page.html")]
pub(crate) struct ApiPage {
    pub(crate) frame: Frame,
    pub(crate) operations: Vec<OperationLine>,
}

/// What stands in the holes of the examples: a village, an item, a time.
type Holes = Option<(String, Option<(String, String)>)>;

impl ApiPage {
    fn new(frame: Frame, holes: &Holes) -> Self {
        let document = described("");
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let told = paths.filter_map(|(path, told)| Some((path, told.get("get")?)));
        let operations = told.map(|(path, told)| operation(path, told, frame.language, holes)).collect();
        Self { frame, operations }
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        Self::new(frame, &Some(("990101001001".to_owned(), Some(("F02".to_owned(), "2026-03".to_owned())))))
    }
}

/// The part of a text in both languages that is for this reader: the Chinese ends with its full stop.
fn part(text: &str, language: Language) -> String {
    let (zh, en) = text.rsplit_once("。 ").unwrap_or((text, text));
    if language == Language::En { en } else { zh }.to_owned()
}

fn operation(path: &str, told: &Value, language: Language, holes: &Holes) -> OperationLine {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let own = |value: &Value, name: &str| part(&text(value, name), language);
    let schema = told.pointer("/responses/200/content/application~1json/schema/properties");
    let fields = schema.and_then(|schema| schema.pointer("/data/items/properties").or(Some(schema))?.as_object());
    let field = |(name, schema): (&String, &Value)| Told { name: name.clone(), about: own(schema, "description") };
    let parameters = told.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let asks: Vec<String> = parameters.filter(|one| text(one, "in") == "query").map(|one| text(one, "name")).collect();
    OperationLine {
        name: text(told, "operationId"),
        path: path.to_owned(),
        about: own(told, "summary"),
        example: example(path, holes),
        asks: asks.join(", "),
        fields: fields.into_iter().flatten().map(field).collect(),
    }
}

fn example(path: &str, holes: &Holes) -> String {
    let mut at = path.to_owned();
    if let Some((village, item)) = holes {
        at = at.replace("{code}", village);
        if let Some((item, term)) = item {
            at = at.replace("{item}", item).replace("{term}", term);
        }
    }
    if at.contains('{') {
        return String::new();
    }
    // What has to be asked for.
    if at.ends_with("/search") { format!("{at}?q=10%E5%85%83") } else { at }
}

pub(crate) async fn page(State(app): State<App>, look: Look, asked: HeaderMap) -> Result<Response, Halt> {
    public(&app, &look, &asked, "/api".to_owned(), |canvas, query| {
        let holes = holes(&canvas, query)?;
        let mut frame = canvas.frame;
        frame.back = Some(Link::new(place_name(query, canvas.app.office.county())?, "/"));
        Ok(Some(ApiPage::new(frame, &holes)))
    })
    .await
}

/// The county's first village, and something that is public there.
fn holes(canvas: &Canvas<'_>, query: &mut dyn Query) -> Result<Holes, Fault> {
    let villages = roster::subdivisions(query, canvas.app.office.county(), Level::Village)?;
    let Some(first) = villages.into_iter().next() else { return Ok(None) };
    let source = Source { app: canvas.app, teller: canvas.teller };
    let all = slots(&source, query, &first.place)?;
    let open = all.iter().find(|slot| slot.item.scope == "public" && slot.public.is_some());
    Ok(Some((first.place.to_string(), open.map(|slot| (slot.item.code.clone(), slot.term.to_string())))))
}
