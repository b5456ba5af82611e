//! What everybody may see of the first village's papers and wall: an invoice with what is personal covered by one and compared by
//! another, and a photograph of the board.

use crate::delegation::holder;
use crate::paper;
use affairs::{CopyPage, CoverPaper, ReviewCopy, bare_papers, case, copies};
use cover::{Area, Sheet};
use disclosure::{PhotoOf, Picture, ShowPhoto, Stand, TakePhoto, slots};
use office::{Office, roster};
use village::{Fault, Moment, Place, Post, Stop};

/// Shows an invoice and the wall. Papers bring no font along; they are drawn in `font`, an OpenType file.
///
/// # Errors
/// When something is broken, a deed that should succeed is refused, or a paper cannot be drawn.
pub fn show(office: &Office, village: &Place, font: &'static [u8], at: Moment) -> Result<(), Stop> {
    cover_invoice(office, village, font, at)?;
    photograph(office, village, font, at)
}

fn sheets(bytes: &[u8], font: &'static [u8]) -> Result<Vec<Sheet>, Fault> {
    cover::sheets(bytes, font).map_err(|why| Fault::new(format!("a paper of the demonstration is not drawn: {why:?}")))
}

/// The clerk covers the latest invoice, the director of the supervision committee compares it with the original.
fn cover_invoice(office: &Office, village: &Place, font: &'static [u8], at: Moment) -> Result<(), Stop> {
    for bare in office.read(|reader| bare_papers(reader, village))? {
        if office.read(|reader| case(reader, &bare.case))?.is_none_or(|row| row.affair != "C1") {
            continue;
        }
        let Some(original) = office.files().fetch(&bare.paper)? else { continue };
        let sheets = sheets(&original, font)?;
        if sheets.iter().all(|sheet| sheet.found().is_empty()) {
            continue;
        }
        let pages = sheets.iter().map(|sheet| page(office, sheet)).collect::<Result<_, Stop>>()?;
        let (case, paper) = (bare.case, bare.paper);
        let deed = CoverPaper { case: case.clone(), village: village.clone(), paper, pages };
        office.perform(&holder(office, village, Post::Clerk, at)?, deed)?;
        let kept = office.read(|reader| copies(reader, &case))?.into_iter().find(|copy| copy.paper == paper);
        let seen = kept.ok_or_else(|| Fault::new("the copy was not kept"))?.hash;
        let review = ReviewCopy { case, village: village.clone(), paper, seen, returned: None };
        return office.perform(&holder(office, village, Post::SupervisionDirector, at)?, review).map(drop);
    }
    Ok(())
}

/// A page with everything personal black.
fn page(office: &Office, sheet: &Sheet) -> Result<CopyPage, Stop> {
    let areas: Vec<Area> = sheet.found().iter().map(|found| found.area).collect();
    let made = sheet.covered(&areas).map_err(|_| Fault::new("a copy cannot be written"))?;
    let kept = office.files().put(&made.jpeg)?;
    Ok(CopyPage {
        hash: kept.hash,
        width: made.width.into(),
        height: made.height.into(),
        size_bytes: i64::try_from(kept.size_bytes).unwrap_or(i64::MAX),
        areas: areas.iter().map(|area| [area.left, area.top, area.width, area.height]).collect(),
    })
}

/// The clerk photographs the wall on which the last expenses hang.
fn photograph(office: &Office, village: &Place, font: &'static [u8], at: Moment) -> Result<(), Stop> {
    let all = office.read(|reader| {
        let book = office.current_book(reader)?.at(village, at.day());
        slots(reader, &book, village, at.day())
    })?;
    let public = all.into_iter().filter(|slot| slot.item.code == "F02" && matches!(slot.stand, Stand::Public { .. }));
    let Some(slot) = public.max_by_key(|slot| slot.term.last) else { return Ok(()) };
    let name =
        office.read(|reader| roster::division(reader, village))?.map_or_else(String::new, |one| one.short_name());
    let drawn = paper::wall(&name, &at.day().to_string(), &["收入明细", "支出明细", "债权债务"]);
    let sheets = sheets(&drawn, font)?;
    let sheet = sheets.first().ok_or_else(|| Fault::new("the wall has no page"))?;
    let CopyPage { hash, width, height, size_bytes, areas } = page(office, sheet)?;
    let picture = Picture { hash, width, height, size_bytes, areas };
    let desk = holder(office, village, Post::Clerk, at)?;
    let of = PhotoOf::Slot(slot.item.code, slot.term);
    let id = office.perform(&desk, TakePhoto { village: village.clone(), of, picture: picture.clone() })?.subject;
    office.perform(&desk, ShowPhoto { id, village: village.clone(), picture }).map(drop)
}
