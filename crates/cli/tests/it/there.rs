//! A county of which something is missing: no command makes up for it, and each says what is not there.

use crate::county::{Copy, STORE};
use crate::program::run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every file and folder below a folder.
fn all(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
            found.insert(entry.path());
        }
    }
    found
}

/// The commands that work on a county which is there.
const COMMANDS: [&[&str]; 6] = [
    &["verify"],
    &["verify", "--data", "data"],
    &["serve"],
    &["people", "reset", "clerk"],
    &["people", "sign-in", "990101-P000001"],
    &["rules", "diff", "in-force", "shipped"],
];

fn nothing_is_made(copy: &Copy, said: &[&str]) {
    let before = all(copy.folder());
    for command in COMMANDS {
        let done = run(copy.folder(), command);
        assert_eq!(done.code, Some(2), "{command:?}: {done:?}");
        for words in said {
            assert!(done.err.contains(words), "{command:?} does not say `{words}`: {}", done.err);
        }
        assert!(!done.out.contains("agrees"), "{command:?}: {}", done.out);
        assert_eq!(all(copy.folder()), before, "{command:?} has made or removed something");
    }
}

#[test]
fn a_store_that_is_gone_is_missed() {
    let copy = Copy::new();
    std::fs::remove_file(copy.store()).unwrap();
    nothing_is_made(&copy, &["找不到", "no county 990101 here", STORE, "nothing was made"]);
}

#[test]
fn a_key_that_is_gone_is_missed_and_none_is_made() {
    let copy = Copy::new();
    std::fs::remove_file(copy.data().join("log.key")).unwrap();
    nothing_is_made(&copy, &["密钥不见了", "the key that signs the log is missing", "log.key"]);
}

#[test]
fn a_directory_of_sign_ins_that_is_gone_is_missed() {
    let copy = Copy::new();
    std::fs::remove_file(copy.data().join("directory.sqlite")).unwrap();
    nothing_is_made(&copy, &["登录名册不见了", "the directory of sign-ins is missing"]);
}

#[test]
fn an_empty_file_in_the_stores_place_is_no_county() {
    let copy = Copy::new();
    std::fs::write(copy.store(), "").unwrap();
    nothing_is_made(&copy, &["找不到", "nothing was made"]);
}

#[test]
fn a_demonstration_whose_store_is_gone_is_not_served_empty() {
    let copy = Copy::new();
    std::fs::remove_file(copy.store()).unwrap();
    let before: BTreeSet<PathBuf> = all(&copy.data());
    let done = run(copy.folder(), &["demo", "--data", "data", "--port", "0"]);
    assert!(done.code == Some(2) && done.err.contains("no county 990101 here"), "{done:?}");
    assert_eq!(all(&copy.data()), before);
}

#[test]
fn a_wrong_folder_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("photos")).unwrap();
    std::fs::write(folder.path().join("photos/a.jpg"), "a").unwrap();
    let before = all(folder.path());
    for wrong in ["nosuch", "photos", "photos/a.jpg"] {
        let done = run(folder.path(), &["verify", "--data", wrong]);
        assert_eq!(done.code, Some(2), "{wrong}: {done:?}");
        assert!(done.out.is_empty(), "{wrong}: {}", done.out);
        assert_eq!(all(folder.path()), before, "{wrong}");
    }
}

#[test]
fn papers_that_are_gone_are_named_and_their_folder_is_not_made() {
    let copy = Copy::new();
    std::fs::remove_dir_all(copy.data().join("papers")).unwrap();
    let (code, said) = copy.verify();
    assert!(code == Some(1) && said.contains("不见了") && said.contains("is missing"), "{said}");
    assert!(!copy.data().join("papers").exists());
}
