//! Bytes of any kind: no panic, bounded memory, a clear fault.

use crate::draw::{DIGITAL, code, jpeg, png};
use invoice::{LARGEST_FILE_BYTES, Unread, is_for_machines, read, read_code};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

/// A PNG that says it has so many pixels and holds none of them.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&code(DIGITAL, 2));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The check sum of a PNG's part.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_picture_bomb_is_refused_before_it_is_unpacked() {
    for (width, height) in [(60_000, 60_000), (u32::MAX / 2, 1), (1, 400_000_000), (8_000, 7_000)] {
        assert!(
            matches!(read(&bomb(width, height)), Err(Unread::TooManyPixels { .. } | Unread::Damaged(_))),
            "{width}"
        );
    }
    assert!(matches!(read(&bomb(8_000, 7_000)), Err(Unread::TooManyPixels { limit: 52_000_000, .. })));
}

#[test]
fn what_is_empty_too_large_or_of_another_kind_is_told() {
    assert_eq!(read(b""), Err(Unread::Empty));
    assert!(matches!(read(&vec![0xff; LARGEST_FILE_BYTES + 1]), Err(Unread::TooLarge { .. })));
    assert_eq!(read(b"just words"), Err(Unread::OtherKind));
    assert_eq!(read(b"GIF89a\x01\x00\x01\x00"), Err(Unread::OtherKind));
    assert!(matches!(read(&[0xff, 0xd8, 0xff, 0xe0, 0, 16]), Err(Unread::Damaged(_))));
    assert!(matches!(read(b"%PDF-1.7 cut"), Err(Unread::Damaged(_))));
}

#[test]
fn every_fault_says_what_is_wrong_and_what_to_do_in_both_languages() {
    let faults = [
        Unread::Empty,
        Unread::OtherKind,
        Unread::TooLarge { found_bytes: 1, limit_bytes: LARGEST_FILE_BYTES },
        Unread::TooManyPixels { width: 9, height: 9, limit: 52_000_000 },
        Unread::Swollen { limit_bytes: 1 },
        Unread::Damaged("x".into()),
        Unread::Locked,
        Unread::NoCode,
        Unread::OtherCode("x".into()),
        Unread::Malformed { place: "x".into(), found: "y".into(), expected: "z" },
        Unread::Entities,
        Unread::OtherRoot("x".into()),
        Unread::NoNumber,
    ];
    for fault in faults {
        for words in [fault.words(), fault.next()] {
            assert!(
                !words.zh.is_empty() && !words.en.is_empty() && words.en.is_ascii() | words.en.contains(['“', '×']),
                "{fault}"
            );
        }
        let said = fault.to_string();
        assert!(!said.ends_with('.') && !said.starts_with(char::is_uppercase) || said.starts_with("XML"), "{said}");
    }
}

#[test]
fn what_is_for_machines_is_told_from_what_a_person_can_look_at() {
    assert!(
        is_for_machines(b"<EInvoice/>") && is_for_machines(b"\xef\xbb\xbf <?xml?>") && is_for_machines(b"PK\x03\x04")
    );
    assert!(!is_for_machines(b"%PDF-") && !is_for_machines(&[0xff, 0xd8]) && !is_for_machines(b""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_read_or_told(bytes in vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_bytes_behind_a_known_head_are_read_or_told(head in 0..6_usize, bytes in vec(any::<u8>(), 0..600)) {
        let heads: [&[u8]; 6] = [b"%PDF-1.7\n", b"PK\x03\x04", b"<EInvoice>", b"\x89PNG\r\n\x1a\n", b"RIFF\x10\0\0\0WEBP", &[0xff, 0xd8, 0xff, 0xe0]];
        let _ = read(&[heads[head], &bytes].concat());
    }

    #[test]
    fn any_text_of_a_code_is_read_or_told(text in "\\PC{0,80}") {
        let _ = read_code(&text);
    }

    #[test]
    fn what_a_code_says_comes_back(number in "[0-9]{20}", fen in 0_i64..100_000_000_000, day in 1..29) {
        let text = format!("01,31,,{number},{}.{:02},202602{day:02},,AB12", fen / 100, fen % 100);
        let read = read_code(&text).unwrap();
        prop_assert!(read.number() == number && read.total.unwrap().value.0 == fen);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_picture_with_spoilt_bytes_is_read_or_told(seed in any::<u64>(), many in 1..40_usize) {
        for mut bytes in [png(&code(DIGITAL, 3)), jpeg(&code(DIGITAL, 3))] {
            let mut draw = seed | 1;
            for _ in 0..many {
                draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(draw >> 33).unwrap() % bytes.len();
                bytes[at] = u8::try_from(draw >> 24 & 255).unwrap();
            }
            let _ = read(&bytes);
        }
    }
}
