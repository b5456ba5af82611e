//! SQLite: one file, write-ahead log, every commit on disk before it is answered.

use super::{Leave, Role, Shape, not_a_look, not_kept, refused, words, wrong_count};
use crate::{Row, Value};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;
use village::Fault;

const BUSY: Duration = Duration::from_secs(10);
const STATEMENTS: usize = 512;

pub(crate) struct SqliteLink {
    connection: Connection,
    shapes: HashMap<Box<str>, Known>,
}

struct Known {
    shape: Shape,
    /// Which parameter stands at each place of the statement.
    places: Vec<usize>,
    count: usize,
}

impl SqliteLink {
    pub(super) fn open(path: &Path, role: Role) -> Result<Self, Fault> {
        let access = match role {
            Role::Writer => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            Role::Reader => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        if role == Role::Writer && !path.exists() {
            make_private(path).map_err(|e| Fault::from(format!("cannot make `{}`", path.display()), e))?;
        }
        let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|e| Fault::from(format!("cannot open `{}`", path.display()), e))?;
        connection.busy_timeout(BUSY).map_err(|e| refused("busy timeout", e))?;
        // Plans do not depend on what is bound, or SQLite compiles a sorted look-up anew at every use. The price: a bound
        // `like` uses no index; ranges do.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(|e| refused("stable plans", e))?;
        let link = Self::with(connection);
        link.pragmas(match role {
            Role::Writer => {
                "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384;
                 pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864;"
            }
            Role::Reader => "pragma query_only = on; pragma cache_size = -1024;",
        })?;
        Ok(link)
    }

    pub(super) fn scratch() -> Result<Self, Fault> {
        let connection = Connection::open("").map_err(|e| Fault::from("cannot open a scratch store", e))?;
        let link = Self::with(connection);
        link.pragmas("pragma journal_mode = memory; pragma synchronous = off;")?;
        Ok(link)
    }

    /// Leaves it to the system when what is committed reaches the disk.
    pub(super) fn flush_later(&mut self) -> Result<(), Fault> {
        self.run("pragma synchronous = off")
    }

    fn with(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { connection, shapes: HashMap::new() }
    }

    fn pragmas(&self, own: &str) -> Result<(), Fault> {
        let common = "pragma foreign_keys = on; pragma temp_store = memory; pragma trusted_schema = off;
                      pragma cell_size_check = on; pragma case_sensitive_like = on;";
        self.run(own)?;
        self.run(common)
    }

    /// Runs statements one after another and lets the rows go that some of them return.
    fn run(&self, sql: &str) -> Result<(), Fault> {
        self.connection.execute_batch(sql).map_err(|e| refused(sql, e))
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.run(sql)
    }

    /// A statement without parameters that is used again and again: a savepoint.
    pub(super) fn control(&mut self, sql: &str) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| refused(sql, e))?;
        statement.raw_execute().map(|_| ()).map_err(|e| refused(sql, e))
    }

    pub(super) fn begin_write(&mut self) -> Result<(), Fault> {
        self.control("begin immediate")
    }

    pub(super) fn begin_read(&mut self) -> Result<(), Fault> {
        self.control("begin")
    }

    pub(super) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Moves what the write-ahead log holds into the file.
    pub(super) fn settle(&mut self) -> Result<(), Fault> {
        self.run("pragma wal_checkpoint(passive)")
    }

    pub(super) fn is_lost(&self) -> bool {
        false
    }

    #[cfg(feature = "testing")]
    pub(super) fn prepare(&mut self, sql: &str) -> Result<(), Fault> {
        let statement = self.connection.prepare_cached(sql).map_err(|e| refused(sql, e))?;
        learn(&statement, sql, false).map(drop)
    }

    /// Prepares a statement, or takes it from the cache.
    fn prepared(&mut self, sql: &str, leave: Leave) -> Result<(CachedStatement<'_>, &Known), Fault> {
        if !self.shapes.contains_key(sql) {
            // SQLite runs some pragmas while it prepares them, so the text is judged first.
            let looks = words::only_looks(sql);
            if leave == Leave::Look && !looks {
                return Err(not_a_look(sql));
            }
            let statement = self.connection.prepare_cached(sql).map_err(|e| refused(sql, e))?;
            let known = learn(&statement, sql, looks)?;
            drop(statement);
            self.shapes.insert(sql.into(), known);
        }
        let known = self.shapes.get(sql).ok_or_else(|| Fault::new("a statement was forgotten"))?;
        if leave == Leave::Look && !known.shape.looks {
            return Err(not_a_look(sql));
        }
        let statement = self.connection.prepare_cached(sql).map_err(|e| refused(sql, e))?;
        Ok((statement, known))
    }

    /// The same with its parameters bound.
    fn ready(&mut self, sql: &str, params: &[Value], leave: Leave) -> Result<(CachedStatement<'_>, &Shape), Fault> {
        let (mut statement, known) = self.prepared(sql, leave)?;
        bind(&mut statement, known, sql, params)?;
        Ok((statement, &known.shape))
    }

    pub(super) fn query(&mut self, sql: &str, params: &[Value], leave: Leave) -> Result<Vec<Row>, Fault> {
        let (mut statement, shape) = self.ready(sql, params, leave)?;
        let mut found = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(|e| refused(sql, e))? {
            let mut values = Vec::with_capacity(shape.columns.len());
            for at in 0..shape.columns.len() {
                let value = row.get_ref(at).map_err(|e| refused(sql, e))?;
                values.push(owned(value).ok_or_else(|| no_such_value(sql))?);
            }
            found.push(Row::new(shape.columns.clone(), values));
        }
        Ok(found)
    }

    pub(super) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        let (mut statement, _) = self.ready(sql, params, Leave::Change)?;
        let count = statement.raw_execute().map_err(|e| refused(sql, e))?;
        Ok(u64::try_from(count).unwrap_or(u64::MAX))
    }

    pub(super) fn execute_each<const N: usize>(
        &mut self,
        sql: &str,
        rows: &mut dyn Iterator<Item = [Value; N]>,
    ) -> Result<(), Fault> {
        let (mut statement, known) = self.prepared(sql, Leave::Change)?;
        for row in rows {
            bind(&mut statement, known, sql, &row)?;
            statement.raw_execute().map_err(|e| refused(sql, e))?;
        }
        Ok(())
    }

    pub(super) fn insert_and_compare(&mut self, sql: &str, params: &[Value]) -> Result<(), Fault> {
        let (mut statement, _) = self.ready(sql, params, Leave::Change)?;
        let mut rows = statement.raw_query();
        let row = rows.next().map_err(|e| refused(sql, e))?.ok_or_else(|| not_kept(sql))?;
        for (at, value) in params.iter().enumerate() {
            if !is_same(row.get_ref(at).map_err(|e| refused(sql, e))?, value) {
                return Err(not_kept(sql));
            }
        }
        // A statement with `returning` has done its work only when it is run to its end.
        match rows.next().map_err(|e| refused(sql, e))? {
            None => Ok(()),
            Some(_) => Err(not_kept(sql)),
        }
    }

    pub(super) fn tables(&mut self) -> Result<Vec<String>, Fault> {
        const SQL: &str =
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";
        self.query(SQL, &[], Leave::Look)?.iter().map(|row| row.text("name")).collect()
    }

    /// What SQLite itself finds wrong with the file.
    pub(super) fn damage(&mut self) -> Result<Vec<String>, Fault> {
        let rows = self.query("pragma integrity_check(20)", &[], Leave::Change)?;
        let said = rows.iter().map(|row| row.text("integrity_check")).collect::<Result<Vec<_>, _>>()?;
        Ok(said.into_iter().filter(|line| line != "ok").collect())
    }

    pub(super) fn objects(&mut self) -> Result<BTreeMap<String, String>, Fault> {
        const SQL: &str = "select type || ' ' || name as name, coalesce(sql, '') as sql from sqlite_schema";
        self.query(SQL, &[], Leave::Look)?.iter().map(|row| Ok((row.text("name")?, row.text("sql")?))).collect()
    }
}

