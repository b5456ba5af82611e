//! Whether what somebody noted long ago still agrees: the fingerprint of the first entries together, or of one of them.

use crate::show::{State, Tag};
use crate::told::Teller;
use archive::Query;
use serde::Deserialize;
use village::Fault;

/// The fewest digits of a fingerprint that say something.
const FEWEST: usize = 8;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Noted {
    #[serde(default)]
    pub(crate) number: String,
    #[serde(default)]
    pub(crate) fingerprint: String,
}

/// The answer; nothing where nothing was asked.
pub(crate) fn verdict(query: &mut dyn Query, teller: &Teller, noted: &Noted) -> Result<Option<Tag>, Fault> {
    if noted.number.trim().is_empty() && noted.fingerprint.trim().is_empty() {
        return Ok(None);
    }
    let (Some(number), Some(digits)) = (number(&noted.number), digits(&noted.fingerprint)) else {
        return Ok(Some(Tag::new(State::Yellow, teller.say("log-unreadable"))));
    };
    let say = |state, key: &'static str| Some(Tag::new(state, teller.say(key).put("number", number)));
    let Some(root) = archive::root(query, number)? else { return Ok(say(State::Red, "log-gone")) };
    let own = archive::entry(query, number)?.map(|entry| entry.leaf_bytes()).transpose()?;
    let own = own.and_then(|leaf| serde_json::from_slice::<Leaf>(&leaf).ok()).map(|leaf| leaf.commitment);
    let agrees = hex::encode(root).starts_with(&digits) || own.is_some_and(|own| own.starts_with(&digits));
    Ok(if agrees { say(State::Done, "log-agrees") } else { say(State::Red, "log-differs") })
}

/// The leaf's own words.
#[derive(Deserialize)]
struct Leaf {
    commitment: String,
}

/// A number as people write it, with the words around it: `第4,208条`, `4208`, `４２０８`.
fn number(typed: &str) -> Option<u64> {
    let digits: String = typed.chars().filter_map(half_width).filter(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|number| *number > 0)
}

/// The digits of a fingerprint, in groups or not; enough of them, and nothing else.
fn digits(typed: &str) -> Option<String> {
    let all: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').filter_map(half_width).collect();
    let all = all.to_ascii_lowercase();
    let enough = (FEWEST..=64).contains(&all.len()) && all.bytes().all(|b| b.is_ascii_hexdigit());
    enough.then_some(all)
}

fn half_width(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_noted_is_read_however_they_wrote_it() {
        for typed in ["4208", " 第4,208条", "４２０８"] {
            assert_eq!(number(typed), Some(4_208), "{typed}");
        }
        assert_eq!((number(""), number("零"), number("0")), (None, None, None));
        assert_eq!(digits("a1B2 c3-d4"), Some("a1b2c3d4".to_owned()));
        for typed in ["a1b2c3", "指纹a1b2c3d4", &"a".repeat(65)] {
            assert_eq!(digits(typed), None, "{typed}");
        }
    }
}
