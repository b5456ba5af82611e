//! For other people's programs: feeds, a calendar, and an interface in JSON. Always as a stranger reads it, whoever asks.

mod api;
mod calendar;
mod document;
mod feed;
mod find;
pub(crate) mod page;
mod read;
mod record;
mod send;

pub(crate) use api::{items, table, version, villages};
pub(crate) use calendar::calendar;
pub(crate) use document::document;
pub(crate) use feed::{county_json, county_rss, village_json, village_rss};
pub(crate) use find::find;
pub(crate) use send::{PROBLEM, problem};
