//! Where a store is, and why it may refuse to open.

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
