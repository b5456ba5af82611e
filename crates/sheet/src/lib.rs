//! Spreadsheets in and out: CSV and XLSX read into one plain [`Table`], the official division codes and a county's
//! roster read from it, and the sheet that goes back to the sender with every fault in its place.
//!
//! Reading never guesses silently. What had to be interpreted (an old encoding, a formula's saved value) is said in
//! [`Table::notes`]; what cannot be read is named with its sheet, row and column, as the sender sees them.

mod calendar;
mod comma;
mod division;
mod encoding;
mod error;
mod fault;
mod lines;
mod nearest;
mod roster;
mod table;
mod unpack;
mod write;
mod xlsx;

pub use calendar::read_day;
pub use comma::{CommaRows, comma_rows};
pub use division::{LineFault, read_divisions};
pub use encoding::{Encoding, decode};
pub use error::ReadError;
pub use fault::SheetFault;
pub use lines::{UTF8_MARK, comma_row};
pub use roster::{
    Column, DoubtfulRow, HeldPost, IdNumberError, PersonNumber, Relation, Relative, Roster, RosterRow, Sex,
    check_id_number, locate_fault, read_roster, roster_columns,
};
pub use table::{Cell, Limits, Mark, SheetRow, Table, address, letters};
pub use write::{TemplateColumn, WriteError, error_sheet, plain_sheet, template};
pub use xlsx::Merged;

/// Reads a spreadsheet, telling CSV from XLSX by its content and not by its name. `name` is what the sender calls the
/// file; a CSV table, which has no sheet, bears it.
///
/// # Errors
/// When the file is of another kind, too large, or damaged, or has no rows.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Table, ReadError> {
    let (table, merged) = read_merged(name, bytes, limits)?;
    match merged.as_slice() {
        [] => Ok(table),
        some => Err(ReadError::Merged { sheet: table.name, ranges: xlsx::ranges(some) }),
    }
}

/// As [`read`], with merged cells told beside the table, for a reader that names every fault of a file at once.
///
/// # Errors
/// As [`read`], but for merged cells.
pub fn read_merged(name: &str, bytes: &[u8], limits: &Limits) -> Result<(Table, Vec<Merged>), ReadError> {
    if bytes.len() > limits.file_bytes {
        return Err(ReadError::TooLarge { found_bytes: bytes.len(), limit_bytes: limits.file_bytes });
    }
    if bytes.starts_with(b"PK") {
        return xlsx::read_xlsx(bytes, limits);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::OldExcel);
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(&[0x89, b'P', b'N', b'G']) || bytes.starts_with(&[0xFF, 0xD8]) {
        return Err(ReadError::NotASheet);
    }
    Ok((comma::read_csv(name, bytes, limits)?, Vec::new()))
}
