//! Whether a party, as somebody typed it, is a person of the roster: by number, or by name.
//!
//! A party is what the handler typed: mostly a name, sometimes a name among other words, now and then a number of the
//! roster. A name of the roster found in it as a word of its own is taken to be that person: the stricter reading. A
//! namesake stands aside without need then, until the number is typed instead of the name. A firm under another name, a
//! nickname or a misspelt name is not found; it takes the declared relatives, the objections and the supervisors' eyes.

use super::{name_of, sql};
use archive::Query;
use std::collections::BTreeMap;
use village::{Fault, PersonId};

/// The party that is the person; `None` when they are none of them.
///
/// # Errors
/// When the store cannot be read.
pub fn party_among(query: &mut dyn Query, person: &PersonId, parties: &[String]) -> Result<Option<String>, Fault> {
    if parties.is_empty() {
        return Ok(None);
    }
    let Some(name) = name_of(query, person)? else { return Ok(None) };
    let mut found = None;
    for party in parties {
        if found.is_none() && is_typed(query, party, person, &name)? {
            found = Some(party.clone());
        }
    }
    Ok(found)
}

/// Whether two texts name the same party: the same name however it is typed, one of them a word of the other, or somebody's
/// name and their number in the roster.
///
/// # Errors
/// When the store cannot be read.
pub fn is_same_party(query: &mut dyn Query, one: &str, other: &str) -> Result<bool, Fault> {
    let (one, other) = (half_width(one), half_width(other));
    let (first, second) = (bearers(query, &one)?, bearers(query, &other)?);
    if !first.is_empty() && !second.is_empty() {
        return Ok(first.iter().any(|(number, _)| second.iter().any(|(same, _)| same == number)));
    }
    let names_of = |typed: &str, bearers: &[(String, String)]| -> Vec<String> {
        std::iter::once(typed.trim().to_owned()).chain(bearers.iter().map(|(_, name)| name.clone())).collect()
    };
    let (one, other) = (names_of(&one, &first), names_of(&other, &second));
    let alike = |a: &str, b: &str| (!bare(a).is_empty() && bare(a) == bare(b)) || names(a, b) || names(b, a);
    Ok(one.iter().any(|a| other.iter().any(|b| alike(a, b))))
}

/// The words by which a party is known, each with whether it is the whole of the name or one word of it.
pub type PartyWords = BTreeMap<String, bool>;

/// The words by which a party can be found: of two that [`is_same_party`] takes for the same, a word that is the whole of the
/// one stands among the other's, whole or not. The other way round need not hold: they are still to be compared.
///
/// # Errors
/// When the store cannot be read.
pub fn party_words(query: &mut dyn Query, typed: &str) -> Result<PartyWords, Fault> {
    let typed = half_width(typed);
    let mut words = words_of(&typed);
    for (number, name) in bearers(query, &typed)? {
        for (word, is_whole) in words_of(&half_width(&name)) {
            *words.entry(word).or_default() |= is_whole;
        }
        words.insert(number, true);
    }
    Ok(words)
}

/// A text as a whole and without its brackets, and each name in it.
fn words_of(text: &str) -> PartyWords {
    let parts = text.split(between_names).map(|part| (close(part), false));
    let wholes = [(close(text), true), (bare(text), true)];
    parts.chain(wholes).filter(|(word, _)| !word.is_empty()).collect()
}

/// The letters and digits of a text, without what stands in brackets.
fn bare(typed: &str) -> String {
    let mut depth = 0_u32;
    let outside = typed.chars().filter(|c| {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && c.is_alphanumeric(),
        }
        false
    });
    outside.flat_map(char::to_lowercase).collect()
}

/// The numbers of the roster in a text, with their bearers' names.
fn bearers(query: &mut dyn Query, typed: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut found = Vec::new();
    for number in numbers(typed) {
        if let Some(row) = query.maybe(sql::NAME, &[number.as_str().into()])? {
            found.push((number, row.text("name")?));
        }
    }
    Ok(found)
}

/// Whether what was typed means this person. A number of the roster means its bearer and nobody else.
pub(super) fn is_typed(query: &mut dyn Query, typed: &str, person: &PersonId, name: &str) -> Result<bool, Fault> {
    let typed = half_width(typed);
    let typed = typed.trim();
    if typed == person.as_str() {
        return Ok(true);
    }
    if !names(typed, name) {
        return Ok(false);
    }
    // A text with somebody's number in it means that one, whatever name stands beside it.
    for number in numbers(typed) {
        if number == person.as_str() {
            return Ok(true);
        }
        if query.maybe(sql::NAME, &[number.as_str().into()])?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a name stands in a text: as the whole of it with the blanks left out, or as a word of its own.
fn names(typed: &str, name: &str) -> bool {
    let name = close(&half_width(name));
    if name.is_empty() {
        return false;
    }
    close(typed) == name || typed.split(between_names).any(|word| close(word) == name)
}

/// Whether a character parts one name from the next.
fn between_names(c: char) -> bool {
    !c.is_alphabetic() && !matches!(c, '·' | '•')
}

/// The text without blanks and without the dots that some names are written with.
fn close(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•')).flat_map(char::to_lowercase).collect()
}

/// Whatever looks like a number of the roster (`990101-P000012`).
fn numbers(typed: &str) -> Vec<String> {
    let parts = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    typed.split(parts).filter(|word| word.contains("-P")).map(str::to_owned).collect()
}

/// Full-width letters, digits and blanks as ordinary ones.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, name: &str) -> bool {
        names(&half_width(typed), name)
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for typed in
            ["王军", " 王军 ", "王　军", "王 军", "王军（本人）", "王军13800000000", "李红、王军", "青溪村 王军"]
        {
            assert!(found(typed, "王军"), "`{typed}`");
        }
        assert!(found("阿卜杜拉·买买提", "阿卜杜拉•买买提"));
        assert!(found("ＷＡＮＧ", "Wang"));
    }

    #[test]
    fn another_name_or_a_shop_is_not_a_person() {
        for typed in ["王军军", "小王军", "王军日杂店", "青溪日杂店", ""] {
            assert!(!found(typed, "王军"), "`{typed}`");
        }
        assert!(!found("王军", ""));
    }

    #[test]
    fn a_shop_is_the_same_however_it_is_typed() {
        for typed in ["青溪日杂店", "青溪　日杂店（本村）", "青溪-日杂店", " 青溪日杂店。", "【个体】青溪日杂店"]
        {
            assert_eq!(bare(&half_width(typed)), "青溪日杂店", "`{typed}`");
        }
        assert_ne!(bare("青溪日杂店二店"), bare("青溪日杂店"));
    }

    #[test]
    fn a_number_of_the_roster_is_told_from_other_words() {
        assert_eq!(numbers("王军 990101-P000012"), ["990101-P000012"]);
        assert!(numbers("王军 13800000000").is_empty());
    }
}
