//! Postings as data: which accounts a case's step moves. `rules/national/postings.toml` holds them.

mod lines;
mod sum;

pub use lines::{Facts, Names};
pub use sum::{Sum, Term};

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

/// Which account one line of a posting takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Always the same.
    Always(Code),
    /// By the values of facts of the case: of all of them, else of the first ones only.
    By {
        /// The facts.
        facts: Vec<String>,
        /// The account of each value; several values stand with a space between them.
        values: BTreeMap<String, Code>,
        /// The account of any other value.
        otherwise: Code,
    },
    /// By how far away a day is.
    Term {
        /// The fact that holds the day.
        until: String,
        /// Up to so many days it is the near one.
        days: i64,
        /// The account of what is near.
        near: Code,
        /// The account of what is far.
        far: Code,
    },
    /// Cash or bank, by the value of a fact: `cash` is cash, `land` and `general` are those bank accounts. Otherwise, and without
    /// a fact, the basic bank account.
    Money {
        /// The fact.
        fact: Option<String>,
        /// What other values of the fact mean.
        values: BTreeMap<String, String>,
    },
}

/// One line of a posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingLine {
    /// The side.
    pub side: Side,
    /// The account.
    pub pick: Pick,
    /// How much.
    pub sum: Sum,
    /// The account that takes a rest which lies on the other side.
    pub turned: Option<Code>,
    /// The amount may be left empty in the form, and is nothing then.
    pub optional: bool,
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
    /// Its lines.
    pub lines: Vec<PostingLine>,
    /// The fact that says what it is about.
    pub summary: String,
    /// The fact with the most that may be paid under the contract, where it is not the contract's own sum.
    pub ceiling: Option<String>,
    /// The fact with the day on which it arose: what arose before the books began stands in their opening balances.
    pub arose: Option<String>,
    /// Its line in the file.
    pub line: usize,
}

/// An affair that moves nothing in the books, or amounts of one that do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unposted {
    /// The affair's code.
    pub affair: String,
    /// The facts that hold the amounts.
    pub amounts: Vec<String>,
    /// Why.
    pub why: String,
    /// Its line in the file.
    pub line: usize,
}

/// Which facts of an affair a receipt is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptRule {
    /// The affair's code.
    pub affair: String,
    /// The fact with the receipt's number. The step that asks for it issues the receipt.
    pub number: String,
    /// The fact with the amount.
    pub amount: String,
    /// The fact with whoever paid.
    pub payer: String,
    /// The fact that says what for; none where the case's title does.
    pub summary: Option<String>,
    /// A case receives in parts: each number is one more receipt, and the amount counts what came before too.
    pub parts: bool,
    /// Its line in the file.
    pub line: usize,
}

/// Which facts of an affair are a year's budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRule {
    /// The affair's code.
    pub affair: String,
    /// The effect that brings it.
    pub effect: String,
    /// The fact with a year.
    pub year: String,
    /// How many years later the budget's year is.
    pub ahead: i64,
    /// The accounts of income and expense, each with the fact that holds its amount in fen.
    pub lines: Vec<(Code, String)>,
    /// Its line in the file.
    pub line: usize,
}

/// All postings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    pub(crate) list: Vec<Posting>,
    pub(crate) receipts: Vec<ReceiptRule>,
    pub(crate) budgets: Vec<BudgetRule>,
    pub(crate) unposted: Vec<Unposted>,
}

impl Postings {
    /// Reads the postings against a chart.
    ///
    /// # Errors
    /// Every fault, sorted.
    pub fn read(chart: &Chart, source: Source<'_>) -> Result<Self, Vec<FileFault>> {
        read::postings(chart, source)
    }

    /// What an affair's effect posts, in order; nothing when it moves nothing.
    pub fn of(&self, affair: &str, effect: &str) -> impl Iterator<Item = &Posting> {
        self.list.iter().filter(move |posting| posting.affair == affair && posting.effect == effect)
    }

    /// Every posting.
    #[must_use]
    pub fn all(&self) -> &[Posting] {
        &self.list
    }

    /// Which affairs issue receipts, and of what.
    #[must_use]
    pub fn receipts(&self) -> &[ReceiptRule] {
        &self.receipts
    }

    /// Which affairs decide a year's budget, and of what it is made.
    #[must_use]
    pub fn budgets(&self) -> &[BudgetRule] {
        &self.budgets
    }

    /// Every amount that is not posted, with its reason.
    #[must_use]
    pub fn unposted(&self) -> &[Unposted] {
        &self.unposted
    }
}

impl Posting {
    /// Through what the money moves, by the facts of a case; none when no money does.
    pub fn channel<'f>(&self, fact: impl Fn(&str) -> &'f str) -> Option<Channel> {
        let money = self.lines.iter().find_map(|line| match &line.pick {
            Pick::Money { fact, values } => Some((fact, values)),
            _ => None,
        });
        let (name, values) = money?;
        let said = name.as_deref().map(fact).unwrap_or_default();
        Some(match values.get(said).map_or(said, String::as_str) {
            "cash" => Channel::Cash,
            kind @ ("land" | "general") => Channel::Bank(kind.to_owned()),
            _ => Channel::Bank("basic".to_owned()),
        })
    }
}
