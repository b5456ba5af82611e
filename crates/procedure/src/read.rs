//! Reads the rule files: strict, all faults at once, with file, line and the nearest known word.

mod affair;
mod emergency;
mod invoice;
mod layer;
pub(crate) mod library;
mod loops;
mod meeting;
mod outcome;
mod paper;
pub(crate) mod raw;
mod step;
mod table;
mod together;
mod verify;

pub(crate) use layer::Reading;
pub(crate) use library::NATION;
pub use paper::MOST_OF_A_PAPER;
