//! CSV. Read by hand rather than by a library for two reasons: rows are numbered as a spreadsheet program numbers them
//! (empty lines count, a line break within quotation marks does not), and an unclosed quotation mark is an error with
//! its row instead of a last cell that swallows the rest of the file.

use crate::table::{Cell, Limits, SheetRow, Table, address, assemble, letters};
use crate::{ReadError, decode};

/// Reads a CSV file: separated by commas, tabs or semicolons, whichever its first line uses.
pub(crate) fn read_csv(name: &str, bytes: &[u8], limits: &Limits) -> Result<Table, ReadError> {
    let (text, encoding) = decode(bytes)?;
    if text.contains('\0') {
        return Err(ReadError::NotASheet);
    }
    let rows = read_rows(name, &text, limits)?;
    let empty = || ReadError::Empty { sheet: name.to_owned() };
    let table = assemble(name, rows, encoding.note().into_iter().collect()).ok_or_else(empty)?;
    if table.rows.is_empty() { Err(empty()) } else { Ok(table) }
}

/// The rows of a CSV text one by one, for files too large to be held as a table.
pub struct CommaRows<'t> {
    rest: &'t str,
    separator: char,
    number: u32,
}

/// Reads rows from a text that begins at row `first`; `separator` is that of the file's first line when it is known already.
#[must_use]
pub fn comma_rows(text: &str, separator_known: Option<char>, first: u32) -> CommaRows<'_> {
    CommaRows {
        rest: text,
        separator: separator_known.unwrap_or_else(|| separator(text)),
        number: first.saturating_sub(1),
    }
}

impl CommaRows<'_> {
    /// The separator that was found.
    #[must_use]
    pub fn separator(&self) -> char {
        self.separator
    }
}

impl Iterator for CommaRows<'_> {
    type Item = Result<SheetRow, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            self.number = self.number.saturating_add(1);
            match read_row(self.rest, self.separator, self.number) {
                Ok((cells, after)) => {
                    self.rest = after;
                    if cells.iter().any(|cell| !cell.is_empty()) {
                        let cells = cells.into_iter().map(Cell::plain).collect();
                        return Some(Ok(SheetRow { number: self.number, cells }));
                    }
                }
                Err(error) => {
                    self.rest = "";
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

fn read_rows(name: &str, text: &str, limits: &Limits) -> Result<Vec<SheetRow>, ReadError> {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        number += 1;
        let (cells, after) = read_row(rest, separator, number)?;
        rest = after;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if rows.len() > limits.rows {
            return Err(ReadError::TooManyRows { sheet: name.to_owned(), limit: limits.rows });
        }
        check_row(name, number, &cells, limits)?;
        rows.push(SheetRow { number, cells: cells.into_iter().map(Cell::plain).collect() });
    }
    Ok(rows)
}

fn check_row(name: &str, number: u32, cells: &[String], limits: &Limits) -> Result<(), ReadError> {
    let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
    if last >= limits.columns {
        let sheet = name.to_owned();
        return Err(ReadError::TooManyColumns { sheet, column: letters(last), limit: limits.columns });
    }
    for (column, cell) in cells.iter().enumerate() {
        let found = cell.chars().count();
        if found > limits.cell_chars {
            let (sheet, cell) = (name.to_owned(), address(column, number));
            return Err(ReadError::CellTooLong { sheet, cell, found, limit: limits.cell_chars });
        }
    }
    Ok(())
}

/// The separator that the first row with something in it uses most, outside quotation marks.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0), ('\t', 0), (';', 0)];
    let (mut quoted, mut something) = (false, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted && something => break,
            _ => {}
        }
        something |= !c.is_whitespace();
        for (separator, count) in &mut counts {
            *count += u32::from(!quoted && c == *separator);
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(',', |(separator, _)| *separator)
}

/// One row, and what follows it.
fn read_row(text: &str, separator: char, number: u32) -> Result<(Vec<String>, &str), ReadError> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = read_cell(rest, separator, number, cells.len())?;
        cells.push(cell);
        if let Some(next) = after.strip_prefix(separator) {
            rest = next;
            continue;
        }
        let after = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
        return Ok((cells, after));
    }
}

