//! A page: drawn, with what is personal in it as far as its text is known.

use crate::{Area, LONGEST_SIDE, Undrawn};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use village::mask::Personal;

/// How good a JPEG is made: small print stays readable.
const QUALITY: u8 = 78;

/// Something personal on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What stands there.
    pub what: Personal,
    /// Where.
    pub area: Area,
}

/// A page of a paper, drawn.
#[derive(Debug, Clone)]
pub struct Sheet {
    picture: RgbImage,
    found: Vec<Found>,
    is_read: bool,
}

/// A page as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// A JPEG without metadata.
    pub jpeg: Vec<u8>,
    /// How wide, in pixels.
    pub width: u32,
    /// How high, in pixels.
    pub height: u32,
}

impl Sheet {
    /// A page, never larger than what comes out.
    pub(crate) fn new(picture: RgbImage, found: Vec<Found>, is_read: bool) -> Self {
        let (width, height) = picture.dimensions();
        let longer = width.max(height);
        if longer <= LONGEST_SIDE {
            return Self { picture, found, is_read };
        }
        let less = |side: u32| {
            let side = u64::from(side) * u64::from(LONGEST_SIDE) / u64::from(longer.max(1));
            u32::try_from(side).unwrap_or(LONGEST_SIDE).max(1)
        };
        Self { picture: resize(&picture, less(width), less(height), FilterType::Triangle), found, is_read }
    }

    /// How wide it is drawn, in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.picture.width()
    }

    /// How high it is drawn, in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.picture.height()
    }

    /// What is personal on it, as far as its text is known.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// Whether its text is known, every character of it. Where it is not, a person alone finds what is personal.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.is_read
    }

    /// What is personal on it and would be seen by everybody, were `areas` covered.
    #[must_use]
    pub fn left_open(&self, areas: &[Area]) -> Vec<Found> {
        let open = |one: &&Found| !areas.iter().any(|area| area.covers(&one.area));
        self.found.iter().filter(open).copied().collect()
    }

    /// The page with `areas` black. Nothing of what lay there is left.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn covered(&self, areas: &[Area]) -> Result<Covered, Undrawn> {
        let (width, height) = self.picture.dimensions();
        let mut picture = self.picture.clone();
        // Each edge goes outward to a whole pixel, and one further: what is blurred over it tells nothing either.
        let edge = |part: u16, side: u32, up: bool| {
            let exact = u64::from(part) * u64::from(side);
            let whole = u64::from(Area::WHOLE);
            let at = if up { exact.div_ceil(whole) + 1 } else { (exact / whole).saturating_sub(1) };
            u32::try_from(at).unwrap_or(side).min(side)
        };
        for area in areas {
            for y in edge(area.top, height, false)..edge(area.bottom(), height, true) {
                for x in edge(area.left, width, false)..edge(area.right(), width, true) {
                    picture.put_pixel(x, y, Rgb([0, 0, 0]));
                }
            }
        }
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&picture).map_err(|_| Undrawn::Damaged)?;
        Ok(Covered { jpeg, width, height })
    }
}
