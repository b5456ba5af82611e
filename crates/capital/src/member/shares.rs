//! Shares: whole hundredths, so that nothing is ever rounded.

use std::fmt;

/// A number of shares, in hundredths of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Shares(pub i64);

/// More than a member has: a million.
const MOST: i64 = 100_000_000;

impl Shares {
    /// Reads shares with at most two decimals; nothing is a number too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = village::half_width(text.trim());
        let (whole, rest) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let dotted = plain.contains('.');
        if whole.is_empty() || whole.len() > 7 || rest.len() > 2 || (dotted && rest.is_empty()) {
            return None;
        }
        if !digits(whole) || !digits(rest) {
            return None;
        }
        let found = format!("{whole}{rest:0<2}").parse::<i64>().ok()?;
        (0..=MOST).contains(&found).then_some(Self(found))
    }

    /// Its part of all of them in ten-thousandths, rounded up, so that a limit is never passed unseen; nothing where there are none.
    #[must_use]
    pub fn part_of(self, all: Self) -> i64 {
        if all.0 <= 0 {
            return 0;
        }
        let part = (i128::from(self.0) * 10_000 + i128::from(all.0) - 1) / i128::from(all.0);
        i64::try_from(part).unwrap_or(i64::MAX)
    }

    /// Whether it is more than so many ten-thousandths of all of them.
    #[must_use]
    pub fn is_over(self, cap: i64, all: Self) -> bool {
        i128::from(self.0) * 10_000 > i128::from(cap) * i128::from(all.0)
    }
}

/// As it is written in registers: without decimals where there are none.
impl fmt::Display for Shares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, (self.0 % 100).abs());
        match rest {
            0 => write!(f, "{whole}"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            rest => write!(f, "{whole}.{rest:02}"),
        }
    }
}

impl std::iter::Sum for Shares {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(|one| one.0).fold(0, i64::saturating_add))
    }
}

/// A member's shares by their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holding {
    /// 人口股: for being a member.
    pub heads: Shares,
    /// 农龄股: for the years worked.
    pub work: Shares,
    /// Others, as the charter names them.
    pub other: Shares,
}

impl Holding {
    /// All of them.
    #[must_use]
    pub fn sum(&self) -> Shares {
        [self.heads, self.work, self.other].into_iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_and_written_without_rounding() {
        for (text, hundredths, back) in
            [("1", 100, "1"), ("0", 0, "0"), ("0.5", 50, "0.5"), ("１２.３４", 1_234, "12.34"), ("3.05", 305, "3.05")]
        {
            assert_eq!(Shares::parse(text), Some(Shares(hundredths)), "{text}");
            assert_eq!(Shares(hundredths).to_string(), back);
        }
        for text in ["", "-1", "1.", ".5", "1.234", "1e3", "1,5", "12345678", "一"] {
            assert_eq!(Shares::parse(text), None, "{text}");
        }
        for hundredths in (0..10_000_000).step_by(7_919) {
            assert_eq!(Shares::parse(&Shares(hundredths).to_string()), Some(Shares(hundredths)));
        }
    }

    #[test]
    fn three_in_a_hundred_is_the_limit_to_the_hundredth_of_a_share() {
        assert!(!Shares(300).is_over(300, Shares(10_000)));
        assert!(Shares(301).is_over(300, Shares(10_000)));
        assert!(Shares(300).is_over(300, Shares(9_999)));
        assert_eq!(Shares(300).part_of(Shares(9_999)), 301, "rounded up");
        assert_eq!(Shares(1).part_of(Shares(0)), 0);
    }
}
