//! How far gone arrears are, and when somebody is reminded; the days are the rules'.

use procedure::{RuleBook, Standing};
use village::{Day, Words};

/// The colour of arrears.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// Nothing is overdue, or only just.
    #[default]
    None,
    /// 黄.
    Yellow,
    /// 橙.
    Orange,
    /// 红.
    Red,
}

impl Colour {
    /// What it is called.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::None => Words::new("正常", "in order"),
            Self::Yellow => Words::new("黄色欠款", "arrears, yellow"),
            Self::Orange => Words::new("橙色欠款", "arrears, orange"),
            Self::Red => Words::new("红色欠款", "arrears, red"),
        }
    }
}

/// The days of the rules in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    yellow: i64,
    orange: i64,
    red: i64,
    early: i64,
    late: i64,
    /// So many days before its end a contract is told of.
    pub(super) expiry: i64,
}

impl Limits {
    /// Those of a rule book on a day.
    #[must_use]
    pub fn of(book: &RuleBook, day: Day) -> Self {
        let days = |standing| book.number(standing, day).0.max(0);
        Self {
            yellow: days(Standing::ArrearsYellow),
            orange: days(Standing::ArrearsOrange),
            red: days(Standing::ArrearsRed),
            early: days(Standing::RentEarly),
            late: days(Standing::RentLate),
            expiry: days(Standing::ContractEnds),
        }
    }

    /// The colour of what is so many days overdue.
    #[must_use]
    pub fn colour(self, days: i64) -> Colour {
        match days {
            days if days >= self.red.max(1) => Colour::Red,
            days if days >= self.orange.max(1) => Colour::Orange,
            days if days >= self.yellow.max(1) => Colour::Yellow,
            _ => Colour::None,
        }
    }

    /// The furthest stage that a line has come to on a day; none while it is too early for any.
    pub(super) fn stage(self, due: Day, today: Day) -> Option<&'static str> {
        let days = today.since(due);
        match self.colour(days) {
            Colour::Red => return Some("red"),
            Colour::Orange => return Some("orange"),
            Colour::Yellow => return Some("yellow"),
            Colour::None => {}
        }
        match -days {
            left if left <= 0 => Some("due"),
            left if left <= self.late => Some("late"),
            left if left <= self.early => Some("early"),
            _ => None,
        }
    }

    /// The longest of the days before something is due.
    pub(super) fn ahead(self) -> i64 {
        self.early.max(self.late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { yellow: 1, orange: 30, red: 90, early: 30, late: 7, expiry: 60 }
    }

    #[test]
    fn arrears_change_colour_on_their_days() {
        let at = |days| limits().colour(days);
        assert_eq!([at(0), at(1), at(29)], [Colour::None, Colour::Yellow, Colour::Yellow]);
        assert_eq!([at(30), at(89), at(90)], [Colour::Orange, Colour::Orange, Colour::Red]);
    }

    #[test]
    fn reminders_come_thirty_and_seven_days_ahead_and_on_the_day() {
        let due: Day = "2026-07-01".parse().unwrap();
        let at = |days: i64| limits().stage(due, due.plus(days));
        assert_eq!(at(-31), None);
        assert_eq!([at(-30), at(-8)], [Some("early"), Some("early")]);
        assert_eq!([at(-7), at(-1), at(0)], [Some("late"), Some("late"), Some("due")]);
        assert_eq!([at(1), at(30), at(90)], [Some("yellow"), Some("orange"), Some("red")]);
    }
}
