//! The working-day calendar: weekends, public holidays and the make-up days worked in exchange.
//!
//! Source: the State Council's yearly notice on holiday arrangements (国务院办公厅关于部分节假日安排的通知).

use crate::Day;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which days are worked. Years without a published notice fall back to Monday to Friday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkCalendar {
    holidays: BTreeMap<Day, String>,
    make_up: BTreeSet<Day>,
    years: BTreeSet<i16>,
}

/// Why a calendar cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// One day is given as a holiday and as a make-up day.
    #[error("{0} is given both as a holiday and as a make-up day")]
    Both(Day),
    /// A make-up day that would be worked anyway.
    #[error("{0} is given as a make-up day, but it is an ordinary weekday")]
    NotAWeekend(Day),
}

/// The holidays whose days the law fixes (全国年节及纪念日放假办法, text of 2024, article 2): they are kept in a year whose notice
/// is not out yet. The others follow the moon, and the notice says what is worked in exchange.
fn is_fixed_holiday(day: Day) -> bool {
    matches!((day.month(), day.day_of_month()), (1, 1) | (5, 1 | 2) | (10, 1..=3))
}

impl WorkCalendar {
    /// Adds one year's notice.
    ///
    /// # Errors
    /// When a day is both, or a make-up day is not on a weekend.
    pub fn add_year(
        &mut self,
        year: i16,
        holidays: BTreeMap<Day, String>,
        make_up: BTreeSet<Day>,
    ) -> Result<(), CalendarError> {
        if let Some(day) = make_up.iter().find(|day| holidays.contains_key(day)) {
            return Err(CalendarError::Both(*day));
        }
        if let Some(day) = make_up.iter().find(|day| day.weekday() < 6) {
            return Err(CalendarError::NotAWeekend(*day));
        }
        self.holidays.extend(holidays);
        self.make_up.extend(make_up);
        self.years.insert(year);
        Ok(())
    }

    /// Whether people work on this day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        if self.make_up.contains(&day) {
            return true;
        }
        let known = self.knows(day.year());
        day.weekday() < 6 && if known { !self.holidays.contains_key(&day) } else { !is_fixed_holiday(day) }
    }

    /// The holiday's name, when the day is one.
    #[must_use]
    pub fn holiday(&self, day: Day) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// Whether the year's notice is known.
    #[must_use]
    pub fn knows(&self, year: i16) -> bool {
        self.years.contains(&year)
    }

    /// The last day of a period of `days` working days that begins on the day after `from`.
    ///
    /// The day on which a period begins is not counted (Civil Code, article 201). For 0 days: the first working day
    /// on or after `from`.
    #[must_use]
    pub fn plus_working(&self, from: Day, days: u32) -> Day {
        let mut day = from;
        let mut left = days;
        while left > 0 {
            day = day.plus(1);
            if self.is_working(day) {
                left -= 1;
            }
        }
        self.next_working(day)
    }

    /// The last day of a period of `days` calendar days that begins on the day after `from`; when it falls on a day of
    /// rest, the next working day (Civil Code, articles 201 and 203).
    #[must_use]
    pub fn plus_calendar(&self, from: Day, days: u32) -> Day {
        self.next_working(from.plus(i64::from(days)))
    }

    /// How many working days lie after `from`, up to and with `to`; none when `to` is not later.
    #[must_use]
    pub fn working_between(&self, from: Day, to: Day) -> u32 {
        let mut day = from;
        let mut days = 0;
        while day < to {
            day = day.plus(1);
            days += u32::from(self.is_working(day));
        }
        days
    }

    /// This day when it is worked, else the next that is.
    #[must_use]
    pub fn next_working(&self, from: Day) -> Day {
        let mut day = from;
        while !self.is_working(day) {
            day = day.plus(1);
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn calendar() -> WorkCalendar {
        let mut calendar = WorkCalendar::default();
        let holidays = (1..=8).map(|d| (Day::new(2026, 10, d).unwrap(), "国庆节".to_owned())).collect();
        calendar.add_year(2026, holidays, BTreeSet::from([day("2026-10-10")])).unwrap();
        calendar
    }

    #[test]
    fn a_make_up_saturday_is_worked_and_a_holiday_is_not() {
        assert!(calendar().is_working(day("2026-10-10")));
        assert!(!calendar().is_working(day("2026-10-01")));
        assert!(!calendar().is_working(day("2026-10-11")));
    }

    #[test]
    fn days_that_the_law_fixes_are_kept_before_the_years_notice_is_out() {
        assert!(!calendar().knows(2027));
        for free in ["2027-01-01", "2027-05-03", "2027-10-01"].map(day) {
            let fixed = is_fixed_holiday(free);
            assert_eq!(calendar().is_working(free), !fixed, "{free}");
        }
        assert_eq!(calendar().plus_working(day("2026-12-31"), 1), day("2027-01-04"));
    }

    #[test]
    fn working_days_step_over_the_holiday() {
        // Wed 30 Sep + 1 working day = Fri 9 Oct; + 2 = Sat 10 Oct (make-up).
        assert_eq!(calendar().plus_working(day("2026-09-30"), 1), day("2026-10-09"));
        assert_eq!(calendar().plus_working(day("2026-09-30"), 2), day("2026-10-10"));
    }

    #[test]
    fn a_period_that_ends_on_a_day_of_rest_ends_on_the_next_working_day() {
        assert_eq!(calendar().plus_calendar(day("2026-09-28"), 3), day("2026-10-09"));
    }

    #[test]
    fn a_make_up_day_must_be_a_weekend() {
        let mut calendar = WorkCalendar::default();
        let wrong = calendar.add_year(2026, BTreeMap::new(), BTreeSet::from([day("2026-03-12")]));
        assert_eq!(wrong, Err(CalendarError::NotAWeekend(day("2026-03-12"))));
    }
}
