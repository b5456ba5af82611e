//! Where a store is, and why it may refuse to open.

use crate::dialect::{Link, Role};
use std::path::PathBuf;
use village::Fault;

/// Where a county's data, or the directory's, is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Store {
    /// One SQLite file. Its folder must exist.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// One schema of a PostgreSQL server.
    Postgres {
        /// The server and database: `postgresql://name@host/database`.
        url: String,
        /// The schema; made when it does not exist.
        schema: String,
    },
}

impl Store {
    /// Whether a store was ever made there. It only looks: what opens a store makes it when it is not there, and a store
    /// that was lost must not come back empty, as if nothing had ever happened.
    ///
    /// # Errors
    /// When the place cannot be reached, or what is there is no store.
    pub fn is_made(&self) -> Result<bool, OpenError> {
        match self {
            // Nothing is read from an empty file: a program that was stopped while it made one leaves it.
            Self::Sqlite { path } => match std::fs::metadata(path) {
                Ok(found) => Ok(found.is_file() && found.len() > 0),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
                Err(error) => Err(Fault::from(format!("cannot reach `{}`", path.display()), error).into()),
            },
            Self::Postgres { .. } => {
                Ok(Link::open(self, Role::Reader)?.tables()?.iter().any(|table| table == "migration"))
            }
        }
    }
}

/// Why a store was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store was written by a newer program.
    #[error(
        "the store is of version {store}, newer than this program, which knows versions up to {program}; \
         run the newer program, or restore a copy of the store from before it was upgraded"
    )]
    Newer {
        /// The store's version: the number of its last migration.
        store: i64,
        /// The last migration that this program knows.
        program: i64,
    },
    /// A migration that the store has applied reads differently in this program.
    #[error(
        "migration {number} (`{name}`) was applied to this store with other content than this program has; \
         a released migration is never edited"
    )]
    Edited {
        /// The migration's number.
        number: i64,
        /// The migration's name in the store.
        name: String,
    },
    /// The store belongs to something else than what was asked for.
    #[error("the store says that its {what} is `{store}`, but `{expected}` was asked for")]
    Other {
        /// What does not agree: `county`, `log key`.
        what: &'static str,
        /// What the store says.
        store: String,
        /// What was expected.
        expected: String,
    },
    /// The store holds entries, but what it was told of itself when it was made is gone.
    #[error("the store holds {entries} entries but no longer says what its {what} is: somebody has removed it")]
    Silent {
        /// What is gone: `county`, `log key`.
        what: &'static str,
        /// How many entries there are.
        entries: u64,
    },
    /// The schema's name cannot be used.
    #[error("`{0}` cannot name a schema: expected up to 63 lower-case letters, digits and underscores, a letter first")]
    Schema(String),
    /// The store cannot be reached, read or written.
    #[error("the store cannot be opened")]
    Broken(#[source] Fault),
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}
