//! The disclosure catalogue (三务公开目录): what is made public, how often, until when, from what, to whom.

use village::{Article, Day, Post, Words};

/// How often something is made public, the rarest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Often {
    /// Once a year is over.
    Yearly,
    /// Once half a year is over.
    HalfYearly,
    /// Once a quarter is over.
    Quarterly,
    /// Once a month is over.
    Monthly,
    /// As it happens.
    AtOnce,
}

impl Often {
    /// All of them, the rarest first.
    pub const ALL: [Self; 5] = [Self::Yearly, Self::HalfYearly, Self::Quarterly, Self::Monthly, Self::AtOnce];

    /// As it is written in the catalogue.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yearly => "yearly",
            Self::HalfYearly => "half_year",
            Self::Quarterly => "quarterly",
            Self::Monthly => "monthly",
            Self::AtOnce => "at_once",
        }
    }

    /// How many months it covers; none for what comes as it happens.
    #[must_use]
    pub fn months(self) -> Option<i8> {
        match self {
            Self::Yearly => Some(12),
            Self::HalfYearly => Some(6),
            Self::Quarterly => Some(3),
            Self::Monthly => Some(1),
            Self::AtOnce => None,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Yearly => Words::new("每年", "yearly"),
            Self::HalfYearly => Words::new("每半年", "half-yearly"),
            Self::Quarterly => Words::new("每季度", "quarterly"),
            Self::Monthly => Words::new("每月", "monthly"),
            Self::AtOnce => Words::new("随时", "as it happens"),
        }
    }
}

/// Until when something is to be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Until that day of the first month after its time.
    DayAfter(i8),
    /// Until that month and day of the year after.
    DateAfter(i8, i8),
    /// Within so many days after it happened.
    Within(i64),
}

impl Due {
    /// The last day in time, for what covers the days up to `last`; for what happened on that day.
    #[must_use]
    pub fn after(self, last: Day) -> Day {
        let next = last.plus(1);
        match self {
            Self::DayAfter(day) => Day::new(next.year(), next.month(), day).unwrap_or(next),
            Self::DateAfter(month, day) => Day::new(next.year(), month, day).unwrap_or(next),
            Self::Within(days) => last.plus(days),
        }
    }

    /// Whether it is the same or earlier; of two kinds neither is.
    pub(crate) fn no_later(self, than: Self) -> bool {
        match (self, than) {
            (Self::DayAfter(own), Self::DayAfter(other)) => own <= other,
            (Self::DateAfter(m, d), Self::DateAfter(month, day)) => (m, d) <= (month, day),
            (Self::Within(own), Self::Within(other)) => own <= other,
            _ => false,
        }
    }

    /// `day 10`, `date 03-31`, `within 5`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ')?;
        match kind {
            "day" => rest.parse().ok().filter(|day| (1..=28).contains(day)).map(Self::DayAfter),
            "within" => rest.parse().ok().filter(|days| (1..=60).contains(days)).map(Self::Within),
            "date" => {
                let (month, day) = rest.split_once('-')?;
                let (month, day) = (month.parse().ok()?, day.parse().ok()?);
                Day::new(2026, month, day).map(|_| Self::DateAfter(month, day))
            }
            _ => None,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::DayAfter(day) => {
                Words::new(format!("次月{day}日前"), format!("until day {day} of the following month"))
            }
            Self::DateAfter(month, day) => Words::new(
                format!("次年{month}月{day}日前"),
                format!("until {month:02}-{day:02} of the following year"),
            ),
            Self::Within(days) => Words::new(format!("{days}天内"), format!("within {days} days")),
        }
    }
}

/// One item of the disclosure catalogue.
#[derive(Debug, Clone)]
pub struct CatalogueItem {
    /// Its code, such as `F02`; never renumbered.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// How often.
    pub often: Often,
    /// Who may read it: `public`, `village`, `member`, `party`.
    pub scope: String,
    /// Until when.
    pub due: Due,
    /// For how many years it stays online; none: for good.
    pub keep_years: Option<i16>,
    /// Where it comes from: `text`, `cases`, `seal`, `questions`, or one of the books' sources, such as `books.income`.
    pub from: String,
    /// The posts that see to it; empty in a book of rules from before this was said.
    pub by: Vec<Post>,
    /// What stands in it.
    pub holds: Words,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl CatalogueItem {
    /// Whether somebody writes it, rather than books or cases saying it.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.from == TEXT
    }
}

/// What is written by somebody.
pub(crate) const TEXT: &str = "text";

/// Where items come from.
pub const SOURCES: [&str; 13] = [
    TEXT,
    "cases",
    "seal",
    "questions",
    "books.income",
    "books.expenses",
    "books.assets",
    "books.claims",
    "books.pay",
    "books.budget",
    "books.banks",
    "books.funds",
    "books.entertainment",
];