/// Whether the same statement may succeed later: no room on the disk, somebody else at work, a disk that stumbles.
pub(super) fn passes(error: &(dyn std::error::Error + 'static)) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure};
    let code = error.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    matches!(code, Some(CannotOpen | DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure))
}

/// Makes an empty file that only its owner may read: it will hold what people's lives are about.
#[cfg(unix)]
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path).map(drop)
}

#[cfg(not(unix))]
fn make_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// SQLite numbers `$2 … $1` in the order of their appearance, PostgreSQL by their digits. The digits decide.
fn learn(statement: &CachedStatement<'_>, sql: &str, looks: bool) -> Result<Known, Fault> {
    let wrong = || Fault::new(format!("parameters are written `$1`, `$2` …, each used at least once: `{sql}`"));
    let mut places = Vec::new();
    for at in 1..=statement.parameter_count() {
        let digits = statement.parameter_name(at).and_then(|name| name.strip_prefix('$')).ok_or_else(wrong)?;
        places.push(digits.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).ok_or_else(wrong)?);
    }
    let count = places.len();
    if places.iter().any(|place| *place >= count) {
        return Err(wrong());
    }
    let columns = statement.column_names().map(Into::into).collect();
    Ok(Known { shape: Shape { columns, looks: looks && statement.readonly() }, places, count })
}

fn bind(statement: &mut CachedStatement<'_>, known: &Known, sql: &str, params: &[Value]) -> Result<(), Fault> {
    if known.count != params.len() {
        return Err(wrong_count(sql, known.count, params.len()));
    }
    for (at, place) in known.places.iter().enumerate() {
        let value = match params.get(*place) {
            None | Some(Value::Null) => ValueRef::Null,
            Some(Value::Int(number)) => ValueRef::Integer(*number),
            Some(Value::Text(text)) if text.as_bytes().contains(&0) => {
                return Err(Fault::new(format!("parameter ${} holds a NUL character: `{sql}`", place + 1)));
            }
            Some(Value::Text(text)) => ValueRef::Text(text.as_bytes()),
            Some(Value::Blob(bytes)) => ValueRef::Blob(bytes),
        };
        statement.raw_bind_parameter(at + 1, ToSqlOutput::Borrowed(value)).map_err(|e| refused(sql, e))?;
    }
    Ok(())
}

fn owned(value: ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Null => Some(Value::Null),
        ValueRef::Integer(number) => Some(Value::Int(number)),
        ValueRef::Text(bytes) => String::from_utf8(bytes.to_vec()).ok().map(Value::Text),
        ValueRef::Blob(bytes) => Some(Value::Blob(bytes.to_vec())),
        ValueRef::Real(_) => None,
    }
}

fn is_same(kept: ValueRef<'_>, given: &Value) -> bool {
    match (kept, given) {
        (ValueRef::Null, Value::Null) => true,
        (ValueRef::Integer(kept), Value::Int(given)) => kept == *given,
        (ValueRef::Text(kept), Value::Text(given)) => kept == given.as_bytes(),
        (ValueRef::Blob(kept), Value::Blob(given)) => kept == given.as_slice(),
        _ => false,
    }
}

fn no_such_value(sql: &str) -> Fault {
    Fault::new(format!("the answer holds a fraction or a text that is not UTF-8: `{sql}`"))
}
