//! Fresh stores on each database for tests: a SQLite file always, a PostgreSQL schema when a server is named.

use crate::Store;
use crate::dialect::{Link, Role};
use crate::migrate::{COUNTY, migrate};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

mod away;

pub use away::Away;

/// The environment variable that names a PostgreSQL server for tests.
pub const POSTGRES: &str = "QINGCUN_TEST_POSTGRES";

static SCHEMAS: AtomicU32 = AtomicU32::new(0);

/// A store that nobody else uses, removed when this value is dropped. Drop every handle on the store first.
#[derive(Debug)]
pub struct Fresh {
    /// The store.
    pub store: Store,
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    _folder: Option<TempDir>,
}

/// A fresh store on every database that there is. Says when PostgreSQL is skipped.
#[must_use]
pub fn stores() -> Vec<Fresh> {
    let mut stores = vec![sqlite()];
    match postgres() {
        Some(fresh) => stores.push(fresh),
        None => eprintln!("skipped on PostgreSQL: {POSTGRES} is not set"),
    }
    stores
}

/// Makes both databases prepare every statement against the tables of the program. Tells what they refuse.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without a store cannot go on")]
pub fn unprepared(statements: &[&str]) -> Vec<String> {
    let mut refused = Vec::new();
    for fresh in stores() {
        let mut link = Link::open(&fresh.store, Role::Writer).expect("a store");
        migrate(&mut link, COUNTY).expect("its tables");
        for sql in statements {
            if let Err(fault) = link.prepare(sql) {
                refused.push(format!("{}: {}", fresh.database, fault.chain()));
            }
        }
    }
    refused
}

/// A fresh SQLite file.
#[must_use]
#[expect(clippy::expect_used, reason = "a test without a folder cannot go on")]
pub fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::Sqlite { path: folder.path().join("county.sqlite") };
    Fresh { store, database: "sqlite", _folder: Some(folder) }
}

/// A fresh PostgreSQL schema, when a server is named.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "only the tests' own runner can say where its server is")]
pub fn postgres() -> Option<Fresh> {
    let url = std::env::var(POSTGRES).ok().filter(|url| !url.is_empty())?;
    let serial = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("test_{}_{serial}", std::process::id());
    drop_schema(&url, &schema);
    Some(Fresh { store: Store::Postgres { url, schema }, database: "postgres", _folder: None })
}

/// Another program that writes to a store: as long as this value lives, nobody else can.
pub struct Hold(Link);

/// Holds a store as another program would.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that cannot hold the store cannot go on")]
pub fn hold(store: &Store) -> Hold {
    let mut link = Link::open(store, Role::Writer).expect("a store");
    link.begin_write().expect("the store's lock");
    Hold(link)
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Err(fault) = self.0.rollback() {
            eprintln!("a store was held and not let go: {}", fault.chain());
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Store::Postgres { url, schema } = &self.store {
            drop_schema(url, schema);
        }
    }
}

fn drop_schema(url: &str, schema: &str) {
    let dropped = ::postgres::Client::connect(url, ::postgres::NoTls).and_then(|mut client| {
        client.batch_execute(&format!("set lock_timeout = '10s'; drop schema if exists {schema} cascade"))
    });
    if let Err(error) = dropped {
        eprintln!("schema `{schema}` could not be dropped: {error}");
    }
}
