//! Money, in fen. Never a floating-point number.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount in fen (分, one hundredth of a yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a text is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("no amount was given")]
    Empty,
    /// Something that is not a digit, a separator or a point.
    #[error("`{0}` is not an amount: write digits, such as 1200 or 1,200.50")]
    NotANumber(String),
    /// More than two decimals.
    #[error("`{0}` has more than two decimals: the smallest unit is one fen")]
    TooFine(String),
    /// More than the system counts.
    #[error("`{0}` is too large: the largest amount is 1,000,000,000,000 yuan")]
    TooLarge(String),
}

impl Fen {
    /// The largest amount accepted from a person: one trillion yuan.
    pub const LARGEST: Self = Self(100_000_000_000_000);

    /// Whole yuan.
    #[must_use]
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// Reads an amount in yuan as a person types it: `1200`, `1,200.5`, full-width digits, with `¥` or `元`.
    ///
    /// # Errors
    /// When the text is empty, is not a number, has more than two decimals, or passes [`Fen::LARGEST`].
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.chars().map(half_width_letter).filter(|c| !matches!(c, ' ' | '¥' | '元')).collect();
        if plain.trim_matches(',').is_empty() {
            return Err(MoneyError::Empty);
        }
        let wrong = || MoneyError::NotANumber(text.trim().to_owned());
        let plain = ungrouped(&plain).ok_or_else(wrong)?;
        let (sign, digits) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
        let (yuan, fen) = digits.split_once('.').unwrap_or((digits, ""));
        if yuan.is_empty() || !yuan.bytes().chain(fen.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        if fen.len() > 2 {
            return Err(MoneyError::TooFine(text.trim().to_owned()));
        }
        let large = || MoneyError::TooLarge(text.trim().to_owned());
        let yuan: i64 = yuan.parse().map_err(|_| large())?;
        let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| wrong())?;
        let total = yuan.checked_mul(100).and_then(|y| y.checked_add(fen)).ok_or_else(large)?;
        if total > Self::LARGEST.0 {
            return Err(large());
        }
        Ok(Self(sign * total))
    }

    /// The amount without separators, for a program to read: `1200.50`.
    #[must_use]
    pub fn plain(self) -> String {
        let whole = self.0.unsigned_abs();
        format!("{}{}.{:02}", if self.0 < 0 { "-" } else { "" }, whole / 100, whole % 100)
    }

    /// The amount in the capitals that Chinese vouchers use: `壹仟贰佰元整`.
    #[must_use]
    pub fn capitals(self) -> String {
        let whole = self.0.unsigned_abs();
        let (yuan, jiao, fen) = (whole / 100, whole / 10 % 10, whole % 10);
        let mut text = String::new();
        if self.0 < 0 {
            text.push('负');
        }
        if yuan > 0 {
            text.push_str(&capital_integer(yuan));
            text.push('元');
        }
        match (jiao, fen) {
            (0, 0) => {
                if yuan == 0 {
                    text.push_str("零元");
                }
                text.push('整');
            }
            (0, f) => {
                if yuan > 0 {
                    text.push('零');
                }
                text.push(digit(f));
                text.push('分');
            }
            (j, 0) => {
                text.push(digit(j));
                text.push_str("角整");
            }
            (j, f) => {
                text.push(digit(j));
                text.push('角');
                text.push(digit(f));
                text.push('分');
            }
        }
        text
    }
}

/// A number without the separators of its thousands; `None` when they part anything but threes: what looks like another number
/// is asked for again.
fn ungrouped(plain: &str) -> Option<String> {
    let (whole, rest) = plain.split_once('.').map_or((plain, ""), |(whole, fen)| (whole, fen));
    if rest.contains(',') {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("").trim_start_matches('-');
    let is_grouped = whole.contains(',');
    if is_grouped && (!(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3)) {
        return None;
    }
    Some(plain.replace(',', ""))
}

/// What somebody typed, with digits and signs of full width as plain ones, without blanks around it.
#[must_use]
pub fn half_width(text: &str) -> String {
    let plain: String = text.chars().map(half_width_letter).collect();
    plain.trim().to_owned()
}

fn half_width_letter(c: char) -> char {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '．' => '.',
        '，' => ',',
        '－' => '-',
        '￥' => '¥',
        '\u{3000}' | '\t' => ' ',
        other => other,
    }
}

