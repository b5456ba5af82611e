//! Handing a photograph in, and showing it to everybody.

use super::read::{PhotoOf, Picture, photo, photos};
use super::{Shown, Taken, sql};
use crate::entries::to_body;
use crate::inspect::{findings, inspection, may_inspect};
use crate::slot::slot;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{Fault, Kind, Place, Refusal, Stop, Words, serial_after};

/// The most photographs of one thing.
pub const MOST_PHOTOS: usize = 6;

/// Hands a photograph in. Nobody but those who work with it sees it yet.
pub struct TakePhoto {
    /// The village.
    pub village: Place,
    /// What it shows.
    pub of: PhotoOf,
    /// The picture, without what a camera adds.
    pub picture: Picture,
}

/// Shows a photograph to everybody, with what is personal covered.
pub struct ShowPhoto {
    /// The photograph.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The picture as everybody sees it.
    pub picture: Picture,
}

/// Who inspects photographs what they found, who sees to what is public that it hangs there.
fn entitled(desk: &Desk, query: &mut dyn Query, village: &Place, of: &PhotoOf) -> Result<(), Stop> {
    match of {
        PhotoOf::Finding(id, number) => {
            inspection(query, id)?.filter(|row| row.village == *village).ok_or_else(Refusal::not_there)?;
            findings(query, id)?.into_iter().find(|one| one.number == *number).ok_or_else(Refusal::not_there)?;
            may_inspect(desk, query, village)
        }
        PhotoOf::Slot(item, term) => {
            desk.may("draft_disclosure", village, BTreeSet::new(), false)?;
            let today = desk.now.day();
            let book = desk.office.current_book(query)?.at(village, today);
            slot(query, &book, village, today, (item, *term))?.ok_or_else(Refusal::not_there)?;
            Ok(())
        }
    }
}

impl Deed for TakePhoto {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.of.parts().1, step: duty(&self.of).into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        entitled(desk, tx, &self.village, &self.of)?;
        if photos(tx, &self.village, &self.of)?.len() >= MOST_PHOTOS {
            return Err(enough().into());
        }
        let id = next(tx, desk, &self.village)?;
        let (about, subject) = self.of.parts();
        let body = Taken { id: id.clone(), about: about.into(), subject, picture: self.picture.clone() };
        let entry = tx.append(desk.draft(&self.village, "photo.taken", &id, to_body(&body)?))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

impl Deed for ShowPhoto {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "show_photo".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = photo(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        entitled(desk, tx, &row.village, &row.of)?;
        let body = to_body(&Shown { id: self.id.clone(), picture: self.picture.clone() })?;
        let entry = tx.append(desk.draft(&self.village, "photo.shown", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn duty(of: &PhotoOf) -> &'static str {
    match of {
        PhotoOf::Finding(..) => "inspect_disclosure",
        PhotoOf::Slot(..) => "draft_disclosure",
    }
}

fn next(query: &mut dyn Query, desk: &Desk, village: &Place) -> Result<String, Fault> {
    let year = format!("{village}-T-{}", desk.now.day().year());
    let between = [format!("{year}-").into(), format!("{year}.").into()];
    let last = query.maybe(sql::LAST, &between)?.map(|row| row.text("id")).transpose()?;
    Ok(format!("{year}-{:04}", serial_after(last.as_deref()).unwrap_or(1)))
}

fn enough() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "photo.enough",
        Words::new(format!("这里已经有{MOST_PHOTOS}张照片"), format!("there are {MOST_PHOTOS} photographs already")),
        Words::new("不用再拍了", "no more are needed"),
    )
}
