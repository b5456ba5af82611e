//! A village's books, taken along and checked by somebody who trusts nobody: no server, no database.
//!
//! An export is a folder of text files. `entries.jsonl` holds every entry of the books as the log has it, each with the hashes that
//! prove that it stands in the log under the signed checkpoint. Everything else is made from it; so an auditor makes it once more and
//! compares, line by line.

mod check;
mod entry;
mod replay;
mod tables;
mod take;

pub use check::{Audited, Finding, audit};
pub use take::{CaseSeen, Export, export};

/// The files of an export: what the rest is made from, then the rest.
const ENTRIES: &str = "entries.jsonl";
const CHECKPOINT: &str = "checkpoint.txt";
const KEY: &str = "key.txt";
const CHART: &str = "accounts.toml";
const STATEMENTS: &str = "statements.toml";
const CASES: &str = "cases.csv";
