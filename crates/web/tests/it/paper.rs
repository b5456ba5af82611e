//! Papers that cannot be taken: the page says what is wrong, and nothing is stored.

use crate::browser::{Answer, Browser};
use crate::ready::Begun;
use demo::testing::Bench;
use village::Post;

fn with_file(bench: &Bench, name: &str, bytes: Vec<u8>) -> (Answer, Browser, u64) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let mut begun = Begun::new(bench, &clerk);
    begun.files[0].1 = name.to_owned();
    begun.files[0].2 = bytes;
    let before = bench.office.archive().head();
    (begun.send(bench, &clerk), clerk, before)
}

fn nothing_was_stored(bench: &Bench, before: u64) {
    assert_eq!(bench.office.archive().head(), before);
    assert!(bench.read(|reader| affairs::cases_of(reader, &bench.village(1))).is_empty());
}

fn a_file_that_is_too_large_is_told_with_the_limit(bench: &Bench) {
    let (answer, _, before) = with_file(bench, "发票.pdf", vec![b'a'; office::LARGEST_FILE_BYTES + 1]);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("“发票.pdf”：文件超过20兆"), "{}", answer.body);
    // Nothing else is lost: what was typed stands in its field, and the other paper is received.
    for typed in ["买扫帚20把，用于村道保洁", "186.00", "某日用品店", "detail.pdf"] {
        assert!(answer.body.contains(typed), "{typed} is lost: {}", answer.body);
    }
    nothing_was_stored(bench, before);
}

fn a_picture_that_only_some_telephones_open_tells_how_to_take_another(bench: &Bench) {
    let heic = [&b"\0\0\0\x24ftypheic\0\0\0\0mif1heic"[..], &[7; 400]].concat();
    let (answer, _, before) = with_file(bench, "IMG_0042.HEIC", heic);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("HEIC格式的照片") && answer.body.contains("兼容性最佳"), "{}", answer.body);
    nothing_was_stored(bench, before);
}

fn what_a_file_is_its_content_tells_and_not_its_name(bench: &Bench) {
    let (answer, _, before) = with_file(bench, "发票.pdf", b"<html><script>alert(1)</script></html>".to_vec());
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("发票.pdf") && answer.body.contains("href=\"#paper.invoice\""), "{}", answer.body);
    assert!(answer.body.contains("186.00"), "what was typed is lost");
    nothing_was_stored(bench, before);
}

fn a_picture_that_was_cut_off_is_not_taken(bench: &Bench) {
    let head = [&[0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10][..], b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"].concat();
    let (answer, _, before) = with_file(bench, "发票.jpg", head);
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("发票.jpg"), "{}", answer.body);
    nothing_was_stored(bench, before);
}

fn a_sending_that_was_cut_off_is_told_and_nothing_is_kept(bench: &Bench) {
    bench.found(1);
    let clerk = Browser::of(bench, &bench.village(1), Post::Clerk);
    let before = bench.office.archive().head();
    let body = "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n买扫";
    let answer = clerk.send_body(&Begun::address(bench), body.as_bytes().to_vec());
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("没有收完整") && answer.body.contains("再试一次"), "{}", answer.body);
    nothing_was_stored(bench, before);
}

demo::on_both_databases!(
    a_file_that_is_too_large_is_told_with_the_limit,
    a_picture_that_only_some_telephones_open_tells_how_to_take_another,
    what_a_file_is_its_content_tells_and_not_its_name,
    a_picture_that_was_cut_off_is_not_taken,
    a_sending_that_was_cut_off_is_told_and_nothing_is_kept,
);
