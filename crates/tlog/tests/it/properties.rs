//! Whatever the tree: its proofs hold, and one flipped bit anywhere breaks them.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::convert::Infallible;
use tlog::{
    BadProof, Checkpoint, Hash, LogKey, Node, ReadError, Tile, Tree, check_consistency, check_inclusion,
    consistency_proof, inclusion_proof, leaf_hash,
};

/// A tree with everything it ever completed, and its root at each size.
struct Grown {
    nodes: BTreeMap<Node, Hash>,
    roots: Vec<Hash>,
}

impl Grown {
    fn to(size: u64) -> Self {
        let mut tree = Tree::new();
        let mut grown = Self { nodes: BTreeMap::new(), roots: vec![tree.root()] };
        for index in 0..size {
            tree.push_with(leaf(index), |node, hash| {
                grown.nodes.insert(node, *hash);
            });
            grown.roots.push(tree.root());
        }
        grown
    }

    fn read(&self, nodes: &[Node]) -> Result<Vec<Hash>, Infallible> {
        Ok(nodes.iter().map(|node| self.nodes[node]).collect())
    }

    fn root(&self, size: u64) -> &Hash {
        &self.roots[usize::try_from(size).unwrap()]
    }
}

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

fn flip(bytes: &mut [u8], bit: usize) {
    let bit = bit % (bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
}

#[test]
fn every_leaf_of_every_small_tree_is_proved() {
    let grown = Grown::to(40);
    for size in 1..=40 {
        for index in 0..size {
            let proof = inclusion_proof(index, size, |nodes| grown.read(nodes)).unwrap();
            assert_eq!(check_inclusion(&proof, index, &leaf(index), size, grown.root(size)), Ok(()));
        }
    }
}

#[test]
fn every_small_tree_grew_from_every_smaller_one() {
    let grown = Grown::to(40);
    for size in 0..=40 {
        for old in 0..=size {
            let proof = consistency_proof(old, size, |nodes| grown.read(nodes)).unwrap();
            assert_eq!(check_consistency(&proof, old, grown.root(old), size, grown.root(size)), Ok(()));
        }
    }
}

#[test]
fn nothing_is_proved_outside_the_tree() {
    let grown = Grown::to(4);
    let read = |nodes: &[Node]| grown.read(nodes);
    assert!(matches!(inclusion_proof(4, 4, read), Err(ReadError::OutOfRange { wanted: 4, size: 4 })));
    assert!(matches!(consistency_proof(5, 4, read), Err(ReadError::OutOfRange { wanted: 5, size: 4 })));
    let beyond = BadProof::OutOfRange { wanted: 4, size: 4 };
    assert_eq!(check_inclusion(&[], 4, &leaf(4), 4, grown.root(4)), Err(beyond));
    assert_eq!(check_consistency(&[], 1, &[1; 32], 0, &[2; 32]), Err(BadProof::OutOfRange { wanted: 1, size: 0 }));
    assert_eq!(check_consistency(&[], 0, &[1; 32], 3, grown.root(3)), Err(BadProof::Mismatch));
}

#[test]
fn a_failing_store_is_told_and_not_panicked_about() {
    assert!(matches!(inclusion_proof(1, 4, |_| Err("disk full")), Err(ReadError::Store("disk full"))));
    let short = inclusion_proof(1, 4, |_| Ok::<_, Infallible>(vec![]));
    assert!(matches!(short, Err(ReadError::Count { asked: 2, given: 0 })));
}

#[test]
fn every_node_can_be_had_from_the_published_tiles() {
    let size = 66_000;
    let grown = Grown::to(size);
    let tiles: BTreeMap<Tile, Vec<u8>> =
        Tile::between(0, size).into_iter().map(|tile| (tile, tile.bytes(|nodes| grown.read(nodes)).unwrap())).collect();
    for (node, hash) in grown.nodes.iter().step_by(7) {
        let tile = Tile::holding(*node, size).unwrap();
        assert_eq!(tile.hash_at(&tiles[&tile], *node), Some(*hash), "{node:?} in {}", tile.path());
    }
    assert_eq!(Tile::holding(Node { level: 0, index: size }, size), None);
    assert_eq!(Tile::holding(Node { level: 63, index: u64::MAX }, size), None);
}

proptest! {
    #[test]
    fn one_flipped_bit_breaks_an_inclusion_proof(size in 2u64..400, pick in any::<u64>(), bit in any::<usize>()) {
        let grown = Grown::to(size);
        let index = pick % size;
        let good = inclusion_proof(index, size, |nodes| grown.read(nodes)).unwrap();
        let root = grown.root(size);
        prop_assert_eq!(check_inclusion(&good, index, &leaf(index), size, root), Ok(()));

        let mut proof = good.clone();
        flip(proof.as_flattened_mut(), bit);
        prop_assert!(check_inclusion(&proof, index, &leaf(index), size, root).is_err());
        let mut other = leaf(index);
        flip(&mut other, bit);
        prop_assert!(check_inclusion(&good, index, &other, size, root).is_err());
        let mut other_root = *root;
        flip(&mut other_root, bit);
        prop_assert!(check_inclusion(&good, index, &leaf(index), size, &other_root).is_err());
        prop_assert!(check_inclusion(&good, index ^ 1, &leaf(index), size, root).is_err());
        prop_assert!(check_inclusion(&good[1..], index, &leaf(index), size, root).is_err());
    }

    #[test]
    fn one_flipped_bit_breaks_a_consistency_proof(size in 2u64..400, pick in any::<u64>(), bit in any::<usize>()) {
        let grown = Grown::to(size);
        let old = 1 + pick % (size - 1);
        let (old_root, root) = (grown.root(old), grown.root(size));
        let good = consistency_proof(old, size, |nodes| grown.read(nodes)).unwrap();
        prop_assert_eq!(check_consistency(&good, old, old_root, size, root), Ok(()));

        let mut proof = good.clone();
        flip(proof.as_flattened_mut(), bit);
        prop_assert!(check_consistency(&proof, old, old_root, size, root).is_err());
        let mut other = *old_root;
        flip(&mut other, bit);
        prop_assert!(check_consistency(&good, old, &other, size, root).is_err());
        prop_assert!(check_consistency(&good, old, old_root, size, &other).is_err());
    }

    #[test]
    fn one_flipped_bit_breaks_a_checkpoint(size in any::<u64>(), root in any::<[u8; 32]>(), bit in any::<usize>()) {
        let key = LogKey::generate("qingcun.example/990101", &root).unwrap();
        let signed = key.sign("qingcun.example/990101", size, root).unwrap();
        prop_assert_eq!(&Checkpoint::open(&signed.note, &key.public()).unwrap(), &signed);
        let mut bytes = signed.note.into_bytes();
        flip(&mut bytes, bit);
        if let Ok(altered) = String::from_utf8(bytes) {
            prop_assert!(Checkpoint::open(&altered, &key.public()).is_err(), "{altered}");
        }
    }

    #[test]
    fn a_width_of_nothing_is_no_tile(zeros in "0{1,3}", kind in "entries|0|7") {
        let path = format!("tile/{kind}/000.p/{zeros}");
        prop_assert!(Tile::from_path(&path).is_err(), "{path}");
    }

    #[test]
    fn no_path_makes_a_tile_panic(path in "(tile/)?(entries|data|[0-9]{1,2})/(x?[0-9]{3}/){0,7}[0-9]{1,3}(\\.p/[0-9]{1,3})?") {
        if let Ok(tile) = Tile::from_path(&path) {
            prop_assert_eq!(tile.path(), path);
            prop_assert_eq!(tile.nodes().len(), usize::from(tile.width()));
            prop_assert!(tile.leaves().start < tile.leaves().end);
        }
    }

    #[test]
    fn no_bytes_make_a_tree_or_a_bundle_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(tree) = Tree::from_bytes(&bytes) {
            prop_assert_eq!(tree.to_bytes(), bytes.clone());
        }
        if let Ok(entries) = tlog::unbundle(&bytes) {
            prop_assert_eq!(tlog::bundle(entries).unwrap(), bytes);
        }
    }
}
