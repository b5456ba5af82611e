//! The log's SQL.

/// The columns of an entry, in the order of [`crate::entry::Fields::of_values`].
macro_rules! entry_columns {
    () => {
        "seq, village, moment, person, kind, subject, rules, key, body, salt, leaf"
    };
}

pub(crate) const ADD_ENTRY: &str = concat!(
    "insert into entry (",
    entry_columns!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ",
    entry_columns!()
);

pub(crate) const LAST: &str = "select coalesce(max(seq), 0) as seq,
    coalesce((select moment from entry order by seq desc limit 1), 0) as moment from entry";

pub(crate) const ENTRY_BY_SEQ: &str = concat!("select ", entry_columns!(), " from entry where seq = $1");

pub(crate) const ENTRY_BY_KEY: &str = concat!("select ", entry_columns!(), " from entry where key = $1");

pub(crate) const ENTRIES_AFTER: &str =
    concat!("select ", entry_columns!(), " from entry where seq > $1 order by seq limit $2");

pub(crate) const ENTRIES_ABOUT: &str =
    concat!("select ", entry_columns!(), " from entry where subject = $1 and seq > $2 order by seq limit $3");

pub(crate) const PLACES_AFTER: &str = "select seq, village, kind from entry where seq > $1 order by seq limit $2";

pub(crate) const LAST_OF_PLACE: &str = "select coalesce(max(seq), 0) as seq from entry where village = $1";

pub(crate) const LAST_OF_KIND: &str = "select coalesce(max(seq), 0) as seq from entry where village = $1 and kind = $2";

pub(crate) const LEAVES_AFTER: &str = "select seq, leaf from entry where seq > $1 order by seq limit $2";

macro_rules! checkpoint_columns {
    () => {
        "size, moment, root, note, stamp, tree"
    };
}

pub(crate) const ADD_CHECKPOINT: &str = concat!(
    "insert into checkpoint (",
    checkpoint_columns!(),
    ") values ($1, $2, $3, $4, $5, $6) returning ",
    checkpoint_columns!()
);

pub(crate) const LAST_CHECKPOINT: &str =
    concat!("select ", checkpoint_columns!(), " from checkpoint order by size desc limit 1");

pub(crate) const CHECKPOINTS_AFTER: &str =
    concat!("select ", checkpoint_columns!(), " from checkpoint where size > $1 order by size limit $2");

pub(crate) const COUNT_UP_TO: &str = "select count(*) as many from entry where seq <= $1";

pub(crate) const CHECKPOINT_AT: &str = "select size from checkpoint where size = $1";

pub(crate) const META: &str = "select value from meta where name = $1";

pub(crate) const ADD_META: &str = "insert into meta (name, value) values ($1, $2)";

pub(crate) const MIGRATIONS: &str = "select number, name, hash from migration order by number";

pub(crate) const ADD_MIGRATION: &str = "insert into migration (number, name, hash) values ($1, $2, $3)";

/// The next page of a table in the order of its key: the key's columns come first. The first page has no key to come
/// after.
pub(crate) fn page(table: &str, columns: &[String], keys: usize, first: bool, limit: u32) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let key = quoted.get(..keys).unwrap_or_default().join(", ");
    let holes: Vec<String> = (1..=keys).map(|n| format!("${n}")).collect();
    let after = if first { String::new() } else { format!(" where ({key}) > ({})", holes.join(", ")) };
    format!("select {} from \"{table}\"{after} order by {key} limit {limit}", quoted.join(", "))
}
