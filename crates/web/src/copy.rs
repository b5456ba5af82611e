//! Covered copies (公开件): papers of a case as everybody may see them. Whoever sees to what is public marks what is personal, the
//! supervision committee compares and releases.

pub(crate) mod boxes;
pub(crate) mod cover;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod picture;
pub(crate) mod review;
pub(crate) mod shown;
