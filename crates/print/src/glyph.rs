//! Characters that the fonts do not hold. They are printed as 〓, the printer's own mark for a type that is not in the case, and the
//! foot says which they are: a name is never left with a hole that nobody notices.

use serde_json::Value;
use std::collections::BTreeSet;

/// The mark.
pub(crate) const MARK: char = '〓';

/// How many are told one by one.
const TOLD: usize = 12;

/// Puts the mark in the place of each character that `has` does not know, and tells which they were.
pub(crate) fn replace(facts: &mut Value, has: &impl Fn(char) -> bool) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    walk(facts, has, &mut missing);
    missing
}

fn walk(value: &mut Value, has: &impl Fn(char) -> bool, missing: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            // What belongs to the character before it, or is not seen, is no character of its own.
            let known = |c: char| has(c) || c == '\n' || c == MARK;
            if text.chars().all(known) {
                return;
            }
            let bare = |c: &char| !matches!(*c, '\u{fe00}'..='\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
            *text = text
                .chars()
                .filter(bare)
                .map(|c| match c {
                    c if known(c) => c,
                    c if c.is_whitespace() || c.is_control() => ' ',
                    c => {
                        missing.insert(c);
                        MARK
                    }
                })
                .collect();
        }
        Value::Array(all) => all.iter_mut().for_each(|one| walk(one, has, missing)),
        Value::Object(all) => all.values_mut().for_each(|one| walk(one, has, missing)),
        _ => {}
    }
}

/// The missing characters by their numbers.
pub(crate) fn told(missing: &BTreeSet<char>) -> String {
    let named: Vec<String> = missing.iter().take(TOLD).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    let more = if missing.len() > TOLD { " …" } else { "" };
    format!("{}{more}", named.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_fonts_lack_is_marked_and_told() {
        let mut facts = json!({"a": ["张䶮", 3], "b": "ab\u{fe0f}\tc"});
        let missing = replace(&mut facts, &|c| c == '张' || c.is_ascii_alphabetic());
        assert_eq!(facts, json!({"a": ["张〓", 3], "b": "ab c"}));
        assert_eq!(told(&missing), "U+4DAE");
    }
}
