//! A photograph as shades of grey, never larger than agreed.

use crate::Unread;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The most pixels: a little over what telephones take in their finest ordinary mode.
pub(crate) const MOST_PIXELS: u64 = 52_000_000;

/// The most that a decoder may take at any time.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Opens a JPEG, PNG or WebP; its size is known, and refused, before its pixels are unpacked.
pub(crate) fn open(bytes: &[u8]) -> Result<GrayImage, Unread> {
    let damaged = |fault: &dyn std::error::Error| Unread::Damaged(fault.to_string());
    let format = image::guess_format(bytes).map_err(|_| Unread::OtherKind)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Unread::OtherKind);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|fault| damaged(&fault))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unread::TooManyPixels { width, height, limit: MOST_PIXELS });
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|fault| damaged(&fault))?;
    Ok(on_white(picture))
}

/// What is transparent is seen on white.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let shades = picture.into_luma_alpha8();
    let (width, height) = shades.dimensions();
    let seen = shades.pixels().map(|pixel| {
        let [shade, alpha] = pixel.0.map(u32::from);
        u8::try_from((shade * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    });
    GrayImage::from_raw(width, height, seen.collect()).unwrap_or_default()
}
