//! Photographs as they are kept.

use super::sql;
use crate::term::Term;
use archive::{Query, Row};
use serde::{Deserialize, Serialize};
use village::{Fault, Hash, Moment, PersonId, Place};

/// What a photograph shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoOf {
    /// What an inspector found: the inspection, and the finding's number.
    Finding(String, i64),
    /// That an item hangs on the wall: its code, and the days that it covers.
    Slot(String, Term),
}

impl PhotoOf {
    /// Kind and key, as they are kept.
    #[must_use]
    pub fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Finding(inspection, number) => ("finding", format!("{inspection}/{number}")),
            Self::Slot(item, term) => ("slot", format!("{item}/{term}")),
        }
    }

    /// From kind and key.
    #[must_use]
    pub fn of(kind: &str, key: &str) -> Option<Self> {
        let (first, second) = key.split_once('/')?;
        match kind {
            "finding" => Some(Self::Finding(first.to_owned(), second.parse().ok()?)),
            "slot" => Some(Self::Slot(first.to_owned(), second.parse().ok()?)),
            _ => None,
        }
    }
}

/// A picture as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// By its content.
    pub hash: Hash,
    /// How wide, in pixels.
    pub width: i64,
    /// How high, in pixels.
    pub height: i64,
    /// How large.
    pub size_bytes: i64,
    /// What is covered: left, top, width, height, in thousandths of the picture.
    pub areas: Vec<[u16; 4]>,
}

/// A photograph.
#[derive(Debug, Clone)]
pub struct PhotoRow {
    /// Its number.
    pub id: String,
    /// The village.
    pub village: Place,
    /// What it shows.
    pub of: PhotoOf,
    /// For those who work with it.
    pub own: Picture,
    /// Who handed it in, and when.
    pub taken: (Option<PersonId>, Moment),
    /// For everybody, once somebody has looked for what is personal.
    pub shown: Option<Picture>,
}

fn row(row: &Row) -> Result<PhotoRow, Fault> {
    let (about, subject) = (row.text("about")?, row.text("subject")?);
    let picture = |text: &str| {
        serde_json::from_str(text).map_err(|error| Fault::from("a photograph holds a malformed picture", error))
    };
    Ok(PhotoRow {
        id: row.text("id")?,
        village: row.read("village")?,
        of: PhotoOf::of(&about, &subject).ok_or_else(|| Fault::new(format!("a photograph of `{about}`")))?,
        own: picture(&row.text("own")?)?,
        taken: (row.maybe_read("taken_by")?, row.moment("taken")?),
        shown: row.maybe_text("shown")?.map(|text| picture(&text)).transpose()?,
    })
}

/// A photograph by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn photo(query: &mut dyn Query, id: &str) -> Result<Option<PhotoRow>, Fault> {
    query.maybe(sql::PHOTO, &[id.into()])?.map(|one| row(&one)).transpose()
}

/// The photographs of one thing, the first first (at most 100).
///
/// # Errors
/// When the store cannot be read.
pub fn photos(query: &mut dyn Query, village: &Place, of: &PhotoOf) -> Result<Vec<PhotoRow>, Fault> {
    let (about, subject) = of.parts();
    query.query(sql::PHOTOS, &[village.into(), about.into(), subject.into()])?.iter().map(row).collect()
}

/// The content of every picture of the county, with its photograph: for whoever checks the files.
///
/// # Errors
/// When the store cannot be read.
pub fn all_pictures(query: &mut dyn Query) -> Result<Vec<(Hash, String)>, Fault> {
    let mut all = Vec::new();
    let mut last = String::new();
    loop {
        let rows = query.query(sql::PHOTOS_AFTER, &[last.as_str().into()])?;
        let Some(end) = rows.last() else { return Ok(all) };
        last = end.text("id")?;
        for one in &rows {
            let photo = row(one)?;
            let pictures = [Some(photo.own), photo.shown].into_iter().flatten();
            all.extend(pictures.map(|picture| (picture.hash, photo.id.clone())));
        }
    }
}
