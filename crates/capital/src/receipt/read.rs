//! Questions about receipts.

use super::entries::CORRECTED;
use super::sql;
use archive::{Query, Row};
use village::{CaseId, Day, Fault, Fen, Moment, Place};

/// A book of receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptBookRow {
    /// Its number in the village.
    pub number: i64,
    /// What stands before every number.
    pub series: String,
    /// Its first number.
    pub first: i64,
    /// Its last number.
    pub last: i64,
    /// How many digits a number has.
    pub width: usize,
    /// The last number that was issued or cancelled.
    pub used: Option<i64>,
    /// How many of them were cancelled.
    pub cancelled: i64,
    /// When it was received, and by whom.
    pub received: (Moment, Option<String>),
}

/// A number that was issued or cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Its book.
    pub book: i64,
    /// Its number.
    pub number: i64,
    /// As it is printed, with what stands before it.
    pub text: String,
    /// Whether it is void.
    pub cancelled: bool,
    /// Why it is void; empty where the case put another one in its place.
    pub reason: String,
    /// The case, and the act in it, that issued it.
    pub case: Option<(CaseId, i64)>,
    /// The day.
    pub day: Day,
    /// Who paid.
    pub payer: String,
    /// What for.
    pub purpose: String,
    /// How much.
    pub amount_fen: Fen,
    /// By whom, and when.
    pub by: (Option<String>, Moment),
}

/// The number that is issued or cancelled next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextReceipt {
    /// Its book.
    pub book: i64,
    /// Its number.
    pub number: i64,
    /// The last number of its book.
    pub last: i64,
    /// As it is printed.
    pub text: String,
}

impl ReceiptBookRow {
    /// A number as it is printed.
    #[must_use]
    pub fn text(&self, number: i64) -> String {
        printed(&self.series, self.width, number)
    }

    /// How many numbers are left.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.last - self.used.unwrap_or(self.first - 1)
    }
}

impl ReceiptRow {
    /// Its name in addresses: the village, the book, the number.
    #[must_use]
    pub fn id(&self, village: &Place) -> String {
        format!("{village}-S{}-{}", self.book, self.number)
    }
}

fn printed(series: &str, width: usize, number: i64) -> String {
    format!("{series}{number:0width$}")
}

/// A village's books of receipts, in the order in which they are used.
///
/// # Errors
/// When the store cannot be read.
pub fn receipt_books(query: &mut dyn Query, village: &Place) -> Result<Vec<ReceiptBookRow>, Fault> {
    let row = |row: &Row| {
        Ok(ReceiptBookRow {
            number: row.int("number")?,
            series: row.text("series")?,
            first: row.int("first_number")?,
            last: row.int("last_number")?,
            width: usize::try_from(row.int("width")?).map_err(|e| Fault::from("a width is malformed", e))?,
            used: row.maybe_int("used")?,
            cancelled: row.int("cancelled")?,
            received: (row.moment("kept")?, row.maybe_text("name")?),
        })
    };
    query.query(sql::BOOKS, &[village.into()])?.iter().map(row).collect()
}

/// The number that is issued next; none when no book has one left.
///
/// # Errors
/// When the store cannot be read.
pub fn next_receipt(query: &mut dyn Query, village: &Place) -> Result<Option<NextReceipt>, Fault> {
    let books = receipt_books(query, village)?;
    Ok(books.iter().find(|book| book.left() > 0).map(|book| {
        let number = book.used.map_or(book.first, |used| used + 1);
        NextReceipt { book: book.number, number, last: book.last, text: book.text(number) }
    }))
}

fn row(row: &Row) -> Result<ReceiptRow, Fault> {
    let (number, reason) = (row.int("number")?, row.text("reason")?);
    let width = usize::try_from(row.int("width")?).map_err(|e| Fault::from("a width is malformed", e))?;
    let case: Option<CaseId> = row.maybe_read("case_id")?;
    Ok(ReceiptRow {
        book: row.int("book")?,
        number,
        text: printed(&row.text("series")?, width, number),
        cancelled: row.text("state")? == "cancelled",
        reason: if reason == CORRECTED { String::new() } else { reason },
        case: case.zip(row.maybe_int("act")?),
        day: row.read("day")?,
        payer: row.text("payer")?,
        purpose: row.text("purpose")?,
        amount_fen: row.fen("amount_fen")?,
        by: (row.maybe_text("name")?, row.moment("kept")?),
    })
}

/// Every number of a village that was issued or cancelled, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn receipts(query: &mut dyn Query, village: &Place) -> Result<Vec<ReceiptRow>, Fault> {
    query.query(sql::RECEIPTS, &[village.into()])?.iter().map(row).collect()
}

/// One number.
///
/// # Errors
/// When the store cannot be read.
pub fn receipt(query: &mut dyn Query, village: &Place, book: i64, number: i64) -> Result<Option<ReceiptRow>, Fault> {
    query.maybe(sql::RECEIPT, &[village.into(), book.into(), number.into()])?.as_ref().map(row).transpose()
}

/// The receipts of a case, void ones among them.
///
/// # Errors
/// When the store cannot be read.
pub fn receipts_of_case(query: &mut dyn Query, case: &CaseId) -> Result<Vec<ReceiptRow>, Fault> {
    query.query(sql::OF_CASE, &[case.into()])?.iter().map(row).collect()
}
