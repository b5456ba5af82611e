//! A month's comparison is signed by whoever keeps the books, and seen by the supervision committee.

use super::keep::{AccountReconciled, ReconciliationSeen};
use super::{read, sql};
use crate::keep::to_body;
use crate::open::books_of;
use crate::refuse::field;
use archive::{Query, Tx};
use ledger::{Code, Period};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Kind, Place, Refusal, Stop, Words};

/// Signs that an account agrees with the bank at the end of a month.
pub struct SignReconciliation {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
    /// The month.
    pub period: Period,
}

/// The supervision committee has seen it.
pub struct SeeReconciliation {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
    /// The month.
    pub period: Period,
    /// What there is to say; may be empty.
    pub remark: String,
}

impl Deed for SignReconciliation {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "sign_reconciliation".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("keep_books", &self.village, BTreeSet::new(), false)?;
        books_of(desk, tx, &self.village)?;
        let last = self.period.last_day();
        if desk.now.day() <= last {
            return Err(not_ended(self.period).into());
        }
        let found = read::reckoned(tx, &self.village, &self.account, last)?;
        let Some(found) = found else { return Err(Refusal::not_there().into()) };
        if !found.covered {
            return Err(not_covered(self.period).into());
        }
        let figures = found.figures;
        if !figures.agree() {
            let (book, bank) = (figures.book_adjusted(), figures.bank_adjusted());
            let zh = format!("调节后账上余额{book}元，银行余额{bank}元，不相等，不能签字");
            let en = format!("after adjustment the books have {book} and the bank {bank}; expected the same");
            return Err(field("period", Words::new(zh, en)).into());
        }
        let waiting = read::waiting(&found);
        if waiting > 0 {
            return Err(not_matched(waiting).into());
        }
        let params = [(&self.village).into(), self.account.as_str().into(), self.period.to_string().into()];
        let number = tx.one(sql::COUNT_SIGNED, &params)?.int("many")? + 1;
        let signed = read::reconciliations(tx, &self.village, &self.account)?;
        if signed.iter().find(|row| row.period == self.period).is_some_and(|row| row.figures == figures) {
            return Err(signed_already().into());
        }
        let body = AccountReconciled { account: self.account.clone(), period: self.period, number, figures };
        let subject = format!("{}-{}-{}", self.village, self.account, self.period);
        let entry = tx.append(desk.draft(&self.village, "account.reconciled", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

impl Deed for SeeReconciliation {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.period.to_string(), step: "see_reconciliation".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let signed = read::reconciliations(tx, &self.village, &self.account)?;
        let row = signed.into_iter().find(|row| row.period == self.period).ok_or_else(Refusal::not_there)?;
        desk.may("check", &self.village, row.signed_by.iter().cloned().collect(), false)?;
        if row.seen.is_some() {
            return Err(seen_already().into());
        }
        let remark = self.remark.trim();
        if remark.chars().count() > 500 {
            return Err(field("remark", Words::new("最多500字", "at most 500 characters")).into());
        }
        let body = ReconciliationSeen {
            account: self.account.clone(),
            period: self.period,
            number: row.number,
            remark: remark.to_owned(),
        };
        let subject = format!("{}-{}-{}", self.village, self.account, self.period);
        let entry = tx.append(desk.draft(&self.village, "reconciliation.seen", &subject, to_body(&body)?))?;
        Ok(Receipt { subject, entry: entry.seq, again: false })
    }
}

fn not_ended(period: Period) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.not_ended",
        Words::new(format!("{period}还没有过完"), format!("{period} has not ended yet")),
        Words::new("月末以后再签字", "Sign after its last day"),
    )
}

fn not_matched(waiting: usize) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.not_matched",
        Words::new(
            format!("还有{waiting}组明显是同一笔的没有核对"),
            format!("{waiting} pairs that are plainly the same are not matched yet"),
        ),
        Words::new("请先在页面上确认，再签字", "Confirm them on the page first, then sign"),
    )
}

fn not_covered(period: Period) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.not_covered",
        Words::new(
            format!("银行对账单还没有导入到{}", period.last_day()),
            format!("the bank's statements do not reach {} yet", period.last_day()),
        ),
        Words::new("请先导入整月的银行对账单", "Send the statement of the whole month first"),
    )
}

fn signed_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.signed_already",
        Words::new("这个月的调节表已经签过字", "this month is signed already"),
        Words::new("账上和银行的数没有变，不用再签", "Nothing has changed since; there is nothing to sign"),
    )
}

fn seen_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.seen_already",
        Words::new("村监会已经看过这个月的调节表", "the supervision committee has seen it already"),
        Words::new("不用再点", "There is nothing to do"),
    )
}
