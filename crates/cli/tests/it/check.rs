//! `qingcun check`: evidence from a public page, checked as a file alone.

use crate::county::Copy;
use crate::http::Visitor;
use crate::program::run;
use std::time::{Duration, Instant};

#[test]
fn evidence_of_a_public_page_is_checked_without_the_store() {
    let copy = Copy::new();
    let server = copy.serve();
    let mut visitor = Visitor::new(server.address);
    // The clockwork records what is public, and signs it, within seconds.
    let begun = Instant::now();
    let file = loop {
        let page = visitor.get("/log/publications").unwrap().body;
        let entry = page.split("/log/publications/").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        if let Some(entry) = entry {
            let answer = visitor.get(&format!("/log/publications/{entry}")).unwrap();
            if answer.status == 200 {
                break answer.body;
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing was published");
        std::thread::sleep(Duration::from_millis(500));
    };
    let log = visitor.get("/log").unwrap().body;
    assert!(server.stop());
    let key = file.split("\"key\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(log.contains(key), "the page of the log names another key");
    let alone = tempfile::tempdir().unwrap();
    std::fs::write(alone.path().join("one.json"), &file).unwrap();
    let good = run(alone.path(), &["check", "one.json", "--key", key]);
    assert_eq!(good.code, Some(0), "{good:?}");
    assert!(good.out.contains("publication.made") && good.out.contains("✓"), "{}", good.out);
    assert!(run(alone.path(), &["check", "one.json"]).out.contains("--key"));
    std::fs::write(alone.path().join("two.json"), file.replacen("discloses", "disclosed", 1)).unwrap();
    let bad = run(alone.path(), &["check", "two.json", "--key", key]);
    assert_eq!(bad.code, Some(1), "{bad:?}");
    assert_eq!(run(alone.path(), &["check", "three.json"]).code, Some(2));
    copy.assert_verifies("after the publications");
}
