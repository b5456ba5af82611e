//! The vocabulary of a village: places, people, posts, money, days, and the two ways in which a deed can stop.
//!
//! Everything here is pure: no files, no SQL, no HTTP, no clock of its own. Every other crate may use it; it uses none.

mod day;
mod group;
mod holidays;
mod id;
pub mod mask;
mod money;
mod place;
mod post;
mod refusal;
pub mod spoken;
mod words;

pub use day::{Clock, Day, DayError, Moment, SettableClock};
pub use group::{Group, GroupError};
pub use holidays::{CalendarError, WorkCalendar};
pub use id::{AlertId, CaseId, Hash, IdError, PersonId, serial_after};
pub use money::{Fen, MoneyError, half_width};
pub use place::{Division, Level, Place, PlaceError};
pub use post::{Mandate, Post, PostError};
pub use refusal::{Article, Fault, FieldFault, Kind, Refusal, Stop};
pub use words::{Language, Words};
