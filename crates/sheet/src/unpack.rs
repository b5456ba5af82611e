//! A guard before an XLSX file is opened: it is a packed archive, and a small one can unpack to gigabytes. The sizes that
//! the archive declares can lie, so every part is unpacked once and counted.

use crate::{Limits, ReadError};
use std::io::{Cursor, Read, copy, sink};
use zip::ZipArchive;

/// More parts than any workbook that people make.
const PARTS: usize = 2_000;

/// Unpacks and counts, keeping nothing.
pub(crate) fn check_unpacked(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let damaged = |fault: &dyn std::error::Error| ReadError::Damaged(fault.to_string());
    let swollen = ReadError::Swollen { limit_bytes: limits.unpacked_bytes };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
    if archive.len() > PARTS {
        return Err(swollen);
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|fault| damaged(&fault))?;
        if part.encrypted() {
            return Err(ReadError::Damaged("a part is locked with a password".to_owned()));
        }
        if part.size() > left {
            return Err(swollen);
        }
        let unpacked = copy(&mut part.take(left.saturating_add(1)), &mut sink()).map_err(|fault| damaged(&fault))?;
        left = left.checked_sub(unpacked).ok_or_else(|| swollen.clone())?;
    }
    Ok(())
}
