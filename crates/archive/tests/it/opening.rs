//! Opening and closing a store: what is brought up to date, what is refused, what is left behind.

use crate::pots::{POTS, add, amount, counties, open, setup};
use archive::{County, OpenError, Store};
use village::Place;

#[test]
fn a_newer_store_is_refused_with_both_versions() {
    for (county, fresh) in counties() {
        drop(county);
        match County::open(setup(&fresh)).err() {
            Some(OpenError::Newer { store: 9001, program }) => assert!(program < 9001),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_older_store_is_brought_up_to_date_with_its_data() {
    const MORE: archive::Migration = archive::Migration {
        number: 9002,
        name: "more",
        text: "alter table pot add column colour text not null default 'red';
               create table shard (id text primary key);",
    };
    for (county, fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        drop(county);
        let county = County::open_with(setup(&fresh), &[POTS, MORE]).unwrap();
        county.act(|tx| add(tx, "wall", 1)).unwrap();
        assert_eq!(amount(&county, "wall"), Some(501));
        let found = county.verify().unwrap();
        assert!(found.is_clean(), "{:?}", found.faults);
    }
}

#[test]
fn two_chapters_cannot_apply_one_kind() {
    let fresh = archive::testing::sqlite();
    let mut twice = setup(&fresh);
    twice.kinds.extend(crate::pots::kinds());
    assert!(matches!(County::open_with(twice, &[POTS]), Err(OpenError::Broken(_))));
}

#[test]
#[cfg(unix)]
fn a_closed_store_is_one_file_that_only_its_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let fresh = archive::testing::sqlite();
    let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
    county.act(|tx| open(tx, "wall", 500)).unwrap();
    assert_eq!(amount(&county, "wall"), Some(500));
    drop(county);
    let Store::Sqlite { path } = &fresh.store else { return };
    let files: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.as_slice(), std::slice::from_ref(path));
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o077, 0);
}

#[test]
fn an_edited_migration_is_refused() {
    for (county, fresh) in counties() {
        drop(county);
        let edited = archive::Migration { text: "create table pot (name text primary key);", ..POTS };
        match County::open_with(setup(&fresh), &[edited]).err() {
            Some(OpenError::Edited { number: 9001, name }) => assert_eq!(name, "pots"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_store_of_another_county_or_key_is_refused() {
    for (county, fresh) in counties() {
        drop(county);
        let mut other = setup(&fresh);
        other.county = Place::new("330723").unwrap();
        assert!(matches!(County::open_with(other, &[POTS]), Err(OpenError::Other { what: "county", .. })));
        let mut other = setup(&fresh);
        other.key = tlog::LogKey::generate("qingcun.test/990101", &[2; 32]).unwrap();
        assert!(matches!(County::open_with(other, &[POTS]), Err(OpenError::Other { what: "log key", .. })));
    }
}

#[test]
fn a_store_that_cannot_be_reached_says_so() {
    for store in [
        Store::Sqlite { path: "/no/such/folder/county.sqlite".into() },
        Store::Postgres { url: "postgresql://nobody@127.0.0.1:1/none".into(), schema: "county".into() },
    ] {
        let mut setup = setup(&archive::testing::sqlite());
        setup.store = store;
        assert!(matches!(County::open(setup), Err(OpenError::Broken(_))));
    }
}

#[test]
fn a_store_is_there_once_it_was_made_and_asking_makes_none() {
    for (county, fresh) in counties() {
        drop(county);
        assert!(fresh.store.is_made().unwrap());
        let elsewhere = match &fresh.store {
            Store::Sqlite { path } => Store::Sqlite { path: path.with_file_name("elsewhere.sqlite") },
            Store::Postgres { url, .. } => Store::Postgres { url: url.clone(), schema: "nobody_made_this".into() },
        };
        for _ in 0..2 {
            assert!(!elsewhere.is_made().unwrap(), "{elsewhere:?}");
        }
        if let Store::Sqlite { path } = &elsewhere {
            assert!(!path.exists());
            std::fs::write(path, "").unwrap();
            assert!(!elsewhere.is_made().unwrap(), "an empty file is no store");
        }
    }
}
