//! A fault in one place of a table.

use crate::table::{Table, letters};
use village::Words;

/// A fault: where, what was found, what was expected.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SheetFault {
    /// The row, as a spreadsheet program numbers it.
    pub row: u32,
    /// The column, counted from 0; `None` when the fault is the whole row's.
    pub column: Option<usize>,
    /// What was found and what was expected.
    pub words: Words,
}

impl SheetFault {
    /// A fault in one cell.
    #[must_use]
    pub fn cell(row: u32, column: usize, words: Words) -> Self {
        Self { row, column: Some(column), words }
    }

    /// A fault of a whole row.
    #[must_use]
    pub fn row(row: u32, words: Words) -> Self {
        Self { row, column: None, words }
    }

    /// The fault with its place before it: `第7行“手机号”（D列）：…`.
    #[must_use]
    pub fn words_in(&self, table: &Table) -> Words {
        let Some(column) = self.column else {
            return Words::new(
                format!("第{}行：{}", self.row, self.words.zh),
                format!("row {}: {}", self.row, self.words.en),
            );
        };
        let head = table.header.get(column).map_or("", String::as_str);
        let letters = letters(column);
        Words::new(
            format!("第{}行“{head}”（{letters}列）：{}", self.row, self.words.zh),
            format!("row {}, “{head}” (column {letters}): {}", self.row, self.words.en),
        )
    }
}
