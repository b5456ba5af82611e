//! Identity numbers (公民身份号码) by GB 11643-1999: 17 digits and a check character.

use crate::calendar::read_day;
use village::{Day, Words};

/// Man or woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男.
    Man,
    /// 女.
    Woman,
}

impl Sex {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.to_lowercase().as_str() {
            "男" | "男性" | "m" | "male" | "man" => Some(Self::Man),
            "女" | "女性" | "f" | "female" | "woman" => Some(Self::Woman),
            _ => None,
        }
    }

    /// 男, 女.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Man => Words::new("男", "man"),
            Self::Woman => Words::new("女", "woman"),
        }
    }
}

/// The number that tells one person from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PersonNumber {
    /// An identity number whose check character is right, and what it says.
    Identity {
        /// The number, its `X` a capital.
        text: String,
        /// The day of birth.
        birth: Day,
        /// Man or woman.
        sex: Sex,
    },
    /// A number that the county gave.
    Given(String),
}

/// What is wrong with a number. Nothing of an identity number but its two ends is ever repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Nothing was written.
    #[error("no number was given")]
    Empty,
    /// Digits, but not 18 of them.
    #[error("`{shown}` has {found} characters, expected 18")]
    Length {
        /// Its ends.
        shown: String,
        /// How many characters.
        found: usize,
    },
    /// The day of birth is no day.
    #[error("`{0}` holds no possible day of birth in characters 7 to 14")]
    Birth(String),
    /// The check character does not fit.
    #[error("the last character of `{0}` does not fit the others")]
    Check(String),
    /// Neither an identity number nor a number that a county gives.
    #[error("`{0}` is not a number")]
    Form(String),
}

impl IdNumberError {
    /// The same for the sender.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Empty => Words::new("身份证号或人员编号没有填", "the identity number or person number is missing"),
            Self::Length { shown, found } => Words::new(
                format!("`{shown}`有{found}位，身份证号应为18位"),
                format!("`{shown}` has {found} characters, expected an identity number of 18"),
            ),
            Self::Birth(shown) => Words::new(
                format!("`{shown}`第7至14位不是出生日期"),
                format!("`{shown}` holds no day of birth in characters 7 to 14"),
            ),
            Self::Check(shown) => Words::new(
                format!("`{shown}`的最后一位校验码不对，很可能有一位抄错"),
                format!("the check character of `{shown}` is wrong: one of its digits is probably mistyped"),
            ),
            Self::Form(shown) => Words::new(
                format!("`{shown}`不是编号：只能用字母、数字和“-”，最多32个"),
                format!("`{shown}` is not a number: expected at most 32 letters, digits and hyphens"),
            ),
        }
    }
}

/// Reads an identity number: its check character, its day of birth, whether a man's or a woman's.
///
/// # Errors
/// When it is not 18 characters, holds no day of birth, or its check character does not fit.
pub fn check_id_number(text: &str) -> Result<(Day, Sex), IdNumberError> {
    let found = text.chars().count();
    let well_formed = |body: &str| body.bytes().all(|byte| byte.is_ascii_digit());
    let (Some(body), Some(last), 18) = (text.get(..17).filter(|body| well_formed(body)), text.chars().last(), found)
    else {
        return Err(IdNumberError::Length { shown: shown(text), found });
    };
    let birth = text.get(6..14).and_then(read_day).ok_or_else(|| IdNumberError::Birth(shown(text)))?;
    // ISO 7064, MOD 11-2: the weights are the powers of two modulo 11, from the right.
    let weighted = |(place, digit): (u32, char)| digit.to_digit(10).unwrap_or(0) * (2_u32.pow(17 - place) % 11);
    let sum: u32 = (0..17).zip(body.chars()).map(weighted).sum();
    let expected = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or(0));
    if expected != Some(last.to_ascii_uppercase()) {
        return Err(IdNumberError::Check(shown(text)));
    }
    let man = body.chars().last().and_then(|digit| digit.to_digit(10)).is_some_and(|digit| digit % 2 == 1);
    Ok((birth, if man { Sex::Man } else { Sex::Woman }))
}

impl PersonNumber {
    /// Reads either kind. What begins with 15 digits or more, or is nothing but 10 digits or more, is meant as an identity
    /// number: one that was cut short must not pass as a number of the county's own.
    pub(super) fn read(text: &str) -> Result<Self, IdNumberError> {
        if text.is_empty() {
            return Err(IdNumberError::Empty);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(digits..).unwrap_or_default();
        if digits >= 15 || (digits >= 10 && matches!(rest, "" | "X" | "x")) {
            let (birth, sex) = check_id_number(text)?;
            return Ok(Self::Identity { text: text.to_ascii_uppercase(), birth, sex });
        }
        let fits = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if fits { Ok(Self::Given(text.to_owned())) } else { Err(IdNumberError::Form(text.to_owned())) }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Identity { text, .. } | Self::Given(text) => text,
        }
    }
}

/// The first four and the last four characters.
fn shown(text: &str) -> String {
    let count = text.chars().count();
    let hidden = |(place, c)| if (4..count.saturating_sub(4)).contains(&place) { '*' } else { c };
    text.chars().enumerate().map(hidden).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_right() {
        // GB 11643-1999, examples: 11010519491231002X and 440524188001010014.
        assert_eq!(check_id_number("11010519491231002X"), Ok((Day::new(1949, 12, 31).unwrap(), Sex::Woman)));
        assert_eq!(check_id_number("11010519491231002x").map(|(_, sex)| sex), Ok(Sex::Woman));
    }

    #[test]
    fn every_single_slip_is_noticed() {
        let right = "11010519491231002X";
        for place in 0..17 {
            for digit in '0'..='9' {
                let slip: String =
                    right.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
                assert_eq!(check_id_number(&slip).is_ok(), slip == right, "{slip}");
            }
        }
    }

    #[test]
    fn a_fault_repeats_only_the_two_ends() {
        let fault = check_id_number("110105194912310021").unwrap_err();
        assert_eq!(fault, IdNumberError::Check("1101**********0021".into()));
        assert!(matches!(check_id_number("11010519491331002X"), Err(IdNumberError::Birth(_))));
        assert!(matches!(PersonNumber::read("110105491231002"), Err(IdNumberError::Length { found: 15, .. })));
        assert!(matches!(PersonNumber::read("1101051949123100２X"), Err(IdNumberError::Length { .. })));
    }

    #[test]
    fn an_identity_number_that_was_cut_is_no_number_of_the_countys() {
        for cut in ["33072319510825", "3307231951", "33072319510825X", "3307231951082512345"] {
            let found = cut.len();
            assert!(
                matches!(PersonNumber::read(cut), Err(IdNumberError::Length { found: said, .. }) if said == found),
                "{cut}"
            );
        }
        for given in ["000128", "202600017", "330723-0001", "P3307231951"] {
            assert_eq!(PersonNumber::read(given), Ok(PersonNumber::Given(given.into())), "{given}");
        }
    }

    #[test]
    fn a_number_that_the_county_gave_is_taken_as_it_is() {
        assert_eq!(PersonNumber::read("990101-000128"), Ok(PersonNumber::Given("990101-000128".into())));
        assert!(matches!(PersonNumber::read("甲001"), Err(IdNumberError::Form(_))));
        assert_eq!(PersonNumber::read(""), Err(IdNumberError::Empty));
    }
}
