//! How long things take: each step by affair and village, with the cases behind each figure; for the township and the county.

pub(crate) mod cases;
pub(crate) mod figure;
pub(crate) mod page;
pub(crate) mod show;
