//! `/v/{code}/card.png`, `/v/{code}/disclosures/{item}/{term}/card.png`: what is public as a picture for a chat group, with the code
//! that leads to all of it. As strangers see it; nothing that is not for everybody has a picture.

use crate::board::content::{Leads, line_words, said};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::press::board::{asked, facts, named};
use crate::press::foot;
use crate::press::job::{PICTURE, Sheet, pressed};
use crate::state::App;
use crate::told::{above_name, place_name};
use crate::village::public::village;
use crate::village::shelve::Which;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use disclosure::{Stand, Term};
use office::{Cell, Content};
use print::{Board, Card};
use village::{Fault, Fen, Refusal};

/// So many lines have room below figures, and so many figures beside one another.
const LINES: usize = 6;
const FIGURES: usize = 3;

/// The last closed month.
pub(crate) async fn month(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let month = asked(&which)?;
    let address = format!("/v/{}/card?{}", code.get(..12).unwrap_or(&code), named(month));
    pressed(&app, &look, PICTURE, address, move |canvas, reader| {
        Ok(facts(canvas, reader, &code, month)?.map(|board| Sheet::Card(Box::new(of_month(canvas, board)))))
    })
    .await
}

fn of_month(canvas: &Canvas<'_>, board: Board) -> Card {
    let say = |key: &'static str| canvas.teller.say(key).to_string();
    let mut spent = board.spent;
    spent.retain(|one| one.amount_fen > 0);
    spent.sort_by_key(|one| std::cmp::Reverse(one.amount_fen));
    let more = spent.len().saturating_sub(LINES);
    Card {
        foot: board.foot,
        above: board.above,
        name: board.name,
        title: canvas.teller.say("screen-month").put("month", board.month.as_str()).to_string(),
        figures: vec![
            (say("screen-came"), yuan(board.income_fen)),
            (say("screen-went"), yuan(board.spent_fen)),
            (say("screen-left"), yuan(board.left_fen)),
        ],
        lines: spent.into_iter().take(LINES).map(|one| (one.what, yuan(one.amount_fen))).collect(),
        more: told_more(canvas, more),
    }
}

fn yuan(fen: i64) -> String {
    format!("¥{}", Fen(fen))
}

fn told_more(canvas: &Canvas<'_>, count: usize) -> String {
    if count == 0 { String::new() } else { canvas.teller.say("screen-more").put("count", count).to_string() }
}

/// An item for a time.
pub(crate) async fn item(
    State(app): State<App>,
    look: Look,
    Path((code, item, term)): Path<(String, String, String)>,
) -> Result<Response, Halt> {
    let term: Term = term.parse().map_err(|_| Refusal::not_there())?;
    let (code, item) = (code.get(..12).unwrap_or(&code).to_owned(), item.get(..8).unwrap_or(&item).to_owned());
    let address = format!("/v/{code}/disclosures/{item}/{term}/card");
    pressed(&app, &look, PICTURE, address, move |canvas, reader| {
        let card = of_item(canvas, reader, &code, (&item, term))?;
        Ok(card.map(|card| Sheet::Card(Box::new(card))).ok_or_else(Refusal::not_there))
    })
    .await
}

fn of_item(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    (item, term): (&str, Term),
) -> Result<Option<Card>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller) = (found.place, &canvas.teller);
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let Some(slot) = disclosure::slot(query, &book, &place, teller.today, (item, term))? else { return Ok(None) };
    let Stand::Public { version, .. } = slot.stand else { return Ok(None) };
    if slot.item.scope != "public" {
        return Ok(None);
    }
    let Some(content) = disclosure::version(query, &place, (item, term), version)? else { return Ok(None) };
    let text = said(teller, &place, Leads::Public, &content).text;
    let mut lines: Vec<(String, String)> =
        content.tables.iter().flat_map(|table| &table.rows).map(|row| line(canvas, row)).collect();
    lines.extend(text.into_iter().map(|line| (line, String::new())));
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    Ok(Some(Card {
        foot: foot(canvas, query, &format!("/v/{place}/disclosures/{item}/{term}"))?,
        above: above_name(query, &place)?,
        name: place_name(query, &place)?,
        title: format!("{} {}", teller.heading(&slot.item.name), teller.heading(&term.words())),
        figures: figures(canvas, &content),
        lines,
        more: told_more(canvas, more),
    }))
}

fn figures(canvas: &Canvas<'_>, content: &Content) -> Vec<(String, String)> {
    let figure = |figure: &office::Figure| {
        let value = match figure.cell {
            Cell::Fen(fen) => yuan(fen.0),
            ref other => line_words(&canvas.teller, std::slice::from_ref(other)),
        };
        (canvas.teller.heading(&figure.name), value)
    };
    content.figures.iter().take(FIGURES).map(figure).collect()
}

/// A line's words before, its first amount behind.
fn line(canvas: &Canvas<'_>, cells: &[Cell]) -> (String, String) {
    let amount = cells.iter().find_map(|cell| match cell {
        Cell::Fen(fen) => Some(*fen),
        _ => None,
    });
    let words: Vec<Cell> = cells
        .iter()
        .filter(|cell| matches!(cell, Cell::Words(_) | Cell::Free(_) | Cell::Party(_)))
        .take(1)
        .cloned()
        .collect();
    let rest = if words.is_empty() { cells } else { &words };
    (line_words(&canvas.teller, rest), amount.map_or_else(String::new, |fen| yuan(fen.0)))
}
