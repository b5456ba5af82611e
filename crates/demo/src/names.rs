//! Invented people, places, firms and matters, drawn from a stream of numbers: the same stream gives the same county.
//!
//! Nothing here is anybody's. The county does not exist, so no firm or street of it does; the names of its villages and
//! townships were compared with the official list of Zhejiang (25,547 villages and communities) and Gaizhou (301), and
//! none is on it. Phone numbers begin with 100, which no network gives out; identity numbers begin with 99, which is no
//! region; invoice numbers bear the region 99.

mod firm;
mod people;
mod places;
mod spending;
mod undertaking;
mod voice;

pub use firm::{Trade, firm};
pub use people::{People, Person, household, identity_number, phone};
pub use places::{COUNTY, county, townships, villages};
pub use spending::{Expense, expense, invoice_number, large_expense};
pub use undertaking::{Lease, Project, Proposal, SealUse, lease, project, proposal, seal_use};
pub use voice::{Exchange, Subject, approval, exchange, return_remark};

/// A number from 0 up to, but not including, `limit`.
pub fn below(draw: &mut impl FnMut() -> u64, limit: usize) -> usize {
    let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
    usize::try_from(draw() % limit).unwrap_or(0)
}

/// A number between two, both included.
pub fn between(draw: &mut impl FnMut() -> u64, least: i64, most: i64) -> i64 {
    let span = u64::try_from(most.saturating_sub(least).max(0)).unwrap_or(0);
    least + i64::try_from(draw() % (span + 1)).unwrap_or(0)
}

/// One of a list.
pub fn pick<T: Copy + Default>(draw: &mut impl FnMut() -> u64, list: &[T]) -> T {
    list.get(below(draw, list.len())).copied().unwrap_or_default()
}

/// English with a capital at its beginning, for what stands as a heading.
fn heading(zh: impl Into<String>, en: &str) -> village::Words {
    let mut letters = en.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    village::Words::new(zh, first.into_iter().chain(letters).collect::<String>())
}

#[cfg(test)]
mod tests;
