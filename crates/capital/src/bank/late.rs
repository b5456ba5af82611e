//! A month whose account nobody signed as agreeing with the bank in time (W40): told once, with who must act.

use super::keep::ReconciliationLate;
use super::{read, sql};
use crate::keep::to_body;
use crate::read::{banks, books_of};
use archive::{Query, Tx};
use ledger::{Code, Period};
use office::{About, Cause, Colour, Deed, Desk, Receipt, Warning, roster};
use procedure::{RuleBook, Standing};
use std::collections::BTreeSet;
use village::{Article, Day, Fault, Kind, Place, Post, Refusal, Stop, Words};

/// Tells that an account was not reconciled for a month.
pub struct ReportUnreconciled {
    /// The village.
    pub village: Place,
    /// The account.
    pub account: Code,
    /// The month.
    pub period: Period,
}

impl Deed for ReportUnreconciled {
    fn about(&self) -> About {
        let subject = format!("{}-{}-{}", self.village, self.account, self.period);
        About { place: self.village.clone(), subject, step: "reconcile".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let today = desk.now.day();
        let book = desk.office.current_book(tx)?.at(&self.village, today);
        let known = banks(tx, &self.village)?.into_iter().find(|bank| bank.code == self.account);
        let bank = known.ok_or_else(Refusal::not_there)?;
        let begun = books_of(tx, &self.village)?;
        let begun = begun.is_some_and(|books| books.first.max(Period::of(books.opened.day())) <= self.period);
        if !begun
            || today <= last_day(&book, self.period, today)
            || settled(tx, &self.village, &self.account)?.contains(&self.period)
        {
            return Err(not_yet().into());
        }
        let about = self.about();
        let body = to_body(&ReconciliationLate { account: self.account.clone(), period: self.period })?;
        let entry = desk.append_more(tx, &self.village, "reconciliation.late", &about.subject, body)?;
        let mut names = Vec::new();
        if let Some(township) = self.village.at(village::Level::Township) {
            for holder in roster::persons_with(tx, &township, Post::AgencyAccountant, today)? {
                names.push(holder.name);
            }
        }
        let who = if names.is_empty() { "（岗位空缺）".to_owned() } else { names.join("、") };
        let (account, period) = (&self.account, self.period);
        let name = format!("{}（尾号{}）", bank.bank, bank.last_digits);
        let law = Words::new("会计法", "Accounting Law");
        let words = Words::new(
            format!("银行账户{account}{name}{period}的余额调节表到期没有签字，由代理会计{who}办理"),
            format!(
                "bank account {account} at {name} was not signed as reconciled for {period}; the agency's accountant ({who}) has to do it"
            ),
        );
        desk.warn(
            tx,
            &Warning {
                cause: Cause::Watched(Colour::Orange),
                about,
                person: None,
                rule: "W40".into(),
                words,
                articles: vec![Article { law, version: "2024-06-28".into(), article: "17".into() }],
            },
        )?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

/// The last day on which a month can be signed in time.
fn last_day(book: &RuleBook, period: Period, today: Day) -> Day {
    period.last_day().plus(book.number(Standing::ReconcileDays, today).0.max(0))
}

/// The months of an account that were signed, or told of.
fn settled(query: &mut dyn Query, village: &Place, account: &Code) -> Result<BTreeSet<Period>, Fault> {
    let signed = read::reconciliations(query, village, account)?;
    let mut months: BTreeSet<Period> = signed.iter().map(|row| row.period).collect();
    for row in query.query(sql::TOLD_LATE, &[village.into(), account.as_str().into()])? {
        months.insert(row.read("period")?);
    }
    Ok(months)
}

/// The accounts and months of which the supervisors are to be told on a day, and were not yet. Looked at are the last two years.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_unreconciled(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportUnreconciled>, Fault> {
    let today = desk.now.day();
    let Ok(book) = desk.office.current_book(query) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in query.query(sql::EVERY_BANK, &[])? {
        let (village, account): (Place, Code) = (row.read("village")?, row.read("code")?);
        let (first, begun): (Period, Day) = (row.read("first_period")?, row.moment("opened")?.day());
        let own = book.at(&village, today);
        // An account that was registered later has no months of before: it is asked for from the books' month of opening on.
        let done = settled(query, &village, &account)?;
        let mut period = first.max(Period::of(begun)).max(Period::of(today.plus(-730)));
        while last_day(&own, period, today) < today {
            if !done.contains(&period) {
                found.push(ReportUnreconciled { village: village.clone(), account: account.clone(), period });
            }
            period = period.next();
        }
    }
    Ok(found)
}

fn not_yet() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "bank.not_late",
        Words::new("还没有到期，或者已经签字、已经报告过", "it is not late yet, or was signed or told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
