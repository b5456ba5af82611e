//! Verification: everything is read again and derived anew, and every disagreement is named.
//!
//! The log is read value by value: each entry's commitment and leaf, its number, and the tree at every checkpoint.
//! Then the entries are replayed in order into an empty store, and every table is compared with it row by row. At no
//! time are all entries in memory.

mod log;
mod table;
mod words;

use crate::County;
use crate::dialect::Link;
use crate::migrate::lay;
use crate::sql;
use village::{Fault, Words};

/// The largest number of faults that are listed; the rest are counted.
const LISTED: usize = 500;

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// How many checkpoints were checked.
    pub checkpoints: u64,
    /// How many tables were compared.
    pub tables: u64,
    /// How many rows were compared.
    pub rows: u64,
    /// Every disagreement, up to 500 of them.
    pub faults: Vec<VerifyFault>,
    /// How many more there are.
    pub unlisted: u64,
}

impl Verification {
    /// Whether everything agrees.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    fn add(&mut self, fault: VerifyFault) {
        if self.faults.len() < LISTED {
            self.faults.push(fault);
        } else {
            self.unlisted += 1;
        }
    }
}

/// One disagreement between what is stored and what the log gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyFault {
    /// The table; empty when it concerns the store as a whole.
    pub table: String,
    /// The row, by its key.
    pub key: String,
    /// The column, when one value is wrong.
    pub column: Option<String>,
    /// What is stored.
    pub stored: Option<String>,
    /// What it should be.
    pub logged: Option<String>,
    /// The same in a sentence.
    pub words: Words,
}

impl County {
    /// Reads everything again and derives it anew, from one snapshot.
    ///
    /// # Errors
    /// When the store cannot be reached at all. What is in it that cannot be read is a fault of the verification.
    pub fn verify(&self) -> Result<Verification, Fault> {
        let inner = self.inner();
        let mut live = inner.readers.begin(Link::begin_read)?;
        let mut replay = Link::scratch()?;
        lay(&mut replay, &inner.steps)?;
        replay.execute(sql::ADD_META, &["county".into(), inner.place.as_str().into()])?;
        replay.execute(sql::ADD_META, &["log key".into(), inner.key.public().into()])?;
        let mut found = Verification::default();
        note_damage(&mut live, &mut found);
        if let Err(fault) = log::verify(&mut live, &mut replay, inner, &mut found) {
            found.add(words::unreadable("entry", &fault));
        }
        table::verify_all(&mut live, &mut replay, &mut found)?;
        match live.strange_objects(&mut replay) {
            Ok(names) => names.iter().for_each(|name| found.add(words::strange(name))),
            Err(fault) => found.add(words::unreadable("sqlite_schema", &fault)),
        }
        live.rollback()?;
        Ok(found)
    }
}

fn note_damage(live: &mut Link, found: &mut Verification) {
    match live.damage() {
        Ok(lines) => lines.iter().for_each(|line| found.add(words::damaged(line))),
        Err(fault) => found.add(words::damaged(&fault.chain())),
    }
}
