//! Which column of a bank's table is what: guessed from the heads that banks use, chosen once by a person, remembered.

use serde::{Deserialize, Serialize};
use village::Words;

/// What a column of a statement can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankColumn {
    /// The day of booking.
    Day,
    /// What came in.
    In,
    /// What went out.
    Out,
    /// One amount for both, below nothing for what went out, or with a direction beside it.
    Amount,
    /// 借 or 贷 beside one amount. A bank's 借 takes from the account.
    Direction,
    /// The balance after the line.
    Balance,
    /// Who paid or was paid.
    Payee,
    /// What it was for.
    Remark,
    /// The bank's own number.
    Reference,
}

impl BankColumn {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Day,
        Self::In,
        Self::Out,
        Self::Amount,
        Self::Direction,
        Self::Balance,
        Self::Payee,
        Self::Remark,
        Self::Reference,
    ];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::In => "in",
            Self::Out => "out",
            Self::Amount => "amount",
            Self::Direction => "direction",
            Self::Balance => "balance",
            Self::Payee => "payee",
            Self::Remark => "remark",
            Self::Reference => "reference",
        }
    }

    /// What a person calls it.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Day => Words::new("交易日期", "day of booking"),
            Self::In => Words::new("收入（贷方）金额", "money in"),
            Self::Out => Words::new("支出（借方）金额", "money out"),
            Self::Amount => Words::new("交易金额（收支同一列）", "amount, in and out in one column"),
            Self::Direction => Words::new("借贷标志", "direction"),
            Self::Balance => Words::new("余额", "balance"),
            Self::Payee => Words::new("对方户名", "payer or payee"),
            Self::Remark => Words::new("摘要或附言", "remark"),
            Self::Reference => Words::new("流水号", "the bank's number"),
        }
    }

    /// The heads that banks write over it.
    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Day => &["交易日期", "记账日期", "入账日期", "交易时间", "日期", "date", "bookingdate"],
            Self::In => &["收入金额", "贷方发生额", "贷方金额", "转入金额", "存入金额", "收入", "贷方", "credit", "in"],
            Self::Out => {
                &["支出金额", "借方发生额", "借方金额", "转出金额", "支取金额", "支出", "借方", "debit", "out"]
            }
            Self::Amount => &["交易金额", "发生额", "金额", "amount"],
            Self::Direction => &["借贷标志", "借贷方向", "收支方向", "收支标志", "借贷", "方向", "direction"],
            Self::Balance => &["账户余额", "交易后余额", "当前余额", "本次余额", "余额", "balance"],
            Self::Payee => {
                &["对方户名", "对方账户名称", "对方名称", "对方单位", "收付款人", "交易对方", "payee", "name"]
            }
            Self::Remark => &["附言", "用途", "摘要", "备注", "交易附言", "remark", "description"],
            Self::Reference => &["交易流水号", "流水号", "核心流水号", "交易序号", "凭证号", "参考号", "reference"],
        }
    }
}

/// The columns of one bank account's statements, by the words of their heads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    /// The head over each.
    pub heads: std::collections::BTreeMap<BankColumn, String>,
}

/// A head without what stands in brackets, without spaces, in small letters.
pub(crate) fn plain(head: &str) -> String {
    let head = head.split(['(', '（', '[']).next().unwrap_or_default();
    head.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl ColumnMap {
    /// What the heads of a table look like: the bank's usual word first.
    #[must_use]
    pub fn guess(header: &[String]) -> Self {
        let mut map = Self::default();
        for column in BankColumn::ALL {
            let found = column.heads().iter().find_map(|name| header.iter().find(|head| plain(head) == *name));
            if let Some(head) = found {
                map.heads.insert(column, head.clone());
            }
        }
        // One amount beside two is the same once more.
        if map.heads.contains_key(&BankColumn::In) && map.heads.contains_key(&BankColumn::Out) {
            map.heads.remove(&BankColumn::Amount);
            map.heads.remove(&BankColumn::Direction);
        }
        map
    }

    /// Where a column stands under this header.
    #[must_use]
    pub fn at(&self, column: BankColumn, header: &[String]) -> Option<usize> {
        let name = self.heads.get(&column)?;
        header.iter().position(|head| plain(head) == plain(name))
    }

    /// What is missing or chosen twice.
    #[must_use]
    pub fn faults(&self) -> Vec<(BankColumn, Words)> {
        let mut faults = Vec::new();
        let has = |column| self.heads.contains_key(&column);
        for column in [BankColumn::Day, BankColumn::Balance] {
            if !has(column) {
                let words = column.words();
                faults.push((
                    column,
                    Words::new(format!("请选哪一列是{}", words.zh), format!("choose the column of the {}", words.en)),
                ));
            }
        }
        let moves = has(BankColumn::Amount) || (has(BankColumn::In) && has(BankColumn::Out));
        if !moves {
            faults.push((
                BankColumn::In,
                Words::new(
                    "请选收入和支出两列，或者选收支同一列的金额",
                    "choose the columns of money in and money out, or the one that holds both",
                ),
            ));
        }
        let mut seen: Vec<(&str, BankColumn)> = Vec::new();
        for (column, head) in &self.heads {
            if let Some((_, other)) = seen.iter().find(|(name, _)| *name == head) {
                let (own, other) = (column.words(), other.words());
                faults.push((
                    *column,
                    Words::new(
                        format!("“{head}”这一列已经选作{}，不能再作{}", other.zh, own.zh),
                        format!("`{head}` is chosen as {} already, it cannot be the {} too", other.en, own.en),
                    ),
                ));
            }
            seen.push((head, *column));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_heads_of_usual_banks_are_known() {
        let farmers = heads("交易日期,摘要,支出金额(元),收入金额(元),账户余额,对方户名,交易流水号");
        let map = ColumnMap::guess(&farmers);
        assert!(map.faults().is_empty(), "{:?}", map.faults());
        assert_eq!(map.at(BankColumn::Out, &farmers), Some(2));
        assert_eq!(map.at(BankColumn::Balance, &farmers), Some(4));
        let one = heads("记账日期,借贷标志,交易金额,余额,对方名称,附言");
        let map = ColumnMap::guess(&one);
        assert!(map.faults().is_empty());
        assert_eq!(map.at(BankColumn::Direction, &one), Some(1));
        assert_eq!(map.at(BankColumn::Reference, &one), None);
    }

    #[test]
    fn what_is_missing_or_chosen_twice_is_said() {
        let map = ColumnMap::guess(&heads("甲,乙"));
        assert_eq!(map.faults().len(), 3);
        let mut twice = ColumnMap::guess(&heads("日期,收入,支出,余额"));
        twice.heads.insert(BankColumn::Out, "收入".into());
        assert!(twice.faults()[0].1.zh.contains("已经选作"), "{:?}", twice.faults());
    }
}
