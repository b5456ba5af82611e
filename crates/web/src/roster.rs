//! The roster: who holds which post, imports with their error sheet, mandates, kin.

pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod mandate;
pub(crate) mod people;
pub(crate) mod sheets;
pub(crate) mod show;
pub(crate) mod take;
