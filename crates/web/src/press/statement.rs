//! `/v/{code}/print/statements.pdf`: the balance sheet at the end of a closed month, as everybody may read it;
//! `/desk/books/statements.pdf`: with income and its distribution, for whoever reads the village's books.

use crate::books::last::{Stand, stand};
use crate::books::show::{Wish, chosen};
use crate::books::statement::{BALANCE_HEADS, Columns, INCOME_HEADS, beside};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::http::visitor::Official;
use crate::press::board::{asked, named};
use crate::press::job::{Sheet, printed};
use crate::press::{foot, full, not_closed};
use crate::state::App;
use crate::told::place_name;
use crate::village::public::village;
use crate::village::shelve::Which;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use ledger::{Period, Side};
use office::Desk;
use print::{Row, Statement};
use village::{Fault, Fen, Refusal};

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(which): Asked<Which>,
) -> Result<Response, Halt> {
    let month = asked(&which)?;
    let address = format!("/v/{}/print/statements?{}", code.get(..12).unwrap_or(&code), named(month));
    printed(&app, &look, address, move |canvas, reader| {
        let statement = facts(canvas, reader, &code, month)?;
        // Of what the village earned in the year the public page shows the balance only.
        Ok(statement.map(|shown| Sheet::Statement(Box::new(Statement { income: Vec::new(), ..shown }))))
    })
    .await
}

pub(crate) async fn desk(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let month = match wish.period.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::not_there())?),
    };
    let look = official.look.clone();
    let village =
        app.blocking(move |app| chosen(app, &official, &wish.village).map(|(village, _)| village.place)).await?;
    let address = format!("/desk/books/statements.pdf?{village}&{}", named(month));
    printed(&app, &look, address, move |canvas, reader| {
        let statement = facts(canvas, reader, village.as_str(), month)?;
        Ok(statement.map(|shown| Sheet::Statement(Box::new(shown))))
    })
    .await
}

fn facts(
    canvas: &Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    month: Option<Period>,
) -> Result<Result<Statement, Refusal>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(Err(Refusal::not_there())) };
    let (place, teller) = (found.place, &canvas.teller);
    let Stand::Closed(figures) = stand(query, canvas.app, &place, month)? else { return Ok(Err(not_closed())) };
    let period = figures.period;
    let chart = capital::chart_of(query, &Desk::unnamed(&canvas.app.office, canvas.app.now()), &place)?;
    let found = Columns::of(query, &chart, &place, period.last_day())?;
    let told = |(row, amounts): (&ledger::Row, Vec<Fen>)| Row {
        name: teller.words(&row.name),
        amounts_fen: amounts.into_iter().map(|fen| fen.0).collect(),
        is_sum: row.is_sum,
    };
    let side = |side: Side| {
        let rows = beside(&found.balance).into_iter().filter(|(row, _)| row.side == side);
        rows.filter(|(row, amounts)| row.is_sum || amounts.iter().any(|fen| *fen != Fen(0))).map(told).collect()
    };
    let heads = |keys: &[&'static str], many: usize| -> Vec<String> {
        keys.iter().take(many).map(|key| teller.say(key).to_string()).collect()
    };
    Ok(Ok(Statement {
        foot: foot(canvas, query, &format!("/v/{place}/books?period={period}"))?,
        name: place_name(query, &place)?,
        until: full(teller, period.last_day()),
        month: teller.month(period.first_day()),
        heads: heads(&BALANCE_HEADS, found.balance.len()),
        income_heads: heads(&INCOME_HEADS, found.income.len()),
        has: side(Side::Debit),
        owes: side(Side::Credit),
        income: beside(&found.income).into_iter().map(told).collect(),
    }))
}
