//! The search for codes in a photograph: at several sizes and shades, until one is read or the budget is spent.

use crate::bits::Bits;
use crate::invoice::gather;
use crate::{Invoice, Unread, read_code};
use image::GrayImage;
use image::imageops::{self, FilterType};
use rqrr::PreparedImage;
use std::panic::catch_unwind;

/// The longest sides at which a picture is looked at. A code of a few thumbs' width on a whole page needs the larger ones; noise
/// and creases disappear in the smaller ones.
const SIDES: [u32; 5] = [2_000, 1_200, 3_200, 800, 4_400];

/// How wide the surroundings are as a part of the picture, and below what per cent of them is dark: even light, a shadow
/// across the page, faint print.
const LIGHTS: [(u32, u64); 4] = [(40, 88), (14, 94), (110, 80), (110, 95)];

/// The same for a picture whose edges were drawn after.
const SHARP: [(u32, u64); 5] = [(40, 96), (120, 92), (80, 92), (160, 92), (120, 97)];

/// The longest side at which a picture is worked on before it is looked at.
const MOST_WORKED: u32 = 3_700;

/// All pixels that may be touched for one picture, by us and by the decoder.
const BUDGET: u64 = 6_000_000_000;

/// The most codes of one picture that are looked into.
const MOST_CODES: usize = 12;

/// The invoices whose codes are in a picture.
pub(crate) fn codes(shades: &GrayImage) -> Result<Vec<Invoice>, Unread> {
    let mut search = Search { left: BUDGET, fault: None };
    for side in sides(shades) {
        let sized = sized(shades, side);
        let mut found = LIGHTS.iter().find_map(|light| search.look(&sized, *light, false));
        // A code that is light on dark is rare.
        found = found.or_else(|| search.look(&sized, (20, 92), true));
        if found.is_none() && side <= MOST_WORKED {
            found = search.look(&imageops::fast_blur(&sized, 1.0), (40, 92), false);
            let sharp = found.is_none().then(|| sharpened(&sized));
            found = found.or_else(|| SHARP.iter().find_map(|light| search.look(sharp.as_ref()?, *light, false)));
        }
        if let Some(invoices) = found {
            return Ok(invoices);
        }
    }
    Err(search.fault.unwrap_or(Unread::NoCode))
}

/// A search with what is left of its budget, and what stood in the way so far.
struct Search {
    left: u64,
    fault: Option<Unread>,
}

impl Search {
    /// Looks at a picture in one light.
    fn look(&mut self, view: &GrayImage, (part, percent): (u32, u64), turned: bool) -> Option<Vec<Invoice>> {
        let bits = Bits::of(view, part, percent);
        let texts = decode(if turned { bits.turned() } else { bits }, &mut self.left);
        match invoices(&texts) {
            Ok(found) => Some(found).filter(|found| !found.is_empty()),
            Err(other) => {
                self.fault = Some(worse(self.fault.take(), other));
                None
            }
        }
    }
}

/// A code of an invoice with a malformed part tells more than a code of something else.
pub(crate) fn worse(known: Option<Unread>, other: Unread) -> Unread {
    match known {
        Some(malformed @ Unread::Malformed { .. }) => malformed,
        _ => other,
    }
}

/// The sizes for a picture, its own among them; a small one is looked at enlarged, too.
fn sides(shades: &GrayImage) -> Vec<u32> {
    let own = shades.width().max(shades.height());
    let mut sides: Vec<u32> = SIDES.into_iter().filter(|side| *side < own).collect();
    if own <= 4_400 {
        sides.insert(usize::from(own > 2_000), own);
    }
    if own <= 1_000 {
        sides.push(own * 2);
    }
    sides
}

fn sized(shades: &GrayImage, side: u32) -> GrayImage {
    let (width, height) = shades.dimensions();
    let own = width.max(height).max(1);
    let scaled = |length: u32| u32::try_from(u64::from(length) * u64::from(side) / u64::from(own)).unwrap_or(1).max(1);
    match side.cmp(&own) {
        std::cmp::Ordering::Less => imageops::thumbnail(shades, scaled(width), scaled(height)),
        std::cmp::Ordering::Equal => shades.clone(),
        std::cmp::Ordering::Greater => imageops::resize(shades, scaled(width), scaled(height), FilterType::Triangle),
    }
}

/// What is out of focus, with its edges drawn after.
fn sharpened(shades: &GrayImage) -> GrayImage {
    let soft = imageops::fast_blur(shades, 4.0);
    let mut sharp = shades.clone();
    for (here, around) in sharp.iter_mut().zip(soft.iter()) {
        let (shade, mean) = (i32::from(*here), i32::from(*around));
        *here = u8::try_from((shade + 2 * (shade - mean)).clamp(0, 255)).unwrap_or(u8::MAX);
    }
    sharp
}

/// The texts of the codes in a picture, when the budget is enough to look for them.
fn decode(bits: Bits, left: &mut u64) -> Vec<String> {
    let survey = bits.survey();
    let Some(rest) = left.checked_sub(survey.work) else { return Vec::new() };
    *left = rest;
    if survey.corners < 3 {
        return Vec::new();
    }
    let (Ok(wide), Ok(high)) = (u32::try_from(bits.width), u32::try_from(bits.height)) else { return Vec::new() };
    let Some(buffer) = GrayImage::from_raw(wide, high, bits.dark) else { return Vec::new() };
    // The decoder panics on some drawings that no camera takes: then there is no code in this one.
    catch_unwind(|| {
        let mut prepared = PreparedImage::without_preparation(buffer);
        let grids = prepared.detect_grids();
        grids.iter().take(MOST_CODES).filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
    })
    .unwrap_or_default()
}

/// The invoices of codes; what the first of them is instead, when it is none.
fn invoices(texts: &[String]) -> Result<Vec<Invoice>, Unread> {
    let (mut found, mut fault) = (Vec::new(), None);
    for text in texts {
        match read_code(text) {
            Ok(invoice) => gather(&mut found, invoice),
            Err(other) => fault = Some(worse(fault, other)),
        }
    }
    match fault {
        Some(fault) if found.is_empty() => Err(fault),
        _ => Ok(found),
    }
}
