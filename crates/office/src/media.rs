//! What a paper is, told by its content, and pictures and PDFs without their metadata (place, camera, maker, time).

pub(crate) mod pdf;
mod turned;

use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};
use village::{Kind, Refusal, Words};

/// The largest paper: 20 MiB.
pub const LARGEST_FILE_BYTES: usize = 20 * 1024 * 1024;

/// The largest picture, in pixels: more than any telephone takes by itself, and 400 MB when it is opened.
pub(crate) const LARGEST_PIXELS: usize = 100_000_000;

/// The kinds of paper that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaType {
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    WebP,
    /// A document.
    Pdf,
}

impl MediaType {
    /// The name used in HTTP.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub fn is_image(self) -> bool {
        self != Self::Pdf
    }

    /// The type with this HTTP name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::WebP, Self::Pdf].into_iter().find(|media| media.as_str() == name)
    }
}

/// Why a paper is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing was sent.
    Empty,
    /// More than 20 MiB.
    TooLarge,
    /// Some other type of file, whatever its name says.
    WrongType,
    /// A photograph as some telephones keep it, which most others cannot open.
    Heic,
    /// It begins as such a file but does not end as one.
    CutOff,
    /// A PDF that takes a password, or forbids to be copied.
    Locked,
    /// A signed PDF that runs something by itself: it can be neither cleaned nor kept.
    Active,
    /// It says that it is a PDF and cannot be read as one.
    Unreadable,
    /// A picture of more than 100 million pixels, small as its file may be: a telephone that opens it runs out of memory.
    TooManyPixels,
}

impl From<Unfit> for Refusal {
    fn from(unfit: Unfit) -> Self {
        let (kind, rule, zh, en) = match unfit {
            Unfit::Empty => (Kind::NotComplete, "paper.empty", "文件是空的", "the file is empty"),
            Unfit::TooLarge => (Kind::TooMuch, "paper.too_large", "文件超过20兆", "the file is larger than 20 MiB"),
            Unfit::WrongType => (
                Kind::NotComplete,
                "paper.wrong_type",
                "文件不是照片或PDF（只收JPEG、PNG、WebP、PDF）",
                "the file is neither a picture nor a PDF (JPEG, PNG, WebP and PDF are taken)",
            ),
            Unfit::Heic => (
                Kind::NotComplete,
                "paper.heic",
                "这是HEIC格式的照片，很多手机和电脑打不开，不能收。苹果手机请到“设置”→“相机”→“格式”选“兼容性最佳”，再重新拍；已经拍好的，打开照片截屏，交截屏",
                "this is a HEIC picture, which many telephones and computers cannot open. On an iPhone choose Settings, Camera, Formats, \
                 Most Compatible and take it again; of one that was taken already, send a screenshot",
            ),
            Unfit::CutOff => (
                Kind::NotComplete,
                "paper.cut_off",
                "文件不完整，可能没有传完",
                "the file is cut off; it may not have arrived whole",
            ),
            Unfit::Locked => (
                Kind::NotComplete,
                "paper.locked",
                "这个PDF加了密码或限制，别人打不开",
                "the PDF is locked with a password or restrictions; nobody else can open it",
            ),
            Unfit::Active => (
                Kind::NotComplete,
                "paper.active",
                "这个带签章的PDF里有会自动运行的内容，不安全，不能收",
                "this signed PDF holds something that runs by itself, which is not safe, and is not taken",
            ),
            Unfit::TooManyPixels => (
                Kind::TooMuch,
                "paper.too_many_pixels",
                "照片的尺寸太大（超过一亿像素），手机打不开，不能收",
                "the picture has more than 100 million pixels: a telephone cannot open it, and it is not taken",
            ),
            Unfit::Unreadable => (
                Kind::NotComplete,
                "paper.unreadable",
                "这个PDF已损坏，打不开",
                "the PDF is damaged and cannot be opened",
            ),
        };
        let next = match unfit {
            Unfit::Locked => Words::new(
                "请去掉密码后另存一份，或者打印出来拍照，再提交",
                "Please save a copy without the password, or print it and take a picture, then send again",
            ),
            Unfit::Active => {
                Words::new("请打印出来拍照，再提交", "Please print it and take a picture, then send again")
            }
            Unfit::Unreadable => Words::new(
                "请重新导出一份PDF，或者打印出来拍照，再提交",
                "Please export the PDF again, or print it and take a picture, then send again",
            ),
            _ => Words::new(
                "请重新拍照或另选一个文件，再提交",
                "Please take the picture again or choose another file, then send again",
            ),
        };
        Self::new(kind, rule, Words::new(zh, en), next)
    }
}

