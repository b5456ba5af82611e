//! Carrying a year over: income and expense to the year's income, that to be distributed, after the reserve of the layer in
//! force.

use crate::card;
use crate::keep::{Carried, to_body};
use crate::open::books_of;
use crate::refuse::refused;
use archive::{Query, Tx};
use ledger::{Class, Period, Reason, Side, Voucher};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Day, Fault, Fen, Place, Stop};

/// Carries a year over in a village's books.
pub struct CarryYear {
    /// The village.
    pub village: Place,
    /// The year.
    pub year: i16,
}

/// A year's end as it would be carried over: everything that is to be seen before it is confirmed.
#[derive(Debug)]
pub struct YearShown {
    /// Income and expense of the year, what December still wears among them.
    pub income_fen: Fen,
    /// Expense of the year.
    pub expense_fen: Fen,
    /// What of the expense December's wear is, posted with it; nothing where it was posted.
    pub wear_fen: Fen,
    /// 本年收益: what is carried over; less than nothing is a loss.
    pub net_fen: Fen,
    /// The share of it that the rules of the layer in force ask for.
    pub reserve_percent: u8,
    /// What goes to the reserve.
    pub reserve_fen: Fen,
    /// What was undistributed before.
    pub before_fen: Fen,
    /// What was distributed in the year.
    pub distributed_fen: Fen,
    /// What is undistributed afterwards, and goes into the next year.
    pub after_fen: Fen,
    /// The vouchers that would be posted.
    pub vouchers: Vec<Voucher>,
}

/// What carrying a year over would come to, or why it cannot be done. Nothing is changed.
///
/// # Errors
/// When the store cannot be read, or with the refusal that whoever carried it over would get.
pub fn year_shown(query: &mut dyn Query, desk: &Desk, village: &Place, year: i16) -> Result<YearShown, Stop> {
    let mut books = books_of(desk, query, village)?;
    let last = Day::new(year, 12, 31).ok_or_else(|| Fault::new("a year without an end"))?;
    let december = Period::of(last);
    if desk.now.day() <= last {
        return Err(refused("books.carry", &[Reason::NotEnded(december)]).into());
    }
    let worn = card::wear_of(query, desk, village, &mut books, december)?;
    let percent = reserve_percent(desk, query, village, last)?;
    let roles = books.chart.roles.clone();
    let before_fen = books.balance_fen(&roles.undistributed);
    let end = books.carry_year(december, percent).map_err(|reasons| refused("books.carry", &reasons))?;
    let of = |class: Class| -> i64 {
        let lines = end.vouchers.iter().flat_map(|voucher| &voucher.draft.lines);
        let own = lines.filter(|line| books.chart.account(&line.account).is_some_and(|known| known.class == class));
        own.map(|line| line.signed_fen()).sum()
    };
    let sum = |fen: i128| Fen(i64::try_from(fen).unwrap_or(i64::MAX));
    let after_fen = books.balance_fen(&roles.undistributed);
    Ok(YearShown {
        income_fen: Fen(of(Class::Income)),
        expense_fen: Fen(of(Class::Expense).saturating_neg()),
        wear_fen: worn.map_or(Fen(0), |worn| sum(worn.voucher.draft.sum(Side::Debit))),
        net_fen: end.net_fen,
        reserve_percent: percent,
        reserve_fen: end.reserve_fen,
        before_fen,
        distributed_fen: before_fen + end.net_fen - end.reserve_fen - after_fen,
        after_fen,
        vouchers: end.vouchers,
    })
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
