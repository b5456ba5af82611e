//! Reading: the one thing that a deed, a page and an apply function all may do.

use crate::{Row, Value};
use village::Fault;

/// Whatever can be asked. Safe to use as `&mut dyn Query`.
pub trait Query {
    /// All rows of the answer.
    ///
    /// # Errors
    /// When the database refuses the query.
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault>;

    /// The only row, or nothing.
    ///
    /// # Errors
    /// When the database refuses the query, or there is more than one row.
    fn maybe(&mut self, sql: &'static str, params: &[Value]) -> Result<Option<Row>, Fault> {
        let mut rows = self.query(sql, params)?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            more => Err(Fault::new(format!("expected one row at most, found {more}: `{sql}`"))),
        }
    }

    /// The only row.
    ///
    /// # Errors
    /// When the database refuses the query, or there is not exactly one row.
    fn one(&mut self, sql: &'static str, params: &[Value]) -> Result<Row, Fault> {
        self.maybe(sql, params)?.ok_or_else(|| Fault::new(format!("expected one row, found none: `{sql}`")))
    }
}
