//! Opening a closed period again takes two people of two posts: the accountant proposes and says why, the township confirms.
//! Both stay on record and are public.

use crate::keep::{Reopened, ReopeningProposed, to_body};
use crate::open::books_of;
use crate::refuse::refused;
use crate::sql;
use archive::{Query, Tx};
use ledger::Period;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, PersonId, Place, Refusal, Stop, Words};

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
        record(desk, tx, &self.village, self.period, "reopening.proposed", to_body(&body)?)
    }
}

impl Deed for ConfirmReopening {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "confirm_reopening".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let (number, proposer) = open(tx, &self.village, self.period)?.ok_or_else(nothing_proposed)?;
        desk.may("reopen_books", &self.village, proposer.iter().cloned().collect(), false)?;
        if proposer.as_ref() == desk.person() {
            return Err(two_people().into());
        }
        may_reopen(desk, tx, &self.village, self.period)?;
        let body = to_body(&Reopened { period: self.period, number })?;
        record(desk, tx, &self.village, self.period, "period.reopened", body)
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

fn record(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    period: Period,
    kind: &'static str,
    body: serde_json::Value,
) -> Result<Receipt, Stop> {
    let subject = format!("{village}-{period}");
    let entry = tx.append(desk.draft(village, kind, &subject, body))?;
    Ok(Receipt { subject, entry: entry.seq, again: false })
}

fn proposed_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.reopening_proposed",
        Words::new("已经有人提出重开这一期", "somebody has proposed to reopen this period already"),
        Words::new("请等乡镇干部确认", "Wait for the township to confirm"),
    )
}

fn nothing_proposed() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "books.nothing_proposed",
        Words::new("没有人提出重开这一期", "nobody has proposed to reopen this period"),
        Words::new("先由代理会计提出并写明理由", "The agency's accountant proposes first and says why"),
    )
}

fn two_people() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "books.two_people",
        Words::new("提出和确认要两个人", "proposing and confirming take two people"),
        Words::new("请由另一位乡镇干部确认", "Another township official confirms"),
    )
    .violation()
}
