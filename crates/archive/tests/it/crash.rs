//! The world breaks: the process is killed, the server drops the line, a byte of the file flips.

use crate::pots::{NOW, POTS, add, amount, counties, open, setup, state};
use archive::testing::{Fresh, sqlite};
use archive::{County, Directory, Store};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use village::Stop;

const CHILD: &str = "QINGCUN_TEST_CRASH";

/// Not a test by itself: the process that is killed. It brings deeds to the door from eight threads and says which
/// were answered.
#[test]
fn a_process_that_is_to_be_killed() {
    #[expect(clippy::disallowed_methods, reason = "the parent tells its child where the store is")]
    let Ok(path) = std::env::var(CHILD) else { return };
    let store = Store::Sqlite { path: path.into() };
    let mut setup = setup(&sqlite());
    setup.store = store;
    let county = County::open_with(setup, &[POTS]).unwrap();
    let round = county.head();
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let county = county.clone();
            std::thread::spawn(move || {
                for n in 0..100_000 {
                    let name = format!("{round}-{thread}-{n}");
                    let both = name.clone();
                    let done = county.act(move |tx| {
                        open(tx, &both, 1)?;
                        add(tx, &both, 1)
                    });
                    assert!(done.is_ok());
                    println!("answered {name}");
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn a_killed_process_loses_nothing_that_it_answered_and_leaves_nothing_half_done() {
    let fresh = sqlite();
    let Store::Sqlite { path } = &fresh.store else { return };
    let mut answered = Vec::new();
    for round in 0..12_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::a_process_that_is_to_be_killed", "--nocapture"])
            .env(CHILD, path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut said: Vec<String> = lines.by_ref().take(20).collect();
        std::thread::sleep(Duration::from_millis(round * 7 % 60));
        child.kill().unwrap();
        said.extend(lines);
        child.wait().unwrap();
        // The last line may have been cut by the kill.
        said.pop();
        answered.extend(said.iter().filter_map(|line| line.strip_prefix("answered ").map(str::to_owned)));
    }
    assert!(answered.len() > 100, "too little happened: {}", answered.len());
    let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
    answered.iter().for_each(|name| assert_eq!(amount(&county, name), Some(2), "`{name}` was answered"));
    let (total, pots, head) = state(&county);
    assert_eq!((total, head), (pots * 2, u64::try_from(pots * 2).unwrap()), "a deed is whole or is not there");
    county.checkpoint(NOW).unwrap();
    assert!(county.verify().unwrap().is_clean());
}

#[test]
fn a_lost_connection_fails_the_deed_that_ran_and_no_later_one() {
    for (county, fresh) in counties().into_iter().filter(|(_, fresh)| fresh.database == "postgres") {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        let (began, begun) = std::sync::mpsc::channel();
        let (held, hold) = std::sync::mpsc::channel::<()>();
        let writer = county.clone();
        let running = std::thread::spawn(move || {
            writer.act(move |tx| {
                add(tx, "wall", 70)?;
                began.send(()).unwrap();
                hold.recv().unwrap();
                Ok(())
            })
        });
        begun.recv().unwrap();
        kill_writer(&fresh);
        held.send(()).unwrap();
        assert!(matches!(running.join().unwrap(), Err(Stop::Failed(_))));
        county.act(|tx| add(tx, "wall", 1)).unwrap();
        assert_eq!(amount(&county, "wall"), Some(501));
        assert!(county.verify().unwrap().is_clean());
    }
}

#[test]
fn a_server_that_was_started_anew_is_found_again() {
    const ALL: &str = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1";
    for (county, fresh) in counties().into_iter().filter(|(_, fresh)| fresh.database == "postgres") {
        let Store::Postgres { url, schema } = &fresh.store else { return };
        let other = postgres_directory();
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        assert_eq!((amount(&county, "wall"), other.0.counties().unwrap().len()), (Some(500), 0));
        let mut server = postgres::Client::connect(url, postgres::NoTls).unwrap();
        for schema in [schema, &other.1] {
            assert!(!server.query(ALL, &[&format!("qingcun {schema}")]).unwrap().is_empty());
        }
        assert_eq!((amount(&county, "wall"), other.0.counties().unwrap().len()), (Some(500), 0));
        county.act(|tx| add(tx, "wall", 1)).unwrap();
        assert_eq!(amount(&county, "wall"), Some(501));
    }
}

fn postgres_directory() -> (Directory, String, Fresh) {
    let fresh = archive::testing::postgres().unwrap();
    let Store::Postgres { schema, .. } = &fresh.store else { panic!("PostgreSQL was asked for") };
    (Directory::open(fresh.store.clone()).unwrap(), schema.clone(), fresh)
}

/// Ends the connection whose transaction is open on this schema's tables.
fn kill_writer(fresh: &Fresh) {
    const KILL: &str = "select pg_terminate_backend(l.pid, 5000) from pg_locks l \
        join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace \
        where n.nspname = $1 and c.relname = 'entry' and l.mode = 'RowExclusiveLock'";
    let Store::Postgres { url, schema } = &fresh.store else { return };
    let mut server = postgres::Client::connect(url, postgres::NoTls).unwrap();
    assert_eq!(server.query(KILL, &[schema]).unwrap().len(), 1);
}

/// Everything that a store says.
fn said(path: &Path) -> rusqlite::Result<Vec<String>> {
    let file = rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut names = file.prepare("select name from sqlite_schema where type = 'table' order by name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut said = Vec::new();
    for name in names {
        let mut statement = file.prepare(&format!("select * from \"{name}\" order by 1, 2"))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values: Result<Vec<rusqlite::types::Value>, _> = (0..count).map(|at| row.get(at)).collect();
            said.push(format!("{name}: {:?}", values?));
        }
    }
    Ok(said)
}

#[test]
fn a_flipped_byte_anywhere_in_the_file_is_found_or_changes_nothing() {
    let fresh = sqlite();
    let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
    // Enough that most of the file is content, and not the empty pages of tables that nobody has filled.
    for n in 0..400 {
        county.act(move |tx| open(tx, &format!("pot {n}"), n)).unwrap();
    }
    county.checkpoint(NOW).unwrap();
    drop(county);
    let Store::Sqlite { path } = &fresh.store else { return };
    let (whole, truth) = (std::fs::read(path).unwrap(), said(path).unwrap());
    assert!(truth.len() > 80);
    let mut found = 0;
    // A stride that is no divisor of a page's size meets every part of pages and rows.
    for at in (0..whole.len()).step_by(whole.len() / 150 + 13) {
        let damaged = sqlite();
        let Store::Sqlite { path } = &damaged.store else { return };
        let mut bytes = whole.clone();
        bytes[at] ^= 0x11;
        std::fs::write(path, bytes).unwrap();
        let verified = County::open_with(setup(&damaged), &[POTS])
            .map_err(|_| ())
            .and_then(|county| county.verify().map_err(|_| ()));
        match verified {
            Ok(verified) if verified.is_clean() => {
                assert_eq!(said(path).as_ref(), Ok(&truth), "byte {at} was changed and not found");
            }
            _ => found += 1,
        }
    }
    assert!(found > 10, "hardly any flip was found: {found}");
}
