//! The tables: every row of the live store against the row that the log gives.

use super::{Verification, words};
use crate::dialect::{Leave, Link};
use crate::migrate::LOG_TABLES;
use crate::{Row, Value, sql};
use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use village::Fault;

const PAGE: u32 = 500;

/// Compares all tables. Fails only when the replayed store fails.
pub(super) fn verify_all(live: &mut Link, replay: &mut Link, found: &mut Verification) -> Result<(), Fault> {
    let expected: BTreeSet<String> = replay.tables()?.into_iter().collect();
    let stored: BTreeSet<String> = match live.tables() {
        Ok(tables) => tables.into_iter().collect(),
        Err(fault) => {
            found.add(words::unreadable("sqlite_schema", &fault));
            return Ok(());
        }
    };
    stored.difference(&expected).for_each(|table| found.add(words::strange(&format!("table {table}"))));
    for name in &expected {
        if !stored.contains(name) {
            found.add(words::strange(&format!("table {name}")));
        } else if !LOG_TABLES.contains(&name.as_str()) {
            let (columns, keys) = replay.columns(name)?;
            let table = Table { name, columns, keys };
            if let Err(fault) = verify(&table, live, replay, found) {
                found.add(words::unreadable(name, &fault));
            }
            found.tables += 1;
        }
    }
    Ok(())
}

fn verify(table: &Table<'_>, live: &mut Link, replay: &mut Link, found: &mut Verification) -> Result<(), Fault> {
    if table.keys == 0 {
        return Err(Fault::new(format!("table `{}` has no primary key to compare it by", table.name)));
    }
    let (mut stored, mut logged) = (Rows::new(table, live), Rows::new(table, replay));
    let mut left = stored.next()?;
    let mut right = logged.next()?;
    loop {
        let order = match (&left, &right) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(stored), Some(logged)) => table.key(stored).cmp(table.key(logged)),
        };
        found.rows += 1;
        if order == Ordering::Equal {
            if let (Some(stored), Some(logged)) = (&left, &right) {
                table.compare(stored, logged, found);
            }
        } else if let Some(extra) = left.as_ref().filter(|_| order == Ordering::Less) {
            found.add(words::added_row(table.name, &table.shown_key(extra)));
        } else if let Some(lost) = &right {
            found.add(words::deleted_row(table.name, &table.shown_key(lost)));
        }
        if order != Ordering::Greater {
            left = stored.next()?;
        }
        if order != Ordering::Less {
            right = logged.next()?;
        }
    }
}

struct Table<'a> {
    name: &'a str,
    /// The columns of the key first.
    columns: Vec<String>,
    keys: usize,
}

impl Table<'_> {
    fn key<'a>(&self, row: &'a Row) -> &'a [Value] {
        row.values().get(..self.keys).unwrap_or_default()
    }

    fn shown_key(&self, row: &Row) -> String {
        self.key(row).iter().map(Value::shown).collect::<Vec<_>>().join(", ")
    }

    fn compare(&self, stored: &Row, logged: &Row, found: &mut Verification) {
        if stored.values() == logged.values() {
            return;
        }
        let pairs = stored.values().iter().zip(logged.values());
        for (column, (is, should)) in self.columns.iter().zip(pairs).filter(|(_, (is, should))| is != should) {
            found.add(words::changed_value(self.name, &self.shown_key(stored), column, is, should));
        }
    }
}

/// The rows of a table in the order of its key, read a page at a time.
struct Rows<'a> {
    table: &'a Table<'a>,
    link: &'a mut Link,
    page: VecDeque<Row>,
    last: Option<Vec<Value>>,
    ended: bool,
}

impl<'a> Rows<'a> {
    fn new(table: &'a Table<'a>, link: &'a mut Link) -> Self {
        Self { table, link, page: VecDeque::new(), last: None, ended: false }
    }

    fn next(&mut self) -> Result<Option<Row>, Fault> {
        if self.page.is_empty() && !self.ended {
            let Table { name, columns, keys } = self.table;
            let text = sql::page(name, columns, *keys, self.last.is_none(), PAGE);
            self.page = self.link.query(&text, self.last.as_deref().unwrap_or_default(), Leave::Look)?.into();
            self.ended = self.page.is_empty();
            self.in_order()?;
            self.last = self.page.back().map(|row| self.table.key(row).to_vec());
        }
        Ok(self.page.pop_front())
    }

    /// Whether each row lies after the one before it. In a damaged file the same rows may come again and again, without end.
    fn in_order(&self) -> Result<(), Fault> {
        let mut before = self.last.as_deref();
        for row in &self.page {
            let key = self.table.key(row);
            if before.is_some_and(|before| before >= key) {
                let name = self.table.name;
                return Err(Fault::new(format!("the rows of `{name}` do not come in the order of their key")));
            }
            before = Some(key);
        }
        Ok(())
    }
}
