//! `/v/{code}/books/{voucher}/voucher.pdf`: one voucher of a closed month as bookkeepers know it, names masked as on its page.

use crate::books::public::voucher::closed;
use crate::books::tell;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::Canvas;
use crate::press::job::{Sheet, printed};
use crate::press::{foot, full};
use crate::state::App;
use crate::told::place_name;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::Side;
use office::{Desk, roster};
use print::{Entry, Voucher};
use village::{Fault, Refusal};

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path((code, voucher)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let (at, number) = (code.get(..12).unwrap_or(&code), voucher.get(..40).unwrap_or(&voucher));
    let address = format!("/v/{at}/books/{number}/print");
    printed(&app, &look, address, move |canvas, reader| {
        Ok(facts(canvas, reader, &code, &voucher)?.map(|voucher| Sheet::Voucher(Box::new(voucher))))
    })
    .await
}

fn facts(canvas: &Canvas<'_>, query: &mut dyn Query, code: &str, id: &str) -> Result<Result<Voucher, Refusal>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(Err(Refusal::not_there())) };
    let (place, teller) = (found.place, &canvas.teller);
    let Some(row) = closed(query, &place, id)? else { return Ok(Err(Refusal::not_there())) };
    let chart = capital::chart_of(query, &Desk::unnamed(&canvas.app.office, canvas.app.now()), &place)?;
    let mut people: [String; 5] = Default::default();
    for (shown, person) in people.iter_mut().zip(row.people.iter().chain([&row.posted_by])) {
        let name = person.as_ref().map(|person| roster::name_of(query, person)).transpose()?.flatten();
        *shown = name.map_or_else(String::new, |name| teller.name(&name));
    }
    let reversed = capital::reversals(query, &place)?;
    let reversed = reversed.iter().find(|known| known.voucher == row.id && known.confirmed.is_some());
    let summary = tell::what(teller, &row);
    let entries = row.lines.iter().map(|line| {
        let of = |side: Side| (line.side == side).then_some(line.amount_fen.0);
        Entry {
            summary: summary.clone(),
            account: format!("{} {}", line.account, teller.words(&chart.full_name(&line.account))),
            debit_fen: of(Side::Debit),
            credit_fen: of(Side::Credit),
        }
    });
    Ok(Ok(Voucher {
        foot: foot(canvas, query, &format!("/v/{place}/books/{}", row.id))?,
        name: place_name(query, &place)?,
        day: full(teller, row.day),
        number: format!("{} {}", row.period, tell::number(&row.word, row.serial)),
        entries: entries.collect(),
        papers: row.papers.len(),
        sum_fen: row.amount_fen.0,
        capitals: row.amount_fen.capitals(),
        people,
        reversed: reversed.map_or_else(String::new, |known| {
            teller.say("voucher-taken-back").put("reason", teller.free(&known.reason)).to_string()
        }),
    }))
}
