//! Days of years whose holidays are not entered: the State Council announces them late in the year before.

use crate::book::RuleBook;
use village::{Day, Words};

/// How far ahead days are counted from a day: further than any step is given.
const AHEAD_DAYS: i64 = 90;

/// The years in which days are counted from a day on, and whose holidays nobody has entered.
#[must_use]
pub fn unannounced_years(book: &RuleBook, today: Day) -> Vec<i16> {
    let years = today.year()..=today.plus(AHEAD_DAYS).year();
    years.filter(|year| !book.calendar.knows(*year)).collect()
}

/// Whether a day was counted without the holidays of its year.
#[must_use]
pub fn is_provisional(book: &RuleBook, day: Day) -> bool {
    !book.calendar.knows(day.year())
}

/// What somebody who keeps the rules should know of such a year.
#[must_use]
pub fn unannounced_words(year: i16) -> Words {
    Words::new(
        format!(
            "{year}年的放假安排还没有录入：这一年的工作日暂按周一到周五算，期限是暂定的。国务院公布后，请按national/calendar/的样子加上{year}.toml"
        ),
        format!(
            "the holidays of {year} are not entered: working days of that year are counted from Monday to Friday, and deadlines are provisional. Once the State Council has announced them, add national/calendar/{year}.toml"
        ),
    )
}
