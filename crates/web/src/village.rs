//! A village's public pages: what a villager sees after scanning the code on the wall.

pub(crate) mod finance;
pub(crate) mod list;
pub(crate) mod missing;
pub(crate) mod page;
pub(crate) mod paid;
pub(crate) mod poster;
pub(crate) mod posts;
pub(crate) mod print;
pub(crate) mod public;
pub(crate) mod script;
pub(crate) mod seal;
pub(crate) mod shelve;
pub(crate) mod show;
pub(crate) mod who;
