//! Photographs below what they show: for everybody those that somebody has looked through, on the desk every one with the way to it.

use crate::copy::shown::{Picture, Shown};
use crate::show::Link;
use crate::told::Teller;
use archive::Query;
use disclosure::{PhotoOf, PhotoRow};
use office::roster;
use village::{Fault, Place};

fn by(query: &mut dyn Query, teller: &Teller, row: &PhotoRow) -> Result<(String, String), Fault> {
    let name = match &row.taken.0 {
        Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok((name, teller.day(row.taken.1.day()).words))
}

fn one(teller: &Teller, picture: &disclosure::Picture, href: String, words: String) -> Shown {
    let picture =
        Picture { href, width: picture.width, height: picture.height, alt: teller.say("photo-alt").to_string() };
    Shown { pictures: vec![picture], words, ..Shown::default() }
}

/// For everybody.
pub(crate) fn public(query: &mut dyn Query, teller: &Teller, place: &Place, of: &PhotoOf) -> Result<Vec<Shown>, Fault> {
    let mut all = Vec::new();
    for row in disclosure::photos(query, place, of)? {
        let Some(picture) = &row.shown else { continue };
        let (name, day) = by(query, teller, &row)?;
        let places = picture.areas.len();
        let key = if places == 0 { "photo-by" } else { "photo-by-covered" };
        let words = teller.say(key).put("name", name).put("day", day).put("places", places).to_string();
        all.push(one(teller, picture, format!("/photos/{}", row.id), words));
    }
    Ok(all)
}

/// On the desk: as it was handed in, with whether everybody sees it.
pub(crate) fn desk(
    query: &mut dyn Query,
    teller: &Teller,
    place: &Place,
    of: &PhotoOf,
    takes: bool,
) -> Result<Vec<Shown>, Fault> {
    let mut all = Vec::new();
    for row in disclosure::photos(query, place, of)? {
        let (name, day) = by(query, teller, &row)?;
        let key = if row.shown.is_some() { "photo-desk-shown" } else { "photo-desk-kept" };
        let words = teller.say(key).put("name", name).put("day", day).to_string();
        let mut shown = one(teller, &row.own, format!("/desk/photos/{}/picture", row.id), words);
        if takes {
            shown.links = vec![Link::new(teller.say("photo-show"), format!("/desk/photos/{}", row.id))];
        }
        all.push(shown);
    }
    Ok(all)
}
