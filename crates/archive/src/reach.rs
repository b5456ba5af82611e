//! Whether a store is the one that was seen before: whether its log reaches a checkpoint that was signed, with the same
//! entries.

use crate::{County, Query, log, sql};
use tlog::Checkpoint;
use village::Fault;

/// How a store's log stands to a checkpoint that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It holds all that was promised, and its checkpoint.
    Whole,
    /// It holds all that was promised, but the checkpoint is not among its own.
    Unpromised,
    /// It ends before.
    Short {
        /// At this entry.
        head: u64,
    },
    /// It reaches as far, with other entries.
    Other,
}

impl County {
    /// How the log stands to a checkpoint that was signed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reaches(&self, seen: &Checkpoint) -> Result<Reach, Fault> {
        self.read(|reader| {
            let head = reader.one(sql::LAST, &[])?.count("seq")?;
            if head < seen.size {
                return Ok(Reach::Short { head });
            }
            // A log with a hole is another log; which entry is missing, `verify` tells.
            let many = reader.one(sql::COUNT_UP_TO, &[seen.size.into()])?.count("many")?;
            if many != seen.size || log::root(reader, seen.size)? != Some(seen.root) {
                return Ok(Reach::Other);
            }
            let kept = reader.maybe(sql::CHECKPOINT_AT, &[seen.size.into()])?;
            Ok(if kept.is_some() { Reach::Whole } else { Reach::Unpromised })
        })
    }
}
