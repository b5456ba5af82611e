//! The village's poster and its QR code.

use crate::asset;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::qr;
use crate::show::day_words;
use crate::state::App;
use crate::told::{above_name, at_village, place_name};
use crate::village::poster::PosterPage;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use village::{Fault, Refusal};

pub(crate) async fn poster(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/poster", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PosterPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let mut frame = canvas.frame.clone();
    let name = at_village(query, &mut frame, &found.place, &canvas.teller)?;
    let address = format!("{}/v/{}", canvas.app.public_url, found.place);
    let say = |key: &'static str| canvas.teller.say(key).to_string();
    Ok(Some(PosterPage {
        place: above_name(query, &found.place)?,
        lead: say("poster-lead"),
        points: vec![say("poster-money"), say("poster-matters"), say("poster-ask")],
        qr: qr::svg(&address)?,
        printed: printed(&canvas, query)?,
        png_href: format!("/v/{}/qr.png", found.place),
        back_href: format!("/v/{}", found.place),
        frame,
        name,
        address,
    }))
}

/// When it is printed, and which state of the record it shows.
pub(crate) fn printed(canvas: &Canvas<'_>, query: &mut dyn Query) -> Result<String, Fault> {
    let head = canvas.app.office.archive().head();
    let leaf = archive::entry(query, head)?.map_or_else(String::new, |entry| entry.leaf.short());
    let teller = canvas.teller;
    let day = day_words(teller.today, teller.today.plus(-400), teller.language);
    Ok(teller.say("poster-printed").put("day", day).put("entry", head.to_string()).put("fingerprint", leaf).to_string())
}

pub(crate) async fn svg(State(app): State<App>, Path(code): Path<String>) -> Result<Response, Halt> {
    let address = known(&app, code).await?;
    picture("image/svg+xml", qr::svg(&address)?.into_bytes())
}

pub(crate) async fn png(State(app): State<App>, Path(code): Path<String>) -> Result<Response, Halt> {
    let address = known(&app, code).await?;
    picture("image/png", qr::png(&address)?)
}

/// What a phone needs to keep the village's pages like an application (W3C Web Application Manifest).
pub(crate) async fn manifest(State(app): State<App>, look: Look, Path(code): Path<String>) -> Result<Response, Halt> {
    let text = app
        .blocking(move |app| {
            let found = app.office.read(|query| match village(query, &code)? {
                Some(found) => Ok::<_, Fault>(Some((place_name(query, &found.place)?, found.place))),
                None => Ok(None),
            })?;
            let (name, place) = found.ok_or_else(Refusal::not_there)?;
            let icon = |purpose: &str| {
                json!({ "src": asset::sign().path, "sizes": "512x512", "type": "image/png", "purpose": purpose })
            };
            let manifest = json!({
                "id": format!("/v/{place}"),
                "name": format!("{name} · {}", crate::text::say(look.language, "name")),
                "short_name": name,
                "lang": look.language.tag(),
                "start_url": format!("/v/{place}"),
                "scope": "/",
                "display": "minimal-ui",
                "background_color": "#fbfaf6",
                "theme_color": "#0f5f4a",
                "icons": [icon("any"), icon("maskable")],
            });
            Ok::<_, Halt>(manifest.to_string())
        })
        .await?;
    picture("application/manifest+json", text.into_bytes())
}

async fn known(app: &App, code: String) -> Result<String, Halt> {
    let found = app.blocking(move |app| app.office.read(|reader| village(reader, &code))).await?;
    let found = found.ok_or_else(Refusal::not_there)?;
    Ok(format!("{}/v/{}", app.public_url, found.place))
}

/// A picture of ours.
pub(crate) fn picture(kind: &'static str, bytes: Vec<u8>) -> Result<Response, Halt> {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    Ok((headers, bytes).into_response())
}
