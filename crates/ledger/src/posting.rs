//! Postings as data: which accounts a case's step moves. `rules/national/postings.toml` holds them.

use crate::read;
use crate::{Chart, Code, FileFault, Side, Source, Word};
use std::collections::BTreeMap;

/// Through what money moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// The village's cash.
    Cash,
    /// Its bank account of a kind: `basic`, `land`, `general`.
    Bank(String),
}

/// Which account one side of a posting takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Always the same.
    Always(Code),
    /// By the value of a fact of the case.
    By {
        /// The fact.
        fact: String,
        /// The account of each value.
        values: BTreeMap<String, Code>,
        /// The account of any other value.
        otherwise: Code,
    },
    /// Cash or bank, by the value of a fact: `cash` is cash, `land` and `general` are those bank accounts. Otherwise, and without
    /// a fact, the basic bank account.
    Money {
        /// The fact.
        fact: Option<String>,
    },
}

/// What a case's effect posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The affair's code.
    pub affair: String,
    /// The effect that posts it.
    pub effect: String,
    /// The word of the voucher.
    pub word: Word,
    /// What is debited.
    pub debit: Pick,
    /// What is credited.
    pub credit: Pick,
    /// The fact that holds the amount.
    pub amount: String,
    /// The fact that says what it is about.
    pub summary: String,
    /// Its line in the file.
    pub line: usize,
}

/// All postings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    pub(crate) list: Vec<Posting>,
}

impl Postings {
    /// Reads the postings against a chart.
    ///
    /// # Errors
    /// Every fault, sorted.
    pub fn read(chart: &Chart, source: Source<'_>) -> Result<Self, Vec<FileFault>> {
        read::postings(chart, source)
    }

    /// What an affair's effect posts; none when it moves nothing.
    #[must_use]
    pub fn of(&self, affair: &str, effect: &str) -> Option<&Posting> {
        self.list.iter().find(|posting| posting.affair == affair && posting.effect == effect)
    }

    /// Every posting.
    #[must_use]
    pub fn all(&self) -> &[Posting] {
        &self.list
    }
}

impl Posting {
    /// Through what the money moves, by the facts of a case.
    pub fn channel<'f>(&self, fact: impl Fn(&str) -> &'f str) -> Channel {
        let named = [&self.debit, &self.credit].into_iter().find_map(|pick| match pick {
            Pick::Money { fact } => Some(fact.as_deref()),
            _ => None,
        });
        match named.flatten().map(fact) {
            Some("cash") => Channel::Cash,
            Some(kind @ ("land" | "general")) => Channel::Bank(kind.to_owned()),
            _ => Channel::Bank("basic".to_owned()),
        }
    }

    /// The account of one side, by the facts of a case. `money` is the village's own account of the channel.
    pub fn account<'f>(&self, side: Side, money: &Code, fact: impl Fn(&str) -> &'f str) -> Code {
        let pick = match side {
            Side::Debit => &self.debit,
            Side::Credit => &self.credit,
        };
        match pick {
            Pick::Always(code) => code.clone(),
            Pick::By { fact: name, values, otherwise } => values.get(fact(name)).unwrap_or(otherwise).clone(),
            Pick::Money { .. } => money.clone(),
        }
    }
}
