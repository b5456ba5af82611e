//! PDF invoices: what their properties say, the code among their pictures, their text. The first pages only.

use crate::invoice::gather;
use crate::{Found, Invoice, Source, Unread, picture, plain, search, text};
use image::GrayImage;
use lopdf::xobject::PdfImage;
use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};

/// The most that one stream may unfold to.
const LARGEST_STREAM_BYTES: usize = 24 * 1024 * 1024;

/// How many pages are looked at, and how many pictures of them.
const MOST_PAGES: usize = 4;
const MOST_PICTURES: usize = 10;

/// The invoices of a PDF.
pub(crate) fn read_pdf(bytes: &[u8]) -> Result<Vec<Invoice>, Unread> {
    let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM_BYTES);
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|fault| Unread::Damaged(fault.to_string()))?;
    if document.trailer.has(b"Encrypt") || document.was_encrypted() {
        return Err(Unread::Locked);
    }
    let pages: Vec<_> = document.get_pages().into_iter().take(MOST_PAGES).collect();
    let (mut known, mut fault) = (Vec::new(), None);
    let pictures = pages.iter().filter_map(|(_, page)| document.get_page_images(*page).ok()).flatten();
    for drawn in pictures.take(MOST_PICTURES).filter_map(|drawn| shades(&drawn)) {
        match search::codes(&drawn) {
            Ok(found) => found.into_iter().for_each(|invoice| gather(&mut known, invoice)),
            Err(other) => fault = Some(search::worse(fault, other)),
        }
    }
    if let Some(invoice) = properties(&document)? {
        gather(&mut known, invoice);
    }
    let numbers: Vec<u32> = pages.iter().map(|(number, _)| *number).collect();
    let written = document.extract_text_with_limit(&numbers, LARGEST_STREAM_BYTES).unwrap_or_default();
    if let Some(invoice) =
        text::read_text(&written).filter(|invoice| known.is_empty() || known.iter().any(|one| one.is_same(invoice)))
    {
        gather(&mut known, invoice);
    }
    match fault {
        _ if !known.is_empty() => Ok(known),
        Some(malformed @ Unread::Malformed { .. }) => Err(malformed),
        _ => Err(Unread::NoNumber),
    }
}

/// What the properties say; none when they say no number.
fn properties(document: &Document) -> Result<Option<Invoice>, Unread> {
    let found = document.trailer.get(b"Info").and_then(|info| document.dereference(info));
    let Some(info) = found.ok().and_then(|(_, info)| info.as_dict().ok()) else { return Ok(None) };
    let of = |key: &str| property(document, info, key);
    let number = of("InvoiceNumber");
    if number.is_empty() {
        return Ok(None);
    }
    let place = |key: &str| format!("PDF属性{key}");
    let amount = |key: &str| {
        Ok::<_, Unread>(plain::amount(&place(key), &of(key))?.map(|fen| Found::new(fen, Source::Properties)))
    };
    Ok(Some(Invoice {
        number: Some(Found::new(plain::number(&place("InvoiceNumber"), &number)?, Source::Properties)),
        day: plain::day(&place("IssueTime"), &of("IssueTime"))?.map(|day| Found::new(day, Source::Properties)),
        total: amount("TotalTax-includedAmount")?,
        net: amount("TotalAmWithoutTax")?,
        ..Invoice::default()
    }))
}

fn property(document: &Document, info: &Dictionary, key: &str) -> String {
    let found = info.get(key.as_bytes()).and_then(|value| document.dereference(value));
    found.ok().and_then(|(_, value)| lopdf::decode_text_string(value).ok()).unwrap_or_default()
}

/// A picture of a page as shades of grey; none when it is of a kind that no printed code has.
fn shades(drawn: &PdfImage<'_>) -> Option<GrayImage> {
    let filters = drawn.filters.as_deref().unwrap_or_default();
    if filters.iter().any(|filter| filter == "DCTDecode") {
        // A photograph as it is, or packed once more.
        let bytes = if filters.len() == 1 { drawn.content.to_vec() } else { unpacked(drawn)? };
        return picture::open(&bytes).ok();
    }
    let (width, height) = (u32::try_from(drawn.width).ok()?, u32::try_from(drawn.height).ok()?);
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > picture::MOST_PIXELS {
        return None;
    }
    let bytes = unpacked(drawn)?;
    let pixels = (width as usize).checked_mul(height as usize)?;
    let one_bit = drawn.bits_per_component == Some(1) || is_mask(drawn.origin_dict);
    let line_bytes = (width as usize).div_ceil(8);
    if one_bit && bytes.len() >= line_bytes.checked_mul(height as usize)? {
        let line = |line: &[u8]| {
            let bit = |at: usize| line.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
            (0..width as usize).map(|at| bit(at) * 255).collect::<Vec<u8>>()
        };
        return GrayImage::from_raw(
            width,
            height,
            bytes.chunks_exact(line_bytes).take(height as usize).flat_map(line).collect(),
        );
    }
    let channels = bytes.len() / pixels;
    let shade = |pixel: &[u8]| match pixel {
        [only] => *only,
        [red, green, blue] => {
            u8::try_from((u32::from(*red) * 30 + u32::from(*green) * 59 + u32::from(*blue) * 11) / 100)
                .unwrap_or(u8::MAX)
        }
        [.., black] => u8::MAX - *black,
        [] => 0,
    };
    matches!(channels, 1 | 3 | 4)
        .then(|| GrayImage::from_raw(width, height, bytes.chunks_exact(channels).take(pixels).map(shade).collect()))?
}

fn is_mask(dictionary: &Dictionary) -> bool {
    dictionary.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false)
}

fn unpacked(drawn: &PdfImage<'_>) -> Option<Vec<u8>> {
    let stream = Stream::new(drawn.origin_dict.clone(), drawn.content.to_vec());
    stream.get_plain_content_with_limit(LARGEST_STREAM_BYTES * 4).ok()
}