/// Tells what the bytes are and returns them without metadata. Only a signed PDF is kept as it is.
///
/// # Errors
/// When they are empty, too large, of another type, cut off, locked or damaged.
pub fn inspect(bytes: &[u8]) -> Result<(MediaType, Vec<u8>), Unfit> {
    let (media, clean) = inspect_whole(bytes)?;
    if media.is_image() {
        // A picture whose size its head does not tell is opened by nothing.
        let size = imagesize::blob_size(&clean).map_err(|_| Unfit::CutOff)?;
        if size.width.saturating_mul(size.height) > LARGEST_PIXELS {
            return Err(Unfit::TooManyPixels);
        }
    }
    Ok((media, clean))
}

fn inspect_whole(bytes: &[u8]) -> Result<(MediaType, Vec<u8>), Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(Unfit::TooLarge);
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok((MediaType::Jpeg, clean_jpeg(bytes)?));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok((MediaType::Png, clean_png(bytes)?));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok((MediaType::WebP, clean_webp(bytes)?));
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok((MediaType::Pdf, pdf::clean(bytes)?));
    }
    // ISO base media of the brands that HEIF pictures bear.
    let brand = bytes.get(4..8).filter(|kind| *kind == b"ftyp").and_then(|_| bytes.get(8..12)).unwrap_or_default();
    if [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"].iter().any(|known| known.as_slice() == brand) {
        return Err(Unfit::Heic);
    }
    Err(Unfit::WrongType)
}

fn clean_jpeg(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    // A camera may pad after the end mark; look for it near the end.
    let tail = bytes.get(bytes.len().saturating_sub(64)..).unwrap_or(bytes);
    if !tail.windows(2).any(|window| window == [0xff, 0xd9]) {
        return Err(Unfit::CutOff);
    }
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unfit::CutOff)?;
    let turned = jpeg.exif().and_then(|exif| turned::orientation(&exif));
    // APP1..APP15 but APP2 (colour profile) and APP14 (Adobe colour transform), and comments.
    jpeg.segments_mut().retain(|segment| {
        let marker = segment.marker();
        !matches!(marker, 0xe1 | 0xe3..=0xed | 0xef | 0xfe)
    });
    if let Some(turned) = turned {
        jpeg.set_exif(Some(turned::only(turned).into()));
    }
    Ok(jpeg.encoder().bytes().to_vec())
}

fn clean_png(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unfit::CutOff)?;
    if png.chunk_by_type(*b"IEND").is_none() || png.chunk_by_type(*b"IDAT").is_none() {
        return Err(Unfit::CutOff);
    }
    for kind in [*b"tEXt", *b"zTXt", *b"iTXt", *b"eXIf", *b"tIME"] {
        png.remove_chunks_by_type(kind);
    }
    Ok(png.encoder().bytes().to_vec())
}

