//! `/desk/books/receipts` and `/v/{code}/receipts`: every number that was issued or cancelled, and whether one is missing.

use crate::books::listing::{self, Asked, Cell, Listing, Part, Row};
use crate::books::show::Wish;
use crate::desk::place::may;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::visitor::Official;
use crate::part::Line;
use crate::show::{Link, State as Mark, Tag};
use crate::state::App;
use archive::Query;
use axum::extract::{Path, Query as AskedFor, State};
use axum::http::HeaderMap;
use axum::response::Response;
use capital::{ReceiptBookRow, ReceiptRow};
use std::collections::BTreeSet;
use village::{Fault, Place};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::desk(app, official, wish, "receipts", compose).await
}

pub(crate) async fn csv(
    State(app): State<App>,
    official: Official,
    AskedFor(wish): AskedFor<Wish>,
) -> Result<Response, Halt> {
    listing::csv(app, official, wish, "receipts", compose).await
}

pub(crate) async fn public(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, String::new(), "receipts", compose).await
}

pub(crate) async fn public_one(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path((code, receipt)): Path<(String, String)>,
) -> Result<Response, Halt> {
    listing::everybody(app, look, asked, code, receipt, "receipts", compose).await
}

/// The numbers of a book up to the last one used that are neither issued nor cancelled.
fn gaps(book: &ReceiptBookRow, rows: &[ReceiptRow]) -> Vec<i64> {
    let known: BTreeSet<i64> = rows.iter().filter(|row| row.book == book.number).map(|row| row.number).collect();
    let Some(used) = book.used else { return Vec::new() };
    (book.first..=used).filter(|number| !known.contains(number)).collect()
}

/// The receipt that an address names.
pub(crate) fn named(query: &mut dyn Query, id: &str) -> Result<Option<(Place, ReceiptRow)>, Fault> {
    let Some((place, rest)) = id.split_once("-S") else { return Ok(None) };
    let numbers = rest.split_once('-').and_then(|(book, number)| book.parse().ok().zip(number.parse().ok()));
    let (Ok(place), Some((book, number))) = (Place::new(place), numbers) else { return Ok(None) };
    Ok(capital::receipt(query, &place, book, number)?.map(|row| (place, row)))
}

fn compose(query: &mut dyn Query, asked: &Asked<'_>) -> Result<Option<Listing>, Fault> {
    let (teller, place) = (asked.teller, asked.place);
    let books = capital::receipt_books(query, place)?;
    let all = capital::receipts(query, place)?;
    let public = affairs::disclosures(query, place)?;
    let closed = capital::periods(query, place)?;
    let mut rows = Vec::new();
    for one in all.iter().filter(|one| asked.one.is_empty() || one.id(place) == asked.one) {
        let mut voucher = None;
        if let Some((case, _)) = &one.case {
            let found = capital::vouchers_of_case(query, case)?;
            voucher = found.into_iter().rfind(|voucher| voucher.word == ledger::Word::Receipt.code());
        }
        let voucher = voucher.filter(|voucher| {
            let is_closed = closed.iter().any(|row| row.period == voucher.period && row.hash.is_some());
            asked.official.is_some() || is_closed
        });
        rows.push(row(asked, one, voucher.as_ref(), &public));
    }
    if !asked.one.is_empty() && rows.is_empty() {
        return Ok(None);
    }
    let missing: Vec<String> =
        books.iter().flat_map(|book| gaps(book, &all).into_iter().map(|number| book.text(number))).collect();
    let left: i64 = books.iter().map(ReceiptBookRow::left).sum();
    let cancelled = all.iter().filter(|one| one.cancelled).count();
    let next = capital::next_receipt(query, place)?;
    let say = |key: &'static str| teller.say(key).to_string();
    let mut shown = Listing {
        title: say("receipts-title"),
        lead: say("receipts-lead"),
        empty: (say("receipts-empty"), say("receipts-empty-why")),
        ..Listing::default()
    };
    if asked.one.is_empty() && !books.is_empty() {
        let gap = if missing.is_empty() { say("receipt-no-gap") } else { missing.join("、") };
        shown.sums = vec![
            Line::text(say("receipt-next"), next.as_ref().map_or_else(|| say("receipt-none-left"), |n| n.text.clone())),
            Line::text(say("receipt-left"), left.to_string()),
            Line::text(say("receipt-issued"), (all.len() - cancelled).to_string()),
            Line::text(say("receipt-cancelled"), cancelled.to_string()),
            Line::text(say("receipt-gaps"), gap),
        ];
        shown.parts.push(of_books(asked, &books));
    }
    if !missing.is_empty() {
        let said = teller.say("receipt-missing").put("numbers", missing.join("、"));
        shown.warnings.push(Tag::new(Mark::Red, said));
    }
    let heads = ["receipt-no", "receipt-day", "receipt-payer", "receipt-amount", "receipt-voucher"];
    let heads = heads.map(say).to_vec();
    shown.parts.push(Part { id: "numbers", title: say("receipt-numbers"), heads, rows });
    shown.links = links(asked, next.is_some());
    Ok(Some(shown))
}

