//! Guesses: wrong passwords, counted for a name or an address since the first of them.

use super::{Directory, sql};
use village::{Fault, Moment};

/// How long guesses are remembered: a day.
pub(super) const KEPT_MS: i64 = 24 * 3_600_000;

impl Directory {
    /// Counts a wrong password. Guesses that began at `since` or before are forgotten first. Tells how many there are
    /// now.
    ///
    /// # Errors
    /// When the store fails.
    pub fn note_failure(&self, bucket: &str, now: Moment, since: Moment) -> Result<u64, Fault> {
        let params = [clean(bucket).into(), now.into(), since.into()];
        self.look(sql::NOTE_FAILURE, &params)?.first().map_or(Ok(0), |row| row.count("failures"))
    }

    /// How many wrong passwords there were, when the first of them came after `since`.
    ///
    /// # Errors
    /// When the store fails.
    pub fn failures(&self, bucket: &str, since: Moment) -> Result<u64, Fault> {
        let rows = self.look(sql::FAILURES, &[clean(bucket).into(), since.into()])?;
        rows.first().map_or(Ok(0), |row| row.count("failures"))
    }

    /// Forgets the wrong passwords: the right one has come.
    ///
    /// # Errors
    /// When the store fails.
    pub fn clear_failures(&self, bucket: &str) -> Result<(), Fault> {
        self.change(sql::CLEAR_FAILURES, &[clean(bucket).into()]).map(drop)
    }
}

/// A bucket is named by what a stranger typed, so it may hold anything.
fn clean(bucket: &str) -> String {
    bucket.replace('\0', "\u{fffd}")
}
