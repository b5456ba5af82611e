//! The disk is full.

use crate::county::Copy;
use crate::load::{Try, claim, object, official, open_for_objection, picture};
use rusqlite::{Connection, OpenFlags};

#[test]
fn a_full_disk_is_told_plainly_and_leaves_nothing_half_written() {
    let copy = Copy::new();
    let room = std::fs::metadata(copy.store()).unwrap().len() / 2;
    let server = crate::program::Server::start_on_little_room(copy.folder(), room, &["serve"]);
    let (mut clerk, mut done) = (official(server.address, "clerk"), Vec::new());
    let refused = (0..2_000).find_map(|_| match claim(&mut clerk, &picture()).unwrap() {
        Try::Done(receipt) => {
            done.push(receipt);
            None
        }
        Try::Answered(answer) => Some(answer),
    });
    let refused = refused.expect("the disk never became full");
    assert_eq!(refused.status, 503, "after {} cases: {}", done.len(), refused.body);
    assert!(refused.body.contains("没有保存") && refused.body.contains("<h1>"), "{}", refused.body);
    let page = clerk.get("/desk").unwrap();
    assert_eq!(page.status, 200, "what is there can still be read: {}", page.body);
    drop(server);
    copy.assert_verifies("after the disk was full");
    let store = Connection::open_with_flags(copy.store(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    for receipt in &done {
        let crate::load::Receipt::Case(id) = receipt else { continue };
        let kept: i64 = store.query_row("select count(*) from act where case_id = ?1", [id], |row| row.get(0)).unwrap();
        assert_eq!(kept, 1, "{id} was acknowledged");
    }
}

#[test]
fn once_there_is_room_again_work_goes_on() {
    let copy = Copy::new();
    let server = crate::program::Server::start_on_little_room(copy.folder(), 4_096, &["serve"]);
    let address = open_for_objection(&mut crate::http::Visitor::new(server.address));
    match object(server.address, &address, "请说明价格怎么定的。").unwrap() {
        Try::Answered(answer) => assert_eq!(answer.status, 503, "{}", answer.body),
        Try::Done(receipt) => panic!("{receipt:?} cannot have been kept"),
    }
    drop(server);
    let server = copy.serve();
    assert!(matches!(object(server.address, &address, "请说明价格怎么定的。").unwrap(), Try::Done(_)));
    drop(server);
    copy.assert_verifies("after there was room again");
}
