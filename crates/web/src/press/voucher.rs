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
use capital::VoucherRow;
use ledger::Side;
use office::{Desk, roster};
use print::{Entry, Voucher};
use village::{Fault, PersonId, Place, Refusal};

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
    let people = people(canvas, query, &place, &row)?;
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

/// 经手, 证明, 审核, 审批, 出纳, 制单, 记账. Whose step moved the money is its cashier; that step made the voucher; whoever closed the
/// month has posted it.
fn people(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place, row: &VoucherRow) -> Result<[String; 7], Fault> {
    let mut name = |person: &Option<PersonId>| -> Result<String, Fault> {
        let name = person.as_ref().map(|person| roster::name_of(query, person)).transpose()?.flatten();
        Ok(name.map_or_else(String::new, |name| canvas.teller.name(&name)))
    };
    let [handler, witness, reviewer, approver] = &row.people;
    let made = name(&row.posted_by)?;
    let moved = ["receipt", "payment"].contains(&row.word.as_str());
    let cashier = if moved { made.clone() } else { String::new() };
    let four = [name(handler)?, name(witness)?, name(reviewer)?, name(approver)?];
    let closed = capital::periods(query, place)?.into_iter().find(|period| period.period == row.period);
    let posted = closed.and_then(|period| period.closed_by).map_or_else(String::new, |name| canvas.teller.name(&name));
    let [handler, witness, reviewer, approver] = four;
    Ok([handler, witness, reviewer, approver, cashier, made, posted])
}
