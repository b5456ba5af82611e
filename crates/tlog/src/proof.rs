//! Proofs of RFC 6962 §2.1.1 and §2.1.2: this leaf is in the tree; this tree only grew.

use crate::node::Lender;
use crate::{EMPTY_ROOT, Hash, Node, ReadError};
use tlog_tiles::tlog;

/// A proof that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// The leaf, or the older tree, is not within the tree.
    #[error("{wanted} is not within a tree of size {size}")]
    OutOfRange {
        /// The leaf's index or the older tree's size.
        wanted: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The hashes do not add up to the root.
    #[error("the proof does not lead to the root")]
    Mismatch,
}

/// The hashes that prove that leaf `index` is in the tree of `size` leaves. `read` gives stored hashes of complete
/// subtrees, in the order asked.
///
/// # Errors
/// When `index` is not below `size`, or `read` fails.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    read: impl FnMut(&[Node]) -> Result<Vec<Hash>, E>,
) -> Result<Vec<Hash>, ReadError<E>> {
    let lender = Lender::new(read);
    match tlog::prove_record(size, index, &lender) {
        Ok(proof) => Ok(own(proof)),
        Err(_) => Err(lender.error(ReadError::OutOfRange { wanted: index, size })),
    }
}

/// The hashes that prove that the tree of `size` leaves begins with the tree of `old_size` leaves.
///
/// # Errors
/// When `old_size` is above `size`, or `read` fails.
pub fn consistency_proof<E>(
    old_size: u64,
    size: u64,
    read: impl FnMut(&[Node]) -> Result<Vec<Hash>, E>,
) -> Result<Vec<Hash>, ReadError<E>> {
    if old_size == 0 {
        return Ok(Vec::new());
    }
    let lender = Lender::new(read);
    match tlog::prove_tree(size, old_size, &lender) {
        Ok(proof) => Ok(own(proof)),
        Err(_) => Err(lender.error(ReadError::OutOfRange { wanted: old_size, size })),
    }
}

/// Checks that `leaf` stands at `index` in the tree with `size` leaves and this `root`.
///
/// # Errors
/// When it is not so, or the proof does not show it.
pub fn check_inclusion(proof: &[Hash], index: u64, leaf: &Hash, size: u64, root: &Hash) -> Result<(), BadProof> {
    if index >= size {
        return Err(BadProof::OutOfRange { wanted: index, size });
    }
    tlog::check_record(&lent(proof), size, tlog::Hash(*root), index, tlog::Hash(*leaf)).map_err(|_| BadProof::Mismatch)
}

/// Checks that the tree with `size` leaves and `root` begins with the tree with `old_size` leaves and `old_root`.
///
/// # Errors
/// When it is not so, or the proof does not show it.
pub fn check_consistency(
    proof: &[Hash],
    old_size: u64,
    old_root: &Hash,
    size: u64,
    root: &Hash,
) -> Result<(), BadProof> {
    if old_size > size {
        return Err(BadProof::OutOfRange { wanted: old_size, size });
    }
    if old_size == 0 {
        let holds = proof.is_empty() && *old_root == EMPTY_ROOT && (size > 0 || *root == EMPTY_ROOT);
        return if holds { Ok(()) } else { Err(BadProof::Mismatch) };
    }
    tlog::check_tree(&lent(proof), size, tlog::Hash(*root), old_size, tlog::Hash(*old_root))
        .map_err(|_| BadProof::Mismatch)
}

fn own(proof: Vec<tlog::Hash>) -> Vec<Hash> {
    proof.into_iter().map(|hash| hash.0).collect()
}

fn lent(proof: &[Hash]) -> Vec<tlog::Hash> {
    proof.iter().copied().map(tlog::Hash).collect()
}
