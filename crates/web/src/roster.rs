//! The roster: who holds which post, imports with their error sheet, persons, mandates, kin, sign-ins.

pub(crate) mod check;
pub(crate) mod fill;
pub(crate) mod form;
pub(crate) mod groups;
pub(crate) mod import;
pub(crate) mod key;
pub(crate) mod kin;
pub(crate) mod list;
pub(crate) mod mandate;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod sheets;
pub(crate) mod show;
pub(crate) mod take;
pub(crate) mod tell;