fn digit(value: u64) -> char {
    match value {
        1 => '壹',
        2 => '贰',
        3 => '叁',
        4 => '肆',
        5 => '伍',
        6 => '陆',
        7 => '柒',
        8 => '捌',
        9 => '玖',
        _ => '零',
    }
}

fn capital_integer(value: u64) -> String {
    // Four digits at a time: 元, 万, 亿, 万亿.
    let mut text = String::new();
    let mut gap = false;
    for (unit, power) in [("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000), ("", 1)] {
        let group = value / power % 10_000;
        if group == 0 {
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() && (gap || group < 1_000) {
            text.push('零');
        }
        text.push_str(&capital_group(group));
        text.push_str(unit);
        gap = false;
    }
    text
}

fn capital_group(group: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (unit, power) in [("仟", 1_000), ("佰", 100), ("拾", 10), ("", 1)] {
        let value = group / power % 10;
        if value == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        text.push(digit(value));
        text.push_str(unit);
    }
    text
}

impl fmt::Display for Fen {
    /// Yuan with thousands separators and two decimals: `1,200.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.unsigned_abs();
        let yuan = (whole / 100).to_string();
        let mut grouped = String::new();
        for (place, c) in yuan.chars().enumerate() {
            if place > 0 && (yuan.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{grouped}.{:02}", whole % 100)
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, fen) in [
            ("1200", 120_000),
            ("1,200.5", 120_050),
            ("¥ 1,200.05元", 120_005),
            ("１２００．５０", 120_050),
            ("0.01", 1),
            ("-3", -300),
            ("1，234，567", 123_456_700),
            ("-1,200", -120_000),
            ("12,345", 1_234_500),
        ] {
            assert_eq!(Fen::parse(text), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_amount_is_named() {
        assert_eq!(Fen::parse("  "), Err(MoneyError::Empty));
        for slip in ["12a", "1,2,3.00", "1,20", "1200,", ",200", "1,2000", "1.2,00", "1,,200", "12,00,000"] {
            assert!(matches!(Fen::parse(slip), Err(MoneyError::NotANumber(_))), "{slip}");
        }
        assert!(matches!(Fen::parse(".5"), Err(MoneyError::NotANumber(_))));
        assert!(matches!(Fen::parse("1.234"), Err(MoneyError::TooFine(_))));
        assert!(matches!(Fen::parse("10000000000000000"), Err(MoneyError::TooLarge(_))));
        assert!(matches!(Fen::parse("99999999999999999999999"), Err(MoneyError::TooLarge(_))));
    }

    #[test]
    fn capitals_follow_the_voucher_convention() {
        for (fen, text) in [
            (0, "零元整"),
            (120_000, "壹仟贰佰元整"),
            (100_000, "壹仟元整"),
            (100_500, "壹仟零伍元整"),
            (1_000_000, "壹万元整"),
            (10_001_000, "壹拾万零壹拾元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (1_234_567, "壹万贰仟叁佰肆拾伍元陆角柒分"),
            (5, "伍分"),
            (50, "伍角整"),
            (105, "壹元零伍分"),
            (-300, "负叁元整"),
        ] {
            assert_eq!(Fen(fen).capitals(), text, "{fen}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_read_back(fen in -100_000_000_000_000_i64..=100_000_000_000_000) {
            prop_assert_eq!(Fen::parse(&Fen(fen).to_string()), Ok(Fen(fen)));
            prop_assert_eq!(Fen(fen).plain(), Fen(fen).to_string().replace(',', ""));
        }
    }
}
