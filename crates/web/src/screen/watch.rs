//! When each screen was last heard of. Kept in memory: what follows from it, that one is dark or on again, is an entry of the log.

use crate::state::Shared;
use disclosure::{Seen, to_tell_screens};
use office::Desk;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use village::{Fault, Moment, Stop};

/// When each screen was last heard of.
pub(crate) struct Screens {
    since: Moment,
    last: Mutex<BTreeMap<String, Moment>>,
}

impl Screens {
    /// Listens from `now` on.
    pub(crate) fn new(now: Moment) -> Self {
        Self { since: now, last: Mutex::default() }
    }

    /// A registered screen said that it is on.
    pub(crate) fn heard(&self, id: &str, now: Moment) {
        self.last.lock().insert(id.to_owned(), now);
    }

    pub(crate) fn last(&self, id: &str) -> Option<Moment> {
        self.last.lock().get(id).copied()
    }

    fn seen(&self) -> Seen {
        Seen { since: self.since, last: self.last.lock().clone() }
    }
}

/// Writes down which screens have gone dark, and which are on again.
pub(crate) fn tell(app: &Shared) -> Result<(), Fault> {
    let (seen, now) = (app.screens.seen(), app.now());
    for told in app.office.read(|reader| to_tell_screens(reader, &seen, now))? {
        match app.office.perform(&Desk::unnamed(&app.office, now), told) {
            // Refused: somebody took it down meanwhile.
            Ok(_) | Err(Stop::Refused(_)) => {}
            Err(Stop::Failed(fault)) => return Err(fault),
        }
    }
    Ok(())
}
