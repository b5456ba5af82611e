//! Opening a closed period again takes two people of two posts: the accountant proposes and says why, the township confirms.
//! Both stay on record and are public.

use crate::keep::{Reopened, ReopeningProposed, to_body};
use crate::open::books_of;
use crate::pair::{not_alone, nothing_waits, record, waits};
use crate::refuse::refused;
use crate::sql;
use archive::{Query, Tx};
use ledger::Period;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, PersonId, Place, Refusal, Stop, Words};

/// Proposes that a closed period be opened again.
pub struct ProposeReopening {
    /// The village.
    pub village: Place,
    /// The period.
    pub period: Period,
    /// Why.
    pub reason: String,
}

/// Confirms it: the period is open.
pub struct ConfirmReopening {
    /// The village.
    pub village: Place,
    /// The period.
    pub period: Period,
}

impl Deed for ProposeReopening {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "propose_reopening".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        may_reopen(desk, tx, &self.village, self.period)?;
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 500 {
            let words = Words::new(
                "请写明为什么要重开，最多500字",
                "say why it is to be opened again, in at most 500 characters",
            );
            return Err(Refusal::faulty("books.reopen", vec![FieldFault { field: "reason".into(), words }]).into());
        }
        if open(tx, &self.village, self.period)?.is_some() {
            return Err(proposed_already().into());
        }
        let params = [(&self.village).into(), self.period.to_string().into()];
        let number = tx.one(sql::COUNT_REOPENINGS, &params)?.int("many")? + 1;
        let body = ReopeningProposed { period: self.period, number, reason: reason.to_owned() };
        record(desk, tx, &self.village, &named(&self.village, self.period), "reopening.proposed", to_body(&body)?)
    }
}

impl Deed for ConfirmReopening {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "confirm_reopening".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let (number, proposer) = open(tx, &self.village, self.period)?.ok_or_else(nothing_proposed)?;
        desk.may("reopen_books", &self.village, proposer.iter().cloned().collect(), false)?;
        not_alone(desk, proposer.as_ref())?;
        may_reopen(desk, tx, &self.village, self.period)?;
        let body = to_body(&Reopened { period: self.period, number })?;
        record(desk, tx, &self.village, &named(&self.village, self.period), "period.reopened", body)
    }
}

fn may_reopen(desk: &Desk, tx: &mut dyn Query, village: &Place, period: Period) -> Result<(), Stop> {
    let books = books_of(desk, tx, village)?;
    books.may_reopen(period).map_err(|reasons| refused("books.reopen", &reasons).into())
}

fn open(tx: &mut dyn Query, village: &Place, period: Period) -> Result<Option<(i64, Option<PersonId>)>, Stop> {
    let row = tx.maybe(sql::OPEN_REOPENING, &[village.into(), period.to_string().into()])?;
    Ok(row.map(|row| Ok::<_, village::Fault>((row.int("number")?, row.maybe_read("proposed_by")?))).transpose()?)
}

fn named(village: &Place, period: Period) -> String {
    format!("{village}-{period}")
}

fn proposed_already() -> Refusal {
    let words = Words::new("已经有人提出重开这一期", "somebody has proposed to reopen this period already");
    waits("books.reopening_proposed", words)
}

fn nothing_proposed() -> Refusal {
    let words = Words::new("没有人提出重开这一期", "nobody has proposed to reopen this period");
    let next = Words::new("先由代理会计提出并写明理由", "The agency's accountant proposes first and says why");
    nothing_waits("books.nothing_proposed", words, next)
}
