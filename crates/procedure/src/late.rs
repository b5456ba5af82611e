//! How late something is: blue on the first days past its limit, yellow and red after as many as the rules say.

use crate::affair::Unit;
use crate::book::RuleBook;
use village::Day;

/// From which day past its limit a step is yellow; a parameter of every rule book.
const YELLOW: &str = "late_yellow_days";
/// From which day past its limit it is red.
const RED: &str = "late_red_days";

/// How much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Past the limit.
    Blue,
    /// Past it for as many days as `late_yellow_days`.
    Yellow,
    /// Past it for as many days as `late_red_days`: the supervisors are told.
    Red,
}

/// What is past its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// How much it weighs.
    pub weight: Weight,
    /// How many working days past the limit.
    pub working_days: u32,
    /// How many days of the calendar.
    pub days: i64,
}

/// How late something is that was due; `None` when it is not.
#[must_use]
pub fn lateness(book: &RuleBook, due: Day, today: Day) -> Option<Lateness> {
    let days = today.since(due);
    if days <= 0 {
        return None;
    }
    let working_days = book.calendar.working_between(due, today);
    let past = |id: &str| {
        book.parameters.get(id).is_some_and(|parameter| {
            let reached = if parameter.unit == Unit::WorkingDays { i64::from(working_days) } else { days };
            reached >= parameter.on(today)
        })
    };
    let weight = match (past(RED), past(YELLOW)) {
        (true, _) => Weight::Red,
        (false, true) => Weight::Yellow,
        (false, false) => Weight::Blue,
    };
    Some(Lateness { weight, working_days, days })
}
