//! The disk is full.

use crate::county::Copy;
use crate::load::{Receipt, Try, claim, official, picture};
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
    assert!(refused.body.contains("没有存下来") && refused.body.contains("<h1>"), "{}", refused.body);
    let page = clerk.get("/desk").unwrap();
    assert_eq!(page.status, 200, "what is there can still be read: {}", page.body);
    drop(server);
    copy.assert_verifies("after the disk was full");
    let server = copy.serve();
    clerk.at = server.address;
    assert!(matches!(claim(&mut clerk, &picture()).unwrap(), Try::Done(_)), "with room again, work goes on");
    drop(server);
    let store = Connection::open_with_flags(copy.store(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    for receipt in &done {
        let Receipt::Case(id) = receipt else { continue };
        let kept: i64 = store.query_row("select count(*) from act where case_id = ?1", [id], |row| row.get(0)).unwrap();
        assert_eq!(kept, 1, "{id} was acknowledged");
    }
}
