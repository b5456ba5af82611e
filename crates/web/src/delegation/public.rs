//! `/v/{code}/delegations`: what the representatives of a village may decide, by which votes, who recorded and who
//! confirmed it. For everybody.

use crate::delegation::card::{Shelves, shelves};
use crate::delegation::list::PublicDelegations;
use crate::delegation::show::law;
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
    let address = format!("/v/{}/delegations", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PublicDelegations>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (teller, mut frame) = (canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &found.place, &teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{}", found.place)));
    let book = canvas.app.office.book_at(query, &found.place)?;
    let Shelves { waiting, in_force, others } = shelves(query, &teller, &book, &found.place, None)?;
    Ok(Some(PublicDelegations {
        village: name,
        law: law(&teller, &book),
        key: String::new(),
        waiting,
        in_force,
        others,
        empty: Empty {
            what: teller.say("delegations-empty").to_string(),
            why: teller.say("delegations-empty-why").to_string(),
        },
        frame,
    }))
}
