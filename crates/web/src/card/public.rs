//! `/v/{code}/assets`: what the village has, what it cost and what it is worth; and what the label on a thing leads to.

use crate::card::page::PublicCardsPage;
use crate::card::show::{line, sums};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::Empty;
use crate::show::Link;
use crate::state::App;
use crate::told::at_village;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use village::Fault;

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/assets", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, None)).await
}

pub(crate) async fn one(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, card)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/assets/{}", code.get(..12).unwrap_or(&code), card.get(..40).unwrap_or(&card));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, Some(&card))).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    card: Option<&str>,
) -> Result<Option<PublicCardsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    let mut rows = capital::cards(query, &place)?;
    let mut links = Vec::new();
    frame.back = Some(match card {
        None => Link::new(&name, format!("/v/{place}")),
        Some(id) => {
            rows.retain(|row| row.id == id);
            if rows.is_empty() {
                return Ok(None);
            }
            // Whoever counts scans the label and comes here first.
            links.push(Link::new(teller.say("count-one"), format!("/desk/assets/{id}/count")));
            Link::new(teller.say("cards-public"), format!("/v/{place}/assets"))
        }
    });
    let href = |id: &str| if card.is_some() { String::new() } else { format!("/v/{place}/assets/{id}") };
    Ok(Some(PublicCardsPage {
        name,
        sums: if card.is_some() || rows.is_empty() { Vec::new() } else { sums(&teller, &rows) },
        lines: rows.iter().map(|row| line(&teller, row, href(&row.id))).collect(),
        links,
        empty: Empty {
            what: teller.say("cards-empty").to_string(),
            why: teller.say("cards-public-empty-why").to_string(),
        },
        frame,
    }))
}
