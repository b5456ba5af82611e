//! Photographs: turned, dark, blurred, grainy, from afar; and those from which nothing can be read.

use crate::draw::{DIGITAL, code, grainy, jpeg, page, photographed, png, stored};
use image::imageops;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use invoice::{Source, Unread, read};

fn check(picture: &[u8], case: &str) {
    let read = read(picture).unwrap_or_else(|fault| panic!("{case}: {fault}"));
    assert_eq!(read.len(), 1, "{case}");
    assert_eq!(read[0].number(), "26332000000012345678", "{case}");
    let total = read[0].total.as_ref().unwrap();
    assert_eq!((total.value.0, total.source), (128_650, Source::Code), "{case}");
}

#[test]
fn a_code_by_itself_is_read_at_any_size() {
    for module in [2, 3, 5, 12, 30] {
        check(&png(&code(DIGITAL, module)), &format!("{module} pixels a module"));
    }
}

#[test]
fn a_page_is_read_however_it_lies() {
    let page = page(DIGITAL, 2_400);
    for degrees in [0.0, 7.0, 90.0, 133.0, 180.0, 271.0] {
        check(&jpeg(&photographed(&page, degrees, 0.0)), &format!("turned by {degrees}"));
    }
}

#[test]
fn a_page_is_read_with_a_shadow_across_it() {
    let page = page(DIGITAL, 2_400);
    for dark in [0.3, 0.6, 0.8] {
        check(&jpeg(&photographed(&page, 12.0, dark)), &format!("{dark} darker at one side"));
    }
}

#[test]
fn a_page_is_read_out_of_focus_and_with_grain() {
    let page = photographed(&page(DIGITAL, 3_000), 4.0, 0.3);
    for blur in [1.0, 2.0, 3.0] {
        check(&jpeg(&imageops::fast_blur(&page, blur)), &format!("blurred by {blur}"));
    }
    for grain in [20, 50, 90] {
        check(&jpeg(&grainy(&page, grain)), &format!("grain of {grain}"));
    }
    check(&jpeg(&grainy(&imageops::fast_blur(&page, 2.0), 40)), "blurred and grainy");
}

#[test]
fn a_page_is_read_from_afar_and_from_near() {
    for width in [1_000, 1_600, 2_400, 4_000, 5_600] {
        check(&jpeg(&page(DIGITAL, width)), &format!("{width} pixels wide"));
    }
}

#[test]
fn a_picture_with_blank_parts_is_seen_on_white() {
    let code = code(DIGITAL, 6);
    let clear = RgbaImage::from_fn(code.width(), code.height(), |x, y| {
        Rgba([0, 0, 0, if code.get_pixel(x, y)[0] < 128 { 255 } else { 0 }])
    });
    check(&stored(DynamicImage::from(clear.clone()), ImageFormat::Png), "PNG");
    check(&stored(DynamicImage::from(clear), ImageFormat::WebP), "WebP");
}

#[test]
fn a_code_that_is_light_on_dark_is_read() {
    let mut turned = code(DIGITAL, 6);
    imageops::invert(&mut turned);
    check(&png(&turned), "light on dark");
}

#[test]
fn several_invoices_in_one_picture_are_told_apart() {
    let other = DIGITAL.replace("12345678", "87654321");
    let mut desk = GrayImage::from_pixel(1_400, 700, Luma([225]));
    imageops::replace(&mut desk, &code(DIGITAL, 6), 60, 80);
    imageops::replace(&mut desk, &code(&other, 6), 760, 140);
    let mut numbers: Vec<String> = read(&jpeg(&desk)).unwrap().iter().map(|one| one.number().to_owned()).collect();
    numbers.sort();
    assert_eq!(numbers, ["26332000000012345678", "26332000000087654321"]);
}

#[test]
fn a_code_of_something_else_beside_it_does_no_harm() {
    let mut desk = GrayImage::from_pixel(1_400, 700, Luma([225]));
    imageops::replace(&mut desk, &code("https://example.cn/pay?x=1", 6), 60, 80);
    assert!(matches!(read(&png(&desk)), Err(Unread::OtherCode(_))));
    imageops::replace(&mut desk, &code(DIGITAL, 6), 760, 140);
    check(&png(&desk), "beside a link");
}

#[test]
fn a_malformed_code_is_told_with_its_place() {
    let wrong = DIGITAL.replace("20260312", "20261312");
    let Err(Unread::Malformed { place, found, .. }) = read(&png(&code(&wrong, 6))) else { panic!("it was read") };
    assert_eq!((place.as_str(), found.as_str()), ("二维码第6项（开票日期）", "20261312"));
}

#[test]
fn a_picture_without_a_code_says_so() {
    let blank = GrayImage::from_pixel(1_200, 900, Luma([200]));
    assert_eq!(read(&jpeg(&blank)), Err(Unread::NoCode));
    assert_eq!(read(&jpeg(&grainy(&blank, 120))), Err(Unread::NoCode));
    // A thumb over one corner.
    let mut covered = code(DIGITAL, 6);
    imageops::replace(&mut covered, &GrayImage::from_pixel(90, 90, Luma([170])), 0, 0);
    assert_eq!(read(&png(&covered)), Err(Unread::NoCode));
}

#[test]
fn a_field_of_corners_costs_no_more_than_the_budget() {
    let corner = code(DIGITAL, 1);
    let corner = imageops::crop_imm(&corner, 3, 3, 9, 9).to_image();
    let mut field = GrayImage::from_pixel(1_800, 1_800, Luma([240]));
    for x in 0..200 {
        for y in 0..200 {
            imageops::replace(&mut field, &corner, x * 9, y * 9);
        }
    }
    assert_eq!(read(&png(&field)), Err(Unread::NoCode));
}
