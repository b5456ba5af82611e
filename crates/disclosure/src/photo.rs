//! Photographs (照片) of the wall: an inspector shows what they found, a clerk that an item hangs there. Nobody has to take any, and
//! nothing depends on one. What is personal is covered before everybody sees it.

mod read;
mod sql;
mod take;

pub use read::{PhotoOf, PhotoRow, Picture, all_pictures, photo, photos};
pub use take::{MOST_PHOTOS, ShowPhoto, TakePhoto};

use crate::entries::body;
use archive::{Change, Entry, Kind};
use serde::{Deserialize, Serialize};
use village::Fault;

pub(crate) fn kinds() -> Vec<Kind> {
    vec![Kind { name: "photo.taken", apply: apply_taken }, Kind { name: "photo.shown", apply: apply_shown }]
}

/// A photograph was handed in.
#[derive(Debug, Serialize, Deserialize)]
struct Taken {
    id: String,
    about: String,
    subject: String,
    picture: Picture,
}

/// It is shown to everybody, with what is personal covered.
#[derive(Debug, Serialize, Deserialize)]
struct Shown {
    id: String,
    picture: Picture,
}

fn text(picture: &Picture) -> Result<String, Fault> {
    serde_json::to_string(picture).map_err(|error| Fault::from("a picture cannot be written", error))
}

fn apply_taken(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Taken = body(entry)?;
    change.execute(
        sql::TAKE,
        &[
            made.id.into(),
            (&entry.village).into(),
            made.about.into(),
            made.subject.into(),
            text(&made.picture)?.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_shown(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Shown = body(entry)?;
    let params = [made.id.into(), text(&made.picture)?.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::SHOW, &params)?;
    Ok(())
}
