//! The growing tree, held as its compact range: one hash for each complete subtree, at most 64 of them.

use crate::{EMPTY_ROOT, Hash, Node, node_hash};

/// A Merkle tree that only grows. It keeps no leaves: what it hands to [`Tree::push_with`] is for the caller to store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    size: u64,
    /// The roots of the complete subtrees, the largest first; as many as `size` has one bits.
    peaks: Vec<Hash>,
}

/// Bytes that are not a [`Tree`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} bytes for a tree of size {size}, found {found}")]
pub struct BadTree {
    /// The size that the first eight bytes tell.
    pub size: u64,
    /// How many bytes a tree of that size takes.
    pub expected: usize,
    /// How many there were.
    pub found: usize,
}

impl Tree {
    /// The tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash (see [`crate::leaf_hash`]).
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _| {});
    }

    /// Adds a leaf and shows every node that it completes, the leaf itself first.
    pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(Node, &Hash)) {
        let mut node = Node { level: 0, index: self.size };
        let mut hash = leaf;
        completed(node, &hash);
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            node = Node { level: node.level + 1, index: node.index >> 1 };
            completed(node, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
        debug_assert_eq!(self.peaks.len(), self.size.count_ones() as usize, "a peak for each one bit of the size");
    }

    /// The root hash over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY_ROOT)
    }

    /// The tree as bytes: the size (eight bytes, big-endian), then the peaks.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.peaks.iter().flatten());
        bytes
    }

    /// Reads what [`Tree::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the number of bytes is not what the size asks for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTree> {
        let (head, rest) =
            bytes.split_first_chunk::<8>().ok_or(BadTree { size: 0, expected: 8, found: bytes.len() })?;
        let size = u64::from_be_bytes(*head);
        let (peaks, left_over) = rest.as_chunks::<32>();
        let count = size.count_ones() as usize;
        if peaks.len() != count || !left_over.is_empty() {
            return Err(BadTree { size, expected: 8 + 32 * count, found: bytes.len() });
        }
        Ok(Self { size, peaks: peaks.to_vec() })
    }
}

impl Extend<Hash> for Tree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        for leaf in leaves {
            self.push(leaf);
        }
    }
}
