//! A deed's hands: it may look, and it may append. Only an apply function may change a table.

use crate::canonical::canonical;
use crate::dialect::{Leave, Link};
use crate::door::{Last, Work};
use crate::entry::Fields;
use crate::{Draft, Entry, Query, Row, Value, Written, sql};
use std::any::Any;
use std::sync::Arc;
use village::{Fault, Hash, Level, Moment, PersonId, Stop};

/// The transaction in which a deed runs.
pub struct Tx<'a> {
    pub(crate) work: &'a mut Work,
}

impl Tx<'_> {
    /// Adds an entry to the log and lets the tables follow from it.
    ///
    /// # Errors
    /// When the kind is unknown, the place is not of this county, the body has no canonical text, the key was used
    /// before, or the entry cannot be applied. The deed cannot succeed after that.
    pub fn append(&mut self, draft: Draft) -> Result<Entry, Fault> {
        let text = canonical(&draft.body);
        let done = text.and_then(|text| self.work.append(draft, text, None));
        done.inspect_err(|fault| self.work.broken = Some(fault.chain()))
    }

    /// Adds an entry whose body is what was written, and hands what it was written from to the apply function: a body of hundreds of
    /// vouchers need not be put together as a JSON value and read again. The draft brings no body. Gives the entry's number.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub fn append_written<T: Send + Sync + 'static>(&mut self, draft: Draft, body: Written<T>) -> Result<u64, Fault> {
        let twice = || Fault::new("an entry was given two bodies");
        let whole = if draft.body.is_null() { Ok(()) } else { Err(twice()) };
        let done = whole.and_then(|()| self.work.append(draft, body.text, Some(body.made)));
        done.map(|entry| entry.seq).inspect_err(|fault| self.work.broken = Some(fault.chain()))
    }

    /// Runs a part of a deed that may fail by itself: when it stops, what it has done is undone, and the deed goes on.
    ///
    /// # Errors
    /// What `part` stops with, or a fault of the database.
    pub fn nested<T>(&mut self, part: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let mark = self.work.mark()?;
        let done = part(&mut Tx { work: &mut *self.work }).and_then(|done| {
            self.work.sound()?;
            Ok(done)
        });
        if done.is_ok() { self.work.keep(mark) } else { self.work.undo(mark) }?;
        done
    }

    /// The number of the last entry, this transaction's own among them.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.work.last.seq
    }

    /// The moment of the last entry, this transaction's own among them.
    #[must_use]
    pub fn latest(&self) -> Moment {
        self.work.last.moment
    }

    /// The entry that the same act left when it was sent before.
    ///
    /// # Errors
    /// When the database refuses the query.
    pub fn entry_by_key(&mut self, key: &str) -> Result<Option<Entry>, Fault> {
        self.maybe(sql::ENTRY_BY_KEY, &[key.into()])?.as_ref().map(Entry::from_row).transpose()
    }
}

impl Query for Tx<'_> {
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault> {
        self.work.look(sql, params)
    }
}

/// What an apply function may do: turn an entry into rows.
pub struct Change<'a> {
    pub(crate) link: &'a mut Link,
    /// Why the entry cannot be applied any more, though its apply function may not say so.
    pub(crate) broken: &'a mut Option<String>,
    /// What the entry says, as the deed that appended it had it. Never there when the log is read again.
    pub(crate) made: Option<Made>,
}

/// What an entry says, as the deed that appends it has it.
pub(crate) type Made = Arc<dyn Any + Send + Sync>;

impl Change<'_> {
    /// What the body of [`Tx::append_written`] was written from: it says what the entry's body says, and the body is empty then. None when the log is read
    /// again, or the entry came with a JSON value.
    #[must_use]
    pub fn made<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.made.clone().and_then(|made| made.downcast().ok())
    }

    /// Runs one statement for each row of parameters.
    ///
    /// # Errors
    /// When the database refuses it for one of them.
    pub fn execute_each<const N: usize>(
        &mut self,
        sql: &'static str,
        rows: impl IntoIterator<Item = [Value; N]>,
    ) -> Result<(), Fault> {
        let changed = self.link.execute_each(sql, &mut rows.into_iter());
        note(&changed, self.broken);
        changed
    }

    /// Changes rows; tells how many.
    ///
    /// # Errors
    /// When the database refuses the statement.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, Fault> {
        let changed = self.link.execute(sql, params);
        note(&changed, self.broken);
        changed
    }
}

fn note<T>(done: &Result<T, Fault>, broken: &mut Option<String>) {
    if let Err(fault) = done {
        broken.get_or_insert_with(|| fault.chain());
    }
}

impl Query for Change<'_> {
    /// A query, or a change with `returning`.
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault> {
        let found = self.link.query(sql, params, Leave::Change);
        note(&found, self.broken);
        found
    }
}

impl Work {
    fn look(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault> {
        self.sound()?;
        let found = self.link.query(sql, params, Leave::Look);
        note(&found, &mut self.broken);
        found
    }

    fn append(&mut self, draft: Draft, body: String, made: Option<Made>) -> Result<Entry, Fault> {
        self.sound()?;
        let apply = *self
            .kinds
            .get(draft.kind)
            .ok_or_else(|| Fault::new(format!("no chapter applies entries of the kind `{}`", draft.kind)))?;
        if draft.village.at(Level::County).is_some_and(|county| county != self.county) {
            return Err(Fault::new(format!("`{}` does not lie in county `{}`", draft.village, self.county)));
        }
        let mut salt = [0; 16];
        (self.entropy)(&mut salt);
        let seq = self.last.seq + 1;
        let fields = Fields {
            seq,
            village: draft.village.as_str(),
            moment: draft.moment.0,
            person: draft.person.as_ref().map(PersonId::as_str),
            kind: draft.kind,
            subject: &draft.subject,
            rules: draft.rules.as_ref().map(|hash| hash.0.as_slice()),
            key: draft.key.as_deref(),
            body: &body,
            salt: &salt,
        };
        let leaf: Hash = fields.leaf(&mut self.buffer);
        let values = [
            seq.into(),
            (&draft.village).into(),
            draft.moment.into(),
            draft.person.as_ref().into(),
            draft.kind.into(),
            draft.subject.as_str().into(),
            draft.rules.into(),
            draft.key.as_deref().into(),
            body.into(),
            salt.as_slice().into(),
            leaf.into(),
        ];
        self.link.insert_and_compare(sql::ADD_ENTRY, &values)?;
        self.last = Last { seq, moment: draft.moment };
        let Draft { village, moment, person, kind, subject, rules, key, body } = draft;
        let entry =
            Entry { seq, village, moment, person, kind: kind.to_owned(), subject, rules, key, body, salt, leaf };
        apply(&mut Change { link: &mut self.link, broken: &mut self.broken, made }, &entry)
            .map_err(|fault| Fault::from(format!("entry {seq} (`{}`) cannot be applied", entry.kind), fault))?;
        self.sound()?;
        Ok(entry)
    }
}
