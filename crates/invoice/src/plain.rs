//! The parts that all kinds of e-invoices write alike: numbers, days, amounts.

use crate::Unread;
use village::{Day, Fen};

/// The most that an amount may be: what the county takes from a person.
pub(crate) fn amount(place: &str, text: &str) -> Result<Option<Fen>, Unread> {
    let text = text.trim().trim_start_matches(['¥', '￥']);
    if text.is_empty() {
        return Ok(None);
    }
    let fen = trimmed(text).and_then(|plain| Fen::parse(plain).ok());
    fen.filter(|fen| fen.0.unsigned_abs() <= Fen::LARGEST.0.unsigned_abs())
        .map(Some)
        .ok_or_else(|| Unread::malformed(place, text, "an amount in yuan with at most two decimals"))
}

/// Zeros behind the second decimal say nothing: some programs write `100.000`.
fn trimmed(text: &str) -> Option<&str> {
    let Some((_, decimals)) = text.split_once('.') else { return Some(text) };
    let surplus = decimals.len().saturating_sub(2);
    let (kept, rest) = text.split_at_checked(text.len() - surplus)?;
    rest.bytes().all(|byte| byte == b'0').then_some(kept)
}

/// A day as `20260228`, `2026-02-28`, `2026年02月28日`, with or without an hour behind it.
pub(crate) fn day(place: &str, text: &str) -> Result<Option<Day>, Unread> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Unread::malformed(place, text, "a day such as 20260228");
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let (year, month, of_month) = match groups.as_slice() {
        [whole, ..] if whole.len() >= 8 => {
            let part = |range: std::ops::Range<usize>| whole.get(range);
            (part(0..4).ok_or_else(wrong)?, part(4..6).ok_or_else(wrong)?, part(6..8).ok_or_else(wrong)?)
        }
        [year, month, of_month, ..] if year.len() == 4 => (*year, *month, *of_month),
        _ => return Err(wrong()),
    };
    let (Ok(year), Ok(month), Ok(of_month)) = (year.parse(), month.parse(), of_month.parse()) else {
        return Err(wrong());
    };
    // The first invoice of this kind was printed in 1994.
    let found = Day::new(year, month, of_month).filter(|day| day.year() >= 1994);
    found.map(Some).ok_or_else(wrong)
}

/// The number of an invoice, and whether it is one of the fully digitalised: 20 digits instead of 8.
pub(crate) fn number(place: &str, text: &str) -> Result<String, Unread> {
    let text = text.trim();
    let fits = matches!(text.len(), 8 | 20) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(text.to_owned()) } else { Err(Unread::malformed(place, text, "a number of 8 or 20 digits")) }
}

/// The code of an invoice; none where there is none.
pub(crate) fn code(place: &str, text: &str) -> Result<Option<String>, Unread> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let fits = matches!(text.len(), 10 | 12) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits {
        Ok(Some(text.to_owned()))
    } else {
        Err(Unread::malformed(place, text, "a code of 10 or 12 digits, or none"))
    }
}

/// A name, without what nobody types; none when nothing is left.
pub(crate) fn name(text: &str) -> Option<String> {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = text.chars().filter(|c| !hides(*c)).take(100).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_all_their_forms() {
        for text in
            ["20260228", "2026-02-28", "2026年02月28日", "2026年2月28日", "2026-02-28 10:00:00", "20260228172851000"]
        {
            assert_eq!(day("x", text).unwrap().unwrap().to_string(), "2026-02-28", "{text}");
        }
        for text in ["20260230", "2026", "28.02.2026", "18990101", "abcdefgh", "２０２６"] {
            assert!(day("x", text).is_err(), "{text}");
        }
        assert_eq!(day("x", " ").unwrap(), None);
    }

    #[test]
    fn amounts_are_read_to_the_fen_and_never_rounded() {
        let fen = |text: &str| amount("x", text).map(|fen| fen.map(|fen| fen.0));
        assert_eq!(fen("94339.62"), Ok(Some(9_433_962)));
        assert_eq!(fen("64.9"), Ok(Some(6_490)));
        assert_eq!(fen("¥100.000"), Ok(Some(10_000)));
        assert_eq!(fen("-12.50"), Ok(Some(-1_250)));
        assert_eq!(fen(""), Ok(None));
        for text in ["100.005", "1e17", "NaN", "12a", "100000000000000000", "-99999999999999.99", "."] {
            assert!(fen(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_loses_what_nobody_types() {
        assert_eq!(name(" 某\u{202e}日用\u{0}品店 ").as_deref(), Some("某日用品店"));
        assert_eq!(name("\u{200b} "), None);
    }
}
