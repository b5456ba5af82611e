//! The log: each entry's own hash, the row of numbers, the tree at each checkpoint, and the replay.

use super::{Verification, words};
use crate::checkpoint::{Kept, stamp_origin};
use crate::county::Inner;
use crate::dialect::{Leave, Link};
use crate::entry::{CLOCK_LAG_MS, Fields};
use crate::{Change, Entry, Row, Value, sql};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tlog::{Checkpoint, Tree};
use village::{Fault, Moment};

const BATCH: u32 = 500;

pub(super) fn verify(
    live: &mut Link,
    replay: &mut Link,
    county: &Inner,
    found: &mut Verification,
) -> Result<(), Fault> {
    let mut walk = Walk { county, tree: Some(Tree::new()), last: 0, latest: Moment(0), buffer: String::new() };
    let mut promises = Promises { waiting: VecDeque::new(), after: -1 };
    walk.keep_promises(&mut promises, live, found)?;
    loop {
        let rows = live.query(sql::ENTRIES_AFTER, &[walk.last.into(), BATCH.into()], Leave::Look)?;
        if rows.is_empty() {
            break;
        }
        replay.begin_write()?;
        for row in &rows {
            walk.entry(row, found)?;
            walk.keep_promises(&mut promises, live, found)?;
            walk.replay(row, replay, found);
        }
        replay.commit()?;
    }
    while let Some(kept) = promises.next(live)? {
        found.checkpoints += 1;
        found.add(words::log_is_shorter(kept.size, walk.last));
    }
    Ok(())
}

/// Where the reading of the log stands.
struct Walk<'a> {
    county: &'a Inner,
    /// The tree so far; none after a missing entry, for it cannot be known any more.
    tree: Option<Tree>,
    last: u64,
    /// The latest moment of any entry so far.
    latest: Moment,
    buffer: String,
}

impl Walk<'_> {
    fn entry(&mut self, row: &Row, found: &mut Verification) -> Result<(), Fault> {
        found.entries += 1;
        let seq = row.count("seq")?;
        if seq <= self.last {
            // In a damaged file the same entries may come again and again, without end.
            return Err(Fault::new(format!("after entry {} the store gives entry {seq}", self.last)));
        }
        if seq != self.last + 1 {
            found.add(words::missing(self.last + 1, seq));
            self.tree = None;
        }
        self.last = seq;
        let moment = row.moment("moment")?;
        if moment.plus_ms(CLOCK_LAG_MS) < self.latest {
            found.add(words::back_dated(seq, moment, self.latest));
        }
        self.latest = self.latest.max(moment);
        let stored = row.hash("leaf")?;
        match Fields::of_values(row.values()).map(|fields| fields.leaf(&mut self.buffer)) {
            Some(leaf) if leaf == stored => {}
            leaf => found.add(words::changed_entry(seq, &stored, leaf.as_ref())),
        }
        if let Some(tree) = &mut self.tree {
            tree.push(stored.0);
        }
        Ok(())
    }

    /// Checks every checkpoint that promises exactly the entries read so far.
    fn keep_promises(&self, promises: &mut Promises, live: &mut Link, found: &mut Verification) -> Result<(), Fault> {
        while let Some(kept) = promises.next_up_to(self.last, live)? {
            found.checkpoints += 1;
            self.check(&kept, found);
        }
        Ok(())
    }

    fn check(&self, kept: &Kept, found: &mut Verification) {
        let key = &self.county.key;
        let origin = stamp_origin(key.name(), kept.moment);
        for (column, note, origin) in [("note", &kept.note, key.name()), ("stamp", &kept.stamp, origin.as_str())] {
            let says = |signed: Checkpoint| {
                signed.origin == origin && signed.size == kept.size && signed.root.as_slice() == kept.root.as_slice()
            };
            if !Checkpoint::open(note, &key.public()).is_ok_and(says) {
                found.add(words::false_checkpoint(kept.size, column));
            }
        }
        let Some(tree) = &self.tree else { return };
        if tree.size() != kept.size || tree.root().as_slice() != kept.root.as_slice() {
            found.add(words::broken_promise(kept.size, &kept.root, &tree.root()));
        } else if tree.to_bytes() != kept.tree {
            found.add(words::false_checkpoint(kept.size, "tree"));
        }
    }

    fn replay(&self, row: &Row, replay: &mut Link, found: &mut Verification) {
        if let Err(fault) = self.apply(row, replay) {
            found.add(words::not_replayed(self.last, &fault));
        }
    }

    fn apply(&self, row: &Row, replay: &mut Link) -> Result<(), Fault> {
        replay.insert_and_compare(sql::ADD_ENTRY, row.values())?;
        let entry = Entry::from_row(row)?;
        let apply = self.county.kinds.get(entry.kind.as_str());
        let apply = apply.ok_or_else(|| Fault::new(format!("no chapter applies `{}`", entry.kind)))?;
        let mut broken = None;
        let mut change = Change { link: replay, broken: &mut broken, made: None };
        catch_unwind(AssertUnwindSafe(|| apply(&mut change, &entry)))
            .unwrap_or_else(|_| Err(Fault::new("the apply function panicked")))?;
        broken.map_or(Ok(()), |why| Err(Fault::new(why)))
    }
}

/// The checkpoints in order, read a few at a time.
struct Promises {
    waiting: VecDeque<Kept>,
    after: i64,
}

impl Promises {
    fn next(&mut self, live: &mut Link) -> Result<Option<Kept>, Fault> {
        self.fill(live)?;
        Ok(self.waiting.pop_front())
    }

    fn next_up_to(&mut self, size: u64, live: &mut Link) -> Result<Option<Kept>, Fault> {
        self.fill(live)?;
        if self.waiting.front().is_some_and(|kept| kept.size <= size) { Ok(self.waiting.pop_front()) } else { Ok(None) }
    }

    fn fill(&mut self, live: &mut Link) -> Result<(), Fault> {
        if !self.waiting.is_empty() || self.after == i64::MAX {
            return Ok(());
        }
        let rows = live.query(sql::CHECKPOINTS_AFTER, &[self.after.into(), BATCH.into()], Leave::Look)?;
        let before = self.after;
        self.after = match rows.last().map(|row| row.value("size")).transpose()? {
            Some(Value::Int(size)) if *size <= before => {
                return Err(Fault::new(format!("after the checkpoint of {before} the store gives that of {size}")));
            }
            Some(Value::Int(size)) => *size,
            _ => i64::MAX,
        };
        for row in &rows {
            self.waiting.push_back(Kept::from_row(row)?);
        }
        Ok(())
    }
}
