//! `verify`: clean after any honest life, and every kind of edit by hand is found and named.

use crate::pots::{NOW, POTS, add, counties, draft, no, open, setup, vote};
use archive::testing::Fresh;
use archive::{County, Draft, Entry, Store, Tx, Verification};
use proptest::prelude::*;
use serde_json::json;
use village::Stop;

/// A county with six entries and two checkpoints, at four entries and at six; closed.
fn lived() -> Vec<Fresh> {
    counties()
        .into_iter()
        .map(|(county, fresh)| {
            county.act(|tx| open(tx, "wall", 500)).unwrap();
            county.act(|tx| open(tx, "well", 30)).unwrap();
            county.act(|tx| vote(tx, "wall", 31, 2, Some("同意"))).unwrap();
            county.act(|tx| add(tx, "wall", 70)).unwrap();
            assert_eq!(county.checkpoint(NOW).unwrap().size, 4);
            county.act(|tx| vote(tx, "well", 10, 0, None)).unwrap();
            county.act(|tx| add(tx, "well", 5)).unwrap();
            assert_eq!(county.checkpoint(NOW).unwrap().size, 6);
            fresh
        })
        .collect()
}

fn verified(fresh: &Fresh) -> Verification {
    County::open_with(setup(fresh), &[POTS]).unwrap().verify().unwrap()
}

/// Edits a store past the program, as somebody careful would: the guards are put back afterwards.
fn edit(fresh: &Fresh, edits: &[String]) {
    match &fresh.store {
        Store::Sqlite { path } => {
            let file = rusqlite::Connection::open(path).unwrap();
            let mut guards = Vec::new();
            file.prepare("select name, sql from sqlite_schema where type = 'trigger'")
                .unwrap()
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .for_each(|guard| guards.push(guard.unwrap()));
            file.execute_batch("pragma foreign_keys = off").unwrap();
            guards.iter().for_each(|(name, _): &(String, String)| {
                file.execute_batch(&format!("drop trigger {name}")).unwrap();
            });
            edits.iter().for_each(|sql| file.execute_batch(sql).unwrap());
            guards.iter().for_each(|(_, sql)| file.execute_batch(sql).unwrap());
        }
        Store::Postgres { url, schema } => {
            let mut server = postgres::Client::connect(url, postgres::NoTls).unwrap();
            let tables = ["entry", "checkpoint", "pot", "vote"];
            let all = |what: &str| tables.map(|table| format!("alter table {table} {what} trigger all;")).concat();
            server.batch_execute(&format!("set search_path = {schema}; {}", all("disable"))).unwrap();
            edits.iter().for_each(|sql| server.batch_execute(sql).unwrap());
            server.batch_execute(&all("enable")).unwrap();
        }
    }
}

fn bytes(fresh: &Fresh, bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if fresh.database == "sqlite" { format!("x'{digits}'") } else { format!("decode('{digits}', 'hex')") }
}

/// Edits a fresh store, then expects exactly these faults: table, key, column.
fn check(edits: &[&str], expect: &[(&str, &str, &str)]) {
    for fresh in lived() {
        edit(&fresh, &edits.iter().map(ToString::to_string).collect::<Vec<_>>());
        expect_faults(&fresh, expect);
    }
}

