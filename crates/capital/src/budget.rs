//! A village's budget of a year (预算), by account of the first level: what a decided case says, against what was spent and what is
//! kept back for payments on their way. It arises by the step that files the decision, and is typed nowhere else.

mod arise;
mod entries;
mod keep;
mod read;
mod sql;
mod use_of;
mod watch;

pub use read::{BudgetRow, budget, budget_years};
pub use use_of::{BudgetUse, budget_use};
pub use watch::{ReportBudget, near_percent, to_report_budgets};

pub(crate) use arise::PROVIDER;
pub(crate) use entries::kinds;
pub(crate) use keep::BudgetDecided;
