//! A village's books, taken along and checked by somebody who trusts nobody: no server, no database.
//!
//! An export is a folder of text files. `entries.jsonl` holds every entry of the books as the log has it, each with the hashes that
//! prove that it stands in the log under the signed checkpoint. Everything else is made from it; so an auditor makes it once more and
//! compares, row by row. The registers stand in `registers.jsonl`: entries that name people have their names masked there, so what they
//! say cannot be hashed once more; their leaves stand in the log, each line has its signed fingerprint, and everything that follows from
//! them has to agree with the vouchers.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

mod check;
mod compare;
mod entry;
mod kept;
mod register;
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
/// The same once more: no entry of the books says what a case holds, so an altered row is named by what stands beside it.
const CASES_AGAIN: &str = "cases-again.csv";
/// The register of members, names masked, and what follows from it; a village without a register has none of these.
const MEMBERS: &str = "members.csv";
const HOUSEHOLDS: &str = "households.csv";
/// The entries of what was shared out over it, each with its proof, and what follows from them.
const SHARED: &str = "distributions.jsonl";
const DISTRIBUTIONS: &str = "distributions.csv";
const PARTS: &str = "parts.csv";
/// The entries of the registers, each with its proof; of those that name people, with the names masked.
const KEPT: &str = "registers.jsonl";
/// What every file holds.
const README: &str = "README.md";
const README_TEXT: &str = include_str!("audit/README.md");
/// Every other file with its SHA-256, and the list's own signed by the log's key.
const FILES: &str = "files.csv";
const FILES_NOTE: &str = "files.txt";
/// What the signature is for.
const VOUCHED: &str = "export";

/// Names cannot be proved where they are masked: so each line is vouched for by itself, and a single altered one has its name.
fn each_line(text: &str, list: &mut String) {
    for line in text.lines() {
        let seq = line.strip_prefix("{\"seq\":").and_then(|rest| rest.split(',').next()).unwrap_or("?");
        list.push_str(&format!("{KEPT}: entry {seq},{}\n", village::Hash(Sha256::digest(line).into())));
    }
}

/// The list of the files but for itself and its signature, and its SHA-256.
fn list_of(files: &BTreeMap<String, String>) -> (String, [u8; 32]) {
    let mut list = String::from("file,sha256\n");
    for (name, text) in files.iter().filter(|(name, _)| ![FILES, FILES_NOTE].contains(&name.as_str())) {
        list.push_str(&format!("{name},{}\n", village::Hash(Sha256::digest(text).into())));
        if name == KEPT {
            each_line(text, &mut list);
        }
    }
    let digest = Sha256::digest(&list).into();
    (list, digest)
}
