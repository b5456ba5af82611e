//! Opening balances that were wrong are put right by two, publicly, with reason and paper; but only as long as nothing rests on them.

use super::keep::{ByTwo, OpeningCorrected};
use super::prepare::{Prepared, opening_sums, prepare};
use super::read::HandoverWhat;
use super::sql;
use crate::entries::{body, insert_account, insert_opening};
use crate::keep::to_body;
use crate::open::books_of;
use crate::refuse::{faulty, field};
use archive::{Change, Entry, Query, Tx};
use ledger::{Books, OpeningLine, SubAccount};
use office::{About, Deed, Desk, Receipt, StoredFile};
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Fault, Kind, Place, Refusal, Stop, Words};

/// Prepares other opening balances than those that the books began with.
pub struct CorrectOpening {
    /// The village.
    pub village: Place,
    /// All balances, as they should have been.
    pub opening: Vec<OpeningLine>,
    /// The village's own accounts among them; those that are there already may be named again.
    pub accounts: Vec<SubAccount>,
    /// Why.
    pub reason: String,
    /// The signed list with the right balances.
    pub paper: StoredFile,
}

impl Deed for CorrectOpening {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "correct_opening".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            let words =
                Words::new("请写明为什么更正，最多200字", "say why they are put right, in at most 200 characters");
            return Err(field("reason", words).into());
        }
        let said = OpeningCorrected {
            opening: self.opening.clone(),
            accounts: self.new_accounts(desk, tx)?,
            reason: reason.to_owned(),
            paper: self.paper.hash,
            by_two: None,
        };
        check(desk, tx, &self.village, &said)?;
        let sums = opening_sums(&self.opening);
        let (many, body) = (self.opening.len(), to_body(&said)?);
        let (what, paper) = (HandoverWhat::Opening, &self.paper);
        prepare(
            desk,
            tx,
            &self.village,
            Prepared { what, words: reason, file: None, days: None, many, sums, paper, body },
        )
    }
}

impl CorrectOpening {
    fn new_accounts(&self, desk: &Desk, tx: &mut dyn Query) -> Result<Vec<SubAccount>, Stop> {
        let chart = books_of(desk, tx, &self.village)?.chart;
        Ok(self.accounts.iter().filter(|own| chart.account(&own.code).is_none()).cloned().collect())
    }
}

/// The second person agrees: they are checked once more and entered.
pub(super) fn confirm(
    desk: &Desk,
    tx: &mut Tx<'_>,
    village: &Place,
    body: serde_json::Value,
    by: ByTwo,
) -> Result<(), Stop> {
    let mut said: OpeningCorrected =
        serde_json::from_value(body).map_err(|error| Fault::from("a handover is malformed", error))?;
    check(desk, tx, village, &said)?;
    said.by_two = Some(by);
    desk.append_more(tx, village, "opening.corrected", village.as_str(), to_body(&said)?)?;
    Ok(())
}

fn check(desk: &Desk, tx: &mut dyn Query, village: &Place, said: &OpeningCorrected) -> Result<(), Stop> {
    let books = books_of(desk, tx, village)?;
    if let Some(refusal) = not_correctable(tx, village)? {
        return Err(refusal.into());
    }
    let chart = books.chart.with(&said.accounts).map_err(|reasons| faulty(&reasons))?;
    let mut put_right = Books::open(Arc::new(chart), books.first, &said.opening).map_err(|reasons| faulty(&reasons))?;
    // What was kept back for payments must still be there.
    for (id, kept) in &books.reserved {
        put_right.reserve(id, &kept.account, kept.amount_fen, kept.day).map_err(|reasons| faulty(&reasons))?;
    }
    Ok(())
}

/// Why the opening balances of a village cannot be put right any more; none while they can.
///
/// # Errors
/// When the store cannot be read.
pub fn not_correctable(query: &mut dyn Query, village: &Place) -> Result<Option<Refusal>, Fault> {
    let vouchers = query.one(sql::COUNT_VOUCHERS, &[village.into()])?.int("many")?;
    let closed = query.one(sql::COUNT_CLOSED, &[village.into()])?.int("many")?;
    if vouchers == 0 && closed == 0 {
        return Ok(None);
    }
    let words = Words::new(
        format!("期初余额后面已有{vouchers}张凭证、{closed}个已结账的月份，不能再改"),
        format!("{vouchers} vouchers and {closed} closed months rest on the opening balances; they stand"),
    );
    let next = Words::new(
        "差错用凭证更正：把建账那天以前的更正分录编成凭证文件，附上签字的说明，用“导入旧凭证”送乡镇确认后入账；那个月已经结账的，先由两人重开",
        "Put the error right by a voucher: write the adjusting lines, dated at the latest on the day on which the books were opened, into a file of vouchers, and hand it over with the signed explanation (“old vouchers”); the township confirms it. Where that month is closed, two people open it again first",
    );
    Ok(Some(Refusal::new(Kind::NotNow, "books.opening_stands", words, next)))
}

/// The books begin anew: nothing rests on what they began with before.
pub(crate) fn apply(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: OpeningCorrected = body(entry)?;
    let village = &entry.village;
    let row = change.one(crate::sql::BOOKS, &[village.into()])?;
    change.execute(sql::CLEAR_OPENING, &[village.into()])?;
    change.execute(sql::CLEAR_TURNS, &[village.into()])?;
    said.accounts.iter().try_for_each(|own| insert_account(change, village, own))?;
    insert_opening(change, village, row.read("first_period")?, &said.opening)
}
