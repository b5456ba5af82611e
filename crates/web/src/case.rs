//! Cases: the public record, the officials' list and page, the form of an act and what comes of it.

pub(crate) mod act;
pub(crate) mod check;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod receipt;
pub(crate) mod record;
pub(crate) mod refusal;
pub(crate) mod start;
