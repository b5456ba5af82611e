//! The transparency log: a Merkle tree over the entries, in formats that strangers' tools can check.
//!
//! Implements RFC 6962 §2.1 (leaf and node hashes, inclusion and consistency proofs) and three C2SP
//! specifications: tlog-tiles (tiles and entry bundles), tlog-checkpoint and signed-note. Refuses to know what an
//! entry means, where hashes are stored and how they are served.
//!
//! Reading starts at [`Tree`] (what grows), goes on to [`LogKey::sign`] (what is promised) and ends at
//! [`check_inclusion`] and [`check_consistency`] (how a stranger finds out whether the promise was kept).

mod bundle;
mod checkpoint;
mod hash;
mod key;
mod node;
mod proof;
mod tile;
mod tree;

pub use bundle::{BadBundle, bundle, unbundle};
pub use checkpoint::{BadCheckpoint, Checkpoint};
pub use hash::{EMPTY_ROOT, Hash, leaf_hash, node_hash};
pub use key::{BadKey, LogKey};
pub use node::{Node, ReadError};
pub use proof::{BadProof, check_consistency, check_inclusion, consistency_proof, inclusion_proof};
pub use tile::{BadPath, MAX_SIZE, TILE_WIDTH, Tile, TileKind};
pub use tree::{BadTree, Tree};
