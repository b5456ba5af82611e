//! Pictures of invoices, as a telephone would take them.

use fast_qr::qr::QRBuilder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use std::io::Cursor;

/// What the code of a fully digitalised invoice holds.
pub(crate) const DIGITAL: &str = "01,32,,26332000000012345678,1286.50,20260312,,649C";

/// A code, so many pixels a module.
pub(crate) fn code(text: &str, module: u32) -> GrayImage {
    let code = QRBuilder::new(text).build().unwrap();
    let size = u32::try_from(code.size).unwrap();
    GrayImage::from_fn((size + 8) * module, (size + 8) * module, |x, y| {
        let at = |pixel: u32| usize::try_from(pixel / module).unwrap().checked_sub(4).filter(|at| *at < code.size);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| code[y][x].value());
        Luma([if dark { 20 } else { 240 }])
    })
}

/// A page of an invoice: a frame, rows of strokes as print looks from afar, and the code at its upper left.
pub(crate) fn page(text: &str, width: u32) -> GrayImage {
    let height = width * 7 / 12;
    let mut page = GrayImage::from_pixel(width, height, Luma([235]));
    let mut draw = 12_345_u32;
    for y in (height / 5..height).step_by((width / 60) as usize) {
        for x in (width / 20..width * 19 / 20).step_by((width / 110) as usize) {
            draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            for stroke in 0..3 {
                let (dx, dy) = ((draw >> (4 * stroke)) % (width / 140), (draw >> (5 * stroke)) % (width / 140));
                for along in 0..width / 160 {
                    let (px, py) = if stroke == 1 { (x + dx, y + along) } else { (x + along, y + dy) };
                    if px < width && py < height {
                        page.put_pixel(px, py, Luma([60]));
                    }
                }
            }
        }
    }
    let sized = width / 10;
    let code = imageops::resize(&code(text, 8), sized, sized, FilterType::Triangle);
    imageops::replace(&mut page, &code, i64::from(width / 24), i64::from(width / 40));
    page
}

/// The page turned by some degrees on a table, with the light falling off to one side.
#[expect(clippy::cast_possible_truncation, reason = "a drawing for a test, with sizes that fit")]
pub(crate) fn photographed(page: &GrayImage, degrees: f32, dark_side: f32) -> GrayImage {
    let (width, height) = page.dimensions();
    let (sin, cos) = degrees.to_radians().sin_cos();
    let side = (width as f32).hypot(height as f32) * 1.05;
    let size = side as u32;
    GrayImage::from_fn(size, size, |x, y| {
        let (u, v) = (x as f32 - side / 2.0, y as f32 - side / 2.0);
        let (px, py) = (u * cos + v * sin + width as f32 / 2.0, v * cos - u * sin + height as f32 / 2.0);
        let inside = px >= 0.0 && py >= 0.0 && px < width as f32 - 1.0 && py < height as f32 - 1.0;
        let shade = if inside { f32::from(page.get_pixel(px as u32, py as u32)[0]) } else { 110.0 };
        let light = 1.0 - dark_side * (x as f32 / side);
        Luma([(shade * light).clamp(0.0, 255.0) as u8])
    })
}

/// Grain, as a cheap telephone has it in the evening.
pub(crate) fn grainy(picture: &GrayImage, strength: i32) -> GrayImage {
    let mut draw = 987_654_321_u32;
    let mut grainy = picture.clone();
    for pixel in grainy.pixels_mut() {
        draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = i32::try_from(draw >> 16).unwrap() % (2 * strength + 1) - strength;
        pixel[0] = u8::try_from((i32::from(pixel[0]) + noise).clamp(0, 255)).unwrap();
    }
    grainy
}

/// As a telephone stores it.
pub(crate) fn jpeg(picture: &GrayImage) -> Vec<u8> {
    let coloured = RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let shade = picture.get_pixel(x, y)[0];
        Rgb([shade, shade, shade.saturating_sub(12)])
    });
    stored(coloured.into(), ImageFormat::Jpeg)
}

pub(crate) fn png(picture: &GrayImage) -> Vec<u8> {
    stored(picture.clone().into(), ImageFormat::Png)
}

pub(crate) fn stored(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}
