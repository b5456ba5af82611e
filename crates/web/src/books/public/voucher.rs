//! `/v/{code}/books/{voucher}`: one voucher of a closed month for everybody, with names masked; its QR code leads here.

use crate::books::page::PublicVoucherPage;
use crate::books::tell;
use crate::books::voucher::{EntryLine, about, entries};
use crate::copy::shown::of_case;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::qr;
use crate::show::Link;
use crate::state::App;
use crate::told::at_village;
use crate::village::print::picture;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::VoucherRow;
use office::Desk;
use village::{Fault, Place, Refusal};

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, voucher)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let (at, number) = (code.get(..12).unwrap_or(&code), voucher.get(..40).unwrap_or(&voucher));
    let address = format!("/v/{at}/books/{number}");
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code, &voucher)).await
}

/// The voucher, when its month is closed: an open one is still being written.
pub(crate) fn closed(query: &mut dyn Query, place: &Place, id: &str) -> Result<Option<VoucherRow>, Fault> {
    let Some(voucher) = capital::voucher(query, place, id)? else { return Ok(None) };
    let periods = capital::periods(query, place)?;
    let row = periods.iter().find(|row| row.period == voucher.period);
    Ok(row.is_some_and(|row| row.hash.is_some()).then_some(voucher))
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    id: &str,
) -> Result<Option<PublicVoucherPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, mut frame) = (found.place, canvas.teller, canvas.frame);
    let Some(voucher) = closed(query, &place, id)? else { return Ok(None) };
    let name = at_village(query, &mut frame, &place, &teller)?;
    let month = teller.month(voucher.period.first_day());
    frame.back = Some(Link::new(
        format!("{} · {month}", teller.say("books-public")),
        format!("/v/{place}/books?period={}", voucher.period),
    ));
    let desk = Desk::unnamed(&canvas.app.office, canvas.app.now());
    let chart = capital::chart_of(query, &desk, &place)?;
    let public = affairs::disclosures(query, &place)?;
    let case = voucher.case.as_ref().filter(|case| public.iter().any(|known| known.case == **case));
    let reversed = capital::reversals(query, &place)?;
    let reversed = reversed.iter().find(|row| row.voucher == voucher.id && row.confirmed.is_some());
    let address = format!("{}/v/{place}/books/{}", canvas.app.public_url, voucher.id);
    Ok(Some(PublicVoucherPage {
        title: format!("{} {}", voucher.period, tell::number(&voucher.word, voucher.serial)),
        amount: tell::yuan(voucher.amount_fen.0),
        about: about(query, &teller, &voucher)?,
        lines: entries(&teller, &chart, &voucher).collect::<Vec<EntryLine>>(),
        reversed: reversed.map_or_else(String::new, |row| {
            teller.say("voucher-taken-back").put("reason", teller.free(&row.reason)).to_string()
        }),
        case_href: case.map_or_else(String::new, |case| format!("/cases/{case}")),
        kept: case.is_none(),
        copies: match case {
            Some(case) => of_case(query, &canvas.app.office, &teller, case)?,
            None => Vec::new(),
        },
        qr: qr::svg(&address)?,
        ask_href: format!("/v/{place}/ask?about=voucher/{}", voucher.id),
        png_href: format!("/v/{place}/books/{}/qr.png", voucher.id),
        print_href: format!("/v/{place}/books/{}/voucher.pdf", voucher.id),
        address,
        name,
        frame,
    }))
}

pub(crate) async fn svg(
    State(app): State<App>,
    Path((code, voucher)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let address = known(&app, code, voucher).await?;
    picture("image/svg+xml", qr::svg(&address)?.into_bytes())
}

pub(crate) async fn png(
    State(app): State<App>,
    Path((code, voucher)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let address = known(&app, code, voucher).await?;
    picture("image/png", qr::png(&address)?)
}

async fn known(app: &App, code: String, id: String) -> Result<String, Halt> {
    let found = app
        .blocking(move |app| {
            app.office.read(|reader| {
                let Some(found) = village(reader, &code)? else { return Ok(None) };
                Ok(closed(reader, &found.place, &id)?.map(|voucher| (found.place, voucher.id)))
            })
        })
        .await?;
    let (place, id) = found.ok_or_else(Refusal::not_there)?;
    Ok(format!("{}/v/{place}/books/{id}", app.public_url))
}
