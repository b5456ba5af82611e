//! Migrations: numbered without a gap, each folder for itself, and never edited once released.

use crate::{File, Repository};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const FOLDER: &str = "crates/archive/migrations/";
const RELEASED: &str = "crates/tidy/released-migrations.txt";

/// Gaps in the numbers, and files that differ from what was released.
#[must_use]
pub fn migrations(repository: &Repository) -> Vec<String> {
    let name = |file: &File| file.path.strip_prefix(FOLDER).filter(|name| name.ends_with(".sql")).map(str::to_owned);
    let files: BTreeMap<String, &str> =
        repository.files.iter().filter_map(|file| Some((name(file)?, file.text.as_str()))).collect();
    let mut faults = Vec::new();
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for name in files.keys() {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let number = last.entry(folder).or_insert(0);
        *number += 1;
        if !file.starts_with(&format!("{number:04}-")) {
            faults.push(format!(
                "{FOLDER}{name}: expected its name to begin with `{number:04}-`: numbers run without a gap"
            ));
        }
    }
    for line in repository.text(RELEASED).unwrap_or_default().lines().filter(|line| !line.starts_with('#')) {
        let Some((hash, name)) = line.split_once("  ") else { continue };
        match files.get(name) {
            None => faults.push(format!("{FOLDER}{name}: was released and is gone: bring it back")),
            Some(text) if hex::encode(Sha256::digest(text)) != hash => faults.push(format!(
                "{FOLDER}{name}: was released and must stay as it was: undo the edit and write a new migration"
            )),
            Some(_) => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of `a`.
    const HASH: &str = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    fn check(files: &[(&str, &str)], released: &str, expect: &[&str]) {
        let paths: Vec<(String, &str)> = files.iter().map(|(name, text)| (format!("{FOLDER}{name}"), *text)).collect();
        let mut all: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        all.push((RELEASED, released));
        let faults = migrations(&Repository::of(&all));
        assert_eq!(faults.len(), expect.len(), "{faults:?}");
        for (fault, expect) in faults.iter().zip(expect) {
            assert!(fault.contains(expect), "{fault}");
        }
    }

    #[test]
    fn numbers_run_without_a_gap() {
        check(&[("0001-log.sql", "a"), ("0002-roster.sql", "b")], "", &[]);
        check(&[("0001-log.sql", "a"), ("0003-roster.sql", "b")], "", &["begin with `0002-`"]);
        check(&[("0001-log.sql", "a"), ("0001-roster.sql", "b")], "", &["begin with `0002-`"]);
        check(&[("0001-log.sql", "a"), ("directory/0001-sign-in.sql", "b")], "", &[]);
    }

    #[test]
    fn what_was_released_stays() {
        let released = format!("# why\n{HASH}  0001-log.sql\n");
        check(&[("0001-log.sql", "a")], &released, &[]);
        check(&[("0001-log.sql", "b")], &released, &["must stay as it was"]);
        check(&[], &released, &["is gone"]);
    }
}