fn expect_faults(fresh: &Fresh, expect: &[(&str, &str, &str)]) -> Verification {
    let found = verified(fresh);
    let faults: Vec<_> = found
        .faults
        .iter()
        .map(|fault| (fault.table.as_str(), fault.key.as_str(), fault.column.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(faults, expect, "on {}", fresh.database);
    assert!(found.faults.iter().all(|fault| !fault.words.is_incomplete()));
    found
}

#[test]
fn an_honest_store_is_clean() {
    for fresh in lived() {
        let found = expect_faults(&fresh, &[]);
        assert!(found.is_clean());
        assert_eq!((found.entries, found.checkpoints), (6, 2));
        assert!(found.rows >= 4 && found.tables >= 2, "{found:?}");
    }
}

/// Written by a machine whose clock was set back: the hashes agree, the time does not.
#[test]
fn an_entry_dated_before_the_one_before_it_is_named() {
    for (county, fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        let at = |ms| {
            move |tx: &mut Tx<'_>| {
                let body = json!({ "amount_fen": 70 });
                Ok::<_, Stop>(tx.append(Draft { moment: NOW.plus_ms(ms), ..draft("pot.added", "wall", body) })?)
            }
        };
        county.act(at(-60_000)).unwrap();
        assert_eq!(county.latest(), NOW.plus_ms(-60_000));
        county.act(at(-3_600_000)).unwrap();
        drop(county);
        let found = expect_faults(&fresh, &[("entry", "3", "moment")]);
        assert!(found.faults[0].words.zh.contains("时钟被往回拨过"), "{:?}", found.faults);
    }
}

#[test]
fn an_empty_store_is_clean() {
    for (county, _fresh) in counties() {
        assert!(county.verify().unwrap().is_clean());
    }
}

#[test]
fn a_changed_amount_is_named_with_both_values() {
    for fresh in lived() {
        edit(&fresh, &["update pot set amount_fen = 900 where name = 'wall'".to_owned()]);
        let found = expect_faults(&fresh, &[("pot", "wall", "amount_fen")]);
        let fault = &found.faults[0];
        assert_eq!((fault.stored.as_deref(), fault.logged.as_deref()), (Some("900"), Some("570")));
        assert_eq!(fault.words.zh, "表“pot”中“wall”一行的“amount_fen”：库里是“900”，按日志应为“570”");
    }
}

#[test]
fn a_changed_vote_in_a_table_is_named() {
    check(
        &["update vote set votes_for = 33, against = 0 where pot = 'wall'"],
        &[("vote", "wall, 1", "votes_for"), ("vote", "wall, 1", "against")],
    );
}

#[test]
fn a_changed_vote_in_an_entry_is_named() {
    check(
        &["update entry set body = replace(body, '\"votes_for\":31', '\"votes_for\":33') where seq = 3"],
        &[("entry", "3", "leaf"), ("vote", "wall, 1", "votes_for")],
    );
}

#[test]
fn a_vote_changed_in_entry_and_table_alike_is_named() {
    check(
        &[
            "update entry set body = replace(body, '\"votes_for\":31', '\"votes_for\":33') where seq = 3",
            "update vote set votes_for = 33 where pot = 'wall'",
        ],
        &[("entry", "3", "leaf")],
    );
}

#[test]
fn an_entry_changed_with_its_leaf_breaks_the_promise_of_every_later_checkpoint() {
    for fresh in lived() {
        let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
        let mut entry: Entry = county.read(|reader| archive::entry(reader, 3)).unwrap().unwrap();
        drop(county);
        entry.body = json!({"votes_for": 33, "against": 2, "note": "同意"});
        let leaf = tlog::leaf_hash(&entry.leaf_bytes().unwrap());
        let body = archive::canonical(&entry.body).unwrap();
        edit(
            &fresh,
            &[
                format!("update entry set body = '{body}', leaf = {} where seq = 3", bytes(&fresh, &leaf)),
                "update vote set votes_for = 33 where pot = 'wall'".to_owned(),
            ],
        );
        expect_faults(&fresh, &[("checkpoint", "4", "root"), ("checkpoint", "6", "root")]);
    }
}

#[test]
fn a_deleted_row_is_named() {
    check(&["delete from vote where pot = 'wall'"], &[("vote", "wall, 1", "")]);
}

#[test]
fn an_added_row_is_named() {
    check(&["insert into pot (name, amount_fen, opened_by) values ('office', 10000, 4)"], &[("pot", "office", "")]);
}

#[test]
fn a_renamed_row_is_one_added_and_one_lost() {
    check(&["update vote set serial = 7 where pot = 'wall'"], &[("vote", "wall, 1", ""), ("vote", "wall, 7", "")]);
}

#[test]
fn a_deleted_entry_is_named() {
    check(&["delete from entry where seq = 4"], &[("entry", "4", ""), ("pot", "wall", "amount_fen")]);
}

#[test]
fn a_deleted_last_entry_is_named_because_a_checkpoint_promised_it() {
    check(&["delete from entry where seq = 6"], &[("checkpoint", "6", "size"), ("pot", "well", "amount_fen")]);
    check(
        &["delete from entry where seq = 6", "update pot set amount_fen = 30 where name = 'well'"],
        &[("checkpoint", "6", "size")],
    );
}

#[test]
fn a_reordered_pair_is_named() {
    check(
        &[
            "update entry set seq = 99 where seq = 3",
            "update entry set seq = 3 where seq = 4",
            "update entry set seq = 4 where seq = 99",
        ],
        &[("entry", "3", "leaf"), ("entry", "4", "leaf"), ("checkpoint", "4", "root"), ("checkpoint", "6", "root")],
    );
}

#[test]
fn an_added_entry_is_named() {
    check(
        &["insert into entry (seq, village, moment, person, kind, subject, rules, key, body, salt, leaf) \
           select 7, village, moment, person, kind, subject, rules, 'x', body, salt, leaf from entry where seq = 4"],
        &[("entry", "7", "leaf"), ("pot", "wall", "amount_fen")],
    );
}

#[test]
fn a_changed_moment_person_or_key_of_an_entry_is_named() {
    for edit in ["moment = moment + 1", "person = '990101-P00001'", "key = 'x'", "village = '990101001002'"] {
        check(&[&format!("update entry set {edit} where seq = 2")], &[("entry", "2", "leaf")]);
    }
}

#[test]
fn a_changed_checkpoint_is_named() {
    check(&["update checkpoint set moment = moment + 1 where size = 4"], &[("checkpoint", "4", "stamp")]);
    check(
        &["update checkpoint set note = replace(note, '990101', '990102') where size = 4"],
        &[("checkpoint", "4", "note")],
    );
    check(
        &["update checkpoint set size = 5 where size = 4"],
        &[("checkpoint", "5", "note"), ("checkpoint", "5", "stamp"), ("checkpoint", "5", "root")],
    );
    for fresh in lived() {
        let tree = bytes(&fresh, &tlog::Tree::new().to_bytes());
        edit(&fresh, &[format!("update checkpoint set tree = {tree} where size = 6")]);
        expect_faults(&fresh, &[("checkpoint", "6", "tree")]);
    }
}

#[test]
fn a_guard_that_was_taken_away_is_named() {
    for fresh in lived() {
        let (sql, object) = match fresh.database {
            "sqlite" => ("drop trigger entry_no_update", "trigger entry_no_update"),
            _ => ("alter table entry disable trigger entry_no_change", "trigger entry_no_change"),
        };
        match &fresh.store {
            Store::Sqlite { path } => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
            Store::Postgres { url, schema } => {
                let mut server = postgres::Client::connect(url, postgres::NoTls).unwrap();
                server.batch_execute(&format!("set search_path = {schema}; {sql}")).unwrap();
            }
        }
        expect_faults(&fresh, &[("", object, "")]);
    }
}

#[test]
fn the_guards_stop_whoever_does_not_take_them_away() {
    for fresh in lived() {
        for sql in ["update entry set body = '{}'", "delete from entry", "delete from checkpoint"] {
            match &fresh.store {
                Store::Sqlite { path } => {
                    assert!(rusqlite::Connection::open(path).unwrap().execute_batch(sql).is_err(), "{sql}");
                }
                Store::Postgres { url, schema } => {
                    let mut server = postgres::Client::connect(url, postgres::NoTls).unwrap();
                    let done = server.batch_execute(&format!("set search_path = {schema}; {sql}"));
                    assert!(done.is_err(), "{sql}");
                }
            }
        }
        expect_faults(&fresh, &[]);
    }
}

#[test]
fn a_log_longer_than_one_batch_is_verified() {
    for (county, _fresh) in counties() {
        county
            .act(|tx| {
                for n in 0..1_201 {
                    open(tx, &format!("pot {n}"), n)?;
                }
                Ok(())
            })
            .unwrap();
        county.checkpoint(NOW).unwrap();
        let found = county.verify().unwrap();
        assert_eq!((found.entries, found.faults.len()), (1_201, 0));
        assert!(found.rows >= 1_201);
    }
}

/// What somebody does, and whether it stops afterwards.
#[derive(Debug, Clone)]
enum Step {
    Open(u8, i64),
    Add(u8, i64),
    Vote(u8, i64, Option<String>),
    Panic,
}

fn steps() -> impl Strategy<Value = Vec<(Vec<Step>, bool)>> {
    let step = prop_oneof![
        (0..6_u8, -5..500_i64).prop_map(|(pot, amount)| Step::Open(pot, amount)),
        (0..6_u8, -300..300_i64).prop_map(|(pot, amount)| Step::Add(pot, amount)),
        (0..6_u8, 0..50_i64, proptest::option::of("[^\0]{0,9}"))
            .prop_map(|(pot, yes, note)| Step::Vote(pot, yes, note)),
        Just(Step::Panic),
    ];
    proptest::collection::vec((proptest::collection::vec(step, 1..4), any::<bool>()), 1..20)
}

fn live(county: &County, series: Vec<(Vec<Step>, bool)>) -> Vec<bool> {
    let mut done = Vec::new();
    for (steps, stops) in series {
        let result = county.act(move |tx| {
            for step in steps {
                match step {
                    Step::Open(pot, amount) => drop(open(tx, &format!("pot {pot}"), amount)?),
                    // A part that fails is left out; the deed goes on.
                    Step::Add(pot, amount) => drop(tx.nested(|tx| add(tx, &format!("pot {pot}"), amount))),
                    Step::Vote(pot, yes, note) => drop(vote(tx, &format!("pot {pot}"), yes, 1, note.as_deref())?),
                    Step::Panic if stops => std::panic::resume_unwind(Box::new("stopped")),
                    Step::Panic => drop(tx.append(draft("note.left", "", json!({})))?),
                }
            }
            if stops { Err::<(), Stop>(no()) } else { Ok(()) }
        });
        done.push(result.is_ok());
    }
    done
}

fn lives_and_verifies(county: &County, fresh: &Fresh, series: Vec<(Vec<Step>, bool)>) -> (Vec<bool>, u64) {
    let done = live(county, series);
    county.checkpoint(NOW).unwrap();
    let found = county.verify().unwrap();
    assert!(found.is_clean(), "on {}: {:?}", fresh.database, found.faults);
    assert_eq!(found.entries, county.head());
    (done, county.head())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(64))]
    #[test]
    fn any_series_of_deeds_gives_a_log_that_gives_the_tables(series in steps()) {
        let fresh = archive::testing::sqlite();
        let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
        lives_and_verifies(&county, &fresh, series);
    }
}

proptest! {
    #![proptest_config(cases(6))]
    #[test]
    fn both_databases_take_and_refuse_the_same_deeds(series in steps()) {
        let outcomes: Vec<_> =
            counties().iter().map(|(county, fresh)| lives_and_verifies(county, fresh, series.clone())).collect();
        prop_assert!(outcomes.iter().all(|outcome| Some(outcome) == outcomes.first()));
    }
}
