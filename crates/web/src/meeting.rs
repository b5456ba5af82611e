//! Meetings while they are held: opened, signed in to, counted, seen by all in the room.

pub(crate) mod arrive;
pub(crate) mod attend;
pub(crate) mod board;
pub(crate) mod count;
pub(crate) mod hall;
pub(crate) mod held;
pub(crate) mod open;
pub(crate) mod opinion;
pub(crate) mod page;
pub(crate) mod sample;
