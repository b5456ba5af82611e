//! The budget of each year against what was spent and what is kept back.

use crate::audit::replay::Replayed;
use crate::audit::tables::{File, plain, table};
use crate::budget::BudgetDecided;
use crate::entries::body;
use crate::keep::{MoneyReleased, MoneyReserved, vouchers_in};
use archive::Entry;
use ledger::{Class, Code, Side};
use std::collections::BTreeMap;
use village::Fault;

#[derive(Default)]
pub(super) struct Budgets {
    /// By year: what was decided last, and its entry.
    years: BTreeMap<i64, (BudgetDecided, u64)>,
    /// What is kept back, until it is paid or let go.
    reserved: BTreeMap<String, MoneyReserved>,
}

impl Budgets {
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), Fault> {
        match entry.kind.as_str() {
            "budget.decided" => {
                let said: BudgetDecided = body(entry)?;
                self.years.insert(said.year, (said, entry.seq));
            }
            "money.reserved" => {
                let said: MoneyReserved = body(entry)?;
                self.reserved.insert(said.id.clone(), said);
            }
            "money.released" => drop(self.reserved.remove(&body::<MoneyReleased>(entry)?.id)),
            "voucher.posted" | "voucher.reversed" => {
                for voucher in vouchers_in(entry)? {
                    voucher.draft.reservation.and_then(|id| self.reserved.remove(&id));
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn tables(&self, books: &Replayed) -> Vec<File> {
        let rows = self.years.values().flat_map(|(said, entry)| {
            let mut lines: Vec<_> = said.lines.iter().collect();
            lines.sort_by(|one, other| one.account.cmp(&other.account));
            lines.into_iter().map(move |line| {
                let account = &line.account;
                let spends = books.books.chart.account(account).is_some_and(|found| found.class == Class::Expense);
                let done = moved(books, account, said.year, spends);
                let kept = if spends { self.kept_back(account, said.year) } else { 0 };
                vec![
                    said.year.to_string(),
                    account.to_string(),
                    if spends { "expense" } else { "income" }.to_owned(),
                    plain(line.amount_fen.0),
                    plain(done),
                    plain(kept),
                    plain(line.amount_fen.0 - done - kept),
                    said.case.to_string(),
                    entry.to_string(),
                ]
            })
        });
        let head = ["year", "account", "side", "budget", "actual", "kept_back", "left", "case", "entry"];
        vec![("budget.csv", table(&head, rows))]
    }

    fn kept_back(&self, account: &Code, year: i64) -> i64 {
        let own = self.reserved.values().filter(|one| {
            let of = one.purpose.as_ref().is_some_and(|purpose| purpose.as_str().starts_with(account.as_str()));
            of && i64::from(one.day.year()) == year
        });
        own.map(|one| one.amount_fen.0).sum()
    }
}

/// What moved in a year on the account and those beneath it, without what carried the year over.
fn moved(books: &Replayed, account: &Code, year: i64, spends: bool) -> i64 {
    let side = if spends { Side::Debit } else { Side::Credit };
    let months = books.months.iter().filter(|(period, _)| i64::from(period.first_day().year()) == year);
    let turns = months.flat_map(|(_, month)| &month.turns);
    let own = turns.filter(|(code, _)| code.as_str().starts_with(account.as_str()));
    side.natural(own.map(|(_, turn)| turn.debit_fen - turn.credit_fen - turn.carried_fen).sum())
}
