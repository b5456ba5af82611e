//! How often public pages were read. A count is nobody's act and stands in no log; nothing about the readers is stored.

use super::{Directory, sql};
use village::{Day, Fault, Place};

impl Directory {
    /// Adds to the count of a page of a village on a day.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add_readings(&self, village: &Place, page: &str, day: Day, many: i64) -> Result<(), Fault> {
        self.change(sql::ADD_READINGS, &[village.into(), page.into(), day.into(), many.into()]).map(drop)
    }

    /// How often each page of the villages under a place was read since a day, by village and page (at most 50,000).
    ///
    /// # Errors
    /// When the store fails.
    pub fn readings(&self, place: &Place, since: Day) -> Result<Vec<(Place, String, i64)>, Fault> {
        let rows = self.look(sql::READINGS, &[format!("{place}%").into(), since.into()])?;
        rows.iter().map(|row| Ok((row.read("village")?, row.text("page")?, row.int("many")?))).collect()
    }
}
