//! The simulator: a county lives through a year of virtual time in seconds, on the real deeds through the one door, and after
//! each of them the oracle says whether every invariant still holds.
//!
//! Its officers are people: they forget, hurry, click twice, collude, resign, go on leave; two of them act at one moment. The
//! county that is simulated has rules of its own, which may have been spoilt on purpose; the oracle judges by the rules that
//! come with the program, and knows the law besides (`oracle/law.rs`).

mod broken;
mod dice;
mod hand;
mod matter;
mod oracle;
mod plan;
mod premises;
mod report;
mod year;

pub use broken::{Broken, Halt};
pub use plan::Plan;
pub use report::Report;

use archive::Store;
use std::path::Path;

/// Lives through the plan in an empty store, with its papers in a folder.
///
/// # Errors
/// [`Halt::Broken`] with the story when an invariant does not hold; [`Halt::Failed`] when the simulation itself cannot go on.
pub fn simulate(plan: &Plan, store: &Store, folder: &Path) -> Result<Report, Halt> {
    let premises = premises::open(plan, store, folder)?;
    year::Year::begin(plan, premises)?.live()
}
