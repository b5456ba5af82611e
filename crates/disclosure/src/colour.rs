//! How loud something late is.

use crate::slot::Slot;
use office::Cause;
use procedure::RuleBook;
use village::Day;

/// The colour of what is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// 黄色.
    Yellow,
    /// 橙色.
    Orange,
    /// 红色.
    Red,
}

impl Colour {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }

    pub(crate) fn cause(self) -> Cause {
        match self {
            Self::Yellow => Cause::Watched(office::Colour::Yellow),
            Self::Orange => Cause::Watched(office::Colour::Orange),
            Self::Red => Cause::Found,
        }
    }
}

/// The slots that are late, with their colour.
pub fn late_slots<'a>(slots: &'a [Slot], book: &'a RuleBook, today: Day) -> impl Iterator<Item = (&'a Slot, Colour)> {
    slots.iter().filter_map(move |slot| Some((slot, slot.colour(book, today)?)))
}
