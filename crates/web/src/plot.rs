//! The land of a village: its plots, their areas and boundaries, who uses them under which contract; for officials, and for everybody.

pub(crate) mod edit;
pub(crate) mod import;
pub(crate) mod label;
pub(crate) mod map;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod show;
