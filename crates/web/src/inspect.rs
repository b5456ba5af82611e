//! Inspection of disclosure (公开督查) on the desk and in public: which villages nobody has looked at, what was found, whether it was
//! put right.

pub(crate) mod act;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod page;
pub(crate) mod public;
pub(crate) mod task;
