//! Closing a period: it is fixed under a hash that hangs on the one before.

use crate::card;
use crate::keep::{Closed, to_body};
use crate::open::books_of;
use crate::refuse::refused;
use crate::store;
use archive::{Query, Tx};
use ledger::{Period, Reason};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Fault, Place, Stop};

/// Closes a period of a village's books.
pub struct ClosePeriod {
    /// The village.
    pub village: Place,
    /// The period.
    pub period: Period,
}

impl Deed for ClosePeriod {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "close_period".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let mut books = books_of(desk, tx, &self.village)?;
        // What the month wore is posted before it is closed; it is closed when everything else allows it, too.
        books.may_close(self.period, desk.now.day()).map_err(|reasons| refused("books.close", &reasons))?;
        card::wear(desk, tx, &self.village, &mut books, self.period)?;
        let hash = books.may_close(self.period, desk.now.day()).map_err(|reasons| refused("books.close", &reasons))?;
        let body = to_body(&Closed { period: self.period, hash })?;
        let subject = format!("{}-{}", self.village, self.period);
        let entry = tx.append(desk.draft(&self.village, "period.closed", &subject, body))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

/// Why a period cannot be closed today; nothing when it can.
///
/// # Errors
/// When the store cannot be read.
pub fn not_closable(query: &mut dyn Query, desk: &Desk, village: &Place, period: Period) -> Result<Vec<Reason>, Fault> {
    let books = store::books(query, desk, village)?;
    let judged = books.map_or(Ok(Vec::new()), |books| books.may_close(period, desk.now.day()).map(|_| Vec::new()));
    Ok(judged.unwrap_or_else(|reasons| reasons))
}
