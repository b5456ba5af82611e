//! Carrying a year over: income and expense to the year's income, that to be distributed, after the reserve of the layer in
//! force.

use crate::card;
use crate::keep::{Carried, to_body};
use crate::open::books_of;
use crate::refuse::refused;
use archive::{Query, Tx};
use ledger::{Period, Reason};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Day, Fault, Place, Stop};

/// Carries a year over in a village's books.
pub struct CarryYear {
    /// The village.
    pub village: Place,
    /// The year.
    pub year: i16,
}

impl Deed for CarryYear {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.year.to_string(), step: "carry_year".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let mut books = books_of(desk, tx, &self.village)?;
        let last = Day::new(self.year, 12, 31).ok_or_else(|| Fault::new("a year without an end"))?;
        let december = Period::of(last);
        if desk.now.day() <= last {
            return Err(refused("books.carry", &[Reason::NotEnded(december)]).into());
        }
        card::wear(desk, tx, &self.village, &mut books, december)?;
        let reserve_percent = reserve_percent(desk, tx, &self.village, last)?;
        let end = books.carry_year(december, reserve_percent).map_err(|reasons| refused("books.carry", &reasons))?;
        let body = Carried {
            year: self.year,
            net_fen: end.net_fen,
            reserve_fen: end.reserve_fen,
            reserve_percent,
            vouchers: end.vouchers,
        };
        let subject = format!("{}-{}", self.village, self.year);
        let entry = tx.append(desk.draft(&self.village, "year.carried", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

/// The share that C5, the distribution of income, asks for: one number, said once.
fn reserve_percent(desk: &Desk, tx: &mut dyn Query, village: &Place, day: Day) -> Result<u8, Fault> {
    let book = desk.office.current_book(tx)?.at(village, day);
    let percent = book.affair("C5").and_then(|affair| affair.parameters.get("reserve_percent"));
    let percent = percent.map_or(0, |parameter| parameter.on(day));
    u8::try_from(percent).map_err(|error| Fault::from("the reserve's percentage is out of bounds", error))
}
