//! The two databases. Nothing outside this module and its folder knows which one it talks to.
//!
//! SQL is one text for both; what differs is here: type words in definitions, how `$n` is bound, how a transaction
//! begins and takes the county's lock, which errors mean that somebody else is busy, append-only triggers.

mod ddl;
mod numeric;
mod postgres;
mod sqlite;
mod words;

pub(crate) use ddl::{append_only, definitions};

use self::postgres::PostgresLink;
use crate::row::{Columns, Row};
use crate::{OpenError, Store, Value};
use sqlite::SqliteLink;
use std::collections::BTreeSet;
use village::Fault;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The one that changes the store.
    Writer,
    /// One of many that only look.
    Reader,
}

/// What a statement may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    /// It may only look.
    Look,
    /// It may change rows and return what it changed.
    Change,
}

/// One connection to a store.
pub(crate) enum Link {
    Sqlite(Box<SqliteLink>),
    Postgres(Box<PostgresLink>),
}

/// Runs the same method on whichever database it is.
macro_rules! either {
    ($self:expr, $link:ident => $call:expr) => {
        match $self {
            Link::Sqlite($link) => $call,
            Link::Postgres($link) => $call,
        }
    };
}

impl Link {
    /// Connects. For a writer, a store that does not exist is made, without tables.
    pub(crate) fn open(store: &Store, role: Role) -> Result<Self, OpenError> {
        match store {
            Store::Sqlite { path } => Ok(Self::Sqlite(Box::new(SqliteLink::open(path, role)?))),
            Store::Postgres { url, schema } => {
                if !ddl::is_schema_name(schema) {
                    return Err(OpenError::Schema(schema.clone()));
                }
                Ok(Self::Postgres(Box::new(PostgresLink::open(url, schema, role)?)))
            }
        }
    }

    /// Leaves it to the system, or the server, when what is committed reaches the disk.
    pub(crate) fn flush_later(&mut self) -> Result<(), Fault> {
        either!(self, link => link.flush_later())
    }

    /// How many connections of a role are worth having at once. SQLite's run on this machine's own cores.
    pub(crate) fn most(store: &Store, role: Role) -> usize {
        match (store, role) {
            (Store::Sqlite { .. }, Role::Writer) => 4,
            (Store::Sqlite { .. }, Role::Reader) | (Store::Postgres { .. }, Role::Writer) => 8,
            (Store::Postgres { .. }, Role::Reader) => 16,
        }
    }

    /// An empty SQLite store that lives in a temporary file of its own, gone with the connection.
    pub(crate) fn scratch() -> Result<Self, Fault> {
        Ok(Self::Sqlite(Box::new(SqliteLink::scratch()?)))
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// All rows of the answer.
    pub(crate) fn query(&mut self, sql: &str, params: &[Value], leave: Leave) -> Result<Vec<Row>, Fault> {
        either!(self, link => link.query(sql, params, leave))
    }

    /// Changes rows; tells how many.
    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        either!(self, link => link.execute(sql, params))
    }

    /// Runs a statement for each row of parameters.
    pub(crate) fn execute_each<const N: usize>(
        &mut self,
        sql: &str,
        rows: &mut dyn Iterator<Item = [Value; N]>,
    ) -> Result<(), Fault> {
        either!(self, link => link.execute_each(sql, rows))
    }

    /// Inserts one row by a statement whose `returning` names the columns in the order of the parameters, and
    /// compares what the database has kept with what it was given.
    pub(crate) fn insert_and_compare(&mut self, sql: &str, params: &[Value]) -> Result<(), Fault> {
        either!(self, link => link.insert_and_compare(sql, params))
    }

    /// Prepares a statement without running it.
    #[cfg(feature = "testing")]
    pub(crate) fn prepare(&mut self, sql: &str) -> Result<(), Fault> {
        either!(self, link => link.prepare(sql))
    }

