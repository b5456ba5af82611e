//! What each entry of receipts adds up to in the tables.

use super::keep::{BookReceived, Cancelled, Issued};
use super::sql;
use crate::entries::body;
use archive::{Change, Entry, Kind, Value};
use village::{Fault, Fen};

/// The reason of a receipt in whose place the case's own correction put another one.
pub(crate) const CORRECTED: &str = "corrected";

/// The kinds of entry of this part.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "receipt_book.received", apply: apply_received },
        Kind { name: "receipt.issued", apply: apply_issued },
        Kind { name: "receipts.cancelled", apply: apply_cancelled },
    ]
}

fn apply_received(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let book: BookReceived = body(entry)?;
    change.execute(
        sql::INSERT_BOOK,
        &[
            (&entry.village).into(),
            book.number.into(),
            book.series.into(),
            book.first.into(),
            book.last.into(),
            book.width.into(),
            book.paper.to_string().into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_issued(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let issued: Issued = body(entry)?;
    if let Some((book, number)) = issued.instead {
        let params = [(&entry.village).into(), book.into(), number.into(), CORRECTED.into()];
        change.execute(sql::CANCEL, &params)?;
    }
    change.execute(
        sql::INSERT,
        &[
            (&entry.village).into(),
            issued.book.into(),
            issued.number.into(),
            "issued".into(),
            issued.case.into(),
            issued.act.into(),
            issued.day.into(),
            issued.payer.into(),
            issued.purpose.into(),
            issued.amount_fen.into(),
            "".into(),
            Value::Null,
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_cancelled(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let cancelled: Cancelled = body(entry)?;
    for number in cancelled.first..=cancelled.last {
        change.execute(
            sql::INSERT,
            &[
                (&entry.village).into(),
                cancelled.book.into(),
                number.into(),
                "cancelled".into(),
                Value::Null,
                Value::Null,
                cancelled.day.into(),
                "".into(),
                "".into(),
                Fen(0).into(),
                cancelled.reason.as_str().into(),
                cancelled.paper.to_string().into(),
                entry.person.clone().into(),
                entry.moment.into(),
            ],
        )?;
    }
    Ok(())
}