fn links(asked: &Asked<'_>, some_left: bool) -> Vec<Link> {
    let mut links = Vec::new();
    match asked.official {
        Some(official) => {
            let place = asked.place;
            if may(&official.desk, "keep_books", place) {
                let href = format!("/desk/books/receipts/book?village={place}");
                links.push(Link::new(asked.teller.say("receipt-book-go"), href));
            }
            if some_left && may(&official.desk, "submit_books", place) {
                let href = format!("/desk/books/receipts/cancel?village={place}");
                links.push(Link::new(asked.teller.say("receipt-cancel-go"), href));
            }
        }
        None if !asked.one.is_empty() => {
            links.push(Link::new(asked.teller.say("receipt-all"), format!("/v/{}/receipts", asked.place)));
        }
        None => {}
    }
    links
}

fn of_books(asked: &Asked<'_>, books: &[ReceiptBookRow]) -> Part {
    let say = |key: &'static str| asked.teller.say(key).to_string();
    let row = |book: &ReceiptBookRow| Row {
        what: format!("{} – {}", book.text(book.first), book.text(book.last)),
        cells: vec![
            Cell::day(asked.teller, book.received.0.day()),
            // Who receives them does it in office: everybody may know the name.
            Cell::text(book.received.1.as_deref().unwrap_or_default()),
            Cell::number((book.last - book.first + 1).to_string()),
            Cell::number(book.cancelled.to_string()),
            Cell::number(book.left().to_string()),
        ],
        ..Row::default()
    };
    let heads = [
        "receipt-book",
        "receipt-received",
        "receipt-received-by",
        "receipt-many",
        "receipt-cancelled",
        "receipt-left",
    ];
    Part {
        id: "books",
        title: say("receipt-books"),
        heads: heads.map(say).to_vec(),
        rows: books.iter().map(row).collect(),
    }
}

fn row(
    asked: &Asked<'_>,
    one: &ReceiptRow,
    voucher: Option<&capital::VoucherRow>,
    public: &[affairs::Disclosure],
) -> Row {
    let (teller, place) = (asked.teller, asked.place);
    let mut tags = Vec::new();
    let mut note = teller.free(&one.purpose);
    if one.cancelled {
        tags.push(Tag::new(Mark::Red, teller.say("receipt-void")));
        let why =
            if one.reason.is_empty() { teller.say("receipt-corrected").to_string() } else { teller.free(&one.reason) };
        note = if note.is_empty() { why } else { format!("{note} · {why}") };
    }
    let href = match (&one.case, asked.official) {
        (None, _) => String::new(),
        (Some(_), Some(_)) => format!("/desk/books/receipts/{}", one.id(place)),
        (Some((case, _)), None) => asked.case(case, public),
    };
    let number = |voucher: &capital::VoucherRow| {
        let said = format!("{} {}", voucher.period, crate::books::tell::number(&voucher.word, voucher.serial));
        let shown =
            Link::new(&said, asked.address(&format!("books/{}", voucher.id)).replace("/books/books/", "/books/"));
        Cell { shown: shown.into(), plain: said, is_number: false }
    };
    Row {
        anchor: format!("S{}-{}", one.book, one.number),
        what: one.text.clone(),
        href,
        note,
        tags,
        cells: vec![
            Cell::day(teller, one.day),
            Cell::text(teller.party(&one.payer)),
            if one.case.is_some() { Cell::yuan(one.amount_fen) } else { Cell::nothing() },
            voucher.map_or_else(|| Cell::text(""), number),
        ],
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::gaps;
    use capital::{ReceiptBookRow, ReceiptRow};
    use village::{Fen, Moment};

    #[test]
    fn a_number_that_is_neither_issued_nor_cancelled_is_told() {
        let moment = Moment(0);
        let book = ReceiptBookRow {
            number: 1,
            series: String::new(),
            first: 5,
            last: 20,
            width: 4,
            used: Some(8),
            cancelled: 0,
            received: (moment, None),
        };
        let row = |number: i64| ReceiptRow {
            book: 1,
            number,
            text: book.text(number),
            cancelled: false,
            reason: String::new(),
            case: None,
            day: "2026-03-01".parse().unwrap(),
            payer: String::new(),
            purpose: String::new(),
            amount_fen: Fen(0),
            by: (None, moment),
        };
        assert_eq!(gaps(&book, &[row(5), row(6), row(8)]), [7]);
        assert!(gaps(&book, &[row(5), row(6), row(7), row(8)]).is_empty());
        assert_eq!((book.left(), book.text(7).as_str()), (12, "0007"));
    }
}