fn clean_webp(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let said = bytes.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes);
    if (said as usize) + 8 > bytes.len() {
        return Err(Unfit::CutOff);
    }
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).map_err(|_| Unfit::CutOff)?;
    webp.set_exif(None);
    webp.remove_chunks_by_id(*b"XMP ");
    Ok(webp.encoder().bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest PNG: one pixel, with a text chunk that names a place.
    fn png_with_place() -> Vec<u8> {
        let mut png = Png::from_bytes(Bytes::from_static(include_bytes!("../testdata/pixel.png"))).unwrap();
        let text = img_parts::png::PngChunk::new(*b"tEXt", Bytes::from_static(b"GPS\x0028.9,119.8"));
        png.chunks_mut().insert(1, text);
        png.encoder().bytes().to_vec()
    }

    #[test]
    fn the_content_tells_the_type_not_the_name() {
        assert_eq!(inspect(b"#!/bin/sh"), Err(Unfit::WrongType));
        assert_eq!(inspect(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic"), Err(Unfit::Heic));
        assert_eq!(inspect(b"\0\0\0\x24ftypisom\0\0\0\0"), Err(Unfit::WrongType), "a film is no picture");
        assert_eq!(inspect(b"<svg onload=alert(1)>"), Err(Unfit::WrongType));
        assert_eq!(inspect(b""), Err(Unfit::Empty));
        assert_eq!(inspect(b"%PDF-1.7 cut"), Err(Unfit::CutOff));
        assert_eq!(inspect(&png_with_place()).unwrap().0, MediaType::Png);
    }

    #[test]
    fn the_place_where_a_picture_was_taken_is_removed() {
        let dirty = png_with_place();
        assert!(dirty.windows(3).any(|w| w == b"GPS"));
        let (_, clean) = inspect(&dirty).unwrap();
        assert!(!clean.windows(3).any(|w| w == b"GPS"));
    }

    #[test]
    fn a_photograph_loses_its_exif_and_keeps_its_picture() {
        let photo = include_bytes!("../testdata/pixel.jpg");
        let mut jpeg = Jpeg::from_bytes(Bytes::from_static(photo)).unwrap();
        jpeg.set_exif(Some(Bytes::from_static(b"MM\0*\0\0\0\x08GPSPLACE")));
        let dirty = jpeg.encoder().bytes();
        assert!(dirty.windows(8).any(|w| w == b"GPSPLACE"));
        let (media, clean) = inspect(&dirty).unwrap();
        assert_eq!(media, MediaType::Jpeg);
        assert!(!clean.windows(8).any(|w| w == b"GPSPLACE"));
        assert!(clean.ends_with(&[0xff, 0xd9]));
    }

    #[test]
    fn a_photograph_taken_upright_stays_upright() {
        let mut jpeg = Jpeg::from_bytes(Bytes::from_static(include_bytes!("../testdata/pixel.jpg"))).unwrap();
        let mut exif = turned::only(6);
        exif.extend_from_slice(b"GPSPLACE");
        jpeg.set_exif(Some(exif.into()));
        let (_, clean) = inspect(&jpeg.encoder().bytes()).unwrap();
        assert!(!clean.windows(8).any(|part| part == b"GPSPLACE"));
        let kept = Jpeg::from_bytes(Bytes::copy_from_slice(&clean)).unwrap().exif().unwrap();
        assert_eq!((turned::orientation(&kept), kept.len()), (Some(6), 26), "how it stands, and nothing more");
        assert_eq!(inspect(&clean).unwrap().1, clean, "the same when it is sent again");
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_told_by_its_head() {
        let pixel = Png::from_bytes(Bytes::from_static(include_bytes!("../testdata/pixel.png"))).unwrap();
        for (side, expected) in [(10_000_u32, None), (30_000, Some(Unfit::TooManyPixels))] {
            let mut png = pixel.clone();
            let mut head = png.chunks()[0].contents().to_vec();
            head[..4].copy_from_slice(&side.to_be_bytes());
            head[4..8].copy_from_slice(&side.to_be_bytes());
            png.chunks_mut()[0] = img_parts::png::PngChunk::new(*b"IHDR", head.into());
            assert_eq!(inspect(&png.encoder().bytes()).err(), expected, "{side}");
        }
    }

    #[test]
    fn a_cut_off_upload_is_found() {
        let png = png_with_place();
        assert_eq!(inspect(&png[..png.len() - 20]), Err(Unfit::CutOff));
        let photo: &[u8] = include_bytes!("../testdata/pixel.jpg");
        assert_eq!(inspect(&photo[..photo.len() - 10]), Err(Unfit::CutOff));
    }

    #[test]
    fn more_than_twenty_mebibytes_is_too_much() {
        assert_eq!(inspect(&vec![0xff; LARGEST_FILE_BYTES + 1]), Err(Unfit::TooLarge));
    }
}
