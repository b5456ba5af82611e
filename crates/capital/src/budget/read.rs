//! A budget against what was spent.

use super::sql;
use archive::Query;
use ledger::{Class, Code, Side};
use std::collections::BTreeMap;
use village::{CaseId, Fault, Fen, Place};

/// An account's budget of a year, in fen: what was decided, what came of it, what is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// The account, of the first level.
    pub account: Code,
    /// The case that decided it.
    pub case: CaseId,
    /// Whether it is one of expense; else of income.
    pub spends: bool,
    /// What was decided.
    pub budget_fen: Fen,
    /// What was spent, or came in, on the account and those beneath it; without what carried the year over.
    pub done_fen: Fen,
    /// What is kept back for payments on their way; nothing for income.
    pub reserved_fen: Fen,
}

impl BudgetRow {
    /// What is spent and kept back.
    #[must_use]
    pub fn taken_fen(&self) -> Fen {
        self.done_fen + self.reserved_fen
    }

    /// What is left of the budget; less than nothing when it is passed.
    #[must_use]
    pub fn left_fen(&self) -> Fen {
        self.budget_fen - self.taken_fen()
    }

    /// Spent and kept back, per cent of the budget, rounded down; none where there is no budget.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        let share = i128::from(self.taken_fen().0) * 100;
        (self.budget_fen.0 > 0)
            .then(|| i64::try_from(share.div_euclid(i128::from(self.budget_fen.0))).unwrap_or(i64::MAX))
    }
}

/// The years for which a village has a budget, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn budget_years(query: &mut dyn Query, village: &Place) -> Result<Vec<i64>, Fault> {
    query.query(sql::YEARS, &[village.into()])?.iter().map(|row| row.int("year")).collect()
}

/// A village's budget of a year, account by account in the chart's order; empty where none was decided.
///
/// # Errors
/// When the store cannot be read.
pub fn budget(
    query: &mut dyn Query,
    chart: &ledger::Chart,
    village: &Place,
    year: i64,
) -> Result<Vec<BudgetRow>, Fault> {
    let lines = query.query(sql::LINES, &[village.into(), year.into()])?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let months = [village.into(), format!("{year:04}-01").into(), format!("{year:04}-12").into()];
    let mut moved: BTreeMap<Code, i64> = BTreeMap::new();
    for row in query.query(sql::MOVED, &months)? {
        let net = row.int("debit_fen")?.saturating_sub(row.int("credit_fen")?).saturating_sub(row.int("carried_fen")?);
        let own = moved.entry(first(&row.read("account")?)?).or_default();
        *own = own.saturating_add(net);
    }
    let days = [village.into(), format!("{year:04}-01-01").into(), format!("{year:04}-12-31").into()];
    let mut kept: BTreeMap<Code, i64> = BTreeMap::new();
    for row in query.query(sql::KEPT_BACK, &days)? {
        let own = kept.entry(first(&row.read("purpose")?)?).or_default();
        *own = own.saturating_add(row.int("amount_fen")?);
    }
    let row = |row: &archive::Row| {
        let account: Code = row.read("account")?;
        let spends = chart.account(&account).is_some_and(|account| account.class == Class::Expense);
        let side = if spends { Side::Debit } else { Side::Credit };
        Ok(BudgetRow {
            case: row.read("case_id")?,
            spends,
            budget_fen: Fen(row.int("amount_fen")?),
            done_fen: Fen(side.natural(moved.get(&account).copied().unwrap_or(0))),
            reserved_fen: Fen(kept.get(&account).copied().filter(|_| spends).unwrap_or(0)),
            account,
        })
    };
    lines.iter().map(row).collect()
}

/// The account of the first level above one.
fn first(code: &Code) -> Result<Code, Fault> {
    let text = code.as_str().get(..3).unwrap_or(code.as_str());
    Code::parse(text).map_err(|error| Fault::from("an account of the books is malformed", error))
}
