//! `qingcun demo`: what it refuses before it makes anything, and what it leaves alone.

use crate::county::{Copy, pristine};
use crate::program::{Server, run};
use std::net::TcpListener;

#[test]
fn a_port_in_use_is_told_before_a_county_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let done = run(folder.path(), &["demo", "--port", &port]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("--port") && done.err.contains("端口已被占用"), "{}", done.err);
    assert!(!folder.path().join("demo-data").exists());
}

#[test]
fn a_second_demonstration_on_the_same_folder_leaves_the_firsts_passwords_alone() {
    let copy = Copy::new();
    let server = Server::start(copy.folder(), &["demo", "--data", "data", "--port", "0"]);
    for more in [&[][..], &["--fresh"]] {
        let done = run(copy.folder(), &[&["demo", "--data", "data", "--port", "0"], more].concat());
        assert_eq!(done.code, Some(2), "{done:?}");
        assert!(done.err.contains("正被另一个") && done.err.contains("another qingcun demo uses"), "{}", done.err);
    }
    assert!(copy.store().is_file());
    drop(server);
}

#[test]
fn an_address_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["demo", "--public-url", "foo", "--port", "0"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("--public-url") && done.err.contains("`foo`"), "{}", done.err);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn fresh_removes_nothing_when_the_folder_holds_a_strangers_file() {
    let copy = Copy::new();
    std::fs::write(copy.data().join("my-notes.txt"), "mine").unwrap();
    let done = run(copy.folder(), &["demo", "--data", "data", "--fresh", "--port", "0"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("my-notes.txt") && done.err.contains("nothing was removed"), "{}", done.err);
    assert!(copy.data().join("my-notes.txt").is_file() && copy.store().is_file());
}

#[test]
fn a_county_that_is_gone_on_with_says_that_seed_and_villages_do_nothing() {
    let copy = Copy::new();
    let start = |more: &[&str]| {
        Server::start(copy.folder(), &[&["demo", "--data", "data", "--port", "0"], more].concat()).said.join("\n")
    };
    let said = start(&["--villages", "5"]);
    assert!(said.contains("种子2026，3个村") && said.contains("--fresh makes a new one"), "{said}");
    for same in [&["--villages", "3", "--seed", "2026"][..], &[]] {
        assert!(!start(same).contains("--fresh makes"), "{same:?}");
    }
}

#[test]
fn the_villager_is_an_ordinary_one() {
    let said = &pristine().said;
    let line = said.iter().find(|line| line.split_whitespace().rev().nth(1) == Some("villager")).unwrap();
    assert!(line.contains("村民") && !line.contains("代表") && !line.contains("党员"), "{line}");
    assert!(pristine().passwords.contains_key("representative"));
}
