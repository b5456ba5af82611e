//! Leave (离岗代理): an officer who is away for a time, and the one person who takes on the duties of one of his posts until a
//! day. It ends by itself, or as soon as the officer is back.
//!
//! Whoever stands in holds the post as a mandate of his own for that time, so all that binds its holder binds him; whoever is
//! away does not act in it meanwhile, and keeps his seat in the bodies that vote. What the two did counts as done by both.

mod begin;
mod entries;
mod read;
mod unfit;

pub use begin::{ConfirmLeave, DeclineLeave, EndLeave, ProposeLeave, TakeLeave};
pub use read::{Leave, LeaveState, leads_at, leave, leaves_at, leaves_of, leaves_proposed, tied};

pub(super) use begin::end_with;
pub(super) use entries::kinds;
pub(crate) use read::leads;

use village::{Day, PersonId, Place};

/// What is asked for: who stands in for which mandate, from which day to which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLeave {
    /// The place at which the post is held.
    pub place: Place,
    /// The number of the mandate whose duties are handed over.
    pub mandate: String,
    /// Who stands in.
    pub stand_in: PersonId,
    /// The first day.
    pub starts: Day,
    /// The last day; it still counts.
    pub ends: Day,
    /// The codes of the affairs to which it is limited; none for all that the post does.
    pub affairs: Vec<String>,
    /// Why the officer is away.
    pub reason: String,
}

/// A list of codes as it is kept: ` C1 F3 `; nothing for everywhere.
pub(super) fn written(affairs: &[String]) -> String {
    if affairs.is_empty() { String::new() } else { format!(" {} ", affairs.join(" ")) }
}
