//! For which days an item stands: a month, a quarter, half a year, a year; a day for what comes as it happens.

use procedure::Often;
use std::fmt;
use std::str::FromStr;
use village::{Day, Words};

/// The days that a publication covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

/// A text that is no term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermError(pub String);

impl fmt::Display for TermError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no term: write 2026-09, 2026-Q3, 2026-H2, 2026 or 2026-09-14", self.0)
    }
}

impl std::error::Error for TermError {}

impl Term {
    /// The term in which a day lies; the day itself for what comes as it happens.
    #[must_use]
    pub fn of(day: Day, often: Often) -> Self {
        let Some(months) = often.months() else { return Self { first: day, last: day } };
        let month = (day.month() - 1) / months * months + 1;
        let first = Day::new(day.year(), month, 1).unwrap_or(day);
        Self { first, last: first.plus_months(i64::from(months)).plus(-1) }
    }

    /// The term before it, of the same length.
    #[must_use]
    pub fn before(self, often: Often) -> Self {
        Self::of(self.first.plus(-1), often)
    }

    /// The same term a year earlier.
    #[must_use]
    pub fn year_before(self, often: Often) -> Self {
        Self::of(self.first.plus_months(-12), often)
    }

    /// How often it comes round.
    #[must_use]
    pub fn often(self) -> Often {
        if self.first == self.last {
            return Often::AtOnce;
        }
        let months = (self.last.month() - self.first.month()) + 1;
        Often::ALL.into_iter().find(|often| often.months() == Some(months)).unwrap_or(Often::Monthly)
    }

    /// In words: “2026年9月”, “2026年第3季度”.
    #[must_use]
    pub fn words(self) -> Words {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (year, month) = (self.first.year(), self.first.month());
        match self.often() {
            Often::Yearly => Words::new(format!("{year}年"), year.to_string()),
            Often::HalfYearly if month == 1 => Words::new(format!("{year}年上半年"), format!("first half of {year}")),
            Often::HalfYearly => Words::new(format!("{year}年下半年"), format!("second half of {year}")),
            Often::Quarterly => {
                let part = (month - 1) / 3 + 1;
                Words::new(format!("{year}年第{part}季度"), format!("quarter {part} of {year}"))
            }
            Often::Monthly => {
                let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
                Words::new(format!("{year}年{month}月"), format!("{name} {year}"))
            }
            Often::AtOnce => {
                let day = self.first.day_of_month();
                Words::new(format!("{year}年{month}月{day}日"), self.first.to_string())
            }
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.often() {
            Often::Yearly => write!(f, "{year:04}"),
            Often::HalfYearly => write!(f, "{year:04}-H{}", (month - 1) / 6 + 1),
            Often::Quarterly => write!(f, "{year:04}-Q{}", (month - 1) / 3 + 1),
            Often::Monthly => write!(f, "{year:04}-{month:02}"),
            Often::AtOnce => write!(f, "{}", self.first),
        }
    }
}

impl FromStr for Term {
    type Err = TermError;

    fn from_str(text: &str) -> Result<Self, TermError> {
        let wrong = || TermError(text.to_owned());
        if let Ok(day) = text.parse::<Day>() {
            return Ok(Self { first: day, last: day });
        }
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4).ok_or_else(wrong)?;
        let (month, often) = match rest {
            "" if !text.contains('-') => (1, Often::Yearly),
            "H1" => (1, Often::HalfYearly),
            "H2" => (7, Often::HalfYearly),
            "Q1" => (1, Often::Quarterly),
            "Q2" => (4, Often::Quarterly),
            "Q3" => (7, Often::Quarterly),
            "Q4" => (10, Often::Quarterly),
            month if month.len() == 2 => (month.parse().map_err(|_| wrong())?, Often::Monthly),
            _ => return Err(wrong()),
        };
        Day::new(year, month, 1).map(|day| Self::of(day, often)).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Term {
    type Error = TermError;

    fn try_from(text: String) -> Result<Self, TermError> {
        text.parse()
    }
}

/// The terms that are over on a day and were not over when the village began, the latest first, at most so many.
#[must_use]
pub fn terms(often: Often, begun: Day, today: Day, most: usize) -> Vec<Term> {
    if often == Often::AtOnce {
        return Vec::new();
    }
    let latest = Term::of(today, often).before(often);
    let back = std::iter::successors(Some(latest), |term| Some(term.before(often)));
    back.take_while(|term| term.last >= begun).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_term_is_written_as_it_is_read() {
        for text in ["2026-09", "2026-Q3", "2026-H1", "2026-H2", "2026", "2026-09-14", "2024-02"] {
            assert_eq!(text.parse::<Term>().unwrap().to_string(), text);
        }
        for text in ["", "2026-", "26-09", "2026-13", "2026-Q5", "2026-9", "2026-02-30", "-2026", "2026-h1"] {
            assert!(text.parse::<Term>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_over_is_counted_from_the_day_on_which_the_village_began() {
        let over = |often, begun, today| -> Vec<String> {
            terms(often, day(begun), day(today), 4).iter().map(Term::to_string).collect()
        };
        assert_eq!(over(Often::Monthly, "2026-09-14", "2026-11-23"), ["2026-10", "2026-09"]);
        assert_eq!(over(Often::Monthly, "2026-09-14", "2026-09-30"), Vec::<String>::new(), "September is not over");
        assert_eq!(over(Often::Monthly, "2026-09-30", "2026-10-01"), ["2026-09"]);
        assert_eq!(over(Often::Quarterly, "2026-09-30", "2027-01-01"), ["2026-Q4", "2026-Q3"]);
        assert_eq!(over(Often::Yearly, "2025-12-31", "2026-01-01"), ["2025"]);
        assert_eq!(over(Often::Monthly, "2020-01-01", "2026-01-31"), ["2025-12", "2025-11", "2025-10", "2025-09"]);
    }
}
