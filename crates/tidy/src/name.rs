//! Names say what a thing is: no empty words, no `mod.rs`, no `get_`.

use crate::rust::is_word;
use crate::{Repository, Source};

const EMPTY: [&str; 7] = ["Manager", "Service", "Helper", "Util", "Utils", "Info", "Data"];

/// Types with names that would fit anything, functions that begin with `get_`, and files called `mod.rs`.
#[must_use]
pub fn names(repository: &Repository) -> Vec<String> {
    let mut faults = Vec::new();
    for file in repository.rust() {
        if file.path.ends_with("/mod.rs") {
            faults.push(format!("{}: rename it after its folder: `name.rs` beside `name/`", file.path));
        }
        for (at, line) in Source::read(&file.text).code.lines().enumerate() {
            if let Some(fault) = fault(line) {
                faults.push(format!("{}:{}: {fault}", file.path, at + 1));
            }
        }
    }
    faults
}

fn fault(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| match pair {
        ["struct" | "enum" | "trait" | "type", name] => {
            let empty = EMPTY.iter().find(|empty| name.ends_with(**empty))?;
            Some(format!("`{name}`: name it by what it is; `{empty}` fits anything"))
        }
        ["fn", name] => {
            let better = name.strip_prefix("get_")?;
            Some(format!("`{name}`: call it `{better}`, or by the verb for what it does"))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_found() {
        for line in ["pub struct AlertManager {", "pub(crate) enum RowData {", "pub fn get_alert(&self)"] {
            assert!(fault(line).is_some(), "{line}");
        }
        for line in ["pub struct Alert {", "struct Datum;", "fn target_day()", "let service = 1;"] {
            assert_eq!(fault(line), None);
        }
        assert_eq!(names(&Repository::of(&[("crates/a/src/b/mod.rs", "")])).len(), 1);
    }
}
