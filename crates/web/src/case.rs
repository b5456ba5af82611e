//! Cases: the public record, the officials' list and page, the form of an act and what comes of it.

pub(crate) mod act;
pub(crate) mod after;
pub(crate) mod ask;
pub(crate) mod begin;
pub(crate) mod browse;
pub(crate) mod check;
pub(crate) mod fill;
mod hall;
pub(crate) mod list;
pub(crate) mod matter;
pub(crate) mod missing;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod receipt;
pub(crate) mod record;
pub(crate) mod refusal;
pub(crate) mod refused;
pub(crate) mod road;
pub(crate) mod sheet;
pub(crate) mod show;
pub(crate) mod sitting;
pub(crate) mod stands;
pub(crate) mod start;
pub(crate) mod take;
pub(crate) mod told;
pub(crate) mod tried;
mod want;
