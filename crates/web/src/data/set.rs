//! The tables and their columns.

use super::{board, money, thing};
use crate::told::Teller;
use archive::Query;
use office::Office;
use serde_json::{Value, json};
use village::{Day, Fault, Fen, Place};

/// In what a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Words, a number of a record, an address: nothing is counted.
    Words,
    Day,
    /// Yuan with two decimals in files, whole fen in JSON.
    Money,
    Count,
    /// Mu, as the register writes it.
    Area,
}

impl Unit {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Words => "data-unit-words",
            Self::Day => "data-unit-day",
            Self::Money => "data-unit-money",
            Self::Count => "data-unit-count",
            Self::Area => "data-unit-area",
        }
    }

    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Words | Self::Area => json!({"type": "string"}),
            Self::Day => json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
            Self::Money | Self::Count => json!({"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        }
    }
}

/// What stands in a column of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Datum {
    Words(String),
    Day(Day),
    Fen(Fen),
    Count(i64),
    None,
}

impl Datum {
    /// As a file holds it.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Day(day) => day.to_string(),
            Self::Fen(fen) => fen.plain(),
            Self::Count(number) => number.to_string(),
            Self::None => String::new(),
        }
    }

    /// As JSON holds it.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Words(words) => json!(words),
            Self::Day(day) => json!(day.to_string()),
            Self::Fen(fen) => json!(fen.0),
            Self::Count(number) => json!(number),
            Self::None => Value::Null,
        }
    }
}

impl From<String> for Datum {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Datum {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<Day> for Datum {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<Fen> for Datum {
    fn from(fen: Fen) -> Self {
        Self::Fen(fen)
    }
}

impl From<i64> for Datum {
    fn from(number: i64) -> Self {
        Self::Count(number)
    }
}

impl<T: Into<Self>> From<Option<T>> for Datum {
    fn from(found: Option<T>) -> Self {
        found.map_or(Self::None, Into::into)
    }
}

/// A column: its name for programs, its head in a spreadsheet, what it means. Chinese and English.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) head: [&'static str; 2],
    pub(crate) meaning: [&'static str; 2],
    pub(crate) unit: Unit,
}

pub(super) const fn field(
    name: &'static str,
    unit: Unit,
    head: [&'static str; 2],
    meaning: [&'static str; 2],
) -> Field {
    Field { name, head, meaning, unit }
}

/// What lines are made from.
pub(crate) struct Source<'a> {
    pub(crate) office: &'a Office,
    pub(crate) teller: Teller,
    /// The service's own address, in front of every page's.
    pub(crate) url: &'a str,
}

/// The lines of a table, each with as many columns as it has fields.
pub(crate) type Rows = fn(&Source<'_>, &mut dyn Query, &Place) -> Result<Vec<Vec<Datum>>, Fault>;

/// A table.
pub(crate) struct Set {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    pub(crate) title: [&'static str; 2],
    /// From where it comes.
    pub(crate) source: [&'static str; 2],
    pub(crate) fields: &'static [Field],
    pub(crate) rows: Rows,
}

impl Set {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        SETS.iter().find(|set| set.name == name)
    }
}

/// Every table of a village.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "items",
        title: ["公开目录", "Items of the catalogue"],
        source: ["公开目录：各项各期的公开情况", "The catalogue: how each item stands for each time"],
        fields: board::ITEMS,
        rows: board::items,
    },
    Set {
        name: "vouchers",
        title: ["凭证", "Vouchers"],
        source: ["账簿：已结账月份的凭证", "The books: vouchers of closed months"],
        fields: money::VOUCHERS,
        rows: money::vouchers,
    },
    Set {
        name: "cases",
        title: ["办件", "Cases"],
        source: ["办件：已经公开的", "Cases: those that are public"],
        fields: board::CASES,
        rows: board::cases,
    },
    Set {
        name: "contracts",
        title: ["合同", "Contracts"],
        source: ["合同台账", "The register of contracts"],
        fields: thing::CONTRACTS,
        rows: thing::contracts,
    },
    Set {
        name: "assets",
        title: ["资产", "Assets"],
        source: ["资产卡片", "The cards of the village's property"],
        fields: thing::ASSETS,
        rows: thing::assets,
    },
    Set {
        name: "plots",
        title: ["土地", "Plots"],
        source: ["土地台账", "The register of land"],
        fields: thing::PLOTS,
        rows: thing::plots,
    },
    Set {
        name: "receipts",
        title: ["收据", "Receipts"],
        source: ["收据本：已开和作废的每一号", "The receipt books: every number issued or cancelled"],
        fields: money::RECEIPTS,
        rows: money::receipts,
    },
    Set {
        name: "questions",
        title: ["提问", "Questions"],
        source: ["村民的提问和答复", "Villagers' questions and their answers"],
        fields: board::QUESTIONS,
        rows: board::questions,
    },
    Set {
        name: "members",
        title: ["集体经济组织成员", "Members of the collective"],
        source: [
            "成员名册：只公开人数和股份合计",
            "The register of members: only numbers of people and sums of shares are public",
        ],
        fields: thing::MEMBERS,
        rows: thing::members,
    },
];
