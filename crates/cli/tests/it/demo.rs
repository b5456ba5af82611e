//! `qingcun demo`: what it refuses before it makes anything, and what it leaves alone.

use crate::county::{Copy, pristine};
use crate::program::{Server, ended, run, start};
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

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

/// The process that makes the county, once it is at work; it is the only one that the program starts.
fn maker(parent: u32, making: &Path) -> String {
    until(|| {
        let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
        children.split_whitespace().next().filter(|_| making.exists()).map(str::to_owned)
    })
}

fn until<T>(mut there: impl FnMut() -> Option<T>) -> T {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        if let Some(found) = there() {
            return found;
        }
        assert!(Instant::now() < patience, "it takes too long");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn kill(process: &str) {
    assert!(std::process::Command::new("kill").args(["-KILL", process]).status().unwrap().success());
}

const MAKING: [&str; 5] = ["demo", "--villages", "40", "--port", "0"];

#[test]
fn a_crash_while_the_county_is_made_is_told_plainly_and_leaves_no_half_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let making = folder.path().join("demo-data.making");
    let program = start(folder.path(), &MAKING);
    kill(&maker(program.id(), &making));
    let done = ended(program);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("意外停了") && done.err.contains("stopped unexpectedly"), "{}", done.err);
    assert!(!folder.path().join("demo-data").exists());
    // What was half made is no obstacle.
    drop(Server::start(folder.path(), &["demo", "--villages", "1", "--port", "0"]));
    assert!(folder.path().join("demo-data").exists() && !making.exists());
}

#[test]
fn when_the_program_is_killed_nobody_goes_on_making_its_county() {
    let folder = tempfile::tempdir().unwrap();
    let program = start(folder.path(), &MAKING);
    let maker = maker(program.id(), &folder.path().join("demo-data.making"));
    kill(&program.id().to_string());
    drop(ended(program));
    // Nobody may have asked yet how it ended.
    let runs = || std::fs::read_to_string(format!("/proc/{maker}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
    until(|| (!runs()).then_some(()));
    assert!(!folder.path().join("demo-data").exists());
}
