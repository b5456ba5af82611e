//! Delegations: what the villagers' meeting lets the representatives decide, and for how long.

pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod take;
