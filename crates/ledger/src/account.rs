//! An account: its code, its class, the side on which it grows.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use village::Words;

/// The code of an account: three digits, then two for each level beneath: `102`, `10201`, `1020101`. The rest are zero bytes, which
/// stand before any digit, so codes are ordered as their texts are. Kept in place, because books copy very many of them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Code([u8; LONGEST_DIGITS]);

/// A text that is not the code of an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an account's code: expected three digits, then two for each level beneath, such as 102 or 10201")]
pub struct CodeError(pub String);

const FIRST_DIGITS: usize = 3;
const LONGEST_DIGITS: usize = 9;

impl Code {
    /// Reads a code.
    ///
    /// # Errors
    /// When it is not made of three digits and then pairs of digits.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let text = text.trim();
        let digits = text.len();
        let shaped = (FIRST_DIGITS..=LONGEST_DIGITS).contains(&digits) && (digits - FIRST_DIGITS).is_multiple_of(2);
        if !shaped || !text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with('0') {
            return Err(CodeError(text.to_owned()));
        }
        Ok(Self::of(text))
    }

    /// Of digits that were looked at.
    fn of(digits: &str) -> Self {
        let mut code = [0; LONGEST_DIGITS];
        code.iter_mut().zip(digits.bytes()).for_each(|(place, digit)| *place = digit);
        Self(code)
    }

    fn digits(&self) -> usize {
        self.0.iter().position(|digit| *digit == 0).unwrap_or(LONGEST_DIGITS)
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let digits = self.0.get(..self.digits()).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }

    /// 1 for `102`, 2 for `10201`, and so on.
    #[must_use]
    pub fn level(&self) -> usize {
        1 + self.digits().saturating_sub(FIRST_DIGITS) / 2
    }

    /// The account above; none for the first level.
    #[must_use]
    pub fn above(&self) -> Option<Self> {
        let digits = self.digits().checked_sub(2).filter(|digits| *digits >= FIRST_DIGITS)?;
        self.as_str().get(..digits).map(Self::of)
    }

    /// Whether it is `upper` or lies beneath it.
    #[must_use]
    pub fn is_within(&self, upper: &Self) -> bool {
        self.as_str().starts_with(upper.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({:?})", self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;
    fn try_from(text: String) -> Result<Self, CodeError> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

/// The two sides of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// 借.
    Debit,
    /// 贷.
    Credit,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }

    /// `debit` or `credit`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Debit => "debit",
            Self::Credit => "credit",
        }
    }

    /// An amount counted debit-positive, counted in the direction of this side instead.
    #[must_use]
    pub fn natural(self, signed_fen: i64) -> i64 {
        match self {
            Self::Debit => signed_fen,
            Self::Credit => signed_fen.saturating_neg(),
        }
    }
}

/// What kind of thing an account counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// 资产.
    Asset,
    /// 负债.
    Liability,
    /// 所有者权益.
    Equity,
    /// 成本.
    Cost,
    /// 损益：收入.
    Income,
    /// 损益：支出.
    Expense,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Asset, Self::Liability, Self::Equity, Self::Cost, Self::Income, Self::Expense];

    /// Its code in the files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::Liability => "liability",
            Self::Equity => "equity",
            Self::Cost => "cost",
            Self::Income => "income",
            Self::Expense => "expense",
        }
    }

    /// Its name.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Asset => Words::new("资产", "assets"),
            Self::Liability => Words::new("负债", "liabilities"),
            Self::Equity => Words::new("所有者权益", "equity"),
            Self::Cost => Words::new("成本", "cost"),
            Self::Income => Words::new("收入", "income"),
            Self::Expense => Words::new("支出", "expense"),
        }
    }

    /// The side on which its accounts grow, contra accounts aside.
    #[must_use]
    pub fn side(self) -> Side {
        match self {
            Self::Asset | Self::Cost | Self::Expense => Side::Debit,
            Self::Liability | Self::Equity | Self::Income => Side::Credit,
        }
    }

    /// Whether it is carried to the year's income at its end.
    #[must_use]
    pub fn is_of_the_year(self) -> bool {
        matches!(self, Self::Income | Self::Expense)
    }
}

/// An account of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Words,
    /// What it counts.
    pub class: Class,
    /// The side on which it grows.
    pub side: Side,
    /// It takes away from another account (备抵科目).
    pub contra: bool,
    /// Its balance may lie on either side.
    pub two_sided: bool,
    /// Its balance never falls below nothing: cash, bank, earmarked funds.
    pub never_negative: bool,
    /// Nothing may be left on it when the year is closed.
    pub nil_at_year_end: bool,
}

/// An account that a village opens beneath one of the chart's: a bank account, a fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubAccount {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Words,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_three_two_two() {
        for (text, level, above) in [("102", 1, None), ("10201", 2, Some("102")), ("1020101", 3, Some("10201"))] {
            let code = Code::parse(text).unwrap();
            assert_eq!((code.level(), code.above().map(String::from).as_deref()), (level, above), "{text}");
        }
        for text in ["", "10", "1020", "10a", "002", "10201010101", "１０２"] {
            assert_eq!(Code::parse(text), Err(CodeError(text.into())), "{text}");
        }
    }

    #[test]
    fn codes_are_ordered_and_written_as_their_texts() {
        let texts = ["101", "102", "10201", "1020101", "102010101", "10202", "103"];
        let codes: Vec<Code> = texts.iter().map(|text| Code::parse(text).unwrap()).collect();
        assert!(codes.is_sorted() && texts.is_sorted());
        for (code, text) in codes.iter().zip(texts) {
            assert_eq!(
                (code.as_str(), code.to_string().as_str(), format!("{code:?}")),
                (text, text, format!("Code({text:?})"))
            );
            assert_eq!(Code::try_from(String::from(code.clone())).as_ref(), Ok(code));
        }
    }

    #[test]
    fn an_account_lies_within_those_above() {
        let code = |text| Code::parse(text).unwrap();
        assert!(code("1020101").is_within(&code("102")) && !code("102").is_within(&code("10201")));
    }
}
