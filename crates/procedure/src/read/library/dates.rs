//! In-force dates: the rules are read as of a day, and every day on which they would read otherwise is noted.

use super::{Library, day};
use crate::fault::Faults;
use crate::read::raw::Text;
use std::cell::RefCell;
use std::collections::BTreeSet;
use village::Day;

/// As of which day the files are read.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// The day; none for the time before every date.
    pub(crate) as_of: Option<Day>,
    /// Days on which something dated comes into force or lapses.
    turning: RefCell<BTreeSet<Day>>,
}

impl Dates {
    pub(crate) fn as_of(day: Option<Day>) -> Self {
        Self { as_of: day, turning: RefCell::default() }
    }

    /// The days on which the same files read otherwise.
    pub(crate) fn turning_days(&self) -> BTreeSet<Day> {
        self.turning.borrow().clone()
    }
}

impl Library {
    /// Whether something with these dates is in force on the day as of which the files are read.
    pub(crate) fn in_force(&self, since: Option<&Text>, until: Option<&Text>, faults: &mut Faults<'_>) -> bool {
        let first = since.map(|text| day(text, faults));
        let last = until_day(first, until, faults);
        self.dates.turning.borrow_mut().extend(first.into_iter().chain(last.map(|last| last.plus(1))));
        match self.dates.as_of {
            Some(today) => first.is_none_or(|first| first <= today) && last.is_none_or(|last| today <= last),
            None => first.is_none(),
        }
    }
}

/// The last day in force, which is not before the first.
pub(super) fn until_day(first: Option<Day>, until: Option<&Text>, faults: &mut Faults<'_>) -> Option<Day> {
    let text = until?;
    let last = day(text, faults);
    if let Some(first) = first.filter(|first| last < *first) {
        faults.at(&text.span(), format!("`until` is {last}, before `since`, which is {first}"));
    }
    Some(last)
}
