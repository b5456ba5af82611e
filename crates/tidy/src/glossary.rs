//! One word per thing: what the code calls a thing is in the glossary.

use crate::{Repository, Source};
use std::collections::BTreeSet;

const GLOSSARY: &str = "docs/glossary.md";
const ROUTES: &str = "crates/web/src/route.rs";

/// Tables, crates, entry kinds and first URL segments that `docs/glossary.md` does not name in `code`.
#[must_use]
pub fn glossary(repository: &Repository) -> Vec<String> {
    let Some(text) = repository.text(GLOSSARY) else { return vec![format!("{GLOSSARY}: is missing")] };
    let known: BTreeSet<&str> = text.split('`').skip(1).step_by(2).collect();
    let mut faults = Vec::new();
    let mut check = |what: &str, word: &str, path: &str| {
        if !known.contains(word) {
            faults.push(format!("{path}: the {what} `{word}` is not in {GLOSSARY}: add it there, or use its word"));
        }
    };
    for file in &repository.files {
        if file.path.starts_with("crates/archive/migrations/") {
            tables(&file.text).for_each(|table| check("table", table, &file.path));
        }
        if let Some(name) = file.path.strip_prefix("crates/").and_then(|path| path.strip_suffix("/Cargo.toml")) {
            check("crate", name, &file.path);
        }
        if file.is_rust() && !file.is_test() {
            kinds(&file.text).iter().for_each(|kind| check("entry", kind, &file.path));
        }
    }
    let routes = repository.text(ROUTES).unwrap_or_default();
    segments(routes).iter().for_each(|segment| check("address", segment, ROUTES));
    faults
}

fn tables(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("create table ")?.trim_start();
        let name = rest.strip_prefix("if not exists ").unwrap_or(rest);
        name.split(|letter: char| letter == '(' || letter.is_whitespace()).next()
    })
}

/// The names in `Kind { name: "…", … }`, outside of tests.
fn kinds(text: &str) -> BTreeSet<String> {
    let source = Source::read(text);
    if !source.code.contains("Kind {") {
        return BTreeSet::new();
    }
    let tests = source.first_test_line();
    let lines: Vec<&str> = text.lines().collect();
    let named = source.literals.into_iter().filter(|literal| {
        let line = lines.get(literal.line - 1).copied().unwrap_or_default();
        literal.line < tests && is_kind(&literal.text) && line.contains(&format!("name: \"{}\"", literal.text))
    });
    named.map(|literal| literal.text).collect()
}

/// Whether it reads like `case.opened`.
fn is_kind(text: &str) -> bool {
    let is_plain =
        |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_');
    text.split_once('.').is_some_and(|(thing, participle)| is_plain(thing) && is_plain(participle))
}

/// The first segments of the addresses in the route table, such as `/v`; parameters and files are none.
fn segments(routes: &str) -> BTreeSet<String> {
    let source = Source::read(routes);
    let tests = source.first_test_line();
    let literals = source.literals.iter().filter(|literal| literal.line < tests);
    let first = literals.filter_map(|literal| literal.text.strip_prefix('/')?.split('/').next());
    let plain = first.filter(|word| !word.is_empty() && !word.contains(['{', '.', ' ', ':', '*']));
    plain.map(|word| format!("/{word}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expect: &str) {
        let glossary_text = "| 办件 | case | `affair_case`, `/cases`, `case.opened` |\n| `affairs` |";
        let faults = glossary(&Repository::of(&[(GLOSSARY, glossary_text), (path, text)])).join("\n");
        assert!(faults.contains(expect) && faults.is_empty() == expect.is_empty(), "{faults}");
    }

    #[test]
    fn tables_are_in_the_glossary() {
        let path = "crates/archive/migrations/0001-a.sql";
        check(path, "create table affair_case (\n  id text\n);", "");
        check(path, "  create table if not exists thing(id text);", "the table `thing`");
    }

    #[test]
    fn entries_are_in_the_glossary() {
        let path = "crates/affairs/src/entries.rs";
        check(path, "vec![Kind { name: \"case.opened\", apply: a }]", "");
        check(path, "vec![Kind { name: \"case.begun\", apply: a }]", "the entry `case.begun`");
        check(path, "vec![Kind {\n  name: \"case.begun\",\n  apply: a }]", "the entry `case.begun`");
        check(path, "#[cfg(test)]\nmod tests { Kind { name: \"test.entry\", apply: a } }", "");
    }

    #[test]
    fn addresses_are_in_the_glossary() {
        check(ROUTES, "(\"/cases/{id}\", x), (\"/{anything}\", y), (\"/robots.txt\", z), (\"/\", home)", "");
        check(ROUTES, "(\"/matters/{id}\", x)", "the address `/matters`");
    }

    #[test]
    fn crates_are_in_the_glossary() {
        check("crates/affairs/Cargo.toml", "", "");
        check("crates/matters/Cargo.toml", "", "the crate `matters`");
    }
}
