//! The chart of accounts (会计科目表), with what the statements take from it.

use crate::read;
use crate::{Account, Code, FileFault, Reason, Source, StatementLine, SubAccount};
use std::collections::BTreeMap;
use std::sync::Arc;
use village::{Day, Words};

/// The rule that the chart comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Its name.
    pub name: Words,
    /// The number of its document.
    pub document: String,
    /// Since when it is in force.
    pub since: Day,
}

/// The accounts that the end of a year runs through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// 本年收益.
    pub year_income: Code,
    /// 收益分配：未分配收益.
    pub undistributed: Code,
    /// 收益分配：提取公积公益金.
    pub reserve_drawn: Code,
    /// 公积公益金.
    pub reserve: Code,
    /// 库存现金.
    pub cash: Code,
    /// 银行存款.
    pub bank: Code,
}

/// The accounts, and the lines of the two statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Where it comes from.
    pub basis: Basis,
    /// The accounts that the year's end runs through.
    pub roles: Roles,
    /// The lines of the balance sheet (资产负债表).
    pub balance_sheet: Arc<[StatementLine]>,
    /// The lines of the income and distribution statement (收益及收益分配表).
    pub income: Arc<[StatementLine]>,
    /// Each shared by the charts of all villages.
    pub(crate) accounts: BTreeMap<Code, Arc<Account>>,
}

impl Chart {
    /// Reads the chart and the statements made from it.
    ///
    /// # Errors
    /// Every fault of both files, sorted.
    pub fn read(accounts: Source<'_>, statements: Source<'_>) -> Result<Self, Vec<FileFault>> {
        read::chart(accounts, statements)
    }

    /// An account by its code.
    #[must_use]
    pub fn account(&self, code: &Code) -> Option<&Account> {
        self.accounts.get(code).map(|account| &**account)
    }

    /// Every account, by code.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().map(|account| &**account)
    }

    /// Whether nothing lies beneath it, so that it can be posted to.
    #[must_use]
    pub fn is_leaf(&self, code: &Code) -> bool {
        let beneath = self.accounts.range(code.clone()..).nth(1);
        self.accounts.contains_key(code) && !beneath.is_some_and(|(next, _)| next.is_within(code))
    }

    /// The name with those above it: `银行存款－基本户`.
    #[must_use]
    pub fn full_name(&self, code: &Code) -> Words {
        let own = self.account(code).map_or_else(|| Words::same(code.as_str()), |account| account.name.clone());
        match code.above() {
            Some(above) => {
                let above = self.full_name(&above);
                Words::new(format!("{}－{}", above.zh, own.zh), format!("{}, {}", above.en, own.en))
            }
            None => own,
        }
    }

    /// The chart with a village's own accounts beneath it.
    ///
    /// # Errors
    /// Every account that is there already, has none above it, or no name.
    pub fn with(&self, own: &[SubAccount]) -> Result<Self, Vec<Reason>> {
        let mut chart = self.clone();
        let mut reasons = Vec::new();
        let mut sorted: Vec<&SubAccount> = own.iter().collect();
        sorted.sort_by(|a, b| a.code.cmp(&b.code));
        for sub in sorted {
            let above = sub.code.above().and_then(|above| chart.accounts.get(&above).cloned());
            match above {
                _ if chart.accounts.contains_key(&sub.code) => reasons.push(Reason::AccountTwice(sub.code.clone())),
                _ if sub.name.is_incomplete() => reasons.push(Reason::AccountUnnamed(sub.code.clone())),
                None => reasons.push(Reason::NothingAbove(sub.code.clone())),
                Some(above) => {
                    let account = Account { code: sub.code.clone(), name: sub.name.clone(), ..(*above).clone() };
                    chart.accounts.insert(sub.code.clone(), Arc::new(account));
                }
            }
        }
        if reasons.is_empty() { Ok(chart) } else { Err(reasons) }
    }
}
