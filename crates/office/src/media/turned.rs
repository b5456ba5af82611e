//! Which way up a photograph is: the one thing that its EXIF (TIFF 6.0 inside JPEG) says of the picture itself. Without it what a
//! telephone took upright lies on its side.

/// The tag of the orientation, and the type of its value: a whole number of two bytes.
const TAG: u16 = 0x0112;
const SHORT: u16 = 3;

/// The orientation, 2 to 8, in an EXIF; none where it says nothing, or that the picture stands as it is.
pub(super) fn orientation(exif: &[u8]) -> Option<u8> {
    let is_big = match exif.get(..4)? {
        b"MM\0\x2a" => true,
        b"II\x2a\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    };
    let four: [u8; 4] = exif.get(4..8)?.try_into().ok()?;
    let first = usize::try_from(if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }).ok()?;
    let count = usize::from(short(first)?);
    let entries = (0..count).filter_map(|nth| first.checked_add(2)?.checked_add(nth.checked_mul(12)?));
    let mut found = entries.filter(|at| short(*at) == Some(TAG) && short(at.saturating_add(2)) == Some(SHORT));
    let value = short(found.next()?.checked_add(8)?)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// An EXIF that says the orientation and nothing else.
pub(super) fn only(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_in_both_byte_orders_and_nothing_else_is_believed() {
        assert_eq!(orientation(&only(6)), Some(6));
        let little = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), Some(8));
        for none in [only(1), only(9), b"MM\0\x2a\xff\xff\xff\xff".to_vec(), b"GPS".to_vec(), Vec::new()] {
            assert_eq!(orientation(&none), None, "{none:?}");
        }
        assert_eq!(orientation(&only(6)[..19]), None, "cut off");
    }
}
