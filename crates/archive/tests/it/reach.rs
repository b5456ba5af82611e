//! Whether a store reaches what was signed, with the same entries; and that the directory keeps the last of it.

use crate::pots::{NOW, add, counties, open};
use archive::testing::stores;
use archive::{County, Directory, Reach};
use tlog::Checkpoint;
use village::Place;

fn grow(county: &County, name: &'static str) {
    county.act(move |tx| open(tx, name, 100).and_then(|_| add(tx, name, 7))).unwrap();
}

#[test]
fn a_store_is_told_from_an_older_copy_and_from_another() {
    for (county, _fresh) in counties() {
        grow(&county, "wall");
        let first = county.checkpoint(NOW).unwrap();
        grow(&county, "road");
        let reaches = |seen: &Checkpoint| county.reaches(seen).unwrap();
        assert_eq!(reaches(&first), Reach::Whole);
        let head = county.head();
        assert_eq!(reaches(&Checkpoint { size: head + 1, ..first.clone() }), Reach::Short { head });
        assert_eq!(reaches(&Checkpoint { root: [7; 32], ..first.clone() }), Reach::Other);
        let root = county.read(|reader| archive::root(reader, head)).unwrap().unwrap();
        assert_eq!(reaches(&Checkpoint { size: head, root, ..first.clone() }), Reach::Unpromised);
        assert_eq!(county.read(|reader| archive::root(reader, head + 1)).unwrap(), None);
    }
}

#[test]
fn the_directory_keeps_the_checkpoint_that_promises_most_until_it_is_told_to_begin_anew() {
    for ((county, _fresh), beside) in counties().into_iter().zip(stores()) {
        let directory = Directory::open(beside.store.clone()).unwrap();
        let place = Place::new("990101").unwrap();
        assert_eq!(directory.seen(&place).unwrap(), None);
        grow(&county, "wall");
        let first = county.checkpoint(NOW).unwrap();
        grow(&county, "road");
        let second = county.checkpoint(NOW).unwrap();
        let seen = || directory.seen(&place).unwrap().unwrap();
        directory.see(&place, &second).unwrap();
        directory.see(&place, &first).unwrap();
        assert_eq!(seen(), second.note);
        directory.see_anew(&place, &first).unwrap();
        assert_eq!(seen(), first.note);
    }
}