    /// Runs definitions, already in this database's words.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        either!(self, link => link.batch(sql))
    }

    /// Begins a transaction that nobody else writes beside: waits for the store's lock.
    pub(crate) fn begin_write(&mut self) -> Result<(), Fault> {
        either!(self, link => link.begin_write())
    }

    /// Begins a transaction that sees one snapshot and changes nothing.
    pub(crate) fn begin_read(&mut self) -> Result<(), Fault> {
        either!(self, link => link.begin_read())
    }

    pub(crate) fn commit(&mut self) -> Result<(), Fault> {
        self.batch("commit")
    }

    pub(crate) fn rollback(&mut self) -> Result<(), Fault> {
        if self.in_transaction() { self.batch("rollback") } else { Ok(()) }
    }

    pub(crate) fn savepoint(&mut self, depth: u32) -> Result<(), Fault> {
        either!(self, link => link.control(&format!("savepoint s{depth}")))
    }

    pub(crate) fn release(&mut self, depth: u32) -> Result<(), Fault> {
        either!(self, link => link.control(&format!("release savepoint s{depth}")))
    }

    /// Undoes everything since the savepoint, and ends it.
    pub(crate) fn rollback_to(&mut self, depth: u32) -> Result<(), Fault> {
        either!(self, link => {
            link.control(&format!("rollback to savepoint s{depth}"))?;
            link.control(&format!("release savepoint s{depth}"))
        })
    }

    /// Whether a transaction is open. A full disk or a lost connection ends it without being asked.
    pub(crate) fn in_transaction(&self) -> bool {
        either!(self, link => link.in_transaction())
    }

    /// Does, while nobody waits, what would otherwise fall into somebody's commit.
    pub(crate) fn settle(&mut self) -> Result<(), Fault> {
        match self {
            Self::Sqlite(link) => link.settle(),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Whether the connection is gone and must be made again.
    pub(crate) fn is_lost(&self) -> bool {
        either!(self, link => link.is_lost())
    }

    /// What the database itself finds wrong with its file. PostgreSQL watches its own pages.
    pub(crate) fn damage(&mut self) -> Result<Vec<String>, Fault> {
        match self {
            Self::Sqlite(link) => link.damage(),
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// The tables, indexes and triggers that are not as `lawful`, an empty store of the same migrations, has them.
    pub(crate) fn strange_objects(&mut self, lawful: &mut Self) -> Result<Vec<String>, Fault> {
        let (found, expected) = match (self, lawful) {
            (Self::Sqlite(link), Self::Sqlite(lawful)) => (link.objects()?, lawful.objects()?),
            (Self::Postgres(link), _) => {
                let awake = |table: &str| (format!("trigger {table}_no_change"), "O".to_owned());
                (link.guards()?, crate::migrate::APPEND_ONLY.map(awake).into())
            }
            (Self::Sqlite(_), Self::Postgres(_)) => return Err(Fault::new("the lawful store is always SQLite")),
        };
        let names: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
        Ok(names.into_iter().filter(|name| found.get(*name) != expected.get(*name)).cloned().collect())
    }

    /// A table's columns, those of its key first and in their order, and how many those are. For a scratch store.
    pub(crate) fn columns(&mut self, table: &str) -> Result<(Vec<String>, usize), Fault> {
        let rows = self.query(&format!("pragma table_info(\"{table}\")"), &[], Leave::Change)?;
        let mut columns = Vec::new();
        for row in &rows {
            // Columns outside the key have the place 0 in it.
            let place = row.int("pk")?;
            columns.push((if place == 0 { i64::MAX } else { place }, row.text("name")?));
        }
        columns.sort_by_key(|(place, _)| *place);
        let keys = columns.iter().filter(|(place, _)| *place != i64::MAX).count();
        Ok((columns.into_iter().map(|(_, name)| name).collect(), keys))
    }

    /// The names of the store's own tables.
    pub(crate) fn tables(&mut self) -> Result<Vec<String>, Fault> {
        either!(self, link => link.tables())
    }
}

/// What is known of a statement after its first run.
pub(crate) struct Shape {
    columns: Columns,
    /// Whether it can only look.
    looks: bool,
}

fn not_a_look(sql: &str) -> Fault {
    Fault::new(format!("only a query is allowed here; changes are for apply functions: `{sql}`"))
}

fn wrong_count(sql: &str, expected: usize, found: usize) -> Fault {
    Fault::new(format!("expected {expected} parameters, found {found}: `{sql}`"))
}

fn refused(sql: &str, cause: impl std::error::Error + Send + Sync + 'static) -> Fault {
    let passes = self::sqlite::passes(&cause) || self::postgres::passes(&cause);
    let fault = Fault::from(format!("the database refused `{sql}`"), cause);
    if passes { fault.for_now() } else { fault }
}

fn not_kept(sql: &str) -> Fault {
    Fault::new(format!("the database has not kept what it was given: `{sql}`"))
}
