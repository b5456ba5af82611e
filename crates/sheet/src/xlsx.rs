//! XLSX. Cells are streamed and kept sparse: a sheet with one cell in its last row costs one cell.

use crate::ReadError;
use crate::table::{Cell, Limits, Mark, SheetRow, Table, address, assemble, letters};
use crate::unpack::check_unpacked;
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;
use village::Words;

/// Merged cells: what stands in them belongs to no one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The row in which they begin, as a spreadsheet program numbers it.
    pub row: u32,
    /// The column in which they begin, counted from 0.
    pub column: usize,
    /// All of them, `A2:A5`.
    pub range: String,
}

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the first visible sheet with something in it.
pub(crate) fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<(Table, Vec<Merged>), ReadError> {
    check_unpacked(bytes, limits)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
    let names = visible_sheets(&workbook);
    for name in &names {
        let rows = read_rows(&mut workbook, name, limits)?;
        if rows.is_empty() {
            continue;
        }
        let merged = merged(&mut workbook, name)?;
        let mut notes = formula_note(name, &rows);
        if names.len() > 1 {
            notes.push(Words::new(
                format!("文件有 {} 张工作表，只读取了“{name}”", names.len()),
                format!("The file has {} sheets; only “{name}” was read", names.len()),
            ));
        }
        let rows = rows.into_iter().map(|(row, cells)| SheetRow { number: row + 1, cells });
        if let Some(table) = assemble(name, rows, notes).filter(|table| !table.rows.is_empty()) {
            return Ok((table, merged));
        }
        return Err(ReadError::Empty { sheet: name.clone() });
    }
    Err(ReadError::Empty { sheet: names.into_iter().next().unwrap_or_default() })
}

fn damaged(fault: &XlsxError) -> ReadError {
    ReadError::Damaged(fault.to_string())
}

fn visible_sheets(workbook: &Workbook<'_>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn read_rows(workbook: &mut Workbook<'_>, sheet: &str, limits: &Limits) -> Result<BTreeMap<u32, Vec<Cell>>, ReadError> {
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|fault| damaged(&fault))?;
    let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|fault| damaged(&fault))? {
        let mut cell = read_cell(&record.value);
        if record.formula.is_some() && cell.mark == Mark::Plain {
            cell.mark = Mark::Formula;
        }
        if cell.text.is_empty() && cell.mark != Mark::Formula {
            continue;
        }
        let (row, column) = record.pos;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        check_cell(sheet, row, column, &cell, limits)?;
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::default());
        }
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
        if rows.len() > limits.rows + 1 {
            return Err(ReadError::TooManyRows { sheet: sheet.to_owned(), limit: limits.rows });
        }
    }
    // A formula without a saved result is told where its row says something else, and is nothing by itself.
    rows.retain(|_, cells| cells.iter().any(|cell| !cell.text.is_empty()));
    Ok(rows)
}

fn check_cell(sheet: &str, row: u32, column: usize, cell: &Cell, limits: &Limits) -> Result<(), ReadError> {
    let sheet = || sheet.to_owned();
    if column >= limits.columns {
        return Err(ReadError::TooManyColumns { sheet: sheet(), column: letters(column), limit: limits.columns });
    }
    let found = cell.text.chars().count();
    if found > limits.cell_chars {
        let cell = address(column, row.saturating_add(1));
        return Err(ReadError::CellTooLong { sheet: sheet(), cell, found, limit: limits.cell_chars });
    }
    Ok(())
}

fn read_cell(value: &DataRef<'_>) -> Cell {
    let plain = |text: &str| Cell::plain(text.trim());
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::DateTimeIso(text) => plain(text.strip_suffix("T00:00:00").unwrap_or(text)),
        DataRef::DurationIso(text) => plain(text),
        DataRef::Int(number) => plain(&number.to_string()),
        DataRef::Float(number) => number_cell(*number),
        DataRef::Bool(truth) => plain(if *truth { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => plain(&moment_text(*moment)),
        DataRef::Error(error) => Cell { text: error.to_string(), mark: Mark::Error },
    }
}

/// A number as the program shows it: 15 significant digits, no exponent, no `.0`.
fn number_cell(number: f64) -> Cell {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let mark = if shown.abs() >= 1e15 { Mark::Imprecise } else { Mark::Plain };
    Cell { text: shown.to_string(), mark }
}

fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    if (hour, minute) == (0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

fn merged(workbook: &mut Workbook<'_>, sheet: &str) -> Result<Vec<Merged>, ReadError> {
    let merged = workbook.merge_cells_by_sheet_name(sheet).map_err(|fault| damaged(&fault))?;
    Ok(merged.iter().map(Merged::from).collect())
}

/// The first few ranges.
pub(crate) fn ranges(merged: &[Merged]) -> String {
    let mut ranges: Vec<&str> = merged.iter().take(5).map(|one| one.range.as_str()).collect();
    if merged.len() > ranges.len() {
        ranges.push("…");
    }
    ranges.join(", ")
}

impl From<&Dimensions> for Merged {
    fn from(range: &Dimensions) -> Self {
        let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let corner = |(row, at): (u32, u32)| address(column(at), row.saturating_add(1));
        Self {
            row: range.start.0.saturating_add(1),
            column: column(range.start.1),
            range: format!("{}:{}", corner(range.start), corner(range.end)),
        }
    }
}

/// One note for all formulas, with the first few addresses.
fn formula_note(sheet: &str, rows: &BTreeMap<u32, Vec<Cell>>) -> Vec<Words> {
    let marked = |(row, cells): (&u32, &Vec<Cell>)| {
        let row = row.saturating_add(1);
        let columns = cells.iter().enumerate().filter(|(_, cell)| cell.mark == Mark::Formula);
        columns.map(|(column, _)| address(column, row)).collect::<Vec<_>>()
    };
    let places: Vec<String> = rows.iter().flat_map(marked).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let first = places.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    vec![Words::new(
        format!("工作表“{sheet}”有 {} 个单元格是公式（{first} 等），按文件里保存的结果读取，请核对", places.len()),
        format!(
            "Sheet “{sheet}” has {} formulas ({first} …); their saved results were read, please check",
            places.len()
        ),
    )]
}

#[cfg(test)]
mod tests;
