//! Connections that are taken, used and put back.

use crate::dialect::{Link, Role};
use crate::{OpenError, Store};
use parking_lot::{Condvar, Mutex};
use std::ops::{Deref, DerefMut};
use std::time::Duration;
use village::Fault;

/// How long somebody waits for one.
const PATIENCE: Duration = Duration::from_secs(10);

/// The connections of one role to one store.
pub(crate) struct Pool {
    store: Store,
    role: Role,
    /// How many connections there are at most.
    most: usize,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Link>,
    open: usize,
}

impl Pool {
    pub(crate) fn new(store: Store, role: Role) -> Self {
        let most = Link::most(&store, role);
        Self { store, role, most, state: Mutex::default(), freed: Condvar::new() }
    }

    /// Closes the connections that nobody uses.
    pub(crate) fn close_idle(&self) {
        let mut state = self.state.lock();
        state.open -= state.idle.len();
        state.idle.clear();
    }

    pub(crate) fn take(&self) -> Result<Taken<'_>, Fault> {
        let mut state = self.state.lock();
        loop {
            if let Some(link) = state.idle.pop() {
                return Ok(Taken { pool: self, link: Some(link) });
            }
            if state.open < self.most {
                state.open += 1;
                break;
            }
            if self.freed.wait_for(&mut state, PATIENCE).timed_out() {
                let busy = Fault::new(format!("all {} connections to the store are in use", self.most));
                return Err(busy.for_now());
            }
        }
        drop(state);
        let mut taken = Taken { pool: self, link: None };
        // It could be reached when the program began, so it will be again.
        taken.link = Some(self.open().map_err(|e| Fault::from("cannot connect to the store", e).for_now())?);
        Ok(taken)
    }

    /// Takes a connection and begins on it; one that has died since it was last used is replaced.
    pub(crate) fn begin(&self, begin: fn(&mut Link) -> Result<(), Fault>) -> Result<Taken<'_>, Fault> {
        for _ in 0..self.most {
            let mut taken = self.take()?;
            match begin(&mut taken) {
                Ok(()) => return Ok(taken),
                Err(fault) if taken.is_lost() => tracing::debug!(fault = fault.chain(), "a connection was lost"),
                Err(fault) => return Err(fault),
            }
        }
        self.take().and_then(|mut taken| begin(&mut taken).map(|()| taken))
    }

    fn open(&self) -> Result<Link, OpenError> {
        Link::open(&self.store, self.role)
    }
}

/// A connection in use. It goes back to the pool only whole: with no transaction open.
pub(crate) struct Taken<'a> {
    pool: &'a Pool,
    link: Option<Link>,
}

impl Deref for Taken<'_> {
    type Target = Link;
    #[expect(clippy::expect_used, reason = "the connection is taken out only when this value is dropped")]
    fn deref(&self) -> &Link {
        self.link.as_ref().expect("a connection")
    }
}

impl DerefMut for Taken<'_> {
    #[expect(clippy::expect_used, reason = "the connection is taken out only when this value is dropped")]
    fn deref_mut(&mut self) -> &mut Link {
        self.link.as_mut().expect("a connection")
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let whole = self.link.take().filter(|link| !link.is_lost() && !link.in_transaction());
        let mut state = self.pool.state.lock();
        match whole {
            Some(link) => state.idle.push(link),
            None => state.open = state.open.saturating_sub(1),
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}
