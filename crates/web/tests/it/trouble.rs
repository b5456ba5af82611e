//! Trouble from outside: another program holds the store, or the database is gone. The page says in plain words that nothing
//! was stored, what was typed stands on it, nothing is half-done, and the service goes on when the database is back.

use crate::browser::{Answer, Browser};
use crate::foresee::sent_again;
use crate::ready::Begun;
use archive::testing::{Away, Fresh, hold};
use demo::testing::Bench;
use village::Post;

/// A claim that was looked at once more and is about to be sent: its browser, its address, its fields.
fn ready(bench: &Bench) -> (Browser, String, Vec<(String, String)>) {
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let begun = Begun::new(bench, &clerk);
    let fields: Vec<(String, String)> = begun.fields.iter().filter(|(name, _)| name != "sure").cloned().collect();
    let shown = clerk.send_parts(&Begun::form(bench), &fields, &begun.files);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let fields = sent_again(&shown.body);
    (clerk, Begun::address(bench), fields)
}

fn post(browser: &Browser, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields)
}

/// Says that nothing was stored and what to do, and holds everything that was typed, to be sent once more.
fn tells(answer: &Answer, address: &str, fields: &[(String, String)]) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    for said in ["没有存下来", "什么也没有改动", "再试一次", "不会存成两份", "QC-"] {
        assert!(answer.body.contains(said), "nothing is said of {said}: {}", answer.body);
    }
    assert!(answer.body.contains(&format!("action=\"{address}\"")), "{}", answer.body);
    for (name, value) in fields {
        let kept = format!("name=\"{name}\" value=\"{}\"", value.replace('&', "&#38;").replace('\'', "&#39;"));
        assert!(answer.body.contains(&kept), "`{kept}` is lost: {}", answer.body);
    }
    for inner in ["sqlite", "SQLite", "postgres", "locked", "connect"] {
        assert!(!answer.body.contains(inner), "the page tells of {inner}");
    }
}

fn cases(bench: &Bench) -> usize {
    bench.read(|reader| affairs::cases_of(reader, &bench.village(1))).len()
}

fn held_by_another_program(county: &Fresh, directory: &Fresh) {
    let bench = Bench::open(&county.store, &directory.store);
    bench.found(1);
    let (clerk, address, fields) = ready(&bench);
    let before = bench.office.archive().head();
    let held = hold(&county.store);
    tells(&post(&clerk, &address, &fields), &address, &fields);
    // Whoever only reads is not kept waiting.
    assert_eq!(Browser::stranger(&bench).get("/v/990101001001").status, 200);
    assert_eq!((bench.office.archive().head(), cases(&bench)), (before, 0), "something was half-stored");
    drop(held);
    for _ in 0..2 {
        let done = post(&clerk, &address, &fields);
        assert_eq!(done.status, 303, "{}", done.body);
    }
    assert_eq!((bench.office.archive().head(), cases(&bench)), (before + 1, 1), "stored twice, or not at all");
    bench.verified();
}

#[test]
fn a_store_that_another_program_holds_is_told_on_sqlite() {
    held_by_another_program(&archive::testing::sqlite(), &archive::testing::sqlite());
}

#[test]
fn a_store_that_another_program_holds_is_told_on_postgres() {
    match (archive::testing::postgres(), archive::testing::postgres()) {
        (Some(county), Some(directory)) => held_by_another_program(&county, &directory),
        _ => eprintln!("skipped on PostgreSQL: {} is not set", archive::testing::POSTGRES),
    }
}

#[test]
fn a_postgres_that_is_stopped_under_the_server_is_told_and_the_service_resumes() {
    let (Some((mut away, _kept, county)), Some((mut gone, _too, directory))) = (Away::new(), Away::new()) else {
        eprintln!("skipped on PostgreSQL: {} is not set", archive::testing::POSTGRES);
        return;
    };
    let bench = Bench::open(&county, &directory);
    bench.found(1);
    let (clerk, address, fields) = ready(&bench);
    let (before, stranger) = (bench.office.archive().head(), Browser::stranger(&bench));
    away.close();
    // The county's database is gone, then the directory's too: nobody can even be known by their session.
    tells(&post(&clerk, &address, &fields), &address, &fields);
    gone.close();
    tells(&post(&clerk, &address, &fields), &address, &fields);
    let page = stranger.get("/v/990101001001/affairs");
    assert!(page.status == 503 && page.body.contains("请过几分钟再试"), "{}", page.body);
    away.open();
    gone.open();
    assert_eq!((bench.office.archive().head(), cases(&bench)), (before, 0), "something was half-stored");
    let mut done = post(&clerk, &address, &fields);
    for _ in 0..20 {
        if done.status == 303 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(250));
        done = post(&clerk, &address, &fields);
    }
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(cases(&bench), 1);
    assert_eq!(Browser::stranger(&bench).get("/v/990101001001").status, 200);
    bench.verified();
}
