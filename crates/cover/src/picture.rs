//! A photograph, never larger than agreed, the right way up.

use crate::Undrawn;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// The most pixels: a little over what telephones take in their finest ordinary mode.
const MOST_PIXELS: u64 = 52_000_000;

/// The most that a decoder may take at any time.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Opens a JPEG, PNG or WebP; its size is known, and refused, before its pixels are unpacked.
pub(crate) fn open(bytes: &[u8]) -> Result<RgbImage, Undrawn> {
    let format = image::guess_format(bytes).map_err(|_| Undrawn::OtherKind)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Undrawn::OtherKind);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Undrawn::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Undrawn::TooManyPixels);
    }
    let turned = decoder.orientation().map_err(|_| Undrawn::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Undrawn::Damaged)?;
    picture.apply_orientation(turned);
    Ok(on_white(&picture))
}

/// What is transparent is seen on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let mut seen = RgbImage::new(picture.width(), picture.height());
    for (own, from) in seen.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |shade: u32| u8::try_from((shade * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        own.0 = [over(red), over(green), over(blue)];
    }
    seen
}
