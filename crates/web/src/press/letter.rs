//! `/v/{code}/print/letter.pdf`: the same month as a letter to every household, A4; `?large=1` in large print.

use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::press::board::{asked, facts, named};
use crate::press::job::{Sheet, printed};
use crate::state::App;
use crate::village::shelve::Which;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use print::{Board, Letter};
use serde::Deserialize;

/// How many payments are named.
const LARGEST: usize = 5;
/// How many matters that are open, and people, have room.
const NAMED: usize = 4;

/// How large.
#[derive(Deserialize)]
pub(crate) struct Size {
    #[serde(default)]
    large: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
    Asked(size): Asked<Size>,
) -> Result<Response, Halt> {
    let (month, large) = (asked(&which)?, size.large == "1");
    let address = format!("/v/{}/print/letter?{}&{large}", code.get(..12).unwrap_or(&code), named(month));
    printed(&app, &look, address, move |canvas, reader| {
        Ok(facts(canvas, reader, &code, month)?.map(|board| Sheet::Letter(Box::new(letter(board, large)))))
    })
    .await
}

fn letter(board: Board, large: bool) -> Letter {
    let mut largest = board.spent.clone();
    largest.retain(|payment| payment.amount_fen > 0);
    largest.sort_by_key(|payment| std::cmp::Reverse(payment.amount_fen));
    let payments = largest.len();
    largest.truncate(LARGEST);
    Letter {
        foot: board.foot,
        large,
        above: board.above,
        name: board.name,
        month: board.month,
        income_fen: board.income_fen,
        spent_fen: board.spent_fen,
        left_fen: board.left_fen,
        payments,
        decisions: board.decisions.len(),
        missing: board.missing.len(),
        largest,
        open: board.open.into_iter().take(NAMED).collect(),
        people: board.people.into_iter().take(NAMED).collect(),
    }
}
