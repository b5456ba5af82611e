//! MP4 audio (M4A, 3GP): boxes that say something beside the sound are made empty where they stand, so that nothing else moves.

use super::{Clean, Unheard, number};

/// Boxes that hold others.
const OUTER: [&[u8; 4]; 7] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"];
/// Boxes that the sound needs. Whatever else there is, is made empty.
const KEPT: [&[u8; 4]; 26] = [
    b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"elst", b"dref", b"stsd", b"stts", b"ctts",
    b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sgpd", b"sbgp", b"iods", b"free", b"skip", b"wide",
    b"sdtp", b"nmhd",
];
/// Heads with the hour at which it was made.
const DATED: [&[u8; 4]; 3] = [b"mvhd", b"tkhd", b"mdhd"];

pub(super) fn clean(bytes: &[u8]) -> Clean {
    let (mut clean, mut seen) = (bytes.to_vec(), Seen::default());
    walk(&mut clean, 0, bytes.len(), &mut seen, 0)?;
    if seen.pictures {
        return Err(Unheard::OtherKind);
    }
    if !seen.sound || !seen.data {
        return Err(Unheard::CutOff);
    }
    Ok((clean, seen.seconds))
}

#[derive(Default)]
struct Seen {
    sound: bool,
    pictures: bool,
    data: bool,
    seconds: Option<i64>,
}

fn walk(bytes: &mut [u8], from: usize, to: usize, seen: &mut Seen, depth: usize) -> Result<(), Unheard> {
    let mut at = from;
    while at < to {
        let (size, name) = (number(bytes, at).ok_or(Unheard::CutOff)?, name(bytes, at).ok_or(Unheard::CutOff)?);
        // Sizes of eight bytes and "up to the end" are for films; a recording of 4 MiB needs neither, but for its sound.
        let (head, size) = match size {
            0 if &name == b"mdat" && depth == 0 => (8, to - at),
            1 => {
                let low = number(bytes, at + 12).filter(|_| number(bytes, at + 8) == Some(0));
                (16, low.ok_or(Unheard::CutOff)?)
            }
            size => (8, size),
        };
        let end = at.checked_add(size).filter(|end| size >= head && *end <= to).ok_or(Unheard::CutOff)?;
        if OUTER.contains(&&name) && depth < 8 {
            walk(bytes, at + head, end, seen, depth + 1)?;
        } else if KEPT.contains(&&name) {
            note(bytes, &name, at + head, end, seen);
            if [b"free", b"skip", b"wide"].contains(&&name) {
                erase(bytes, at + head, end);
            }
        } else {
            rename(bytes, at);
            erase(bytes, at + head, end);
        }
        at = end;
    }
    Ok(())
}

fn name(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at + 4..at + 8)?.try_into().ok()
}

/// What a box that is kept says, and its hours erased.
fn note(bytes: &mut [u8], name: &[u8; 4], from: usize, end: usize, seen: &mut Seen) {
    let is_long = bytes.get(from) == Some(&1);
    match name {
        b"mdat" => seen.data |= end > from,
        b"hdlr" => {
            seen.sound |= bytes.get(from + 8..from + 12) == Some(b"soun");
            seen.pictures |= bytes.get(from + 8..from + 12) == Some(b"vide");
            // The name of whoever made it.
            erase(bytes, from + 24, end);
        }
        b"mvhd" if !is_long => {
            let (scale, length) = (number(bytes, from + 12), number(bytes, from + 16));
            let seconds = scale.filter(|scale| *scale > 0).and_then(|scale| Some(length? / scale));
            seen.seconds = seconds.and_then(|seconds| i64::try_from(seconds).ok());
        }
        _ => {}
    }
    if DATED.contains(&name) {
        erase(bytes, from + 4, (from + if is_long { 20 } else { 12 }).min(end));
    }
}

fn rename(bytes: &mut [u8], at: usize) {
    if let Some(name) = bytes.get_mut(at + 4..at + 8) {
        name.copy_from_slice(b"free");
    }
}

fn erase(bytes: &mut [u8], from: usize, to: usize) {
    if let Some(content) = bytes.get_mut(from..to) {
        content.fill(0);
    }
}
