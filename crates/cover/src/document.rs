//! A PDF: each page drawn, with its characters and where they stand.

use crate::text::{Letter, personal};
use crate::{LONGEST_SIDE, MOST_PAGES, Sheet, Undrawn};
use hayro::hayro_interpret::font::{FontQuery, Glyph, StandardFont};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings,
    InterpreterWarning, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Point, Rect};
use hayro::{RenderCache, RenderSettings, render};
use image::RgbImage;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The pages of a PDF.
pub(crate) fn sheets(bytes: &[u8], font: &'static [u8]) -> Result<Vec<Sheet>, Undrawn> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| Undrawn::Damaged)?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Undrawn::TooManyPages(pages.len()));
    }
    if pages.is_empty() {
        return Err(Undrawn::Damaged);
    }
    let lacks = Arc::new(AtomicBool::new(false));
    let settings = settings(font, &lacks);
    let cache = RenderCache::new();
    let mut sheets = Vec::new();
    for page in pages.iter() {
        sheets.push(sheet(page, &cache, &settings)?);
    }
    if lacks.load(Ordering::Relaxed) { Err(Undrawn::NotWhole) } else { Ok(sheets) }
}

fn settings(font: &'static [u8], lacks: &Arc<AtomicBool>) -> InterpreterSettings {
    let lacks = Arc::clone(lacks);
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(standard) => Some(standard.get_font_data()),
            // What is not Latin is drawn in ours.
            FontQuery::Fallback(wanted) if wanted.character_collection.is_some() => Some((Arc::new(font), 0)),
            FontQuery::Fallback(wanted) => Some(standard(wanted.pick_standard_font())),
        }),
        warning_sink: Arc::new(move |warning| match warning {
            InterpreterWarning::UnsupportedFont | InterpreterWarning::ImageDecodeFailure => {
                lacks.store(true, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    }
}

fn standard(font: StandardFont) -> (hayro::hayro_interpret::font::FontData, u32) {
    font.get_font_data()
}

fn sheet<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, settings: &InterpreterSettings) -> Result<Sheet, Undrawn> {
    let (width, height) = page.render_dimensions();
    let longer = f64::from(width.max(height));
    if !(1.0..=20_000.0).contains(&longer) {
        return Err(Undrawn::TooManyPixels);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a scale between 0.07 and 1,400")]
    let scale = (f64::from(LONGEST_SIDE) / longer) as f32;
    let how = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let drawn = render(page, cache, settings, &how);
    let (across, down) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let shades: Vec<u8> =
        drawn.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect();
    let picture = RgbImage::from_raw(across, down, shades).ok_or(Undrawn::Damaged)?;
    let mut reader = Reader { width: f64::from(width), height: f64::from(height), ..Reader::default() };
    let whole = Rect::new(0.0, 0.0, reader.width, reader.height);
    let interpreter = InterpreterCache::new();
    let start = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, whole, &interpreter, page.xref(), settings.clone());
    interpret_page(page, &mut context, &mut reader);
    let is_read = reader.unknown == 0 && !reader.has_picture && !reader.letters.is_empty();
    Ok(Sheet::new(picture, personal(&reader.letters), is_read))
}

/// Reads characters instead of drawing them.
#[derive(Default)]
struct Reader {
    width: f64,
    height: f64,
    letters: Vec<Letter>,
    /// Characters that a document draws without saying which they are.
    unknown: usize,
    /// What stands in a picture is not known either.
    has_picture: bool,
}

impl Device<'_> for Reader {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph(&mut self, glyph: &Glyph<'_>, at: Affine, own: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        let written: Vec<char> = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => vec![letter],
            Some(BfString::String(text)) => text.chars().collect(),
            None => Vec::new(),
        };
        if written.is_empty() {
            self.unknown += 1;
            return;
        }
        // Glyphs are drawn a thousand units high.
        let place = at * own;
        let (start, above) = (place * Point::new(0.0, 0.0), place * Point::new(0.0, 1_000.0));
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map_or(500.0, f64::from),
            Glyph::Type3(_) => 500.0,
        };
        let end = place * Point::new(advance, 0.0);
        let share = (end.x - start.x).abs() / self.width / f64::from(u32::try_from(written.len()).unwrap_or(1));
        for (nth, letter) in (0_u32..).zip(written.into_iter().filter(|letter| !letter.is_whitespace())) {
            self.letters.push(Letter {
                letter,
                x: start.x.min(end.x) / self.width + share * f64::from(nth),
                y: start.y.max(end.y) / self.height,
                width: share,
                height: (above.y - start.y).abs().max((above.x - start.x).abs()) / self.height,
            });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.has_picture = true;
    }

    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
