//! An account of expense that is near its budget, or over it: the supervisors are told, once for each account and colour.

use super::keep::BudgetPassed;
use super::read::{BudgetRow, budget};
use super::sql;
use crate::keep::to_body;
use crate::read::chart_of;
use archive::{Query, Tx};
use ledger::Code;
use office::{About, Cause, Colour, Deed, Desk, Receipt, Warning};
use procedure::Standing;
use std::collections::BTreeSet;
use village::{Article, Fault, Kind, Place, Refusal, Stop, Words};

/// Tells that an account is near its budget of a year, or over it.
pub struct ReportBudget {
    /// The village.
    pub village: Place,
    /// The year.
    pub year: i64,
    /// The account.
    pub account: Code,
}

impl BudgetRow {
    /// The colour of an account of expense: `yellow` from `near` per cent of its budget on ([`near_percent`]), `orange` over all of it;
    /// none while it keeps well within its budget. An account with no budget is over it as soon as something is spent.
    #[must_use]
    pub fn colour(&self, near: i64) -> Option<Colour> {
        if !self.spends || self.taken_fen().0 <= 0 {
            return None;
        }
        if self.left_fen().0 < 0 {
            return Some(Colour::Orange);
        }
        self.percent().filter(|percent| *percent >= near).map(|_| Colour::Yellow)
    }
}

/// From how many per cent of its budget on an account is near it, by the rules in force at a village today (`budget_near_percent`).
///
/// # Errors
/// When the store cannot be read.
pub fn near_percent(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<i64, Fault> {
    let today = desk.now.day();
    let book = desk.office.current_book(query)?.at(village, today);
    Ok(book.number(Standing::BudgetNear, today).0.clamp(1, 100))
}

impl Deed for ReportBudget {
    fn about(&self) -> About {
        let subject = format!("{}-{}-{}", self.village, self.year, self.account);
        About { place: self.village.clone(), subject, step: "budget".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let chart = chart_of(tx, desk, &self.village)?;
        let rows = budget(tx, &chart, &self.village, self.year)?;
        let row = rows.into_iter().find(|row| row.account == self.account).ok_or_else(Refusal::not_there)?;
        let found = row.colour(near_percent(tx, desk, &self.village)?).ok_or_else(not_near)?;
        if told(tx, &self.village, self.year)?.contains(&(self.account.clone(), found.code().to_owned())) {
            return Err(not_near().into());
        }
        let about = self.about();
        let body = BudgetPassed { year: self.year, account: self.account.clone(), colour: found.code().to_owned() };
        let entry = desk.append_more(tx, &self.village, "budget.passed", &about.subject, to_body(&body)?)?;
        let name = chart.account(&self.account).map(|account| account.name.clone()).unwrap_or_default();
        let warning = Warning {
            cause: Cause::Watched(found),
            about,
            person: None,
            rule: format!("budget.{}", found.code()),
            words: words(self.year, &name, &row, found),
            articles: vec![ground()],
        };
        desk.warn(tx, &warning)?;
        Ok(Receipt { subject: self.village.to_string(), entry, again: false })
    }
}

fn words(year: i64, name: &Words, row: &BudgetRow, colour: Colour) -> Words {
    let (budget, done, kept) = (row.budget_fen, row.done_fen, row.reserved_fen);
    let (zh, en) = (&name.zh, &name.en);
    match colour {
        Colour::Orange => Words::new(
            format!("{year}年“{zh}”预算{budget}元，已支出{done}元、留款{kept}元，超预算{}元", -row.left_fen()),
            format!(
                "{year}, {en}: {done} yuan spent and {kept} kept back, {} over the budget of {budget}",
                -row.left_fen()
            ),
        ),
        Colour::Yellow => Words::new(
            format!("{year}年“{zh}”预算{budget}元，已支出{done}元、留款{kept}元，只剩{}元", row.left_fen()),
            format!(
                "{year}, {en}: {done} yuan spent and {kept} kept back, {} left of the budget of {budget}",
                row.left_fen()
            ),
        ),
    }
}

/// The budget is decided by the members' assembly.
fn ground() -> Article {
    Article {
        law: Words::new("农村集体经济组织法", "Rural Collective Economic Organisations Law"),
        version: "2024-06-28".into(),
        article: "26".into(),
    }
}

fn told(query: &mut dyn Query, village: &Place, year: i64) -> Result<BTreeSet<(Code, String)>, Fault> {
    let rows = query.query(sql::TOLD, &[village.into(), year.into()])?;
    rows.iter().map(|row| Ok((row.read("account")?, row.text("colour")?))).collect()
}

/// The accounts of this year's budgets of which the supervisors are to be told on a day, and were not yet in that colour.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_budgets(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportBudget>, Fault> {
    let year = i64::from(desk.now.day().year());
    let mut found = Vec::new();
    for row in query.query(sql::OF_YEAR, &[year.into()])? {
        let village: Place = row.read("village")?;
        let done = told(query, &village, year)?;
        let (chart, near) = (chart_of(query, desk, &village)?, near_percent(query, desk, &village)?);
        for row in budget(query, &chart, &village, year)? {
            let is_new = |colour: Colour| !done.contains(&(row.account.clone(), colour.code().to_owned()));
            if row.colour(near).is_some_and(is_new) {
                found.push(ReportBudget { village: village.clone(), year, account: row.account });
            }
        }
    }
    Ok(found)
}

fn not_near() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "budget.within",
        Words::new("没有接近预算，或者已经报告过", "it is well within the budget, or was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
