//! A deed's hands: it may look, and it may append. Only an apply function may change a table.

use crate::canonical::write_value;
use crate::dialect::{Leave, Link};
use crate::door::{Last, Work};
use crate::entry::Fields;
use crate::{Draft, Entry, Query, Row, Value, sql};
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
        self.work.append(draft).inspect_err(|fault| self.work.broken = Some(fault.chain()))
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
}

impl Change<'_> {
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

    fn append(&mut self, draft: Draft) -> Result<Entry, Fault> {
        self.sound()?;
        let apply = *self
            .kinds
            .get(draft.kind)
            .ok_or_else(|| Fault::new(format!("no chapter applies entries of the kind `{}`", draft.kind)))?;
        if draft.village.at(Level::County).is_some_and(|county| county != self.county) {
            return Err(Fault::new(format!("`{}` does not lie in county `{}`", draft.village, self.county)));
        }
        let mut body = String::new();
        write_value(&draft.body, &mut body)?;
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
        apply(&mut Change { link: &mut self.link, broken: &mut self.broken }, &entry)
            .map_err(|fault| Fault::from(format!("entry {seq} (`{}`) cannot be applied", entry.kind), fault))?;
        self.sound()?;
        Ok(entry)
    }
}
