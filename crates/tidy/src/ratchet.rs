//! Lists of exceptions that may only shrink.

use crate::Repository;
use std::collections::BTreeMap;

/// Compares what was measured with the limit and the exceptions in `crates/tidy/ratchet/<list>`, whose lines are
/// `<size> <what>`. `advice` says how to mend what is too long.
pub(crate) fn compare(
    repository: &Repository,
    list: &str,
    limit: usize,
    measured: &BTreeMap<String, usize>,
    advice: &str,
) -> Vec<String> {
    let list = format!("crates/tidy/ratchet/{list}");
    let (allowed, mut faults) = exceptions(repository.text(&list).unwrap_or_default(), &list);
    for (what, &size) in measured {
        match allowed.get(what.as_str()) {
            None if size > limit => {
                faults.push(format!("{what}: {size} lines, and the limit is {limit}: {advice}"));
            }
            Some(&before) if size > before => {
                faults
                    .push(format!("{what}: grew from {before} to {size} lines, and {list} may only shrink: {advice}"));
            }
            Some(_) if size <= limit => {
                faults.push(format!("{what}: {size} lines, within the limit of {limit}: take it off {list}"));
            }
            Some(&before) if size < before => {
                faults.push(format!("{what}: shrank from {before} to {size} lines: write `{size} {what}` in {list}"));
            }
            _ => {}
        }
    }
    let gone = allowed.keys().filter(|what| !measured.contains_key(**what));
    faults.extend(gone.map(|what| format!("{what}: is not there any more: take it off {list}")));
    faults
}

fn exceptions<'a>(text: &'a str, list: &str) -> (BTreeMap<&'a str, usize>, Vec<String>) {
    let mut allowed = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(' ').and_then(|(size, what)| Some((what, size.parse().ok()?))) {
            Some((what, size)) => drop(allowed.insert(what, size)),
            None => faults.push(format!("{list}:{}: `{line}`: expected `<lines> <what>`", at + 1)),
        }
    }
    (allowed, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, measured: &[(&str, usize)], expect: &[&str]) {
        let repository = Repository::of(&[("crates/tidy/ratchet/list.txt", list)]);
        let measured = measured.iter().map(|(what, size)| ((*what).to_owned(), *size)).collect();
        let faults = compare(&repository, "list.txt", 10, &measured, "split it");
        assert_eq!(faults.len(), expect.len(), "{faults:?}");
        for (fault, expect) in faults.iter().zip(expect) {
            assert!(fault.contains(expect), "`{fault}` does not say `{expect}`");
        }
    }

    #[test]
    fn what_fits_is_fine() {
        check("", &[("a", 10)], &[]);
        check("# why\n\n12 a\n", &[("a", 12)], &[]);
    }

    #[test]
    fn what_is_too_long_or_grew_is_a_fault() {
        check("", &[("a", 11)], &["a: 11 lines, and the limit is 10: split it"]);
        check("12 a", &[("a", 13)], &["grew from 12 to 13"]);
    }

    #[test]
    fn a_stale_exception_is_a_fault() {
        check("12 a", &[("a", 11)], &["write `11 a` in"]);
        check("12 a", &[("a", 10)], &["take it off"]);
        check("12 a", &[], &["not there any more"]);
        check("twelve a", &[], &["ratchet/list.txt:1: `twelve a`"]);
    }
}
