//! `/v/{code}/inspections`: who looked at the village's disclosure, what they found, and whether it was put right.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::inspect::one::line;
use crate::inspect::page::{FindingLine, PublicInspection, PublicInspectionsPage};
use crate::part::Empty;
use crate::photo;
use crate::show::Link;
use crate::state::App;
use crate::told::at_village;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use disclosure::PhotoOf;
use office::roster;
use village::Fault;

/// So many inspections are shown.
const SHOWN: usize = 20;

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/inspections", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PublicInspectionsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(teller.say("board-title"), format!("/v/{place}/disclosures")));
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let mut inspections = Vec::new();
    for row in disclosure::inspections(query, &place)?.into_iter().take(SHOWN) {
        let by = match &row.opened_by {
            Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
            None => String::new(),
        };
        let mut findings = Vec::new();
        for one in disclosure::findings(query, &row.id)? {
            let of = PhotoOf::Finding(row.id.clone(), one.number);
            let photos = photo::shown::public(query, &teller, &place, &of)?;
            findings.push(FindingLine { photos, ..line(query, &teller, &book, &one)? });
        }
        let title = teller.say("inspect-public-one").put("day", teller.day(row.opened.day()).words).put("name", by);
        inspections.push(PublicInspection { id: row.id, title: title.to_string(), findings });
    }
    Ok(Some(PublicInspectionsPage {
        name,
        inspections,
        empty: Empty {
            what: teller.say("inspect-public-empty").to_string(),
            why: teller.say("inspect-public-empty-why").to_string(),
        },
        frame,
    }))
}
