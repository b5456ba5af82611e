//! Recordings of each kind, made here with a name and a place in them, and what is left of them.

use super::*;

/// A box of an MP4 file.
fn holds(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut made = u32::try_from(content.len() + 8).unwrap().to_be_bytes().to_vec();
    made.extend_from_slice(name);
    made.extend_from_slice(content);
    made
}

fn m4a(seconds: u32) -> Vec<u8> {
    let mut head = vec![0, 0, 0, 0];
    for number in [3_900_000_000, 3_900_000_000, 1000, seconds * 1000] {
        head.extend_from_slice(&u32::to_be_bytes(number));
    }
    head.extend_from_slice(&[0; 80]);
    let kind = holds(b"hdlr", b"\0\0\0\0\0\0\0\0soun\0\0\0\0\0\0\0\0\0\0\0\0Li Xiaofang's telephone\0");
    let place = holds(b"udta", &holds(b"loci", b"\0\0\0\0+28.89+119.81/"));
    let inner = [holds(b"mvhd", &head), holds(b"trak", &holds(b"mdia", &kind)), place].concat();
    let name = holds(b"uuid", b"0123456789abcdefHuawei P8");
    [holds(b"ftyp", b"M4A \0\0\0\0"), holds(b"mdat", b"sound sound sound"), holds(b"moov", &inner), name].concat()
}

fn ogg(comments: &[&str], granule: i64) -> Vec<u8> {
    let mut tags = b"OpusTags\x08\0\0\0recorder".to_vec();
    tags.extend_from_slice(&u32::try_from(comments.len()).unwrap().to_le_bytes());
    for comment in comments {
        tags.extend_from_slice(&u32::try_from(comment.len()).unwrap().to_le_bytes());
        tags.extend_from_slice(comment.as_bytes());
    }
    let mut whole = Vec::new();
    for (nth, content) in
        [b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0".to_vec(), tags, vec![7; 40]].into_iter().enumerate()
    {
        whole.extend_from_slice(b"OggS\0\0");
        whole.extend_from_slice(&if nth == 2 { granule } else { 0 }.to_le_bytes());
        whole.extend_from_slice(&9_u32.to_le_bytes());
        whole.extend_from_slice(&u32::try_from(nth).unwrap().to_le_bytes());
        whole.extend_from_slice(&[0; 4]);
        whole.push(u8::try_from(content.len() / 255 + 1).unwrap());
        whole.extend(std::iter::repeat_n(255, content.len() / 255));
        whole.push(u8::try_from(content.len() % 255).unwrap());
        whole.extend(content);
    }
    whole
}

fn wav(seconds: usize) -> Vec<u8> {
    let form = [1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0];
    let chunk = |name: &[u8; 4], content: &[u8]| {
        [name.as_slice(), &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat()
    };
    let inner = [
        b"WAVE".to_vec(),
        chunk(b"LIST", b"INFOIART\x04\0\0\0Li X"),
        chunk(b"fmt ", &form),
        chunk(b"data", &vec![128; 8_000 * seconds]),
    ];
    chunk(b"RIFF", &inner.concat())
}

fn mp3(frames: usize) -> Vec<u8> {
    // 32 kbit/s at 32 kHz: 144 bytes a frame, 36 ms.
    let frame = [&[0xff, 0xfb, 0x18, 0xc0][..], &[0; 140]].concat();
    let tag =
        [b"ID3\x04\0\0\0\0\0\x0aLi Xiaofan".to_vec(), frame.repeat(frames), [b"TAG".as_slice(), &[b'L'; 125]].concat()];
    tag.concat()
}

fn amr(frames: usize) -> Vec<u8> {
    let frame = [&[0x3c][..], &[5; 31]].concat();
    [b"#!AMR\n".to_vec(), frame.repeat(frames)].concat()
}

fn holds_text(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn of_every_kind_the_sound_stays_and_what_stands_beside_it_goes() {
    for (file, kind, seconds, gone, stays) in [
        (m4a(11), "audio/mp4", 11, vec!["Li Xiaofang", "+28.89", "Huawei"], "sound sound sound"),
        (
            ogg(&["TITLE=Li Xiaofang", "LOCATION=28.89,119.81"], 48_000 * 9),
            "audio/ogg",
            9,
            vec!["Li X", "28.89", "recorder"],
            "OpusHead",
        ),
        (wav(3), "audio/wav", 3, vec!["Li X", "LIST"], "data"),
        (mp3(100), "audio/mpeg", 3, vec!["Li X", "ID3", "LLLL"], "\0\0\0\0"),
        (amr(200), "audio/amr", 4, vec![], "#!AMR"),
    ] {
        let found = recording(&file).unwrap();
        assert_eq!((found.media_type, found.seconds), (kind, Some(seconds)));
        assert!(gone.iter().all(|text| !holds_text(&found.bytes, text)), "{kind} still says who and where");
        assert!(holds_text(&found.bytes, stays), "{kind} lost its sound");
        // What was cleaned is clean.
        assert_eq!(recording(&found.bytes).unwrap(), found, "{kind}");
    }
}

#[test]
fn the_pages_of_ogg_have_their_checksums() {
    let clean = recording(&ogg(&["TITLE=a"], 48_000)).unwrap().bytes;
    // Made anew over what was made: nothing changes.
    assert_eq!(recording(&clean).unwrap().bytes, clean);
    assert!(clean.windows(4).filter(|part| part == b"OggS").count() == 3 && clean.get(22..26) != Some(&[0; 4]));
}

#[test]
fn what_is_no_recording_or_too_long_is_refused_with_the_reason() {
    let wrong = |bytes: &[u8]| recording(bytes).unwrap_err();
    assert_eq!(wrong(b""), Unheard::Empty);
    assert_eq!(wrong(b"%PDF-1.7"), Unheard::OtherKind);
    assert_eq!(wrong(b"\xff\xd8\xff\xe0 a picture"), Unheard::OtherKind);
    assert_eq!(wrong(&vec![0; LARGEST_RECORDING_BYTES + 1]), Unheard::TooLarge);
    assert_eq!(wrong(&m4a(121)), Unheard::TooLong(121));
    assert_eq!(wrong(&wav(130)), Unheard::TooLong(130));
    let film = holds(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0");
    let film = [m4a(3), holds(b"moov", &holds(b"trak", &holds(b"mdia", &film)))].concat();
    assert_eq!(wrong(&film), Unheard::OtherKind, "a film shows more than a voice");
    for whole in [m4a(3), ogg(&["A=b"], 48_000), wav(1), amr(3)] {
        assert_eq!(wrong(&whole[..whole.len() - 5]), Unheard::CutOff);
    }
    for words in [Unheard::TooLong(130), Unheard::OtherKind, Unheard::CutOff, Unheard::Empty, Unheard::TooLarge] {
        let refusal = Refusal::from(words);
        assert!(!refusal.words.zh.is_empty() && !refusal.words.en.is_empty());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(kind in 0..5_usize, at in 0..400_usize, with: Vec<u8>) {
        let mut file = vec![m4a(3), ogg(&["A=b"], 48_000), wav(1), mp3(9), amr(9)].swap_remove(kind);
        for (place, byte) in file.iter_mut().skip(at).zip(with) {
            *place = byte;
        }
        let _ = recording(&file);
    }
}
