//! A book of receipts is handed out by the township: its numbers are entered before the first of them is issued.

use super::issue::folded;
use super::keep::BookReceived;
use super::read::receipt_books;
use super::sql;
use crate::keep::to_body;
use crate::open::books_of;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{FieldFault, Place, Refusal, Stop, Words};

/// The most receipts in one book.
const MOST: i64 = 10_000;

/// Enters a book of receipts.
pub struct ReceiveReceiptBook {
    /// The village.
    pub village: Place,
    /// What stands before every number; may be empty.
    pub series: String,
    /// Its first number, with all its digits.
    pub first: String,
    /// Its last number.
    pub last: String,
    /// The list on which the township wrote down what it handed out, signed.
    pub paper: StoredFile,
}

impl Deed for ReceiveReceiptBook {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.first.clone(), step: "receive_receipt_book".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        books_of(desk, tx, &self.village)?;
        let (series, first, last, width) = self.numbers().map_err(|faults| Refusal::faulty("receipt.book", faults))?;
        for row in tx.query(sql::SERIES, &[series.as_str().into()])? {
            let (from, to) = (row.int("first_number")?, row.int("last_number")?);
            if first <= to && from <= last {
                let at: Place = row.read("village")?;
                let words = Words::new(
                    format!("这些号码里有的已经登记过：{series}{from:0width$}至{to:0width$}（{at}）"),
                    format!("some of these numbers are entered already: {series}{from:0width$} to {to:0width$} ({at})"),
                );
                return Err(Refusal::faulty("receipt.book", vec![FieldFault { field: "first".into(), words }]).into());
            }
        }
        let number = receipt_books(tx, &self.village)?.last().map_or(1, |book| book.number + 1);
        let width = i64::try_from(width).unwrap_or(1);
        let body = BookReceived { number, series, first, last, width, paper: self.paper.hash };
        let subject = format!("{}-S{number}", self.village);
        let entry = tx.append(desk.draft(&self.village, "receipt_book.received", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl ReceiveReceiptBook {
    /// What was typed as numbers, with how many digits they have; or every fault.
    fn numbers(&self) -> Result<(String, i64, i64, usize), Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, zh: String, en: String| {
            faults.push(FieldFault { field: field.into(), words: Words::new(zh, en) });
        };
        let series = folded(&self.series);
        if series.chars().count() > 20 || series.chars().last().is_some_and(|c| c.is_ascii_digit()) {
            fault(
                "series",
                format!("字轨最多20个字，不以数字结尾；填的是{series}"),
                format!("at most 20 characters that do not end in a digit; found `{series}`"),
            );
        }
        let (first, last) = (folded(&self.first), folded(&self.last));
        for (field, text) in [("first", &first), ("last", &last)] {
            if text.is_empty() || text.len() > 12 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
                fault(
                    field,
                    format!("号码是1到12位数字；填的是{text}"),
                    format!("a number has 1 to 12 digits; found `{text}`"),
                );
            }
        }
        let parsed = first.parse::<i64>().ok().zip(last.parse::<i64>().ok());
        if let Some((from, to)) = parsed
            && (first.len() != last.len() || to < from || to - from >= MOST)
        {
            fault(
                "last",
                format!("止号要和起号位数相同、不小于起号，一本最多{MOST}张；填的是{first}至{last}"),
                format!(
                    "the last number has as many digits as the first and is not less, at most {MOST} in a book; found {first} to {last}"
                ),
            );
        }
        match parsed {
            Some((from, to)) if faults.is_empty() => Ok((series, from, to, first.len())),
            _ => Err(faults),
        }
    }
}
