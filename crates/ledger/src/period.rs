//! An accounting period: a calendar month.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use village::Day;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    first: Day,
}

/// A text that is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period: write year-month, such as 2026-03")]
pub struct PeriodError(pub String);

impl Period {
    /// The period in which a day lies.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { first: day.first_of_month() }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.next().first.plus(-1)
    }

    /// The period after it.
    #[must_use]
    pub fn next(self) -> Self {
        let (year, month) =
            if self.month() == 12 { (self.year().saturating_add(1), 1) } else { (self.year(), self.month() + 1) };
        // The calendar's last month has none after it.
        Day::new(year, month, 1).map_or(self, |first| Self { first })
    }

    /// The period before it.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.first.plus(-1))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.first.month()
    }

    /// Whether the year ends with it.
    #[must_use]
    pub fn ends_the_year(self) -> bool {
        self.month() == 12
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        let day = if text.len() == 7 { format!("{text}-01").parse().ok() } else { None };
        day.map(Self::of).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december: Period = "2026-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2027-01");
        assert_eq!(december.next().before(), december);
        assert_eq!(december.last_day().to_string(), "2026-12-31");
        let february: Period = "2028-02".parse().unwrap();
        assert_eq!(february.last_day().to_string(), "2028-02-29");
        assert_eq!(Period::of("2028-02-29".parse().unwrap()), february);
        let last: Period = "9999-12".parse().unwrap();
        assert_eq!(last.next(), last);
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for text in ["2026-13", "2026", "2026-1", "2026-01-01", ""] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
