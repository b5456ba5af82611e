//! The one door for writes: a thread for each open county that runs deeds in groups.
//!
//! It takes what waits, runs each deed under a savepoint of one transaction, commits once, then answers all. A deed
//! is answered as done only when the commit is on disk. A deed that stops, or panics, is undone to its savepoint and
//! harms no other. When the commit fails, every deed of the group has failed.

mod job;

pub(crate) use job::{Job, job};

use crate::dialect::{Leave, Link, Role};
use crate::{Change, Entropy, Entry, Store, Tx, sql};
use crossbeam_channel::{Receiver, RecvTimeoutError};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use village::{Fault, Moment, Place};

/// The largest number of deeds that share a commit.
pub(crate) const GROUP: usize = 64;

/// How long the door waits for a deed before it looks whether another process has written.
const IDLE: Duration = Duration::from_secs(1);

/// How often the door tries to begin before it answers that the store cannot be reached.
const TRIES: u32 = 3;

pub(crate) type Apply = fn(&mut Change<'_>, &Entry) -> Result<(), Fault>;

/// What the writer thread tells everybody.
pub(crate) struct Count {
    /// The last committed number.
    pub(crate) head: AtomicU64,
    /// The moment of the last committed entry, in milliseconds.
    pub(crate) latest: AtomicI64,
    /// How many groups were committed.
    pub(crate) commits: AtomicU64,
}

/// What the writer thread works with.
pub(crate) struct Work {
    pub(crate) store: Store,
    pub(crate) link: Link,
    pub(crate) county: Place,
    pub(crate) kinds: Arc<BTreeMap<&'static str, Apply>>,
    pub(crate) entropy: Entropy,
    /// The last entry's number and moment, in this transaction or before it.
    pub(crate) last: Last,
    /// Why the deed that runs cannot succeed any more, though it may not know.
    pub(crate) broken: Option<String>,
    pub(crate) depth: u32,
    /// Working space for canonical texts.
    pub(crate) buffer: String,
}

/// The end of the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    pub(crate) moment: Moment,
}

impl Last {
    fn tell(self, count: &Count) {
        count.head.store(self.seq, Ordering::Release);
        count.latest.store(self.moment.0, Ordering::Release);
    }
}

/// Reads where the log ends.
pub(crate) fn last(link: &mut Link) -> Result<Last, Fault> {
    let rows = link.query(sql::LAST, &[], Leave::Look)?;
    let row = rows.first().ok_or_else(|| Fault::new("the log has no last number"))?;
    Ok(Last { seq: row.count("seq")?, moment: row.moment("moment")? })
}

/// A point to which a deed, or a part of one, can be undone.
pub(crate) struct Mark {
    depth: u32,
    last: Last,
}

impl Work {
    pub(crate) fn mark(&mut self) -> Result<Mark, Fault> {
        self.sound()?;
        let mark = Mark { depth: self.depth + 1, last: self.last };
        self.link.savepoint(mark.depth)?;
        self.depth = mark.depth;
        Ok(mark)
    }

    pub(crate) fn keep(&mut self, mark: Mark) -> Result<(), Fault> {
        self.link.release(mark.depth)?;
        self.depth = mark.depth - 1;
        Ok(())
    }

    pub(crate) fn undo(&mut self, mark: Mark) -> Result<(), Fault> {
        self.depth = mark.depth - 1;
        self.last = mark.last;
        match self.link.rollback_to(mark.depth) {
            Ok(()) => {
                self.broken = None;
                Ok(())
            }
            Err(fault) => {
                self.broken = Some(fault.chain());
                Err(fault)
            }
        }
    }

    /// Whether the deed can still succeed. After a statement has failed, PostgreSQL takes no other until the
    /// savepoint; here the same is true of both databases.
    pub(crate) fn sound(&self) -> Result<(), Fault> {
        match &self.broken {
            None => Ok(()),
            Some(why) => Err(Fault::new(format!("an earlier statement of this deed has failed: {why}"))),
        }
    }

    fn begin(&mut self) -> Result<(), Fault> {
        let mut tried = self.begin_once();
        for pause in 1..TRIES {
            let Err(fault) = &tried else { break };
            // Somebody else holds the store, and was waited for already: who asked has waited long enough.
            if fault.is_passing() && !self.link.is_lost() {
                break;
            }
            tracing::warn!(fault = fault.chain(), "the store cannot be written now; trying again");
            std::thread::sleep(Duration::from_millis(u64::from(pause) * 100));
            tried = self.reconnect().and_then(|()| self.begin_once());
        }
        tried
    }

    fn begin_once(&mut self) -> Result<(), Fault> {
        self.link.begin_write()?;
        self.broken = None;
        self.depth = 0;
        self.last = last(&mut self.link)?;
        Ok(())
    }

    fn reconnect(&mut self) -> Result<(), Fault> {
        if self.link.rollback().is_ok() && !self.link.is_lost() {
            return Ok(());
        }
        self.link = Link::open(&self.store, Role::Writer).map_err(|e| Fault::from("cannot connect again", e))?;
        Ok(())
    }
}

/// Runs until every handle on the county is gone.
pub(crate) fn serve(mut work: Work, queue: &Receiver<Box<dyn Job>>, count: &Count) {
    let mut group: Vec<Box<dyn Job>> = Vec::with_capacity(GROUP);
    let mut unsettled = false;
    loop {
        match queue.recv_timeout(IDLE) {
            Ok(first) => group.push(first),
            Err(RecvTimeoutError::Timeout) => {
                // The log only grows: what another process has added shows in the last number.
                if let Ok(last) = last(&mut work.link) {
                    last.tell(count);
                }
                if unsettled && let Err(fault) = work.link.settle() {
                    tracing::warn!(fault = fault.chain(), "the store could not be settled while idle");
                }
                unsettled = false;
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        group.extend(queue.try_iter().take(GROUP - 1));
        let done = run(&mut work, &mut group);
        unsettled = true;
        if let Err(fault) = &done {
            tracing::warn!(fault = fault.chain(), deeds = group.len(), "a group of deeds was not committed");
        } else {
            work.last.tell(count);
            count.commits.fetch_add(1, Ordering::Release);
        }
        let failed = done.err().map(|fault| fault.chain());
        for job in group.drain(..) {
            job.answer(failed.as_deref());
        }
    }
}

/// Runs a group and commits it.
fn run(work: &mut Work, group: &mut [Box<dyn Job>]) -> Result<(), Fault> {
    work.begin()?;
    match run_each(work, group).and_then(|()| work.link.commit()) {
        Ok(()) => Ok(()),
        Err(fault) => {
            if let Err(second) = work.link.rollback() {
                tracing::warn!(fault = second.chain(), "the transaction could not be rolled back either");
            }
            Err(fault)
        }
    }
}

fn run_each(work: &mut Work, group: &mut [Box<dyn Job>]) -> Result<(), Fault> {
    for job in group {
        let mark = work.mark()?;
        let keep = job.run(&mut Tx { work: &mut *work });
        if !work.link.in_transaction() {
            return Err(Fault::new(
                "the database has ended the transaction by itself: its disk is full, or it is gone",
            ));
        }
        match work.broken.take() {
            Some(why) => {
                work.undo(mark)?;
                job.fail(&why);
            }
            None if keep => work.keep(mark)?,
            None => work.undo(mark)?,
        }
    }
    Ok(())
}
