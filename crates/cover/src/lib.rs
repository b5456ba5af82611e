//! Papers as pictures for everybody: what is personal is covered with black before the picture is made, so that nothing lies
//! beneath it. A photograph (JPEG, PNG, WebP) or a PDF goes in; JPEGs without any metadata come out, one a page.
//!
//! Where the text of a document is known, what is personal is found by its pattern ([`village::mask::find`]) and has to be covered;
//! in a photograph a person marks it. Nothing here reads characters from a picture (no OCR) or looks for faces.
//!
//! # Limits
//!
//! Eight pages, 52 million pixels, 1,400 pixels at the longer side of what comes out; what cannot be drawn whole is refused.

mod area;
mod document;
mod picture;
mod sheet;
mod text;

pub use area::Area;
pub use sheet::{Covered, Found, Sheet};

use std::panic::catch_unwind;

/// The most pages of a document.
pub const MOST_PAGES: usize = 8;

/// The longer side of what comes out, in pixels.
pub const LONGEST_SIDE: u32 = 1_400;

/// Why a paper cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undrawn {
    /// It is neither a picture nor a PDF.
    OtherKind,
    /// It is damaged, or locked.
    Damaged,
    /// It has more than fifty-two million pixels.
    TooManyPixels,
    /// It has more pages than are taken.
    TooManyPages(usize),
    /// It uses something that is not drawn here: what is shown would not be what it says.
    NotWhole,
}

/// The pages of a paper, drawn. Text whose font a document does not bring along is drawn in `font` (an OpenType file).
///
/// # Errors
/// When it cannot be drawn, or not whole.
pub fn sheets(bytes: &[u8], font: &'static [u8]) -> Result<Vec<Sheet>, Undrawn> {
    // The decoders are other people's code on anybody's bytes: should one of them panic, this paper is damaged, no more.
    let drawn = catch_unwind(|| {
        if bytes.starts_with(b"%PDF-") {
            document::sheets(bytes, font)
        } else {
            picture::open(bytes).map(|picture| vec![Sheet::new(picture, Vec::new(), false)])
        }
    });
    drawn.unwrap_or(Err(Undrawn::Damaged))
}
