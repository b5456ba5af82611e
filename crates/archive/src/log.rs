//! Reading the log: a chapter believes only entries.

use crate::{Entry, Query, sql};
use village::{Fault, Moment, Place};

/// How many leaves are read at a time.
const BATCH: u32 = 1024;

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

/// Which places the next entries after a number concern, and of what kind they are, in order.
///
/// # Errors
/// When the database refuses the query, or an entry cannot be read.
pub fn places_after(query: &mut dyn Query, seq: u64, limit: u32) -> Result<Vec<(u64, Place, String)>, Fault> {
    let rows = query.query(sql::PLACES_AFTER, &[seq.into(), limit.into()])?;
    rows.iter().map(|row| Ok((row.count("seq")?, row.read("village")?, row.text("kind")?))).collect()
}

/// The number of the last entry that concerns a place, of one kind or of any; 0 where there is none.
///
/// # Errors
/// When the database refuses the query.
pub fn last_of(query: &mut dyn Query, place: &Place, kind: Option<&str>) -> Result<u64, Fault> {
    let row = match kind {
        Some(kind) => query.one(sql::LAST_OF_KIND, &[place.into(), kind.into()])?,
        None => query.one(sql::LAST_OF_PLACE, &[place.into()])?,
    };
    row.count("seq")
}

/// The leaves of the tree from the `first` on, counted from 0, in order: what tiles and proofs are made of.
///
/// # Errors
/// When the database refuses the query, or a leaf is missing.
pub fn leaves(query: &mut dyn Query, first: u64, limit: u32) -> Result<Vec<[u8; 32]>, Fault> {
    let rows = query.query(sql::LEAVES_AFTER, &[first.into(), limit.into()])?;
    let mut leaves = Vec::with_capacity(rows.len());
    for (row, seq) in rows.iter().zip(first + 1..) {
        if row.count("seq")? != seq {
            return Err(Fault::new(format!("entry {seq} is missing from the log")));
        }
        leaves.push(row.hash("leaf")?.0);
    }
    Ok(leaves)
}

/// The hashes of nodes of the tree, computed from the leaves beneath them.
///
/// # Errors
/// When the database refuses the query, or the log does not reach as far as a node.
pub fn nodes(query: &mut dyn Query, nodes: &[tlog::Node]) -> Result<Vec<[u8; 32]>, Fault> {
    nodes.iter().map(|node| node_hash(query, *node)).collect()
}

fn node_hash(query: &mut dyn Query, node: tlog::Node) -> Result<[u8; 32], Fault> {
    let beyond = || Fault::new(format!("the log does not reach node {} of level {}", node.index, node.level));
    let width = 1_u64.checked_shl(node.level.into()).ok_or_else(beyond)?;
    let first = node.index.checked_mul(width).ok_or_else(beyond)?;
    let mut tree = tlog::Tree::new();
    while tree.size() < width {
        let limit = u32::try_from(width - tree.size()).unwrap_or(BATCH).min(BATCH);
        let found = leaves(query, first + tree.size(), limit)?;
        if found.is_empty() {
            return Err(beyond());
        }
        tree.extend(found);
    }
    Ok(tree.root())
}

/// The root of the tree over the first `size` entries; nothing when the log does not reach so far.
///
/// # Errors
/// When the database refuses the query, or an entry is missing.
pub fn root(query: &mut dyn Query, size: u64) -> Result<Option<[u8; 32]>, Fault> {
    let mut tree = tlog::Tree::new();
    while tree.size() < size {
        let limit = u32::try_from(size - tree.size()).unwrap_or(BATCH).min(BATCH);
        let found = leaves(query, tree.size(), limit)?;
        if found.is_empty() {
            return Ok(None);
        }
        tree.extend(found);
    }
    Ok(Some(tree.root()))
}

/// The last checkpoint that was taken, as it was published, and when.
///
/// # Errors
/// When the database refuses the query.
pub fn last_checkpoint(query: &mut dyn Query) -> Result<Option<(String, Moment)>, Fault> {
    let row = query.maybe(sql::LAST_CHECKPOINT, &[])?;
    row.map(|row| Ok((row.text("note")?, row.moment("moment")?))).transpose()
}