/// One cell, and what follows it: a separator, a line's end, or nothing.
fn read_cell(text: &str, separator: char, row: u32, column: usize) -> Result<(String, &str), ReadError> {
    let ends = |c: char| c == separator || c == '\n' || c == '\r';
    let Some(mut rest) = text.trim_start_matches(' ').strip_prefix('"') else {
        let (cell, after) = text.split_at(text.find(ends).unwrap_or(text.len()));
        return Ok((cell.trim().to_owned(), after));
    };
    let mut cell = String::new();
    loop {
        let (inside, after) = rest.split_once('"').ok_or(ReadError::OpenQuote { row })?;
        cell.push_str(inside);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => {
                let after = after.trim_start_matches(' ');
                if after.is_empty() || after.starts_with(ends) {
                    return Ok((cell.trim().to_owned(), after));
                }
                return Err(ReadError::AfterQuote { row, column: letters(column) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(text: &str) -> Table {
        read_csv("名单.csv", text.as_bytes(), &Limits::default()).unwrap()
    }

    fn fault(text: &str, limits: &Limits) -> ReadError {
        read_csv("名单.csv", text.as_bytes(), limits).unwrap_err()
    }

    #[test]
    fn rows_are_numbered_as_the_sender_sees_them() {
        let table = table("姓名,备注\r\n张三,\"住\n村东\"\r\n\r\n李四,\"他说\"\"好\"\"\"\r\n");
        let seen: Vec<_> = table.rows.iter().map(|row| (row.number, row.text(0), row.text(1))).collect();
        assert_eq!(seen, [(2, "张三", "住\n村东"), (4, "李四", "他说\"好\"")]);
    }

    #[test]
    fn tabs_and_semicolons_separate_too() {
        assert_eq!(table("a\tb,c\td\n1\t2\t3").header, ["a", "b,c", "d"]);
        assert_eq!(table("a;b\n1;2").rows[0].text(1), "2");
    }

    #[test]
    fn an_open_quotation_mark_is_named_by_its_row() {
        assert_eq!(fault("a,b\n1,2\n3,\"4\n5,6\n", &Limits::default()), ReadError::OpenQuote { row: 3 });
        let after = ReadError::AfterQuote { row: 2, column: "B".into() };
        assert_eq!(fault("a,b\n1,\"2\"3\n", &Limits::default()), after);
    }

    #[test]
    fn too_many_rows_columns_or_characters_are_refused() {
        let limits = Limits { rows: 2, columns: 3, cell_chars: 4, ..Limits::default() };
        assert!(matches!(fault("a\n1\n2\n3\n", &limits), ReadError::TooManyRows { limit: 2, .. }));
        assert!(matches!(fault("a,b,c,d\n1\n", &limits), ReadError::TooManyColumns { .. }));
        let long = ReadError::CellTooLong { sheet: "名单.csv".into(), cell: "B2".into(), found: 5, limit: 4 };
        assert_eq!(fault("a,b\n1,一二三四五\n", &limits), long);
        assert_eq!(read_csv("x", b"a\n1\n2\n", &limits).unwrap().rows.len(), 2);
    }

    #[test]
    fn a_file_with_only_a_header_is_empty() {
        assert!(matches!(fault("", &Limits::default()), ReadError::Empty { .. }));
        assert!(matches!(fault("姓名,电话\n,\n", &Limits::default()), ReadError::Empty { .. }));
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_comes_back(cells in proptest::collection::vec("[^\0]{1,20}", 1..6)) {
            let line: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let rows = read_rows("t", &format!("{}\n", line.join(",")), &Limits::default()).unwrap();
            let expected: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            if expected.iter().any(|cell| !cell.is_empty()) {
                let read: Vec<&str> = rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
                prop_assert_eq!(read, expected);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*[,\"\r\n\t ]*\\PC*") {
            let _ = read_csv("t", text.as_bytes(), &Limits::default());
        }
    }
}
