//! What is known of the screens.

use crate::sql;
use archive::{Query, Row};
use village::{Fault, Moment, Place};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenRow {
    /// Its number, ten letters and digits that nobody guesses: whoever knows it can say that the screen is on.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Where it hangs, in words.
    pub name: String,
    /// From which hour of the day it is on (0–23).
    pub from_hour: i64,
    /// Until which hour (1–24).
    pub to_hour: i64,
    /// In which hour it reads aloud; never where none.
    pub aloud_hour: Option<i64>,
    /// Since when it is registered.
    pub registered: Moment,
    /// When it was taken down, and why.
    pub removed: Option<(Moment, String)>,
    /// Since when it has said nothing in its hours.
    pub dark_since: Option<Moment>,
}

impl ScreenRow {
    /// Whether it is to be on at an hour.
    #[must_use]
    pub fn is_on_at(&self, hour: i64) -> bool {
        (self.from_hour..self.to_hour).contains(&hour)
    }
}

fn row(row: &Row) -> Result<ScreenRow, Fault> {
    let removed = match row.maybe_int("removed")? {
        Some(moment) => Some((Moment(moment), row.text("removed_why")?)),
        None => None,
    };
    Ok(ScreenRow {
        id: row.text("id")?,
        village: row.read("village")?,
        name: row.text("name")?,
        from_hour: row.int("from_hour")?,
        to_hour: row.int("to_hour")?,
        aloud_hour: row.maybe_int("aloud_hour")?,
        registered: row.moment("registered")?,
        removed,
        dark_since: row.maybe_int("dark_since")?.map(Moment),
    })
}

/// A screen by its number, also one that was taken down.
///
/// # Errors
/// When the store cannot be read.
pub fn screen(query: &mut dyn Query, id: &str) -> Result<Option<ScreenRow>, Fault> {
    query.maybe(sql::SCREEN, &[id.into()])?.map(|one| row(&one)).transpose()
}

/// The screens that hang in a village, the first first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn screens(query: &mut dyn Query, village: &Place) -> Result<Vec<ScreenRow>, Fault> {
    query.query(sql::SCREENS, &[village.into()])?.iter().map(row).collect()
}

/// Every screen that hangs anywhere (at most 100,000).
pub(crate) fn all(query: &mut dyn Query) -> Result<Vec<ScreenRow>, Fault> {
    query.query(sql::ALL_SCREENS, &[])?.iter().map(row).collect()
}
