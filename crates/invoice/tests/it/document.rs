//! PDF invoices made here: a code among the pictures, properties, text, and a bomb.

use crate::draw::{DIGITAL, code, jpeg};
use invoice::{Source, Unread, read};
use lopdf::{Document, Object, Stream, dictionary};

/// A page that shows a picture and says a text, with properties.
fn pdf(picture: Option<Stream>, content: &str, properties: &[(&str, &str)]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let mut objects = dictionary! {};
    if let Some(picture) = picture {
        objects.set("Im1", document.add_object(picture));
    }
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 420.into()],
        "Contents" => content,
        "Resources" => dictionary! { "XObject" => objects, "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    if !properties.is_empty() {
        let mut info = dictionary! {};
        for (name, value) in properties {
            info.set(*name, lopdf::text_string(value));
        }
        let info = document.add_object(info);
        document.trailer.set("Info", info);
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn image(width: u32, height: u32, space: &str, bits: i64, filter: Option<&str>, bytes: Vec<u8>) -> Stream {
    let mut head = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
        "ColorSpace" => Object::Name(space.as_bytes().to_vec()), "BitsPerComponent" => bits,
    };
    if let Some(filter) = filter {
        head.set("Filter", Object::Name(filter.as_bytes().to_vec()));
    }
    Stream::new(head, bytes)
}

fn check(bytes: &[u8], source: Source, case: &str) {
    let read = read(bytes).unwrap_or_else(|fault| panic!("{case}: {fault}"));
    assert_eq!(read.len(), 1, "{case}");
    let number = read[0].number.as_ref().unwrap();
    assert_eq!((number.value.as_str(), number.source), ("26332000000012345678", source), "{case}");
    assert_eq!(read[0].total.as_ref().unwrap().value.0, 128_650, "{case}");
}

#[test]
fn the_code_among_the_pictures_is_read_however_it_is_stored() {
    let code = code(DIGITAL, 4);
    let (width, height) = code.dimensions();
    let grey = image(width, height, "DeviceGray", 8, None, code.as_raw().clone());
    check(&pdf(Some(grey.clone()), "", &[]), Source::Code, "grey");
    let mut packed = grey;
    packed.compress().unwrap();
    check(&pdf(Some(packed), "", &[]), Source::Code, "packed");
    let coloured = code.as_raw().iter().flat_map(|shade| [*shade; 3]).collect();
    check(&pdf(Some(image(width, height, "DeviceRGB", 8, None, coloured)), "", &[]), Source::Code, "coloured");
    check(
        &pdf(Some(image(width, height, "DeviceRGB", 8, Some("DCTDecode"), jpeg(&code))), "", &[]),
        Source::Code,
        "JPEG",
    );
    let bits = code.as_raw().chunks(width as usize).flat_map(|line| {
        line.chunks(8)
            .map(|eight| {
                eight.iter().enumerate().fold(0, |byte, (at, shade)| byte | u8::from(*shade > 128) << (7 - at))
            })
            .collect::<Vec<u8>>()
    });
    check(&pdf(Some(image(width, height, "DeviceGray", 1, None, bits.collect())), "", &[]), Source::Code, "one bit");
}

#[test]
fn the_properties_are_read_and_complete_the_code() {
    let says = [
        ("InvoiceNumber", "26332000000012345678"),
        ("IssueTime", "2026年03月12日"),
        ("TotalAmWithoutTax", "1138.50"),
        ("TotalTax-includedAmount", "1286.50"),
    ];
    check(&pdf(None, "", &says), Source::Properties, "properties");
    let code = code(DIGITAL, 4);
    let picture = image(code.width(), code.height(), "DeviceGray", 8, None, code.as_raw().clone());
    let read = read(&pdf(Some(picture), "", &says)).unwrap();
    let net = read[0].net.as_ref().unwrap();
    assert_eq!((read.len(), net.value.0, net.source), (1, 113_850, Source::Properties));
}

#[test]
fn a_pdf_that_says_nothing_of_an_invoice_says_so() {
    assert_eq!(read(&pdf(None, "BT /F1 12 Tf (26332000000012345678) Tj ET", &[])), Err(Unread::NoNumber));
    assert!(matches!(read(&pdf(None, "", &[("InvoiceNumber", "12")])), Err(Unread::Malformed { .. })));
}

#[test]
fn a_picture_in_a_pdf_that_unfolds_to_gigabytes_is_left_out() {
    let mut swollen = image(40_000, 1_300, "DeviceGray", 8, None, vec![255; 150 * 1024 * 1024]);
    swollen.compress().unwrap();
    assert!(swollen.content.len() < 1024 * 1024);
    assert_eq!(read(&pdf(Some(swollen), "", &[])), Err(Unread::NoNumber));
}
