//! Reading the log: a chapter believes only entries.

use crate::{Entry, Query, sql};
use village::Fault;

/// The entry of a number.
///
/// # Errors
/// When the database refuses the query, or the entry cannot be read.
pub fn entry(query: &mut dyn Query, seq: u64) -> Result<Option<Entry>, Fault> {
    query.maybe(sql::ENTRY_BY_SEQ, &[seq.into()])?.as_ref().map(Entry::from_row).transpose()
}

/// The next entries after a number, in order: the feed of a job.
///
/// # Errors
/// When the database refuses the query, or an entry cannot be read.
pub fn entries_after(query: &mut dyn Query, seq: u64, limit: u32) -> Result<Vec<Entry>, Fault> {
    query.query(sql::ENTRIES_AFTER, &[seq.into(), limit.into()])?.iter().map(Entry::from_row).collect()
}

/// The next entries about one subject after a number, in order.
///
/// # Errors
/// When the database refuses the query, or an entry cannot be read.
pub fn entries_about(query: &mut dyn Query, subject: &str, seq: u64, limit: u32) -> Result<Vec<Entry>, Fault> {
    let params = [subject.into(), seq.into(), limit.into()];
    query.query(sql::ENTRIES_ABOUT, &params)?.iter().map(Entry::from_row).collect()
}
