//! MP3: frames, with tags before (ID3v2) and behind (ID3v1, APE) that are left out.

use super::{Clean, Unheard, number_low};

pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"ID3") || frame(bytes, 0).is_some()
}

pub(super) fn clean(bytes: &[u8]) -> Clean {
    let mut from = 0;
    while bytes.get(from..from + 3) == Some(b"ID3") {
        let size = bytes.get(from + 6..from + 10).ok_or(Unheard::CutOff)?;
        let size = size.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let foot = bytes.get(from + 5).is_some_and(|flags| flags & 0x10 != 0);
        from += 10 + size + if foot { 10 } else { 0 };
    }
    // Only whole frames are taken along, so that nothing can lie between or behind them.
    let (mut at, mut clean, mut micros) = (from, Vec::new(), 0_i64);
    while let Some((size, length)) = frame(bytes, at) {
        let Some(whole) = bytes.get(at..at + size) else { break };
        clean.extend_from_slice(whole);
        micros += length;
        at += size;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let is_tag = rest.starts_with(b"TAG") || rest.starts_with(b"APETAGEX") || rest.starts_with(b"LYRICS");
    let is_tail = is_tag || rest.iter().all(|byte| *byte == 0) || frame(rest, 0).is_some();
    if clean.is_empty() || !is_tail {
        return Err(Unheard::CutOff);
    }
    Ok((clean, Some(micros / 1_000_000)))
}

/// Size in bytes and length in microseconds of the frame at `at`: MPEG 1, 2 and 2.5, layer III.
fn frame(bytes: &[u8], at: usize) -> Option<(usize, i64)> {
    let head = number_low(bytes, at)?;
    let byte = |nth: usize| head >> (8 * nth) & 0xff;
    if byte(0) != 0xff || byte(1) & 0xe0 != 0xe0 || byte(1) >> 1 & 3 != 1 {
        return None;
    }
    let version = byte(1) >> 3 & 3;
    let first = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    let second = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let (rates, divisor, samples) = match version {
        3 => (first, 1, 1152),
        2 => (second, 2, 576),
        0 => (second, 4, 576),
        _ => return None,
    };
    let rate = rates.get(byte(2) >> 4).copied().filter(|rate| *rate > 0)? * 1000;
    let hertz = [44_100, 48_000, 32_000].get(byte(2) >> 2 & 3)? / divisor;
    let size = samples / 8 * rate / hertz + (byte(2) >> 1 & 1);
    Some((size, i64::try_from(samples * 1_000_000 / hertz).ok()?))
}
