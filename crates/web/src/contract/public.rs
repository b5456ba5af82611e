//! `/v/{code}/contracts/register`: every contract of the village, with what was paid and what is overdue; persons are masked.

use crate::contract::list::PublicContractsPage;
use crate::contract::show::{limits, line, sums};
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
    let address = format!("/v/{}/contracts/register", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<PublicContractsPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let name = at_village(query, &mut frame, &place, &teller)?;
    frame.back = Some(Link::new(teller.say("contracts"), format!("/v/{place}/contracts")));
    let limits = limits(canvas.app, query, &place)?;
    // A case that is not public yet does not become so here.
    let public = affairs::disclosures(query, &place)?;
    let shown = |row: &capital::ContractRow| match &row.case {
        Some(case) => public.iter().any(|known| known.case == *case),
        None => true,
    };
    let mut rows = Vec::new();
    for (row, lines) in capital::contracts(query, &place)? {
        if shown(&row) {
            let sum = capital::totals(&lines, teller.today, limits);
            rows.push((row, sum));
        }
    }
    let href = |row: &capital::ContractRow| row.case.as_ref().map_or_else(String::new, |case| format!("/cases/{case}"));
    Ok(Some(PublicContractsPage {
        name,
        sums: if rows.is_empty() { Vec::new() } else { sums(&teller, &rows) },
        lines: rows.iter().map(|(row, sum)| line(&teller, row, sum, href(row))).collect(),
        empty: Empty {
            what: teller.say("contracts-empty").to_string(),
            why: teller.say("contracts-public-empty-why").to_string(),
        },
        frame,
    }))
}
