//! The receipts of a village: its books, every number, forms and paper.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod paper;
