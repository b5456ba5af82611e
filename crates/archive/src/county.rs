//! A county's store, open: the door for deeds and a pool for readers.

use crate::dialect::{Leave, Link, Role};
use crate::door::{Apply, Count, Job, Work, job, last, serve};
use crate::migrate::{COUNTY, Migration, migrate};
use crate::pool::Pool;
use crate::{Change, Entry, OpenError, Query, Row, Store, Tx, Value, checkpoint, sql};
use crossbeam_channel::{Sender, bounded};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::thread::JoinHandle;
use village::{Fault, Moment, Place, Stop};

/// How many deeds may wait at the door before those who bring more must wait themselves.
const QUEUE: usize = 1024;

/// A kind of entry, and what the tables make of it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name: `case.opened`.
    pub name: &'static str,
    /// Turns an entry into rows. It knows nothing but the entry and the tables: no clock, no chance, no other store.
    pub apply: fn(&mut Change<'_>, &Entry) -> Result<(), Fault>,
}

/// Where random bytes come from.
pub type Entropy = Box<dyn FnMut(&mut [u8]) + Send>;

/// What a county's store needs to open.
pub struct Setup {
    /// Where it is.
    pub store: Store,
    /// Whose it is.
    pub county: Place,
    /// Every kind of entry that the chapters know.
    pub kinds: Vec<Kind>,
    /// Where the bytes of salts come from.
    pub entropy: Entropy,
    /// The key that signs checkpoints.
    pub key: tlog::LogKey,
    /// When what is written is on disk.
    pub flush: Flush,
}

/// When what is written is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// Before a deed is answered as done: nothing acknowledged is lost, whatever happens to the machine.
    EveryCommit,
    /// When the system sees fit: only for a store that is made beside its place and flushed before it is put there.
    Later,
}

