//! A village's books, taken along and checked by somebody who trusts nobody: no server, no database.
//!
//! An export is a folder of text files. `entries.jsonl` holds every entry of the books as the log has it, each with the hashes that
//! prove that it stands in the log under the signed checkpoint. Everything else is made from it; so an auditor makes it once more and
//! compares, line by line. The register of members holds names, which are masked here: so it is not proved by its entries, but what was
//! shared out over it is, and has to agree with it.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

mod check;
mod entry;
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
/// The register of members, names masked, and what follows from it; a village without a register has none of these.
const MEMBERS: &str = "members.csv";
const HOUSEHOLDS: &str = "households.csv";
/// The entries of what was shared out over it, each with its proof, and what follows from them.
const SHARED: &str = "distributions.jsonl";
const DISTRIBUTIONS: &str = "distributions.csv";
const PARTS: &str = "parts.csv";
/// Every other file with its SHA-256, and the list's own signed by the log's key.
const FILES: &str = "files.csv";
const FILES_NOTE: &str = "files.txt";
/// What the signature is for.
const VOUCHED: &str = "export";

/// The list of the files but for itself and its signature, and its SHA-256.
fn list_of(files: &BTreeMap<String, String>) -> (String, [u8; 32]) {
    let mut list = String::from("file,sha256\n");
    for (name, text) in files.iter().filter(|(name, _)| ![FILES, FILES_NOTE].contains(&name.as_str())) {
        list.push_str(&format!("{name},{}\n", village::Hash(Sha256::digest(text).into())));
    }
    let digest = Sha256::digest(&list).into();
    (list, digest)
}
