//! Sheets that go out: the sender's own rows with every fault marked, and a blank sheet that explains itself.

use crate::{SheetFault, Table};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use village::Words;

/// The head of the column that says what is wrong. A table that is read back skips it.
pub(crate) const COMMENT_HEAD: &str = "问题说明 What is wrong";

/// A sheet that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the sheet could not be written")]
pub struct WriteError(#[from] XlsxError);

/// One column of a blank sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateColumn {
    /// The head, as [`crate::read_roster`] and its like know it.
    pub head: Words,
    /// Whether every row must have it.
    pub needed: bool,
    /// Whether it must be filled in for whoever has a post.
    pub needed_with_posts: bool,
    /// What belongs in it.
    pub explanation: Words,
    /// An example.
    pub example: String,
}

/// The table as it came, with the faulty cells coloured and a last column saying what is wrong, in Chinese and English.
/// Rows keep their numbers. Once mended, the same file can be sent again.
///
/// # Errors
/// When the table passes what a sheet can hold.
pub fn error_sheet(table: &Table, faults: &[SheetFault]) -> Result<Vec<u8>, WriteError> {
    let mut by_row: BTreeMap<u32, Vec<&SheetFault>> = BTreeMap::new();
    for fault in faults {
        by_row.entry(fault.row).or_default().push(fault);
    }
    let comment_column =
        table.header.iter().position(|head| head.starts_with(COMMENT_HEAD)).unwrap_or(table.header.len());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(sheet_name(&table.name))?;
    let wrong_here = |row: u32, column: usize| {
        by_row.get(&row).is_some_and(|faults| faults.iter().any(|fault| fault.column == Some(column)))
    };
    let header_row = table.header_number;
    for (column, head) in table.header.iter().enumerate().filter(|(column, _)| *column != comment_column) {
        let format = if wrong_here(header_row, column) { wrong().set_bold() } else { heading() };
        sheet.write_string_with_format(header_row.saturating_sub(1), narrow(column), head, &format)?;
        sheet.set_column_width(narrow(column), 16)?;
    }
    sheet.write_string_with_format(header_row.saturating_sub(1), narrow(comment_column), COMMENT_HEAD, &heading())?;
    sheet.set_column_width(narrow(comment_column), 80)?;
    for row in &table.rows {
        let cells = row.cells.iter().enumerate();
        for (column, cell) in cells.filter(|(column, _)| *column != comment_column) {
            let format = if wrong_here(row.number, column) { wrong() } else { text() };
            sheet.write_string_with_format(row.number.saturating_sub(1), narrow(column), &cell.text, &format)?;
        }
    }
    for (row, faults) in &by_row {
        let comment = comment(table, faults);
        let comment = if *row == header_row { format!("{COMMENT_HEAD}\n{comment}") } else { comment };
        sheet.write_string_with_format(
            row.saturating_sub(1),
            narrow(comment_column),
            &comment,
            &wrong().set_text_wrap(),
        )?;
    }
    sheet.set_freeze_panes(header_row, 0)?;
    Ok(workbook.save_to_buffer()?)
}

/// A plain sheet: heads first, amounts as numbers, everything else as text and never as a formula.
///
/// # Errors
/// When the rows pass what a sheet can hold.
pub fn plain_sheet(name: &str, rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The same rows are the same bytes whenever they are written.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = workbook.add_worksheet().set_name(sheet_name(name))?;
    let money = Format::new().set_num_format("#,##0.00");
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in cells.iter().enumerate() {
            let column = narrow(column);
            // An amount has two decimals; a code or a number of a voucher is a text.
            let is_amount = cell.len() > 3 && cell.as_bytes().iter().rev().nth(2) == Some(&b'.');
            match cell.parse::<f64>().ok().filter(|_| is_amount && row > 0) {
                Some(amount) => sheet.write_number_with_format(row, column, amount, &money)?,
                None if row == 0 => sheet.write_string_with_format(row, column, cell, &heading())?,
                None => sheet.write_string_with_format(row, column, cell, &text())?,
            };
        }
    }
    for column in 0..rows.first().map_or(0, Vec::len) {
        sheet.set_column_width(narrow(column), if column < 2 { 28 } else { 16 })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(workbook.save_to_buffer()?)
}

fn comment(table: &Table, faults: &[&SheetFault]) -> String {
    let line = |fault: &&SheetFault| {
        let head = fault.column.and_then(|column| table.header.get(column));
        let place = head.map(|head| format!("【{head}】")).unwrap_or_default();
        format!("{place}{} / {}", fault.words.zh, fault.words.en)
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A blank sheet with its heads and one example row in a second sheet that explains each column.
///
/// # Errors
/// When there are more columns than a sheet can hold.
pub fn template(name: &Words, columns: &[TemplateColumn]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let blank = workbook.add_worksheet().set_name(sheet_name(&name.zh))?;
    for (column, known) in columns.iter().enumerate() {
        blank.write_string_with_format(0, narrow(column), &known.head.zh, &heading())?;
        blank.set_column_width(narrow(column), 20)?;
        // Text, so that long numbers keep every digit and leading zeros stay.
        blank.set_column_format(narrow(column), &Format::new().set_num_format("@"))?;
    }
    blank.set_freeze_panes(1, 0)?;
    let explained = workbook.add_worksheet().set_name("填写说明 Explanation")?;
    let heads = ["列名", "Column", "必填 Needed", "填写说明", "What belongs in it", "示例 Example"];
    for (column, head) in heads.into_iter().enumerate() {
        explained.write_string_with_format(0, narrow(column), head, &heading())?;
    }
    for (row, column) in (1_u32..).zip(columns) {
        explain(explained, row, column)?;
    }
    for (column, width) in [(0, 18), (1, 22), (2, 12), (3, 48), (4, 56), (5, 34)] {
        explained.set_column_width(column, width)?;
    }
    explained.set_freeze_panes(1, 0)?;
    Ok(workbook.save_to_buffer()?)
}

fn explain(sheet: &mut Worksheet, row: u32, column: &TemplateColumn) -> Result<(), XlsxError> {
    let needed = match (column.needed, column.needed_with_posts) {
        (true, _) => "是 yes",
        (false, true) => "有岗位的必填 with a post",
        (false, false) => "否 no",
    };
    let texts = [
        column.head.zh.as_str(),
        column.head.en.as_str(),
        needed,
        column.explanation.zh.as_str(),
        column.explanation.en.as_str(),
        column.example.as_str(),
    ];
    for (at, value) in texts.into_iter().enumerate() {
        sheet.write_string_with_format(row, narrow(at), value, &text().set_text_wrap())?;
    }
    Ok(())
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E8_EEF4))
        .set_border(FormatBorder::Thin)
        .set_num_format("@")
}

fn text() -> Format {
    Format::new().set_num_format("@").set_align(FormatAlign::Top)
}

fn wrong() -> Format {
    text()
        .set_background_color(Color::RGB(0x00FF_E0DB))
        .set_font_color(Color::RGB(0x008A_1C10))
        .set_border(FormatBorder::Thin)
}

/// A sheet's name has at most 31 characters and none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let allowed = stem.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''));
    let name: String = allowed.take(31).collect();
    if name.trim().is_empty() { "Sheet1".to_owned() } else { name }
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
