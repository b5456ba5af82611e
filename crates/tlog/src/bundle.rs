//! Entry bundles of C2SP tlog-tiles: entries one after another, each after its length.

/// Bytes that are not an entry bundle, or entries that do not fit into one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBundle {
    /// An entry longer than its length field can tell.
    #[error("entry {place} is {length} bytes long; a bundle takes at most 65535")]
    TooLong {
        /// Which entry, beginning with 0.
        place: usize,
        /// Its length.
        length: usize,
    },
    /// The bytes end within an entry.
    #[error("the bundle ends within entry {place}")]
    CutOff {
        /// Which entry, beginning with 0.
        place: usize,
    },
}

/// Puts entries into a bundle.
///
/// # Errors
/// When an entry is longer than 65535 bytes.
pub fn bundle<T: AsRef<[u8]>>(entries: impl IntoIterator<Item = T>) -> Result<Vec<u8>, BadBundle> {
    let mut bytes = Vec::new();
    for (place, entry) in entries.into_iter().enumerate() {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| BadBundle::TooLong { place, length: entry.len() })?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// Takes a bundle apart.
///
/// # Errors
/// When it ends within an entry.
pub fn unbundle(mut bytes: &[u8]) -> Result<Vec<&[u8]>, BadBundle> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let cut_off = BadBundle::CutOff { place: entries.len() };
        let (length, rest) = bytes.split_first_chunk::<2>().ok_or(cut_off.clone())?;
        let (entry, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(cut_off)?;
        entries.push(entry);
        bytes = rest;
    }
    Ok(entries)
}
