//! `/v/{code}/plots`: the village's land, what is held without a contract first; and what the label on a plot leads to.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::part::Empty;
use crate::plot::page::PublicPlotsPage;
use crate::plot::show::{register, sums};
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
    let address = format!("/v/{}/plots", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, None)).await
}

pub(crate) async fn one(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, plot)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/plots/{}", code.get(..12).unwrap_or(&code), plot.get(..40).unwrap_or(&plot));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, Some(&plot))).await
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    plot: Option<&str>,
) -> Result<Option<PublicPlotsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    let mut rows = capital::plots(query, &place)?;
    frame.back = Some(match plot {
        None => Link::new(&name, format!("/v/{place}")),
        Some(id) => {
            rows.retain(|row| row.id == id);
            if rows.is_empty() {
                return Ok(None);
            }
            Link::new(teller.say("plots-public"), format!("/v/{place}/plots"))
        }
    });
    let href = |id: &str| if plot.is_some() { String::new() } else { format!("/v/{place}/plots/{id}") };
    let (groups, map) = register(&teller, &rows, &href);
    Ok(Some(PublicPlotsPage {
        name,
        sums: if plot.is_some() { Vec::new() } else { sums(&teller, &rows) },
        map,
        groups,
        empty: Empty {
            what: teller.say("plots-empty").to_string(),
            why: teller.say("cards-public-empty-why").to_string(),
        },
        frame,
    }))
}
