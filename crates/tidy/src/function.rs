//! Functions stay short enough to be seen whole.

use crate::rust::is_word;
use crate::{Repository, Source, ratchet};
use std::collections::BTreeMap;

const LIMIT: usize = 69;

/// Functions of 70 lines and more, from `fn` to the closing brace.
#[must_use]
pub fn long_functions(repository: &Repository) -> Vec<String> {
    let mut measured = BTreeMap::new();
    for file in repository.rust() {
        for Function { name, lines } in functions(&Source::read(&file.text).code) {
            let size = measured.entry(format!("{} {name}", file.path)).or_insert(0);
            *size = lines.max(*size);
        }
    }
    let advice = "give its parts names of their own";
    ratchet::compare(repository, "long-functions.txt", LIMIT, &measured, advice)
}

struct Function<'a> {
    name: &'a str,
    lines: usize,
}

/// Every function with a body, the ones within others too.
fn functions(code: &str) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let (before, from) = code.split_at(at);
        if before.chars().next_back().is_some_and(is_word) {
            continue;
        }
        let after = from.trim_start_matches("fn ").trim_start();
        let name = after.split(|letter| !is_word(letter)).next().unwrap_or_default();
        if let Some(lines) = body_lines(from).filter(|_| !name.is_empty()) {
            found.push(Function { name, lines });
        }
    }
    found
}

/// How many lines from the start to the brace that closes the first block; `None` where a semicolon comes first.
fn body_lines(from: &str) -> Option<usize> {
    let (mut braces, mut others, mut lines) = (0_i32, 0_i32, 1);
    for letter in from.chars() {
        match letter {
            '\n' => lines += 1,
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            ';' if braces == 0 && others == 0 => return None,
            '{' if others == 0 || braces > 0 => braces += 1,
            '}' if braces > 0 => {
                braces -= 1;
                if braces == 0 {
                    return Some(lines);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expect: &[(&str, usize)]) {
        let found: Vec<_> = functions(code).iter().map(|function| (function.name, function.lines)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn functions_are_measured_from_name_to_brace() {
        check(
            "pub fn one() {}\n\nasync fn two(\n  a: [u8; 2],\n) -> A\nwhere\n  B: C,\n{\n  { x }\n}\n",
            &[("one", 1), ("two", 8)],
        );
    }

    #[test]
    fn declarations_and_types_are_no_functions() {
        check("trait A { fn a(&self); fn b(&self) { x } }", &[("b", 1)]);
        check("struct B { apply: fn (u8) -> u8, c: fn(u8) }", &[]);
    }

    #[test]
    fn a_function_within_another_counts_on_its_own() {
        check("fn a() {\n  fn b() {\n  }\n}", &[("a", 4), ("b", 2)]);
    }

    #[test]
    fn a_long_function_is_a_fault() {
        let text = format!("fn long() {{\n{}}}\n", "    step();\n".repeat(68));
        let faults = long_functions(&Repository::of(&[("crates/a/src/b.rs", &text)]));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("crates/a/src/b.rs long: 70 lines"), "{faults:?}");
    }
}
