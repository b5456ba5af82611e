//! `/screen/{screen}`: what hangs in the hall; `/screen/{screen}/slides`: what it asks for every few seconds, by which it says that
//! it is on.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::cache::{Drawn, Key};
use crate::http::header::SCRIPT_POLICY;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::screen::page::WallScreenPage;
use crate::screen::slide::{Slide, slides};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, above_name, place_name};
use askama::Template;
use axum::extract::{Path, Query as Asked, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use disclosure::ScreenRow;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use village::{Fault, Language, Place, Refusal};

/// Which slide a screen without script shows.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    n: usize,
}

/// The slides of a village, and their fingerprint.
struct Shown {
    village: String,
    above: String,
    slides: Vec<Slide>,
    mark: String,
}

/// A screen that hangs, by its number.
fn hanging(app: &Shared, id: &str) -> Result<ScreenRow, Halt> {
    let found = app.office.read(|reader| disclosure::screen(reader, id))?;
    Ok(found.filter(|row| row.removed.is_none()).ok_or_else(Refusal::not_there)?)
}

fn shown(app: &Shared, language: Language, place: &Place) -> Result<Shown, Fault> {
    let teller = Teller::new(language, app.now(), Eyes::Stranger).on_paper();
    let canvas = Canvas { app, frame: Frame::new(language, false, ""), teller, reader: None };
    app.office.read(|query| {
        let slides = slides(&canvas, query, place)?;
        let drawn: String = slides.iter().map(|slide| slide.render().unwrap_or_default()).collect();
        let digest = hex::encode(Sha256::digest(drawn.as_bytes()));
        let mark = digest.get(..16).unwrap_or(&digest).to_owned();
        Ok(Shown { village: place_name(query, place)?, above: above_name(query, place)?, slides, mark })
    })
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path(id): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let html = app
        .blocking(move |app| {
            let row = hanging(app, &id)?;
            app.screens.heard(&row.id, app.now());
            let Shown { village, above, slides, mark } = shown(app, look.language, &row.village)?;
            let at = wish.n % slides.len().max(1);
            let page = WallScreenPage {
                frame: Frame::new(look.language, false, format!("/screen/{id}")),
                next: format!("/screen/{id}?n={}", at + 1),
                from_hour: row.from_hour,
                to_hour: row.to_hour,
                aloud_hour: row.aloud_hour,
                village,
                above,
                slides,
                at,
                mark,
            };
            Ok::<_, Halt>(page.render()?)
        })
        .await?;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPT_POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    ];
    Ok((headers, Html(html)).into_response())
}

pub(crate) async fn slides_of(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let drawn = app
        .blocking(move |app| {
            let row = hanging(app, &id)?;
            app.screens.heard(&row.id, app.now());
            // What a village's screens show is the same on all of them.
            let key = Key::new(format!("/screen/slides/{}", row.village), look.language, false);
            let stamp = app.stamp();
            if let Some(drawn) = app.cache.find(&key, stamp) {
                return Ok::<_, Halt>(drawn);
            }
            let shown = shown(app, look.language, &row.village)?;
            let html: Vec<String> = shown.slides.iter().map(Slide::render).collect::<Result<_, _>>()?;
            let text = json!({ "mark": shown.mark, "slides": html }).to_string();
            Ok(app.cache.keep(key, Drawn::new(stamp, text)))
        })
        .await?;
    let mut response = drawn.answer(&asked);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}
