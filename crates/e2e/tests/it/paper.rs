//! Small pictures to be uploaded, and QR codes to be read from pictures.

use crate::county::file;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};

/// A photograph of some paper; no two are the same.
pub(crate) fn photograph(name: &str) -> PathBuf {
    static SHADE: AtomicU8 = AtomicU8::new(1);
    let shade = SHADE.fetch_add(1, Ordering::Relaxed);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 120, 80);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..120 * 80_u32)
        .flat_map(|n| [shade, u8::try_from(n % 251).unwrap_or(0), u8::try_from(n / 120).unwrap_or(0)])
        .collect();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file(&format!("{name}-{shade}.png"), &bytes)
}

/// What the QR codes in a picture say.
pub(crate) fn codes_in(bytes: &[u8]) -> Vec<String> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let samples = frame.color_type.samples();
    codes(frame.width as usize, frame.height as usize, |x, y| pixels[(y * frame.width as usize + x) * samples])
}

/// What the QR code says that was printed with blocks in a terminal, light on dark.
pub(crate) fn codes_in_terminal(lines: &[String]) -> Vec<String> {
    let blocks: Vec<Vec<char>> = lines
        .iter()
        .filter(|line| line.contains(['█', '▀', '▄']) && line.chars().all(|c| matches!(c, '█' | '▀' | '▄' | ' ')))
        .map(|line| line.chars().collect())
        .collect();
    let width = blocks.iter().map(Vec::len).max().unwrap_or(0);
    // Every block is two modules; every module ten points, so that the finder patterns are large enough.
    codes(width * 10, blocks.len() * 20, |x, y| {
        let block = blocks[y / 20].get(x / 10).copied().unwrap_or(' ');
        let light = match block {
            '█' => true,
            '▀' => (y / 10) % 2 == 0,
            '▄' => (y / 10) % 2 == 1,
            _ => false,
        };
        if light { 255 } else { 0 }
    })
}

fn codes(width: usize, height: usize, shade: impl Fn(usize, usize) -> u8) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
    picture.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