/// A county's store, open. A cheap handle; the store is closed when the last one is gone.
#[derive(Clone)]
pub struct County {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) place: Place,
    pub(crate) key: tlog::LogKey,
    pub(crate) kinds: Arc<BTreeMap<&'static str, Apply>>,
    pub(crate) steps: Vec<Migration>,
    pub(crate) readers: Pool,
    count: Arc<Count>,
    queue: Option<Sender<Box<dyn Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl County {
    /// Opens a county's store; makes it when it does not exist, brings it up to date when it is older.
    ///
    /// # Errors
    /// When the store is newer than the program, was made by other migrations, belongs to another county or key, or
    /// cannot be reached.
    pub fn open(setup: Setup) -> Result<Self, OpenError> {
        Self::open_steps(setup, COUNTY.to_vec())
    }

    /// Opens a county's store with more migrations than the program's own: the tables of a test.
    ///
    /// # Errors
    /// As [`County::open`].
    #[cfg(feature = "testing")]
    pub fn open_with(setup: Setup, extra: &[Migration]) -> Result<Self, OpenError> {
        Self::open_steps(setup, [COUNTY, extra].concat())
    }

    fn open_steps(setup: Setup, steps: Vec<Migration>) -> Result<Self, OpenError> {
        let Setup { store, county, kinds, entropy, key, flush } = setup;
        let mut link = Link::open(&store, Role::Writer)?;
        if flush == Flush::Later {
            link.flush_later()?;
        }
        migrate(&mut link, &steps)?;
        let last = last(&mut link)?;
        let last_seq = last.seq;
        claim(&mut link, "county", county.as_str(), last_seq)?;
        claim(&mut link, "log key", &key.public(), last_seq)?;
        let kinds = Arc::new(by_name(kinds)?);
        let count = Arc::new(Count {
            head: AtomicU64::new(last_seq),
            latest: AtomicI64::new(last.moment.0),
            commits: AtomicU64::new(0),
        });
        let work = Work {
            store: store.clone(),
            link,
            county: county.clone(),
            kinds: Arc::clone(&kinds),
            entropy,
            last,
            broken: None,
            depth: 0,
            buffer: String::new(),
        };
        let (queue, deeds) = bounded(QUEUE);
        let shared = Arc::clone(&count);
        let writer = std::thread::Builder::new()
            .name(format!("door-{county}"))
            .spawn(move || serve(work, &deeds, &shared))
            .map_err(|e| Fault::from("cannot start the writer's thread", e))?;
        let inner = Inner {
            place: county,
            key,
            kinds,
            steps,
            readers: Pool::new(store, Role::Reader),
            count,
            queue: Some(queue),
            writer: Mutex::new(Some(writer)),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whose store it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.inner.place
    }

    /// The public half of the key that signs its checkpoints, as strangers' tools take it: `<name>+<hash>+<key>`.
    #[must_use]
    pub fn log_key(&self) -> String {
        self.inner.key.public()
    }

    /// A note by which the log's key vouches for `many` things whose digest this is: for `what`, and never taken for a
    /// checkpoint, whose origin is the log's name alone.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn vouch(&self, what: &str, many: u64, digest: [u8; 32]) -> Result<String, Fault> {
        let key = &self.inner.key;
        let note = key.sign(&format!("{} {what}", key.name()), many, digest);
        Ok(note.map_err(|error| Fault::from("cannot sign", error))?.note)
    }

    /// Runs a deed. When it answers `Ok`, what it did is on disk; when it answers `Err`, nothing of it is anywhere.
    ///
    /// Waits, so it is not for an async thread.
    ///
    /// # Errors
    /// What the deed stops with; a fault when it panics, when one of its statements failed, or when the group it ran
    /// in was not committed.
    pub fn act<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        self.through_the_door(deed, false)
    }

    /// Runs a deed and undoes it: what would happen if.
    ///
    /// # Errors
    /// As [`County::act`].
    pub fn preview<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
    ) -> Result<T, Stop> {
        self.through_the_door(deed, true)
    }

    fn through_the_door<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
        preview: bool,
    ) -> Result<T, Stop> {
        let closed = || Stop::Failed(Fault::new("the door of this county is closed: its writer has ended"));
        if self.inner.is_writer() {
            return Err(Stop::Failed(Fault::new("a deed cannot bring another deed to the door: use `Tx::nested`")));
        }
        let (job, answer) = job(deed, preview);
        let queue = self.inner.queue.as_ref().ok_or_else(closed)?;
        queue.send(job).map_err(|_| closed())?;
        answer.recv().map_err(|_| closed())?
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// What `read` fails with, or when the store cannot be reached.
    pub fn read<T>(&self, read: impl FnOnce(&mut Reader<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut taken = self.inner.readers.begin(Link::begin_read)?;
        let found = read(&mut Reader { link: &mut taken });
        taken.rollback()?;
        found
    }

    /// The number of the last committed entry: 0 for an empty log. What another process has added shows within about
    /// a second.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.inner.count.head.load(Ordering::Acquire)
    }

    /// The moment of the last entry; that of no clock when there is none. No deed is done before it.
    #[must_use]
    pub fn latest(&self) -> Moment {
        Moment(self.inner.count.latest.load(Ordering::Acquire))
    }

    /// How many groups of deeds this handle's writer has committed: with the number of deeds, how well they share.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.inner.count.commits.load(Ordering::Acquire)
    }

    /// Promises what the log is now: signs the tree over all entries, and keeps the promise in the store. When no
    /// entry has come since the last checkpoint, that one is given again.
    ///
    /// # Errors
    /// When the store fails, or its last checkpoint cannot be continued.
    pub fn checkpoint(&self, now: Moment) -> Result<tlog::Checkpoint, Fault> {
        let key = self.inner.key.clone();
        self.act(move |tx| Ok(checkpoint::take(tx, now, &key)?)).map_err(|stop| match stop {
            Stop::Failed(fault) => fault,
            Stop::Refused(refusal) => Fault::new(format!("a checkpoint was refused: {}", refusal.rule)),
        })
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl Inner {
    fn is_writer(&self) -> bool {
        self.writer.lock().as_ref().is_some_and(|writer| writer.thread().id() == std::thread::current().id())
    }
}

impl Drop for Inner {
    /// Lets the writer finish what waits, and closes the store.
    fn drop(&mut self) {
        // The writer must be the last to close: it alone can move the write-ahead log into the file.
        self.readers.close_idle();
        self.queue = None;
        let own = self.is_writer();
        if let Some(writer) = self.writer.lock().take()
            && !own
            && writer.join().is_err()
        {
            tracing::error!("the writer's thread had panicked");
        }
    }
}

fn by_name(kinds: Vec<Kind>) -> Result<BTreeMap<&'static str, Apply>, Fault> {
    let mut named: BTreeMap<_, Apply> = BTreeMap::new();
    for kind in kinds {
        if named.insert(kind.name, kind.apply).is_some() {
            return Err(Fault::new(format!("two chapters apply entries of the kind `{}`", kind.name)));
        }
    }
    Ok(named)
}

/// Writes down what a new store is, or checks that it is that. A store with entries was once told; one that no longer says
/// it was tampered with, and is told nothing anew.
fn claim(link: &mut Link, what: &'static str, expected: &str, last_seq: u64) -> Result<(), OpenError> {
    link.begin_write()?;
    let found = link.query(sql::META, &[what.into()], Leave::Look)?;
    let store = match found.first() {
        Some(row) => row.text("value")?,
        None if last_seq > 0 => {
            link.rollback()?;
            return Err(OpenError::Silent { what, entries: last_seq });
        }
        None => {
            link.execute(sql::ADD_META, &[what.into(), expected.into()])?;
            expected.to_owned()
        }
    };
    link.commit()?;
    if store == expected { Ok(()) } else { Err(OpenError::Other { what, store, expected: expected.to_owned() }) }
}

/// One snapshot of a store.
pub struct Reader<'a> {
    pub(crate) link: &'a mut Link,
}

impl Query for Reader<'_> {
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault> {
        self.link.query(sql, params, Leave::Look)
    }
}
