//! A store that a newer program wrote, or that belongs to somebody else.

use crate::county::Copy;
use crate::program::run;
use rusqlite::Connection;

#[test]
fn a_newer_store_is_left_alone_and_the_program_says_why() {
    let copy = Copy::new();
    let bump = "insert into migration (number, name, hash) select max(number) + 1, 'tomorrow', 'x' from migration";
    Connection::open(copy.store()).unwrap().execute_batch(bump).unwrap();
    for command in [&["serve"][..], &["verify"], &["demo", "--data", "data", "--port", "0"]] {
        let done = run(copy.folder(), command);
        assert_eq!(done.code, Some(2), "{command:?}: {done:?}");
        assert!(done.err.contains("newer than this program"), "{command:?}: {}", done.err);
        assert!(done.err.contains("versions up to"), "{command:?}: {}", done.err);
    }
    let back = "delete from migration where name = 'tomorrow'";
    Connection::open(copy.store()).unwrap().execute_batch(back).unwrap();
    copy.assert_verifies("nothing was touched");
}

#[test]
fn a_store_of_another_county_is_not_served() {
    let copy = Copy::new();
    let config = copy.folder().join("qingcun.toml");
    let text = std::fs::read_to_string(&config).unwrap().replace("990101", "990102");
    std::fs::write(&config, text).unwrap();
    std::fs::rename(copy.store(), copy.data().join("county-990102.sqlite")).unwrap();
    let done = run(copy.folder(), &["serve"]);
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.err.contains("990101") && done.err.contains("990102"), "{}", done.err);
}
