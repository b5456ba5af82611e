//! The rule books' questions to the store, one text for both databases.

pub(crate) const INSERT_BOOK: &str = "insert into rulebook (hash, layers, files, adopted_by, adopted, current)
    values ($1, $2, $3, $4, $5, 1) on conflict (hash) do update set current = 1";
pub(crate) const RETIRE_BOOKS: &str = "update rulebook set current = 0 where current = 1";
pub(crate) const CURRENT_BOOK: &str = "select hash from rulebook where current = 1";
pub(crate) const BOOK_BY_HASH: &str = "select layers, files from rulebook where hash = $1";
