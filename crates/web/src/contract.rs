//! The contracts of a village: what each asks for, what was paid, what is overdue; for officials, and masked for everybody.

pub(crate) mod bar;
pub(crate) mod file;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod show;
pub(crate) mod table;
