//! Photographs of the wall: handed in on the desk, covered, and shown to everybody below what they show.

pub(crate) mod add;
pub(crate) mod mark;
pub(crate) mod page;
pub(crate) mod picture;
pub(crate) mod shown;
