//! `/api/openapi.json`: the interface described (OpenAPI 3.1), from the declarations that its answers are written with.

use super::api::MOST;
use super::record::{Described, FoundRecord, ItemRecord, Part, VersionRecord, VillageRecord};
use super::send::{JSON, kept};
use crate::data::{SETS, Set};
use crate::http::answer::Halt;
use crate::state::App;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};
use village::Language;

/// An address of the interface.
struct Operation {
    path: &'static str,
    name: &'static str,
    summary: &'static str,
    schema: fn() -> Value,
    /// What may stand behind the question mark.
    asks: &'static [&'static str],
}

const PAGED: &[&str] = &["cursor", "limit"];

const OPERATIONS: [Operation; 4] = [
    Operation {
        path: "/api/v1/villages",
        name: "villages",
        summary: "全县各村。 The county's villages.",
        schema: Part::<VillageRecord>::schema,
        asks: PAGED,
    },
    Operation {
        path: "/api/v1/villages/{code}/items",
        name: "items",
        summary: "一个村公开目录的每一项、每一期：已公开、未到期或逾期。 Every item and time of a village: public, due or late.",
        schema: Part::<ItemRecord>::schema,
        asks: PAGED,
    },
    Operation {
        path: "/api/v1/villages/{code}/items/{item}/{term}",
        name: "version",
        summary: "一项公开的内容，逐行；可指明版本。 What is public, line by line, in the version that holds or is named.",
        schema: VersionRecord::schema,
        asks: &["version"],
    },
    Operation {
        path: "/api/v1/search",
        name: "search",
        summary: "查全县公开的内容：名称、收款单位、金额（10元）、拼音或首字母；可限定村和年份。 What the whole county has made public: by word, payee, sum, pinyin or initials.",
        schema: Part::<FoundRecord>::schema,
        asks: &["q", "village", "year", "cursor", "limit"],
    },
];

/// A table of a village as an address of the interface: its path, its summary, what it answers.
fn of_table(set: &Set) -> (String, String, Value) {
    let fields: Map<String, Value> = set
        .fields
        .iter()
        .map(|field| {
            let mut schema = field.unit.schema();
            if let Some(schema) = schema.as_object_mut() {
                let [zh, en] = field.meaning;
                let fen = if field.unit == crate::data::Unit::Money { "（分）。 In fen: " } else { "。 " };
                schema.insert("description".into(), format!("{}：{zh}{fen}{en}.", field.head[0]).into());
            }
            (field.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = set.fields.iter().map(|field| field.name).collect();
    let line = json!({"type": "object", "properties": fields, "required": required, "additionalProperties": false});
    let schema = json!({
        "type": "object",
        "properties": {"data": {"type": "array", "items": line}, "next": Option::<String>::schema()},
        "required": ["data", "next"],
        "additionalProperties": false,
    });
    let path = format!("/api/v1/villages/{{code}}/{}", set.name);
    (path, format!("{}。 {}.", set.source[0], set.source[1]), schema)
}

/// The tables that have no address of their own in [`OPERATIONS`].
fn tables() -> impl Iterator<Item = &'static Set> {
    SETS.iter().filter(|set| set.name != "items")
}

pub(crate) async fn document(State(app): State<App>, asked: HeaderMap) -> Result<Response, Halt> {
    let address = ("/api/openapi.json".to_owned(), Language::Zh);
    kept(&app, &asked, address, JSON, |source, _| Ok(Some(described(&source.app.public_url).to_string()))).await
}

pub(super) fn described(url: &str) -> Value {
    let own = OPERATIONS.iter().map(|one| {
        let told = get(one.path, (one.name, one.summary), &(one.schema)(), one.asks);
        (one.path.to_owned(), json!({"get": told}))
    });
    let of_tables = tables().map(|set| {
        let (path, summary, schema) = of_table(set);
        let told = get(&path, (set.name, &summary), &schema, PAGED);
        (path, json!({"get": told}))
    });
    let paths: Map<String, Value> = own.chain(of_tables).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "三务公开数据接口 Disclosure data",
            "version": "1",
            "description": "只含向社会公开的内容，个人信息已遮盖；金额以分为单位。 Only what is public for everybody, personal data \
                masked; amounts are in fen.",
        },
        "servers": [{"url": url}],
        "paths": paths,
    })
}

fn get(path: &str, (name, summary): (&str, &str), schema: &Value, asks: &[&str]) -> Value {
    let holes = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        holes.map(|name| json!({"name": name, "in": "path", "required": true, "schema": String::schema()})).collect();
    parameters.extend(asks.iter().map(|name| {
        let schema = match *name {
            "limit" => json!({"type": "integer", "minimum": 1, "maximum": MOST}),
            "version" => i64::schema(),
            _ => String::schema(),
        };
        json!({"name": name, "in": "query", "required": *name == "q", "schema": schema})
    }));
    let problem = json!({
        "type": "object",
        "properties": {
            "type": String::schema(), "title": String::schema(), "status": i64::schema(), "detail": String::schema(),
        },
        "required": ["type", "title", "status", "detail"],
    });
    json!({
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": summary,
                "content": {"application/json": {"schema": schema}},
            },
            "304": {"description": "没有变化。 Nothing has changed since the tag that was sent."},
            "default": {
                "description": "出错的原因。 What went wrong (RFC 9457).",
                "content": {"application/problem+json": {"schema": problem}},
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::ROUTES;

    #[test]
    fn every_address_of_the_interface_is_described_and_no_other() {
        let mut routes: Vec<&str> = ROUTES.iter().map(|one| one.path).filter(|at| at.starts_with("/api/v1/")).collect();
        let mut known: Vec<&str> = OPERATIONS.iter().map(|one| one.path).collect();
        // One address answers for every table.
        known.push("/api/v1/villages/{code}/{table}");
        routes.sort_unstable();
        known.sort_unstable();
        assert_eq!(routes, known);
    }
}
