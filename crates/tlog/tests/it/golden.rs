//! Vectors from the specifications: RFC 6962 trees, C2SP keys, notes, tile paths.

use tlog::{
    BadBundle, BadCheckpoint, BadKey, BadTree, Checkpoint, EMPTY_ROOT, LogKey, Node, Tile, TileKind, Tree, bundle,
    leaf_hash, unbundle,
};

/// The inputs and roots that the Certificate Transparency implementations test themselves with.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const PRIVATE: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn roots_of_small_trees_are_those_of_rfc_6962() {
    let mut tree = Tree::new();
    let mut roots = vec![hex::encode(tree.root())];
    for leaf in LEAVES {
        tree.push(leaf_hash(&hex::decode(leaf).unwrap()));
        roots.push(hex::encode(tree.root()));
    }
    assert_eq!(roots, ROOTS);
    assert_eq!(Tree::new().root(), EMPTY_ROOT);
}

#[test]
fn a_tree_is_stored_and_read_back() {
    let mut tree = Tree::new();
    for leaf in LEAVES {
        assert_eq!(Tree::from_bytes(&tree.to_bytes()), Ok(tree.clone()));
        tree.push(leaf_hash(leaf.as_bytes()));
    }
    let bytes = tree.to_bytes();
    assert_eq!(bytes.len(), 8 + 32);
    assert_eq!(Tree::from_bytes(&bytes[..39]), Err(BadTree { size: 8, expected: 40, found: 39 }));
    assert_eq!(Tree::from_bytes(&[0; 7]), Err(BadTree { size: 0, expected: 8, found: 7 }));
}

#[test]
fn keys_are_written_as_the_note_specification_writes_them() {
    let key = LogKey::decode(PRIVATE).unwrap();
    assert_eq!(key.name(), "PeterNeumann");
    assert_eq!(key.public(), PUBLIC);
    assert_eq!(key.encode(), PRIVATE);
    assert!(!format!("{key:?}").contains("PRIVATE"), "a key's debug text must not show its private half");
}

#[test]
fn bad_keys_are_refused() {
    for name in ["", "two words", "a+b", "a\u{3000}b", "a\nb"] {
        assert_eq!(LogKey::generate(name, &[7; 32]).unwrap_err(), BadKey::Name(name.to_owned()));
    }
    let other_id = PRIVATE.replace("c74f20a3", "c74f20a4");
    assert_eq!(
        LogKey::decode(&other_id).unwrap_err(),
        BadKey::Id { expected: 0xc74f_20a3, found: "c74f20a4".to_owned() }
    );
    for text in ["", PUBLIC, "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEK", "PRIVATE+KEY+PeterNeumann+c74f20a3"] {
        assert_eq!(LogKey::decode(text).unwrap_err(), BadKey::Text, "{text}");
    }
}

#[test]
fn a_note_signed_by_another_program_is_believed_but_is_no_checkpoint() {
    assert_eq!(Checkpoint::open(NOTE, PUBLIC), Err(BadCheckpoint::NotACheckpoint));
    let altered = NOTE.replace("answer", "ANSWER");
    assert_eq!(Checkpoint::open(&altered, PUBLIC), Err(BadCheckpoint::Signature(PUBLIC.to_owned())));
}

#[test]
fn a_checkpoint_reads_as_the_specification_says() {
    let key = LogKey::generate("qingcun.example/990101", &[9; 32]).unwrap();
    let signed = key.sign("qingcun.example/990101", 8, leaf_hash(b"root")).unwrap();
    let lines: Vec<&str> = signed.note.lines().collect();
    assert_eq!(
        lines[..4],
        ["qingcun.example/990101", "8", "PAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=", ""],
        "origin, size, root, empty line"
    );
    assert!(lines[4].starts_with("— qingcun.example/990101 "));
    assert_eq!(Checkpoint::open(&signed.note, &key.public()), Ok(signed.clone()));

    let stranger = LogKey::generate("qingcun.example/990101", &[8; 32]).unwrap().public();
    assert_eq!(Checkpoint::open(&signed.note, &stranger), Err(BadCheckpoint::Signature(stranger.clone())));
    assert_eq!(Checkpoint::open(&signed.note, "x"), Err(BadCheckpoint::Verifier("x".to_owned())));
    for origin in ["", " ", "two\nlines"] {
        assert_eq!(key.sign(origin, 8, EMPTY_ROOT), Err(BadCheckpoint::Origin(origin.to_owned())));
    }
}

