//! What a case that is to be paid takes of the year's budget, by what it says so far.

use super::read::{BudgetRow, budget};
use super::sql;
use crate::known::{Known, moved_by};
use crate::read::chart_of;
use archive::Query;
use ledger::{Chart, Class, Code, Side};
use office::{Desk, Happening};
use procedure::{CaseState, Reference, RuleBook, Way};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{CaseId, Fault, Fen};

/// What a case takes of an account's budget, in fen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetUse {
    /// The account of the first level, in both languages.
    pub name: village::Words,
    /// The year.
    pub year: i64,
    /// What was decided for the year.
    pub budget_fen: Fen,
    /// What all other cases have spent or keep back.
    pub before_fen: Fen,
    /// What this case takes.
    pub own_fen: Fen,
}

impl BudgetUse {
    /// What is left afterwards; less than nothing when the budget is passed.
    #[must_use]
    pub fn left_fen(&self) -> Fen {
        self.budget_fen - self.before_fen - self.own_fen
    }

    /// How much is used afterwards, per cent of the budget, rounded down; none where there is no budget.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        let used = i128::from((self.before_fen + self.own_fen).0) * 100;
        let whole = i128::from(self.budget_fen.0);
        (whole > 0).then(|| i64::try_from(used.div_euclid(whole)).unwrap_or(i64::MAX))
    }
}

/// What a case takes of this year's budget of the account of expense that its payment goes to; none where it is paid from no such
/// account, where it does not say yet how much, and where the village has decided no budget for the year. `others` are the cases
/// that its facts name, by the fact.
///
/// # Errors
/// When the store cannot be read.
pub fn budget_use(
    query: &mut dyn Query,
    desk: &Desk,
    (case, state): (&CaseId, &CaseState),
    book: &Arc<RuleBook>,
    others: &BTreeMap<String, Reference>,
) -> Result<Option<BudgetUse>, Fault> {
    let village = &state.village;
    let year = i64::from(desk.now.day().year());
    let chart = chart_of(query, desk, village)?;
    let rows = budget(query, &chart, village, year)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let what = Happening {
        village,
        case,
        title: String::new(),
        act: 0,
        book,
        after: state,
        way: Way::On,
        effects: &[],
        party: None,
        papers: Vec::new(),
        contract: None,
        others,
        written: &[],
    };
    let Some((account, own_fen)) = spends(query, desk, &what, &chart)? else { return Ok(None) };
    let Some(row) = rows.into_iter().find(|row| row.spends && account.as_str().starts_with(row.account.as_str()))
    else {
        return Ok(None);
    };
    let name = chart.account(&row.account).map(|account| account.name.clone()).unwrap_or_default();
    let before_fen = row.taken_fen() - counted(query, case, &row)?;
    Ok(Some(BudgetUse { name, year, budget_fen: row.budget_fen, before_fen, own_fen }))
}

/// The account of expense that the case's payment goes to, and how much of it.
fn spends(
    query: &mut dyn Query,
    desk: &Desk,
    what: &Happening<'_>,
    chart: &Chart,
) -> Result<Option<(Code, Fen)>, Fault> {
    for posting in what.book.postings.of(&what.after.affair, "payment") {
        let known = Known::of(query, what, posting)?;
        let Ok(lines) = posting.voucher_lines(&known, &chart.roles.cash, desk.now.day()) else { continue };
        let spent = lines.into_iter().find(|line| {
            let class = chart.account(&line.account).map(|account| account.class);
            line.side == Side::Debit && class == Some(Class::Expense)
        });
        if let Some(line) = spent {
            return Ok(Some((line.account, line.amount_fen)));
        }
    }
    Ok(None)
}

/// What of a row's figures is this case's own: paid already, or kept back for it.
fn counted(query: &mut dyn Query, case: &CaseId, row: &BudgetRow) -> Result<Fen, Fault> {
    let (debit, credit) = moved_by(query, case, &row.account)?;
    let mut own = Fen(debit - credit);
    for kept in query.query(sql::KEPT_BY_CASE, &[case.into()])? {
        let purpose: Code = kept.read("purpose")?;
        if purpose.as_str().starts_with(row.account.as_str()) {
            own = own + Fen(kept.int("amount_fen")?);
        }
    }
    Ok(own)
}
