//! The store's definition, whole: `schema.sql` is what all migrations together make, and every table has a key.

use crate::pots::draft;
use archive::testing::{Fresh, sqlite, stores, unprepared};
use archive::{County, Directory, Kind, Query, Store};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

const OBJECTS: &str = "select name, sql from sqlite_schema where sql is not null order by tbl_name, type desc, name";
const KEYLESS: &str = "select m.name from sqlite_schema m where m.type = 'table' \
    and not exists (select 1 from pragma_table_info(m.name) where pk > 0)";

/// A county's store and the directory's as the program makes them, without any table of tests.
fn made() -> [(&'static str, Fresh); 2] {
    let (county, directory) = (sqlite(), sqlite());
    drop(County::open(crate::pots::setup(&county)).unwrap());
    drop(Directory::open(directory.store.clone()).unwrap());
    [("county", county), ("directory", directory)]
}

fn objects(fresh: &Fresh) -> BTreeMap<String, String> {
    let Store::Sqlite { path } = &fresh.store else { panic!("schema.sql is written from SQLite") };
    let file = rusqlite::Connection::open(path).unwrap();
    let mut statement = file.prepare(OBJECTS).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_schema_file_is_what_the_migrations_make() {
    let mut text = String::from(
        "-- What all migrations together make, on SQLite. Written by a test: UPDATE=1 cargo test -p archive schema\n",
    );
    for (store, fresh) in made() {
        text.push_str(&format!("\n-- The {store} store.\n"));
        objects(&fresh).values().for_each(|sql| text.push_str(&format!("\n{sql};\n")));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.sql");
    #[expect(clippy::disallowed_methods, reason = "golden files are rewritten by whoever runs the test")]
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "schema.sql is not what the migrations make: run this test with UPDATE=1");
}

#[test]
fn every_table_has_a_key_to_be_verified_by() {
    for (_, fresh) in made() {
        let Store::Sqlite { path } = &fresh.store else { continue };
        let file = rusqlite::Connection::open(path).unwrap();
        let mut statement = file.prepare(KEYLESS).unwrap();
        let keyless: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(keyless.is_empty(), "without a primary key: {keyless:?}");
    }
}

#[test]
fn both_databases_order_and_compare_texts_alike() {
    const LIKE: &str = "select name from division where name like $1 order by name";
    const ADD: &str = "insert into division (code, name, level, parent) values ($1, $2, 'village', null)";
    const NAMES: [&str; 6] = ["B", "a", "b", "村", "ä", "Ä"];
    for fresh in stores() {
        let mut setup = crate::pots::setup(&fresh);
        setup.kinds.push(Kind {
            name: "division.added",
            apply: |change, entry| {
                for (at, name) in NAMES.iter().enumerate() {
                    change.execute(ADD, &[at.to_string().into(), (*name).into()])?;
                }
                assert_eq!(entry.seq, 1);
                Ok(())
            },
        });
        let county = County::open(setup).unwrap();
        county.act(|tx| Ok(tx.append(draft("division.added", "", json!({})))?)).unwrap();
        let named = |like: &'static str| -> Vec<String> {
            let rows = county.read(|reader| reader.query(LIKE, &[like.into()])).unwrap();
            rows.iter().map(|row| row.text("name").unwrap()).collect()
        };
        assert_eq!(named("%"), ["B", "a", "b", "Ä", "ä", "村"], "on {}", fresh.database);
        assert_eq!(named("b"), ["b"], "on {}", fresh.database);
    }
}

#[test]
fn a_statement_that_a_database_refuses_is_named() {
    assert!(unprepared(&["select name from division where code = $2 and level = $1"]).is_empty());
    for sql in ["select no_such_column from division", "select code from division where code = $2", "selec 1"] {
        let refused = unprepared(&[sql]);
        assert_eq!(refused.len(), stores().len(), "{refused:?}");
        assert!(refused.iter().all(|line| line.contains(sql)), "{refused:?}");
    }
}
