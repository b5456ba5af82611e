//! What is covered is gone, and what a document says of people has to be covered.

use cover::{Area, LONGEST_SIDE, MOST_PAGES, Undrawn, sheets};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use std::io::Cursor;
use village::mask::Personal;

const FONT: &[u8] = include_bytes!("../../../print/fonts/NotoSansSC-Regular.subset.otf");

fn photo(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([u8::try_from(x * 255 / width).unwrap(), 200, u8::try_from(y % 250).unwrap()])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PDF in the reader's own Chinese font, as many programs write invoices; a page for each text.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let descriptor = document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "STSong-Light", "Flags" => 6, "ItalicAngle" => 0, "Ascent" => 880,
        "Descent" => -120, "CapHeight" => 880, "StemV" => 93,
        "FontBBox" => vec![(-25).into(), (-254).into(), 1000.into(), 880.into()],
    });
    let own = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "FontDescriptor" => descriptor,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 2,
        },
    });
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light", "Encoding" => "UniGB-UCS2-H",
        "DescendantFonts" => vec![own.into()],
    });
    let root = document.new_object_id();
    let mut kids = Vec::new();
    for lines in pages {
        let mut operations = vec![Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 20.into()])];
        operations.push(Operation::new("Td", vec![60.into(), 760.into()]));
        for line in *lines {
            let bytes: Vec<u8> = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
            operations.push(Operation::new("Tj", vec![Object::String(bytes, lopdf::StringFormat::Hexadecimal)]));
            operations.push(Operation::new("Td", vec![0.into(), (-40).into()]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
        let page = dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        };
        kids.push(document.add_object(page).into());
    }
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn shades(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory(jpeg).unwrap().to_rgb8()
}

/// How many pixels of a part (in thousandths) are dark.
fn dark(picture: &RgbImage, area: Area) -> usize {
    let at = |part: u16, side: u32| u32::from(part) * side / 1_000;
    let (width, height) = picture.dimensions();
    let rows = at(area.top, height)..at(area.bottom(), height);
    rows.flat_map(|y| (at(area.left, width)..at(area.right(), width)).map(move |x| (x, y)))
        .filter(|(x, y)| picture.get_pixel(*x, *y).0.iter().all(|shade| *shade < 110))
        .count()
}

#[test]
fn what_is_covered_is_black_and_nothing_else_comes_along() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let pages = sheets(&photo(format, 2_000, 1_000), FONT).unwrap();
        let [page] = pages.as_slice() else { panic!("one photograph is one page") };
        assert_eq!((page.width(), page.height()), (LONGEST_SIDE, LONGEST_SIDE / 2));
        assert!(!page.is_read() && page.found().is_empty());
        let area = Area::new(100, 200, 300, 100).unwrap();
        let copy = page.covered(&[area]).unwrap();
        let seen = shades(&copy.jpeg);
        assert_eq!(seen.dimensions(), (copy.width, copy.height));
        // At the edges the colour of what is beside may run in by a shade; of what was beneath there is none.
        for (x, y, most) in [(140, 140, 48), (559, 140, 48), (140, 209, 48), (559, 209, 48), (300, 170, 4)] {
            assert!(
                seen.get_pixel(x, y).0.iter().all(|shade| *shade <= most),
                "{format:?} {x} {y} {:?}",
                seen.get_pixel(x, y)
            );
        }
        assert!(seen.get_pixel(800, 300).0[1] > 150);
        for mark in [b"Exif".as_slice(), b"http://ns.adobe", b"ICC_PROFILE"] {
            assert!(!copy.jpeg.windows(mark.len()).any(|part| part == mark));
        }
        assert_eq!(copy, page.covered(&[area]).unwrap(), "the same bytes each time");
    }
}

#[test]
fn a_sideways_photograph_is_seen_the_right_way_up() {
    // JPEG with an EXIF that says: turn by a quarter to the right.
    let mut jpeg = photo(ImageFormat::Jpeg, 400, 200);
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    jpeg.splice(2..2, exif.iter().copied());
    let pages = sheets(&jpeg, FONT).unwrap();
    assert_eq!((pages[0].width(), pages[0].height()), (200, 400));
}

#[test]
fn a_document_is_drawn_and_its_personal_data_found() {
    let text = ["电子发票（普通发票）", "发票号码：26332000000012345678", "联系电话：13812341234", "价税合计 ¥1286.50"];
    let pages = sheets(&pdf(&[&text, &["身份证号 330102198001011230"]]), FONT).unwrap();
    assert_eq!(pages.len(), 2);
    assert!(pages.iter().all(cover::Sheet::is_read));
    let [phone] = pages[0].found() else { panic!("{:?}", pages[0].found()) };
    let [identity] = pages[1].found() else { panic!("{:?}", pages[1].found()) };
    assert_eq!((phone.what, identity.what), (Personal::Telephone, Personal::Identity));
    // The third line of four stands there, and the number is drawn in ink.
    let open = shades(&pages[0].covered(&[]).unwrap().jpeg);
    assert!(dark(&open, phone.area) > 200, "{:?}", phone.area);
    assert_eq!(pages[0].left_open(&[]).len(), 1);
    let half = Area::new(phone.area.left, phone.area.top, phone.area.width / 2, phone.area.height).unwrap();
    assert_eq!(pages[0].left_open(&[half]).len(), 1);
    assert!(pages[0].left_open(&[phone.area]).is_empty());
    let covered = shades(&pages[0].covered(&[phone.area]).unwrap().jpeg);
    let (width, height) = covered.dimensions();
    let all = (u32::from(phone.area.width) * width / 1_000) * (u32::from(phone.area.height) * height / 1_000);
    assert!(dark(&covered, phone.area) + 60 > usize::try_from(all).unwrap());
    // What tells where the money went stays: the line of the sum is as it was.
    let sum = Area::new(80, phone.area.bottom() + 6, 800, 30).unwrap();
    assert_eq!(dark(&open, sum), dark(&covered, sum));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let none = |bytes: &[u8]| sheets(bytes, FONT).unwrap_err();
    assert_eq!(none(b""), Undrawn::OtherKind);
    assert_eq!(none(b"<svg/>"), Undrawn::OtherKind);
    assert_eq!(none(b"%PDF-1.7 nothing"), Undrawn::Damaged);
    let photo = photo(ImageFormat::Jpeg, 100, 100);
    assert_eq!(none(&photo[..40]), Undrawn::Damaged);
    let many: Vec<&[&str]> = vec![&["页"]; MOST_PAGES + 1];
    assert_eq!(none(&pdf(&many)), Undrawn::TooManyPages(MOST_PAGES + 1));
}
