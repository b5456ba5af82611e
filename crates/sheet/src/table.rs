//! A table as read: a header and rows of cells, each row with the number that its sender sees beside it.

use village::Words;

/// How much a sender may send. What passes a limit is refused, never cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The file as sent.
    pub file_bytes: usize,
    /// What an XLSX file may unpack to: a small file can hold gigabytes.
    pub unpacked_bytes: u64,
    /// Rows below the header.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell_chars: usize,
}

impl Default for Limits {
    /// A county's roster fits many times over: 20 MiB, unpacked 200 MiB, 100,000 rows of 100 columns.
    fn default() -> Self {
        Self { file_bytes: 20 << 20, unpacked_bytes: 200 << 20, rows: 100_000, columns: 100, cell_chars: 4_000 }
    }
}

/// What is peculiar about a cell's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mark {
    /// Nothing: it is what was typed.
    #[default]
    Plain,
    /// The value that the file saved for a formula; it may be out of date.
    Formula,
    /// A number of more than 15 digits: the spreadsheet program has already replaced the digits after the fifteenth.
    Imprecise,
    /// An error such as `#N/A`; the text is the error's.
    Error,
}

/// A cell: its text, as a person reads it, without spaces around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Cell {
    /// The text. Numbers have no exponent and no needless decimals; days are `2026-03-12`.
    pub text: String,
    /// What is peculiar about it.
    pub mark: Mark,
}

impl Cell {
    /// A cell as typed.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: Mark::Plain }
    }
}

/// A row with something in it; empty rows are left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SheetRow {
    /// The number that a spreadsheet program shows beside the row, from 1.
    pub number: u32,
    /// The cells, as many as the header has.
    pub cells: Vec<Cell>,
}

impl SheetRow {
    /// The text in a column; empty when there is none.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; the file's for CSV.
    pub name: String,
    /// The header's row, as a spreadsheet program numbers it.
    pub header_number: u32,
    /// The heads.
    pub header: Vec<String>,
    /// The rows below the header.
    pub rows: Vec<SheetRow>,
    /// What the sender should know about how the file was read.
    pub notes: Vec<Words>,
}

/// The address of a cell as a spreadsheet program writes it, `B7`; `column` counts from 0, `row` from 1.
#[must_use]
pub fn address(column: usize, row: u32) -> String {
    format!("{}{row}", letters(column))
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut text = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        text.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    text.iter().rev().collect()
}

/// Makes a table of rows that were read with their numbers: the first row with something in it is the header.
pub(crate) fn assemble(name: &str, rows: impl IntoIterator<Item = SheetRow>, notes: Vec<Words>) -> Option<Table> {
    let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
    let head = rows.next()?;
    let mut header: Vec<String> = head.cells.into_iter().map(|cell| cell.text).collect();
    let mut rows: Vec<SheetRow> = rows.collect();
    while header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    let used = |row: &SheetRow| row.cells.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
    let width = rows.iter().map(used).max().unwrap_or(0).max(header.len());
    header.resize(width, String::new());
    for row in &mut rows {
        row.cells.resize(width, Cell::default());
    }
    Some(Table { name: name.to_owned(), header_number: head.number, header, rows, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_the_program_shows() {
        assert_eq!(address(0, 1), "A1");
        assert_eq!(address(25, 7), "Z7");
        assert_eq!(address(26, 7), "AA7");
        assert_eq!(address(701, 2), "ZZ2");
        assert_eq!(address(702, 2), "AAA2");
    }

    #[test]
    fn empty_rows_are_left_out_and_the_others_keep_their_numbers() {
        let row = |number, texts: &[&str]| SheetRow { number, cells: texts.iter().map(|t| Cell::plain(*t)).collect() };
        let rows = [row(1, &["", ""]), row(2, &["姓名", "电话", ""]), row(3, &[]), row(4, &["张三"])];
        let table = assemble("花名册", rows, Vec::new()).unwrap();
        assert_eq!(table.header, ["姓名", "电话"]);
        assert_eq!(table.header_number, 2);
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].number, 4);
        assert_eq!(table.rows[0].text(1), "");
    }
}
