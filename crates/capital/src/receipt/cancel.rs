//! The next receipts are cancelled: spoilt, torn or lost. They stay in the list with their reason.

use super::keep::Cancelled;
use super::read::next_receipt;
use crate::keep::to_body;
use archive::Tx;
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words};

/// Cancels the next receipts.
pub struct CancelReceipts {
    /// The village.
    pub village: Place,
    /// The first of them, as it is printed: it must be the next one.
    pub first: String,
    /// How many.
    pub many: i64,
    /// Why.
    pub reason: String,
    /// All copies of them, or the record of their loss.
    pub paper: StoredFile,
}

impl Deed for CancelReceipts {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.first.clone(), step: "cancel_receipts".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("submit_books", &self.village, BTreeSet::new(), false)?;
        let next = next_receipt(tx, &self.village)?.ok_or_else(none_left)?;
        if self.first != next.text {
            return Err(moved_on(&self.first, &next.text).into());
        }
        let mut faults = Vec::new();
        let mut fault = |field: &str, words: Words| faults.push(FieldFault { field: field.into(), words });
        let left = next.last - next.number + 1;
        if !(1..=left).contains(&self.many) {
            let zh = format!("张数是1到{left}（这一本只剩{left}张）");
            fault("many", Words::new(zh, format!("between 1 and {left}, which is what the book has left")));
        }
        let reason = self.reason.trim();
        if reason.chars().count() < 2 || reason.chars().count() > 200 {
            fault("reason", Words::new("请写明作废原因，2到200字", "say why, in 2 to 200 characters"));
        }
        if !faults.is_empty() {
            return Err(Refusal::faulty("receipt.cancel", faults).into());
        }
        let body = Cancelled {
            book: next.book,
            first: next.number,
            last: next.number + self.many - 1,
            day: desk.now.day(),
            reason: reason.to_owned(),
            paper: self.paper.hash,
        };
        let subject = format!("{}-S{}-{}", self.village, next.book, next.number);
        let entry = tx.append(desk.draft(&self.village, "receipts.cancelled", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

fn none_left() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "receipt.none_left",
        Words::new("没有可以作废的收据：收据已经用完，或者还没有登记", "there is no receipt to cancel: none is left"),
        Words::new("请代理会计登记新领的收据", "The agency's accountant enters a new book"),
    )
}

fn moved_on(asked: &str, next: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "receipt.moved_on",
        Words::new(
            format!("{asked}不是下一张，下一张是{next}"),
            format!("`{asked}` is not the next receipt, `{next}` is"),
        ),
        Words::new("请回到收据页面重新看", "Go back to the receipts and look again"),
    )
}
