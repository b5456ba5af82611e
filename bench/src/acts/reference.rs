//! The references: the same rows written bare, and the same bytes appended.

use crate::Outcome;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The rows that acts added, table by table.
#[derive(Clone)]
pub(super) struct Rows {
    tables: Vec<TableRows>,
    acts: usize,
}

#[derive(Clone)]
struct TableRows {
    name: String,
    insert: String,
    rows: Vec<Vec<Value>>,
}

impl Rows {
    /// What `after` has and `before` has not: rows are only ever added by these acts, so they are the last ones.
    pub(super) fn added(before: &Path, after: &Path, acts: usize) -> Outcome<Self> {
        let (before, after) = (Connection::open(before)?, Connection::open(after)?);
        let mut tables = Vec::new();
        for name in tables_of(&after)? {
            let count = |connection: &Connection| -> Outcome<i64> {
                Ok(connection.query_row(&format!("select count(*) from \"{name}\""), [], |row| row.get(0))?)
            };
            let (old, new) = (count(&before)?, count(&after)?);
            if new == old {
                continue;
            }
            let mut select =
                after.prepare(&format!("select * from \"{name}\" order by rowid limit {} offset {old}", new - old))?;
            let columns = select.column_count();
            let rows = select
                .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?
                .collect::<Result<Vec<Vec<Value>>, _>>()?;
            let holes: Vec<String> = (1..=columns).map(|hole| format!("?{hole}")).collect();
            let insert = format!("insert into \"{name}\" values ({})", holes.join(", "));
            tables.push(TableRows { name, insert, rows });
        }
        Ok(Self { tables, acts })
    }

    /// The rows of the first acts.
    pub(super) fn first(&self, acts: usize) -> Self {
        let mut first = self.clone();
        for table in &mut first.tables {
            table.rows.truncate(table.rows.len() * acts / self.acts.max(1));
        }
        first.acts = acts;
        first
    }

    pub(super) fn acts(&self) -> usize {
        self.acts
    }

    pub(super) fn tables(&self) -> Vec<&str> {
        self.tables.iter().map(|table| table.name.as_str()).collect()
    }

    pub(super) fn rows_an_act(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum::<usize>() / self.acts.max(1)
    }

    pub(super) fn bytes_an_act(&self) -> usize {
        let size = |value: &Value| match value {
            Value::Text(text) => text.len(),
            Value::Blob(bytes) => bytes.len(),
            _ => 8,
        };
        self.tables.iter().flat_map(|table| table.rows.iter().flatten()).map(size).sum::<usize>() / self.acts.max(1)
    }
}

/// The tables, those first that others refer to.
fn tables_of(connection: &Connection) -> Outcome<Vec<String>> {
    let sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rootpage";
    let mut select = connection.prepare(sql)?;
    let names = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut ordered: Vec<String> = Vec::new();
    let mut waiting = names;
    while !waiting.is_empty() {
        let mut later = Vec::new();
        for name in &waiting {
            let mut select = connection.prepare("select \"table\" from pragma_foreign_key_list(?1)")?;
            let parents = select.query_map([name], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            if parents.iter().all(|parent| parent == name || ordered.contains(parent)) {
                ordered.push(name.clone());
            } else {
                later.push(name.clone());
            }
        }
        if later.len() == waiting.len() {
            return Err(format!("tables refer to each other in a circle: {}", later.join(", ")).into());
        }
        waiting = later;
    }
    Ok(ordered)
}

/// A copy of a store, its indexes and all, without the archive's triggers.
pub(super) fn copy_of(base: &Path, to: &Path) -> Outcome<PathBuf> {
    std::fs::copy(base, to)?;
    let connection = Connection::open(to)?;
    let mut select = connection.prepare("select name from sqlite_master where type = 'trigger'")?;
    let triggers = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    for trigger in triggers {
        connection.execute_batch(&format!("drop trigger \"{trigger}\""))?;
    }
    Ok(to.to_path_buf())
}

/// Writes the rows with statements prepared once, so many acts a commit, every commit on disk.
pub(super) fn write_rows(store: &Path, rows: &Rows, group: usize) -> Outcome<Duration> {
    let mut connection = Connection::open(store)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16384;
         pragma wal_autocheckpoint = 4000;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    let begun = Instant::now();
    let mut act = 0;
    while act < rows.acts {
        let next = (act + group).min(rows.acts);
        let transaction = connection.transaction()?;
        for act in act..next {
            for table in &rows.tables {
                let mut insert = transaction.prepare_cached(&table.insert)?;
                let (from, to) = (act * table.rows.len() / rows.acts, (act + 1) * table.rows.len() / rows.acts);
                for row in table.rows.get(from..to).unwrap_or_default() {
                    insert.execute(params_from_iter(row))?;
                }
            }
        }
        transaction.commit()?;
        act = next;
    }
    Ok(begun.elapsed())
}

/// Appends so many bytes and waits until they are on disk, again and again.
pub(super) fn append_and_sync(file: &Path, bytes: usize, times: usize) -> Outcome<Duration> {
    let mut file = File::create(file)?;
    let record = vec![b'x'; bytes];
    let begun = Instant::now();
    for _ in 0..times {
        file.write_all(&record)?;
        file.sync_data()?;
    }
    Ok(begun.elapsed())
}
