//! Ogg with Opus (RFC 7845) or Vorbis: the comments are overwritten where they stand, and the checksums of their pages made anew.

use super::{Clean, Unheard, number_low};

/// A page: where it begins, where its content begins, where it ends.
struct Page {
    from: usize,
    content: usize,
    end: usize,
    granule: i64,
    /// The lengths of its pieces.
    pieces: Vec<u8>,
}

pub(super) fn clean(bytes: &[u8]) -> Clean {
    let pages = pages(bytes)?;
    let first = pages.first().and_then(|page| bytes.get(page.content..page.end)).ok_or(Unheard::CutOff)?;
    let (mark, a_second): (&[u8], usize) = if first.starts_with(b"OpusHead") {
        (b"OpusTags", 48_000)
    } else if first.starts_with(b"\x01vorbis") {
        (b"\x03vorbis", number_low(first, 12).filter(|rate| *rate > 0).ok_or(Unheard::CutOff)?)
    } else {
        return Err(Unheard::OtherKind);
    };
    let places = second_packet(&pages);
    let mut packet: Vec<u8> = places.iter().filter_map(|at| bytes.get(*at)).copied().collect();
    if !packet.starts_with(mark) {
        return Err(Unheard::CutOff);
    }
    forget(&mut packet, mark.len()).ok_or(Unheard::CutOff)?;
    let mut clean = bytes.to_vec();
    for (at, byte) in places.iter().zip(packet) {
        if let Some(place) = clean.get_mut(*at) {
            *place = byte;
        }
    }
    for page in &pages {
        sum(&mut clean, page);
    }
    let last = pages.iter().map(|page| page.granule).max().unwrap_or(0);
    Ok((clean, i64::try_from(a_second).ok().map(|rate| last / rate)))
}

fn pages(bytes: &[u8]) -> Result<Vec<Page>, Unheard> {
    let (mut pages, mut at) = (Vec::new(), 0);
    let mut serial = None;
    while at < bytes.len() {
        let head = bytes.get(at..at + 27).filter(|head| head.starts_with(b"OggS")).ok_or(Unheard::CutOff)?;
        let own = number_low(bytes, at + 14);
        // One stream only: a second one could hold anything.
        if *serial.get_or_insert(own) != own {
            return Err(Unheard::OtherKind);
        }
        let many = head.last().copied().map(usize::from).ok_or(Unheard::CutOff)?;
        let pieces = bytes.get(at + 27..at + 27 + many).ok_or(Unheard::CutOff)?.to_vec();
        let content = at + 27 + many;
        let end = content + pieces.iter().map(|size| usize::from(*size)).sum::<usize>();
        let granule = head.get(6..14).and_then(|eight| eight.try_into().ok()).map_or(0, i64::from_le_bytes);
        if end > bytes.len() {
            return Err(Unheard::CutOff);
        }
        pages.push(Page { from: at, content, end, granule, pieces });
        at = end;
    }
    Ok(pages)
}

/// Where each byte of the second packet stands: it may go over several pages.
fn second_packet(pages: &[Page]) -> Vec<usize> {
    let (mut places, mut packet) = (Vec::new(), 0);
    for page in pages {
        let mut at = page.content;
        for size in &page.pieces {
            if packet == 1 {
                places.extend(at..at + usize::from(*size));
            }
            at += usize::from(*size);
            if *size < 255 {
                packet += 1;
            }
            if packet > 1 {
                return places;
            }
        }
    }
    places
}

/// Overwrites the maker's name and every comment: of each its length stays, its content becomes `X=` and blanks.
fn forget(packet: &mut [u8], mark: usize) -> Option<()> {
    let mut at = mark;
    let maker = number_low(packet, at)?;
    packet.get_mut(at + 4..(at + 4).checked_add(maker)?)?.fill(b' ');
    at += 4 + maker;
    let many = number_low(packet, at)?;
    at += 4;
    for _ in 0..many {
        let size = number_low(packet, at)?;
        let comment = packet.get_mut(at + 4..(at + 4).checked_add(size)?)?;
        comment.fill(b' ');
        for (place, byte) in comment.iter_mut().zip(b"X=") {
            *place = *byte;
        }
        at += 4 + size;
    }
    // What Opus allows behind the comments; Vorbis has one bit there.
    let rest = packet.get_mut(at..)?;
    if mark == 8 {
        rest.fill(0)
    }
    Some(())
}

/// The page's checksum (polynomial 0x04c11db7, as RFC 3533 has it).
fn sum(bytes: &mut [u8], page: &Page) {
    if let Some(old) = bytes.get_mut(page.from + 22..page.from + 26) {
        old.fill(0);
    }
    let content = bytes.get(page.from..page.end).unwrap_or_default();
    let sum = content.iter().fold(0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            if sum & 0x8000_0000 == 0 { sum << 1 } else { sum << 1 ^ 0x04c1_1db7 }
        })
    });
    if let Some(place) = bytes.get_mut(page.from + 22..page.from + 26) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}
