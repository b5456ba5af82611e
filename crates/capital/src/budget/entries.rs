//! What each entry of a budget adds up to in the tables.

use super::keep::{BudgetDecided, BudgetPassed};
use super::sql;
use crate::entries::body;
use archive::{Change, Entry, Kind};
use village::Fault;

/// The kinds of entry that budgets write.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![Kind { name: "budget.decided", apply: apply_decided }, Kind { name: "budget.passed", apply: apply_passed }]
}

fn seq(entry: &Entry) -> Result<i64, Fault> {
    i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))
}

fn apply_decided(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let decided: BudgetDecided = body(entry)?;
    change.execute(sql::CLEAR, &[(&entry.village).into(), decided.year.into()])?;
    for line in &decided.lines {
        change.execute(
            sql::KEEP,
            &[
                (&entry.village).into(),
                decided.year.into(),
                line.account.as_str().into(),
                line.amount_fen.into(),
                (&decided.case).into(),
                seq(entry)?.into(),
            ],
        )?;
    }
    Ok(())
}

fn apply_passed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let passed: BudgetPassed = body(entry)?;
    change.execute(
        sql::TELL,
        &[
            (&entry.village).into(),
            passed.year.into(),
            passed.account.as_str().into(),
            passed.colour.into(),
            seq(entry)?.into(),
        ],
    )?;
    Ok(())
}
