//! Delegations: what the villagers' meeting lets the representatives decide, and for how long.

pub(crate) mod answer;
pub(crate) mod card;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod public;
pub(crate) mod show;
pub(crate) mod take;
