//! Days and moments. China keeps one time, UTC+8, all year; a day here is a day in China.

use crate::Words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

const DAY_MS: i64 = 86_400_000;
const OFFSET_MS: i64 = 8 * 3_600_000;

/// A calendar day in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day: write year-month-day, such as 2026-03-12")]
pub struct DayError(pub String);

impl Day {
    /// A day from its parts; `None` when there is no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// Monday is 1, Sunday is 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day `days` later (earlier when negative). Saturates at the ends of the calendar.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()))
    }

    /// The same day of a month `months` later, or that month's last day where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().try_months(months).unwrap_or_default()))
    }

    /// Days from `earlier` to this day.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        (self.start().0 - earlier.start().0).div_euclid(DAY_MS)
    }

    /// How long is left on `today` until the end of this day, in words: the one count that every page and refusal uses.
    #[must_use]
    pub fn left(self, today: Self) -> Words {
        match self.since(today) {
            0 => Words::new("今天截止", "last day today"),
            1 => Words::new("还有1天", "1 day left"),
            days @ 2.. => Words::new(format!("还有{days}天"), format!("{days} days left")),
            -1 => Words::new("已过1天", "1 day overdue"),
            days => Words::new(format!("已过{}天", -days), format!("{} days overdue", -days)),
        }
    }

    /// Midnight in China at which this day begins.
    #[must_use]
    pub fn start(self) -> Moment {
        let midnight = self.0.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |z| z.timestamp().as_millisecond());
        Moment(midnight - OFFSET_MS)
    }

    /// This day at `hour`:`minute` in China.
    #[must_use]
    pub fn at(self, hour: i64, minute: i64) -> Moment {
        Moment(self.start().0 + hour * 3_600_000 + minute * 60_000)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(year @ 0..=9_999) = u16::try_from(self.year()) else { return write!(f, "{}", self.0) };
        let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or_default();
        let [month, day] = [self.month(), self.day_of_month()].map(|number| u16::from(number.unsigned_abs()));
        let [a, b, c, d] = [year / 1_000, year / 100, year / 10, year].map(digit);
        let [e, g, h, i] = [month / 10, month, day / 10, day].map(digit);
        let text = [a, b, c, d, b'-', e, g, b'-', h, i];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let text = text.trim();
        if text.len() != 10 {
            return Err(DayError(text.to_owned()));
        }
        // The usual form is read directly; whatever else ten characters may mean is left to the library.
        let plain = digits(text).and_then(|(year, month, day)| Self::new(year, month, day));
        plain.map_or_else(|| text.parse().map(Self).map_err(|_| DayError(text.to_owned())), Ok)
    }
}

/// The numbers of `2026-03-12`.
fn digits(text: &str) -> Option<(i16, i8, i8)> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        let add = |sum: i16, digit: &u8| digit.is_ascii_digit().then(|| sum * 10 + i16::from(*digit - b'0'));
        digits.iter().try_fold(0, add)
    };
    let short = |digits: &[u8]| number(digits).and_then(|number| i8::try_from(number).ok());
    Some((number(&[*a, *b, *c, *d])?, short(&[*e, *f])?, short(&[*g, *h])?))
}

impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

/// A moment: milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The day in China on which this moment falls.
    #[must_use]
    pub fn day(self) -> Day {
        let days = (self.0 + OFFSET_MS).div_euclid(DAY_MS);
        Day(Date::constant(1970, 1, 1).saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()))
    }

    /// Hour and minute in China.
    #[must_use]
    pub fn time(self) -> (i64, i64) {
        let in_day = (self.0 + OFFSET_MS).rem_euclid(DAY_MS);
        (in_day / 3_600_000, in_day / 60_000 % 60)
    }

    /// This moment `ms` milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl fmt::Display for Moment {
    /// `2026-03-12 09:05`, in China.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = self.time();
        write!(f, "{} {hour:02}:{minute:02}", self.day())
    }
}

/// Where the time comes from. Only the program `qingcun` has one that reads the system's.
pub trait Clock: Send + Sync {
    /// The moment it is.
    fn now(&self) -> Moment;
}

/// A clock moved by hand: tests and the demonstration county.
#[derive(Debug)]
pub struct SettableClock(Mutex<Moment>);

impl SettableClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        Self(Mutex::new(now))
    }

    /// Puts the clock to `now`.
    pub fn set(&self, now: Moment) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = now;
    }

    /// Moves the clock on by `ms` milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        self.set(self.now().plus_ms(ms));
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_falls_on_the_day_in_china() {
        let midnight = day("2026-03-12").start();
        assert_eq!(midnight.day(), day("2026-03-12"));
        assert_eq!(midnight.plus_ms(-1).day(), day("2026-03-11"));
        assert_eq!(day("2026-03-12").at(9, 5).to_string(), "2026-03-12 09:05");
    }

    #[test]
    fn days_are_counted_over_month_and_year_ends() {
        assert_eq!(day("2026-12-31").plus(1), day("2027-01-01"));
        assert_eq!(day("2026-03-01").since(day("2026-02-27")), 2);
        assert_eq!(day("2026-03-01").plus(-1), day("2026-02-28"));
    }

    #[test]
    fn a_day_is_written_and_read_as_the_calendar_does() {
        for at in (-800_000..2_900_000).step_by(997) {
            let day = day("2026-03-12").plus(at);
            assert_eq!(day.to_string(), day.0.to_string());
            assert_eq!(day.to_string().parse().ok(), (day.year() >= 0).then_some(day));
        }
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in ["2026-02-30", "2026-3-1", "", "12/03/2026", "2026-03-12T00"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
