//! Areas of land: whole 丝, ten-thousandths of a mu, so that nothing is ever rounded. A square metre is exactly 15 of them, because
//! three mu are 2,000 square metres.

use std::fmt;

/// An area, in ten-thousandths of a mu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Mu(pub i64);

/// How many of its parts a square metre is.
const SQUARE_METRE: i64 = 15;
/// More than a village has: a million mu.
const MOST: i64 = 10_000_000_000;

impl Mu {
    /// Reads mu with at most four decimals, more than nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = village::half_width(text.trim());
        let (whole, rest) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let dotted = plain.contains('.');
        if whole.is_empty() || whole.len() > 7 || rest.len() > 4 || (dotted && rest.is_empty()) {
            return None;
        }
        if !digits(whole) || !digits(rest) {
            return None;
        }
        let si = format!("{whole}{rest:0<4}").parse::<i64>().ok()?;
        (1..=MOST).contains(&si).then_some(Self(si))
    }

    /// The whole square metres that hold it.
    #[must_use]
    pub fn square_metres(self) -> i64 {
        self.0.saturating_add(SQUARE_METRE - 1) / SQUARE_METRE
    }

    /// How far another area is from this one, in hundredths of a per cent of this one; none where this is nothing.
    #[must_use]
    pub fn off_by(self, other: Self) -> Option<i64> {
        let far = i128::from(other.0) - i128::from(self.0);
        (self.0 > 0).then(|| i64::try_from(far * 10_000 / i128::from(self.0)).unwrap_or(i64::MAX))
    }

    /// Whether another area is more than five in a hundred away: then one of them must be looked into.
    #[must_use]
    pub fn far_from(self, other: Self) -> bool {
        let far = (i128::from(other.0) - i128::from(self.0)).abs();
        far * 100 > i128::from(self.0) * 5
    }
}

/// As it is written in registers: two decimals, more where there are more.
impl fmt::Display for Mu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, (self.0 % 10_000).abs());
        let decimals = format!("{rest:04}");
        let short = decimals.trim_end_matches('0');
        write!(f, "{whole}.{short:0<2}")
    }
}

impl std::iter::Sum for Mu {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(|one| one.0).fold(0, i64::saturating_add))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_and_written_without_rounding() {
        for (text, si, back) in [
            ("12.5", 125_000, "12.50"),
            ("0.0001", 1, "0.0001"),
            ("3", 30_000, "3.00"),
            ("１２.３４", 123_400, "12.34"),
        ] {
            assert_eq!(Mu::parse(text), Some(Mu(si)), "{text}");
            assert_eq!(Mu(si).to_string(), back);
        }
        for text in ["", "0", "-1", "1.", ".5", "1.23456", "1e3", "12,5", "12345678", "十"] {
            assert_eq!(Mu::parse(text), None, "{text}");
        }
        for si in (1..40_000_000).step_by(7_919) {
            assert_eq!(Mu::parse(&Mu(si).to_string()), Some(Mu(si)));
        }
    }

    #[test]
    fn three_mu_are_two_thousand_square_metres() {
        assert_eq!(Mu(30_000).square_metres(), 2_000);
        assert_eq!(Mu(10_000).square_metres(), 667, "a mu takes 667 whole ones to hold it");
    }

    #[test]
    fn five_in_a_hundred_is_the_limit() {
        assert!(!Mu(100_000).far_from(Mu(105_000)));
        assert!(Mu(100_000).far_from(Mu(105_001)) && Mu(100_000).far_from(Mu(94_999)));
        assert_eq!(Mu(100_000).off_by(Mu(50_000)), Some(-5_000));
    }
}
