//! PostgreSQL: one schema a county; the county's lock makes several processes write one after another.

use super::{Leave, Role, Shape, not_a_look, not_kept, numeric, refused, words, wrong_count};
use crate::{Row, Value};
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::time::Duration;
use village::Fault;

type Problem = Box<dyn Error + Sync + Send>;

pub(crate) struct PostgresLink {
    client: Client,
    statements: HashMap<Box<str>, (Statement, Shape)>,
    begin_write: String,
    open: bool,
}

/// Whether the same statement may succeed later: the server is away, at its limits, stopping, or somebody else is at work.
pub(super) fn passes(error: &(dyn Error + 'static)) -> bool {
    let Some(error) = error.downcast_ref::<postgres::Error>() else { return false };
    let class = error.code().and_then(|code| code.code().get(..2));
    error.is_closed() || matches!(class, Some("08" | "40" | "53" | "55" | "57" | "58"))
}

impl PostgresLink {
    pub(super) fn open(url: &str, schema: &str, role: Role) -> Result<Self, Fault> {
        let mut config: Config = url.parse().map_err(|e| Fault::from("the PostgreSQL address cannot be read", e))?;
        config.connect_timeout(Duration::from_secs(10)).application_name(&format!("qingcun {schema}"));
        let mut client = config.connect(NoTls).map_err(|e| Fault::from("cannot connect to PostgreSQL", e))?;
        let mut start = format!(
            "set client_min_messages = warning; set search_path = {schema}; set timezone = 'UTC'; \
             set lock_timeout = '10s'; "
        );
        match role {
            Role::Writer => {
                // Two programs that start at once must not both make the schema.
                start.push_str(&format!(
                    "set synchronous_commit = on; begin; select pg_advisory_xact_lock({}); \
                     create schema if not exists {schema}; commit",
                    lock_number(schema)
                ));
            }
            Role::Reader => start.push_str("set default_transaction_read_only = on"),
        }
        client.batch_execute(&start).map_err(|e| refused(&start, e))?;
        let begin_write =
            format!("begin isolation level read committed; select pg_advisory_xact_lock({})", lock_number(schema));
        Ok(Self { client, statements: HashMap::new(), begin_write, open: false })
    }

    /// Leaves it to the server when what is committed reaches the disk.
    pub(super) fn flush_later(&mut self) -> Result<(), Fault> {
        self.batch("set synchronous_commit = off")
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        let done = self.client.batch_execute(sql).map_err(|e| refused(sql, e));
        if matches!(sql, "commit" | "rollback") {
            self.open = false;
        }
        done
    }

    pub(super) fn control(&mut self, sql: &str) -> Result<(), Fault> {
        self.client.batch_execute(sql).map_err(|e| refused(sql, e))
    }

    pub(super) fn begin_write(&mut self) -> Result<(), Fault> {
        let sql = self.begin_write.clone();
        if let Err(fault) = self.control(&sql) {
            // The lock may have been refused after the transaction had begun; a lost connection has nothing to undo.
            if !self.client.is_closed() {
                self.control("rollback")?;
            }
            return Err(fault);
        }
        self.open = true;
        Ok(())
    }

    pub(super) fn begin_read(&mut self) -> Result<(), Fault> {
        self.control("begin isolation level repeatable read read only")?;
        self.open = true;
        Ok(())
    }

    pub(super) fn in_transaction(&self) -> bool {
        self.open && !self.client.is_closed()
    }

    pub(super) fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    #[cfg(feature = "testing")]
    pub(super) fn prepare(&mut self, sql: &str) -> Result<(), Fault> {
        self.client.prepare(sql).map(drop).map_err(|e| refused(sql, e))
    }

    fn ready(&mut self, sql: &str, params: &[Value], leave: Leave) -> Result<&(Statement, Shape), Fault> {
        if !self.statements.contains_key(sql) {
            let looks = words::only_looks(sql);
            if leave == Leave::Look && !looks {
                return Err(not_a_look(sql));
            }
            let statement = self.client.prepare(sql).map_err(|e| refused(sql, e))?;
            let columns = statement.columns().iter().map(|column| column.name().into()).collect();
            let shape = Shape { columns, looks };
            self.statements.insert(sql.into(), (statement, shape));
        }
        let known = self.statements.get(sql).ok_or_else(|| Fault::new("a statement was forgotten"))?;
        if leave == Leave::Look && !known.1.looks {
            return Err(not_a_look(sql));
        }
        let expected = known.0.params().len();
        if expected == params.len() { Ok(known) } else { Err(wrong_count(sql, expected, params.len())) }
    }

    pub(super) fn query(&mut self, sql: &str, params: &[Value], leave: Leave) -> Result<Vec<Row>, Fault> {
        let (statement, shape) = self.ready(sql, params, leave)?;
        let (statement, columns) = (statement.clone(), shape.columns.clone());
        let rows = self.client.query(&statement, &bound(params)).map_err(|e| refused(sql, e))?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let values = (0..row.len()).map(|at| row.try_get(at)).collect::<Result<_, _>>();
            found.push(Row::new(columns.clone(), values.map_err(|e| refused(sql, e))?));
        }
        Ok(found)
    }

    pub(super) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Fault> {
        let statement = self.ready(sql, params, Leave::Change)?.0.clone();
        self.client.execute(&statement, &bound(params)).map_err(|e| refused(sql, e))
    }

    pub(super) fn execute_each<const N: usize>(
        &mut self,
        sql: &str,
        rows: &mut dyn Iterator<Item = [Value; N]>,
    ) -> Result<(), Fault> {
        for row in rows {
            self.execute(sql, &row)?;
        }
        Ok(())
    }

    pub(super) fn insert_and_compare(&mut self, sql: &str, params: &[Value]) -> Result<(), Fault> {
        match self.query(sql, params, Leave::Change)?.as_slice() {
            [row] if row.values() == params => Ok(()),
            _ => Err(not_kept(sql)),
        }
    }

    pub(super) fn tables(&mut self) -> Result<Vec<String>, Fault> {
        const SQL: &str = "select cast(table_name as text) as name from information_schema.tables \
                           where table_schema = current_schema() and table_type = 'BASE TABLE'";
        let mut names: Vec<String> =
            self.query(SQL, &[], Leave::Look)?.iter().map(|row| row.text("name")).collect::<Result<_, _>>()?;
        names.sort();
        Ok(names)
    }

    /// The triggers that guard the log, and whether they are awake.
    pub(super) fn guards(&mut self) -> Result<BTreeMap<String, String>, Fault> {
        const SQL: &str = "select 'trigger ' || cast(t.tgname as text) as name, cast(t.tgenabled as text) as state \
                           from pg_trigger t join pg_class c on c.oid = t.tgrelid \
                           where not t.tgisinternal and c.relnamespace = cast(current_schema() as regnamespace)";
        self.query(SQL, &[], Leave::Look)?.iter().map(|row| Ok((row.text("name")?, row.text("state")?))).collect()
    }
}

