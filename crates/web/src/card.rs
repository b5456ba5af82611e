//! The property of a village: its cards, what they wear, their labels, how they are counted; for officials, and for everybody.

pub(crate) mod count;
pub(crate) mod edit;
pub(crate) mod import;
pub(crate) mod label;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod show;
pub(crate) mod table;
