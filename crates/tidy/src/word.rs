//! Words that must, or must not, stand in a file.

use crate::rust::is_word;
use crate::{File, Repository, Source};

/// What belongs to one machine or to a package registry, not to the project. Written in halves, so as not to find
/// itself.
const FORBIDDEN: [(&str, &str); 11] = [
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/tmp/tar", "get"), "a path of one machine"),
    (concat!("sha", "red/docs"), "a path outside the repository"),
    (concat!("sha", "red/data"), "a path outside the repository"),
    (concat!("crates", ".io"), "a registry's host"),
    (concat!("py", "pi.org"), "a registry's host"),
    (concat!("registry.np", "mjs"), "a registry's host"),
    (concat!("deb.deb", "ian.org"), "a registry's host"),
    (concat!("docker", ".io"), "a registry's host"),
    (concat!("ghcr", ".io"), "a registry's host"),
];

const MARKS: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

/// Words of the forbidden list, in any text file but the lock file, which cargo writes.
#[must_use]
pub fn forbidden_words(repository: &Repository) -> Vec<String> {
    let files = repository.files.iter().filter(|file| file.path != "Cargo.lock" && !file.is_vendored());
    let found = files.flat_map(|file| {
        lines(&file.text).flat_map(move |(line, text)| {
            let words = FORBIDDEN.iter().filter(move |(word, _)| text.contains(word));
            words.map(move |(word, why)| format!("{}:{line}: `{word}` is {why}: leave it out", file.path))
        })
    });
    found.collect()
}

/// Marks of unfinished work: finish it, or open an issue.
#[must_use]
pub fn unfinished(repository: &Repository) -> Vec<String> {
    let is_code = |file: &&File| !file.path.ends_with(".md") && !file.is_vendored();
    let found = repository.files.iter().filter(is_code).flat_map(|file| {
        let marked = lines(&file.text).filter(|(_, text)| MARKS.iter().any(|mark| has_word(text, mark)));
        marked.map(|(line, _)| format!("{}:{line}: a mark of unfinished work: finish it, or open an issue", file.path))
    });
    found.collect()
}

/// Rust files that do not begin by saying what they hold.
#[must_use]
pub fn module_docs(repository: &Repository) -> Vec<String> {
    let silent = repository.rust().filter(|file| !file.text.starts_with("//!"));
    silent.map(|file| format!("{}:1: begin with `//!` and one sentence on what the file holds", file.path)).collect()
}

/// Lints switched off for good instead of for a reason.
#[must_use]
pub fn allow_attributes(repository: &Repository) -> Vec<String> {
    let found = repository.rust().flat_map(|file| {
        let code = Source::read(&file.text).code;
        let allowed = |text: &str| text.contains("#[allow(") || text.contains("#![allow(");
        let found: Vec<usize> = lines(&code).filter(|(_, text)| allowed(text)).map(|(line, _)| line).collect();
        found
            .into_iter()
            .map(|line| format!("{}:{line}: write `#[expect(…, reason = \"…\")]` instead of `allow`", file.path))
    });
    found.collect()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository(text: &str) -> Repository {
        Repository::of(&[("crates/a/src/b.rs", text)])
    }

    #[test]
    fn forbidden_words_are_found_with_their_line() {
        let faults = forbidden_words(&repository(concat!("//! a\n\"/wo", "rk/main\"\n")));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("crates/a/src/b.rs:2:"), "{faults:?}");
        assert!(forbidden_words(&repository("//! a network/link and a homework\n")).is_empty());
    }

    #[test]
    fn marks_of_unfinished_work_are_whole_words() {
        assert_eq!(unfinished(&repository(concat!("// TO", "DO: later"))).len(), 1);
        assert!(unfinished(&repository("const MASTODON_XXXL: u8 = 1;")).is_empty());
    }

    #[test]
    fn a_file_begins_with_what_it_holds() {
        assert_eq!(module_docs(&repository("use a;\n//! too late")).len(), 1);
        assert!(module_docs(&repository("//! What it holds.")).is_empty());
    }

    #[test]
    fn allow_is_found_in_code_only() {
        assert_eq!(allow_attributes(&repository("#[allow(dead_code)]\nfn a() {}")).len(), 1);
        assert!(allow_attributes(&repository("// #[allow(x)]\n#[expect(x, reason = \"#[allow(\")]")).is_empty());
    }
}
