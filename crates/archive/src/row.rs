//! One row of an answer, read by the names of its columns.

use crate::Value;
use std::sync::Arc;
use village::{Fault, Fen, Hash, Moment};

/// The names of an answer's columns, shared by all its rows.
pub(crate) type Columns = Arc<[Box<str>]>;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    columns: Columns,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Columns, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The value of a column.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn value(&self, column: &str) -> Result<&Value, Fault> {
        let at = self.columns.iter().position(|name| **name == *column);
        at.and_then(|at| self.values.get(at)).ok_or_else(|| {
            Fault::new(format!("the answer has no column `{column}`, only `{}`", self.columns.join("`, `")))
        })
    }

    /// A text.
    ///
    /// # Errors
    /// When the column is missing, null or something else.
    pub fn text(&self, column: &str) -> Result<String, Fault> {
        self.maybe_text(column)?.ok_or_else(|| wrong(column, "a text", &Value::Null))
    }

    /// A text or nothing.
    ///
    /// # Errors
    /// When the column is missing or something else.
    pub fn maybe_text(&self, column: &str) -> Result<Option<String>, Fault> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.clone())),
            other => Err(wrong(column, "a text", other)),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When the column is missing, null or something else.
    pub fn int(&self, column: &str) -> Result<i64, Fault> {
        self.maybe_int(column)?.ok_or_else(|| wrong(column, "a number", &Value::Null))
    }

    /// A number or nothing.
    ///
    /// # Errors
    /// When the column is missing or something else.
    pub fn maybe_int(&self, column: &str) -> Result<Option<i64>, Fault> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(number) => Ok(Some(*number)),
            other => Err(wrong(column, "a number", other)),
        }
    }

    /// A number that is never negative.
    ///
    /// # Errors
    /// When the column is missing, null, negative or something else.
    pub fn count(&self, column: &str) -> Result<u64, Fault> {
        let number = self.int(column)?;
        u64::try_from(number).map_err(|_| wrong(column, "a number from 0 up", &Value::Int(number)))
    }

    /// A truth, kept as 0 or 1.
    ///
    /// # Errors
    /// When the column is missing or holds anything else.
    pub fn truth(&self, column: &str) -> Result<bool, Fault> {
        match self.value(column)? {
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            other => Err(wrong(column, "0 or 1", other)),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// When the column is missing, null or something else.
    pub fn blob(&self, column: &str) -> Result<Vec<u8>, Fault> {
        self.maybe_blob(column)?.ok_or_else(|| wrong(column, "bytes", &Value::Null))
    }

    /// Bytes or nothing.
    ///
    /// # Errors
    /// When the column is missing or something else.
    pub fn maybe_blob(&self, column: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes.clone())),
            other => Err(wrong(column, "bytes", other)),
        }
    }

    /// A hash.
    ///
    /// # Errors
    /// When the column is missing or does not hold 32 bytes.
    pub fn hash(&self, column: &str) -> Result<Hash, Fault> {
        self.maybe_hash(column)?.ok_or_else(|| wrong(column, "32 bytes", &Value::Null))
    }

    /// A hash or nothing.
    ///
    /// # Errors
    /// When the column is missing or holds something else than 32 bytes.
    pub fn maybe_hash(&self, column: &str) -> Result<Option<Hash>, Fault> {
        self.maybe_blob(column)?
            .map(|bytes| bytes.try_into().map(Hash).map_err(|bytes| wrong(column, "32 bytes", &Value::Blob(bytes))))
            .transpose()
    }

    /// A moment.
    ///
    /// # Errors
    /// When the column is missing, null or something else.
    pub fn moment(&self, column: &str) -> Result<Moment, Fault> {
        self.int(column).map(Moment)
    }

    /// An amount.
    ///
    /// # Errors
    /// When the column is missing, null or something else.
    pub fn fen(&self, column: &str) -> Result<Fen, Fault> {
        self.int(column).map(Fen)
    }

    /// A text read as what it stands for: a place, a person, a case, a day, a post.
    ///
    /// # Errors
    /// When the column is missing, null, or its text does not stand for such a thing.
    pub fn read<T>(&self, column: &str) -> Result<T, Fault>
    where
        T: TryFrom<String>,
        T::Error: std::error::Error + Send + Sync + 'static,
    {
        self.maybe_read(column)?.ok_or_else(|| wrong(column, "a text", &Value::Null))
    }

    /// The same, or nothing.
    ///
    /// # Errors
    /// When the column is missing, or its text does not stand for such a thing.
    pub fn maybe_read<T>(&self, column: &str) -> Result<Option<T>, Fault>
    where
        T: TryFrom<String>,
        T::Error: std::error::Error + Send + Sync + 'static,
    {
        let read = |text| T::try_from(text).map_err(|e| Fault::from(format!("column `{column}` cannot be read"), e));
        self.maybe_text(column)?.map(read).transpose()
    }
}

fn wrong(column: &str, expected: &str, found: &Value) -> Fault {
    let found = match found {
        Value::Null => "null",
        Value::Int(_) => "a number",
        Value::Text(_) => "a text",
        Value::Blob(_) => "bytes",
    };
    Fault::new(format!("column `{column}`: expected {expected}, found {found}"))
}
