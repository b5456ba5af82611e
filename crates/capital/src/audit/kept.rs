//! The registers beside the books, taken along: receipts by number, bank accounts and what was compared with the bank, contracts with
//! their schedules and money, property with its wear, the budget, and the members.
//!
//! Every row is made from an entry of the log. An entry that names nobody is here whole, with its proof. One that names people is here
//! with the names masked: what it says cannot be hashed once more, but its leaf stands in the log, and the list of files that the log's
//! key has signed holds the fingerprint of every single line.

mod bank;
mod budget;
mod cards;
mod contracts;
mod receipts;

use super::check::{Findings, KnownCase};
use super::replay::Replayed;
use super::tables::File;
use archive::Entry;
use serde_json::Value;
use std::collections::BTreeMap;
use village::{Fault, Words, mask};

/// The kinds whose entries name people.
const MASKED: [&str; 10] = [
    "statement.received",
    "contract.signed",
    "contract.imported",
    "receipt.issued",
    "receipts.cancelled",
    "card.made",
    "card.imported",
    "card.described",
    "member.imported",
    "member.changed",
];
/// Those that name nobody.
const WHOLE: [&str; 13] = [
    "receipt_book.received",
    "lines.matched",
    "matching.undone",
    "account.reconciled",
    "contract.scheduled",
    "contract.changed",
    "contract.filed",
    "contract.settled",
    "card.struck",
    "count.opened",
    "card.counted",
    "count.decided",
    "budget.decided",
];

/// Whether an entry belongs to the registers.
pub(super) fn is_kept(kind: &str) -> bool {
    is_masked(kind) || WHOLE.contains(&kind)
}

/// Whether an entry leaves the village with names masked.
pub(super) fn is_masked(kind: &str) -> bool {
    MASKED.contains(&kind)
}

/// Masks the names of entries; households are numbered, for a household bears the name of its head.
pub(super) fn masked(entries: &mut [Entry]) {
    let mut households = BTreeMap::new();
    for entry in entries.iter_mut().filter(|entry| is_masked(&entry.kind)) {
        let of_members = entry.kind.starts_with("member.");
        walk(&mut entry.body, of_members, &mut households);
    }
}

fn walk(value: &mut Value, of_members: bool, households: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| walk(one, of_members, households)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), &*value) {
                    ("person", _) if of_members => *value = Value::Null,
                    ("household", Value::String(text)) => {
                        let next = households.len() + 1;
                        *value = Value::String(households.entry(text.clone()).or_insert(next).to_string());
                    }
                    ("name", Value::String(text)) if of_members => *value = shown(&mask::name(text)),
                    ("party" | "payer" | "payee" | "keeper", Value::String(text)) => {
                        *value = shown(&mask::party(text));
                    }
                    ("reason" | "purpose" | "remark" | "reference" | "object", Value::String(text)) => {
                        *value = shown(text);
                    }
                    _ => walk(value, of_members, households),
                }
            }
        }
        _ => {}
    }
}

fn shown(text: &str) -> Value {
    Value::String(mask::text(text))
}

/// The registers as their entries make them.
#[derive(Default)]
pub(super) struct Registers {
    receipts: receipts::Receipts,
    bank: bank::Bank,
    contracts: contracts::Contracts,
    cards: cards::Cards,
    budget: budget::Budgets,
    wrong: Vec<(u64, Words)>,
}

impl Registers {
    /// Goes through the entries of the registers and those of the books in the log's order.
    pub(super) fn replay(kept: &[Entry], of_the_books: &[Entry], books: &Replayed) -> Self {
        let mut all: Vec<&Entry> = kept.iter().chain(of_the_books).collect();
        all.sort_by_key(|entry| entry.seq);
        let mut found = Self::default();
        for entry in all {
            if let Err(fault) = found.take(entry, books) {
                let zh = format!("内容读不出来：{fault}");
                found.wrong.push((entry.seq, Words::new(zh, fault.to_string())));
            }
        }
        found
    }

    fn take(&mut self, entry: &Entry, books: &Replayed) -> Result<(), Fault> {
        self.receipts.take(entry)?;
        self.bank.take(entry, books)?;
        self.contracts.take(entry, books)?;
        self.cards.take(entry)?;
        self.budget.take(entry)
    }

    /// What could not be read, by entry.
    pub(super) fn wrong(&self) -> &[(u64, Words)] {
        &self.wrong
    }

    /// Every table that follows.
    pub(super) fn tables(&self, books: &Replayed) -> Vec<File> {
        [
            self.receipts.tables(books),
            self.bank.tables(books),
            self.contracts.tables(),
            self.cards.tables(),
            self.budget.tables(books),
        ]
        .concat()
    }

    /// Whether they agree with themselves, with the cases and with the vouchers.
    pub(super) fn agree(&self, books: &Replayed, cases: &BTreeMap<&str, KnownCase<'_>>, findings: &mut Findings) {
        self.receipts.agree(books, cases, findings);
        self.bank.agree(findings);
        self.contracts.agree(findings);
        self.cards.agree(findings);
    }

    /// The cases that they name.
    pub(super) fn cases(&self) -> Vec<String> {
        self.receipts.cases()
    }
}

/// A reference that may be missing, as a cell.
fn or_empty<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