/// The number of a schema's lock: the first eight bytes of a hash of its name.
fn lock_number(schema: &str) -> i64 {
    let hash = Sha256::new().chain_update("qingcun store ").chain_update(schema).finalize();
    hash.first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

fn bound(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Problem> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(number) => match *ty {
                Type::INT8 => out.extend_from_slice(&number.to_be_bytes()),
                Type::INT4 => out.extend_from_slice(&i32::try_from(*number)?.to_be_bytes()),
                Type::INT2 => out.extend_from_slice(&i16::try_from(*number)?.to_be_bytes()),
                Type::NUMERIC => out.extend_from_slice(&numeric::encode(*number)),
                Type::BOOL if matches!(number, 0 | 1) => out.extend_from_slice(&[u8::from(*number == 1)]),
                _ => return Err(format!("a number was given where {ty} is expected").into()),
            },
            Self::Text(text) => match *ty {
                Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                    if text.as_bytes().contains(&0) {
                        return Err("a text holds a NUL character".into());
                    }
                    out.extend_from_slice(text.as_bytes());
                }
                _ => return Err(format!("a text was given where {ty} is expected").into()),
            },
            Self::Blob(bytes) => match *ty {
                Type::BYTEA => out.extend_from_slice(bytes),
                _ => return Err(format!("bytes were given where {ty} is expected").into()),
            },
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Problem> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Self::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Self::Int(bool::from_sql(ty, raw)?.into()),
            Type::NUMERIC => Self::Int(numeric::decode(raw).ok_or("the answer holds a fraction or a huge number")?),
            Type::BYTEA => Self::Blob(raw.to_vec()),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                Self::Text(std::str::from_utf8(raw)?.to_owned())
            }
            _ => return Err(format!("the answer holds a value of type {ty}, which the portable subset lacks").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Problem> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
