//! What has been confirmed and released: every version of every slot.

use crate::sql;
use crate::term::Term;
use archive::{Query, Row};
use office::Content;
use village::{Day, Fault, Hash, Moment, PersonId, Place};

/// How far a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Confirmed; the supervision committee has not reviewed it.
    Prepared,
    /// Returned by the supervision committee.
    Returned,
    /// Reviewed and released, from a day on.
    Released,
}

/// A version of what stands in a slot, without what it says.
#[derive(Debug, Clone)]
pub struct Version {
    /// The item.
    pub item: String,
    /// The days that it covers.
    pub term: Term,
    /// Its number in the slot, from 1.
    pub number: i64,
    /// How far it is.
    pub state: VersionState,
    /// The fingerprint of what it says.
    pub hash: Hash,
    /// Why there is nothing, or why it is corrected.
    pub reason: String,
    /// Not before that day.
    pub release_on: Day,
    /// Who confirmed it, and when.
    pub prepared: (Option<PersonId>, Moment),
    /// Who reviewed it, and when.
    pub reviewed: Option<(Option<PersonId>, Moment)>,
    /// Why it was returned.
    pub returned_why: String,
    /// Since when it is public, once it was released.
    pub released: Option<Day>,
    /// The log's entry in which it was confirmed.
    pub entry: i64,
}

impl Version {
    /// Since when everybody may read it.
    #[must_use]
    pub fn public_on(&self) -> Option<Day> {
        self.released
    }
}

fn row(row: &Row) -> Result<Version, Fault> {
    let state = match row.text("state")?.as_str() {
        "prepared" => VersionState::Prepared,
        "returned" => VersionState::Returned,
        "released" => VersionState::Released,
        other => return Err(Fault::new(format!("`{other}` is no state of a disclosure"))),
    };
    let reviewed = match row.maybe_int("reviewed")? {
        Some(moment) => Some((row.maybe_read("reviewed_by")?, Moment(moment))),
        None => None,
    };
    Ok(Version {
        item: row.text("item")?,
        term: row.read("term")?,
        number: row.int("version")?,
        state,
        hash: row.hash("hash")?,
        reason: row.text("reason")?,
        release_on: row.read("release_on")?,
        prepared: (row.maybe_read("prepared_by")?, row.moment("prepared")?),
        reviewed,
        returned_why: row.text("returned_why")?,
        released: row.maybe_read("public_on")?,
        entry: row.int("entry")?,
    })
}

/// Every version of a village, by item, time and number (at most 5,000).
///
/// # Errors
/// When the store cannot be read.
pub fn versions_of_village(query: &mut dyn Query, village: &Place) -> Result<Vec<Version>, Fault> {
    query.query(sql::VERSIONS, &[village.into()])?.iter().map(row).collect()
}

/// What is public of the whole county on a day and holds, the latest first, after one that was read (200 at a time); of every
/// scope.
///
/// # Errors
/// When the store cannot be read.
pub fn latest(query: &mut dyn Query, today: Day, after: Option<&Version>) -> Result<Vec<(Place, Version)>, Fault> {
    // Without one, from behind everything that is public today.
    let (day, entry) = after.map_or((today.plus(1), 0), |one| (one.public_on().unwrap_or(today), one.entry));
    let rows = query.query(sql::LATEST, &[today.into(), day.into(), entry.into()])?;
    rows.iter().map(|one| Ok((one.read("village")?, row(one)?))).collect()
}

/// Every version of a slot, the first first.
///
/// # Errors
/// When the store cannot be read.
pub fn versions(query: &mut dyn Query, village: &Place, item: &str, term: Term) -> Result<Vec<Version>, Fault> {
    let params = [village.into(), item.into(), term.to_string().into()];
    query.query(sql::VERSIONS_OF_SLOT, &params)?.iter().map(row).collect()
}

/// What waits for the supervision committee's review in a village.
///
/// # Errors
/// When the store cannot be read.
pub fn to_review(query: &mut dyn Query, village: &Place) -> Result<Vec<Version>, Fault> {
    query.query(sql::WAITING, &[village.into()])?.iter().map(row).collect()
}

/// What a version says.
///
/// # Errors
/// When the store cannot be read.
pub fn version(
    query: &mut dyn Query,
    village: &Place,
    (item, term): (&str, Term),
    number: i64,
) -> Result<Option<Content>, Fault> {
    let params = [village.into(), item.into(), term.to_string().into(), number.into()];
    let Some(row) = query.maybe(sql::CONTENT, &params)? else { return Ok(None) };
    let read = serde_json::from_str(&row.text("content")?);
    read.map(Some).map_err(|error| Fault::from("a disclosure holds a malformed content", error))
}
