//! Counting. Who has read an item today is told from a keyed hash of the address and the browser's own name; key and hashes live in
//! memory, and are forgotten at midnight. What is stored is the count alone.

use crate::state::Shared;
use axum::http::{HeaderMap, header};
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use village::{Day, Fault, Moment, Place};

/// So many readings of one day are told apart; beyond that each is counted.
const ROOM: usize = 200_000;
/// Counts wait so long in memory before they are stored together.
const WAIT_MS: i64 = 60_000;
/// Programs that fetch pages say so in their names.
const ROBOTS: [&str; 9] = ["bot", "spider", "crawl", "slurp", "curl", "wget", "python", "headless", "monitor"];

#[derive(Default)]
struct Today {
    day: Option<Day>,
    key: [u8; 32],
    known: BTreeSet<u64>,
    waiting: BTreeMap<(Place, String, Day), i64>,
    stored: Option<Moment>,
}

/// Who has read what today.
#[derive(Default)]
pub(crate) struct Readers(Mutex<Today>);

impl Readers {
    /// Counts a reader of a page, once a day; robots are not counted. `true` when what waits has waited long enough to be stored.
    pub(crate) fn read(
        &self,
        app: &Shared,
        (village, page): (&Place, &str),
        (address, asked): (Option<IpAddr>, &HeaderMap),
    ) -> bool {
        let now = app.now();
        let name = asked.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or("").to_lowercase();
        if name.is_empty() || ROBOTS.iter().any(|robot| name.contains(robot)) {
            return false;
        }
        let mut today = self.0.lock();
        if today.day != Some(now.day()) {
            today.day = Some(now.day());
            today.key = app.office.random();
            today.known.clear();
        }
        let address = address.map_or_else(String::new, |address| address.to_string());
        let digest =
            Sha256::new().chain_update(today.key).chain_update(format!("{address}\n{name}\n{village}\n{page}"));
        let short = digest.finalize().iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        if today.known.len() < ROOM && !today.known.insert(short) {
            return false;
        }
        *today.waiting.entry((village.clone(), page.to_owned(), now.day())).or_insert(0) += 1;
        let begun = *today.stored.get_or_insert(now);
        let is_due = now.0 - begun.0 >= WAIT_MS;
        if is_due {
            today.stored = Some(now);
        }
        is_due
    }

    /// Stores what waits.
    pub(crate) fn flush(&self, app: &Shared) -> Result<(), Fault> {
        let waiting = std::mem::take(&mut self.0.lock().waiting);
        let mut all = waiting.into_iter();
        all.try_for_each(|((village, page, day), many)| app.directory.add_readings(&village, &page, day, many))
    }
}
