//! Serves every template with invented values, for looking at them: `cargo run -p web --example gallery`.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use village::Language;

#[derive(Deserialize)]
struct Look {
    #[serde(default)]
    language: Language,
    #[serde(default)]
    larger: bool,
}

async fn contents() -> Html<String> {
    let rows = web::gallery::NAMES.iter().map(|name| {
        format!(
            r#"<li>{name}: <a href="/{name}">中文</a> <a href="/{name}?language=en">English</a> <a href="/{name}?larger=true">大字</a></li>"#
        )
    });
    Html(format!("<!doctype html><meta charset=utf-8><title>gallery</title><ul>{}</ul>", rows.collect::<String>()))
}

async fn page(Path(name): Path<String>, Query(look): Query<Look>) -> Response {
    match web::gallery::html(&name, look.language, look.larger) {
        Some(html) => Html(html).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn asset(uri: Uri) -> Response {
    match web::gallery::asset(uri.path()) {
        Some((kind, bytes)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8199".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let router =
        Router::new().route("/", get(contents)).route("/{name}", get(page)).route("/assets/{name}", get(asset));
    axum::serve(listener, router).await
}
