//! AMR, narrow and wide band: a mark, then frames of 20 ms; it has no room for anything else.

use super::{Clean, Unheard};

/// Bytes after a frame's first one, by its kind.
const NARROW: [Option<usize>; 16] = [
    Some(12),
    Some(13),
    Some(15),
    Some(17),
    Some(19),
    Some(20),
    Some(26),
    Some(31),
    Some(5),
    None,
    None,
    None,
    None,
    None,
    None,
    Some(0),
];
const WIDE: [Option<usize>; 16] = [
    Some(17),
    Some(23),
    Some(32),
    Some(36),
    Some(40),
    Some(46),
    Some(50),
    Some(58),
    Some(60),
    Some(5),
    None,
    None,
    None,
    None,
    Some(0),
    Some(0),
];

pub(super) fn clean(bytes: &[u8]) -> Clean {
    let (sizes, mut at) = if bytes.starts_with(b"#!AMR-WB\n") {
        (WIDE, 9)
    } else if bytes.starts_with(b"#!AMR\n") {
        (NARROW, 6)
    } else {
        return Err(Unheard::OtherKind);
    };
    let mut frames = 0_i64;
    while let Some(head) = bytes.get(at) {
        let size = sizes.get(usize::from(head >> 3 & 15)).copied().flatten().ok_or(Unheard::CutOff)?;
        at += 1 + size;
        frames += 1;
    }
    if at != bytes.len() || frames == 0 {
        return Err(Unheard::CutOff);
    }
    Ok((bytes.to_vec(), Some(frames / 50)))
}