#[test]
fn a_checkpoint_cosigned_by_a_witness_still_opens() {
    let key = LogKey::generate("qingcun.example/990101", &[9; 32]).unwrap();
    let witness = LogKey::generate("witness.example", &[1; 32]).unwrap();
    let signed = key.sign("qingcun.example/990101", 3, EMPTY_ROOT).unwrap();
    let cosigned = witness.sign("qingcun.example/990101", 3, EMPTY_ROOT).unwrap();
    let both = format!("{}{}\n", signed.note, cosigned.note.lines().last().unwrap());
    assert_eq!(Checkpoint::open(&both, &key.public()).unwrap().size, 3);
    assert_eq!(Checkpoint::open(&both, &witness.public()).unwrap().size, 3);
}

#[test]
fn seventy_thousand_leaves_are_cut_as_the_specification_cuts_them() {
    let tiles = Tile::between(0, 70_000);
    let count = |level, full| {
        tiles.iter().filter(|t| t.kind() == TileKind::Hashes(level) && (t.width() == 256) == full).count()
    };
    assert_eq!((count(0, true), count(1, true), count(2, true)), (273, 1, 0));
    let partial: Vec<_> = tiles.iter().filter(|t| t.width() < 256).map(Tile::path).collect();
    assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let small: Vec<_> = Tile::between(0, 256).iter().map(Tile::path).collect();
    assert_eq!(small, ["tile/0/000", "tile/1/000.p/1"]);
    assert!(Tile::between(256, 256).is_empty());
}

#[test]
fn tile_paths_are_read_only_in_their_one_form() {
    for path in ["tile/0/000", "tile/3/x001/x234/067", "tile/entries/x001/234.p/255", "tile/6/000.p/1"] {
        assert_eq!(Tile::from_path(path).map(|tile| tile.path()), Ok(path.to_owned()));
    }
    let wrong = [
        "",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/00/000",
        "tile/+1/000",
        "tile/8/000",
        "tile/64/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/x000/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/0/xx001/234",
        "/tile/0/000",
        "tile/7/000.p/1",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/../000",
    ];
    for path in wrong {
        assert!(Tile::from_path(path).is_err(), "{path}");
    }
}

#[test]
fn a_tile_knows_its_leaves_and_its_bundle() {
    let tile = Tile::from_path("tile/0/001.p/3").unwrap();
    assert_eq!(tile.leaves(), 256..259);
    assert_eq!(tile.entries().path(), "tile/entries/001.p/3");
    assert_eq!(tile.entries().leaves(), 256..259);
    assert_eq!(tile.nodes()[0], Node { level: 0, index: 256 });
    assert_eq!(Tile::from_path("tile/1/000.p/2").unwrap().leaves(), 0..512);
    assert_eq!(Tile::from_path("tile/1/000.p/2").unwrap().nodes()[1], Node { level: 8, index: 1 });
}

#[test]
fn bundles_hold_entries_after_their_lengths() {
    let bytes = bundle(["村务", "", "x"]).unwrap();
    assert_eq!(bytes, b"\x00\x06\xe6\x9d\x91\xe5\x8a\xa1\x00\x00\x00\x01x");
    assert_eq!(unbundle(&bytes).unwrap(), ["村务".as_bytes(), b"", b"x"]);
    assert_eq!(unbundle(&bytes[..7]), Err(BadBundle::CutOff { place: 0 }));
    assert_eq!(unbundle(&bytes[..11]), Err(BadBundle::CutOff { place: 2 }));
    assert_eq!(bundle([vec![0; 65_536]]), Err(BadBundle::TooLong { place: 0, length: 65_536 }));
    assert!(bundle([vec![0; 65_535]]).is_ok());
}
