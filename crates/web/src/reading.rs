//! How often what is public is read: counted by item and day, without cookies, and without keeping anything about the readers. What
//! nobody reads shows to the township, so that it can ask why.

mod count;
pub(crate) mod show;

pub(crate) use count::Readers;
