//! `/api/openapi.json`: the interface described (OpenAPI 3.1), from the declarations that its answers are written with.

use super::api::MOST;
use super::record::{Described, ItemRecord, Part, VersionRecord, VillageRecord};
use super::send::{JSON, kept};
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

const OPERATIONS: [Operation; 3] = [
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
];

pub(crate) async fn document(State(app): State<App>, asked: HeaderMap) -> Result<Response, Halt> {
    let address = ("/api/openapi.json".to_owned(), Language::Zh);
    kept(&app, &asked, address, JSON, |source, _| Ok(Some(described(&source.app.public_url).to_string()))).await
}

fn described(url: &str) -> Value {
    let paths: Map<String, Value> =
        OPERATIONS.iter().map(|operation| (operation.path.to_owned(), json!({"get": get(operation)}))).collect();
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

fn get(operation: &Operation) -> Value {
    let holes = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        holes.map(|name| json!({"name": name, "in": "path", "required": true, "schema": String::schema()})).collect();
    parameters.extend(operation.asks.iter().map(|name| {
        let schema = match *name {
            "limit" => json!({"type": "integer", "minimum": 1, "maximum": MOST}),
            "version" => i64::schema(),
            _ => String::schema(),
        };
        json!({"name": name, "in": "query", "schema": schema})
    }));
    let problem = json!({
        "type": "object",
        "properties": {
            "type": String::schema(), "title": String::schema(), "status": i64::schema(), "detail": String::schema(),
        },
        "required": ["type", "title", "status", "detail"],
    });
    json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": operation.summary,
                "content": {"application/json": {"schema": (operation.schema)()}},
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
        routes.sort_unstable();
        known.sort_unstable();
        assert_eq!(routes, known);
    }
}
