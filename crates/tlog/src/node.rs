//! Where a hash stands in the tree, and how proofs read stored hashes.

use crate::Hash;
use std::cell::RefCell;
use tlog_tiles::tlog;

/// The place of one complete subtree: at level 0 stand the leaves, and the node `index` at `level` covers the
/// `2^level` leaves from `index * 2^level` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// How many levels above the leaves.
    pub level: u8,
    /// Which one on its level, from the left, beginning with 0.
    pub index: u64,
}

/// Why hashes could not be had from the store.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E> {
    /// The store's own error.
    #[error("the store of hashes failed")]
    Store(#[source] E),
    /// The store answered with too few or too many hashes.
    #[error("asked the store for {asked} hashes and got {given}")]
    Count {
        /// How many were asked for.
        asked: usize,
        /// How many came.
        given: usize,
    },
    /// What was asked is not in a tree of that size.
    #[error("a tree of size {size} has no proof for {wanted}")]
    OutOfRange {
        /// The leaf or the smaller size that was asked for.
        wanted: u64,
        /// The size of the tree.
        size: u64,
    },
}

/// Lends a closure over [`Node`]s to the `tlog_tiles` crate, which asks by storage index, and keeps the closure's
/// own error.
pub(crate) struct Lender<F, E> {
    read: RefCell<F>,
    failed: RefCell<Option<ReadError<E>>>,
}

impl<E, F: FnMut(&[Node]) -> Result<Vec<Hash>, E>> Lender<F, E> {
    pub(crate) fn new(read: F) -> Self {
        Self { read: RefCell::new(read), failed: RefCell::new(None) }
    }

    /// The closure's own error where there was one, else `otherwise`.
    pub(crate) fn error(self, otherwise: ReadError<E>) -> ReadError<E> {
        self.failed.into_inner().unwrap_or(otherwise)
    }

    fn fail(&self, error: ReadError<E>) -> tlog::Error {
        self.failed.replace(Some(error));
        tlog::Error::IndexesNotInTree
    }
}

impl<E, F: FnMut(&[Node]) -> Result<Vec<Hash>, E>> tlog::HashReader for Lender<F, E> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        let nodes: Vec<Node> = indexes
            .iter()
            .map(|&stored| {
                let (level, index) = tlog::split_stored_hash_index(stored);
                Node { level, index }
            })
            .collect();
        let hashes = (self.read.borrow_mut())(&nodes).map_err(|error| self.fail(ReadError::Store(error)))?;
        // The crate panics on a wrong number, so it is never handed one.
        if hashes.len() != nodes.len() {
            return Err(self.fail(ReadError::Count { asked: nodes.len(), given: hashes.len() }));
        }
        Ok(hashes.into_iter().map(tlog::Hash).collect())
    }
}
