//! `/desk/books/receipts/{receipt}`: a receipt on half a sheet, with a code that leads to what everybody sees of it.

use crate::books::receipt::list::named;
use crate::books::show::reads;
use crate::desk::place::frame;
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::Line;
use crate::sample;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use archive::Query;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use capital::ReceiptRow;
use village::{Fault, Fen, Place, Refusal};

/// The sheet.
#[derive(Template)]
#[template(path = "books/receipt.html")]
pub(crate) struct ReceiptPaper {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) number: String,
    pub(crate) is_void: bool,
    pub(crate) lines: Vec<Line>,
    pub(crate) capitals: String,
    pub(crate) figures: String,
    pub(crate) by: String,
    pub(crate) qr: String,
    pub(crate) address: String,
    pub(crate) back_href: String,
}

impl ReceiptPaper {
    pub(crate) fn sample(frame: Frame) -> Self {
        let address = "http://192.168.1.20:8080/v/990101001001/receipts/990101001001-S1-1201".to_owned();
        let line = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        Self {
            village: "柳湾村".to_owned(),
            number: "浙农NO.0001201".to_owned(),
            is_void: false,
            lines: vec![
                line("receipt-day", &sample::day(&frame, "2026-03-12").to_string()),
                line("receipt-payer", "青溪米业有限公司"),
                line("receipt-purpose", &sample::say(&frame, "老粮站店面上半年租金", "Rent of the grain store")),
            ],
            capitals: Fen(600_000).capitals(),
            figures: Fen(600_000).to_string(),
            by: "李小梅".to_owned(),
            qr: crate::qr::svg(&address).unwrap_or_default(),
            back_href: "/desk/books/receipts".to_owned(),
            address,
            frame,
        }
    }
}

pub(crate) async fn sheet(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let found = app.office.read(|reader| named(reader, &id))?;
            let found = found.filter(|(place, row)| reads(&official, place) && row.case.is_some());
            let (place, row) = found.ok_or_else(Refusal::not_there)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &place, &row))?)
        })
        .await?;
    page(&shown)
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    place: &Place,
    row: &ReceiptRow,
) -> Result<ReceiptPaper, Fault> {
    let teller = official.teller(Eyes::Village);
    let address = format!("{}/v/{place}/receipts/{}", app.public_url, row.id(place));
    let case = row.case.as_ref().map_or_else(String::new, |(case, _)| case.to_string());
    Ok(ReceiptPaper {
        frame: frame(app, query, official, Section::Books)?,
        village: place_name(query, place)?,
        number: row.text.clone(),
        is_void: row.cancelled,
        lines: vec![
            Line::text(teller.say("receipt-day"), teller.day(row.day).words),
            Line::text(teller.say("receipt-payer"), &row.payer),
            Line::text(teller.say("receipt-purpose"), &row.purpose),
            Line::text(teller.say("voucher-case"), case),
        ],
        capitals: row.amount_fen.capitals(),
        figures: row.amount_fen.to_string(),
        by: row.by.0.clone().unwrap_or_default(),
        qr: crate::qr::svg(&address)?,
        back_href: format!("/desk/books/receipts?village={place}"),
        address,
    })
}
