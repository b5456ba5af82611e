//! What the log was seen to be: kept apart from it, so that an older copy of a store is noticed.

use super::{Directory, sql};
use tlog::Checkpoint;
use village::{Fault, Place};

impl Directory {
    /// Notes the last checkpoint of a county's log; one that promises less than the one that is known changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn see(&self, county: &Place, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let params = [county.into(), checkpoint.size.into(), checkpoint.note.as_str().into()];
        self.change(sql::SEE, &params).map(drop)
    }

    /// Begins anew with a checkpoint that promises less: it was declared that the store was put back from a copy.
    ///
    /// # Errors
    /// When the store fails.
    pub fn see_anew(&self, county: &Place, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let params = [county.into(), checkpoint.size.into(), checkpoint.note.as_str().into()];
        self.change(sql::SEE_ANEW, &params).map(drop)
    }

    /// The last checkpoint that was seen, as it was signed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seen(&self, county: &Place) -> Result<Option<String>, Fault> {
        self.look(sql::SEEN, &[county.into()])?.first().map(|row| row.text("note")).transpose()
    }
}
