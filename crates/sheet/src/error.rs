//! Why a file could not be read as a table.

use village::Words;

/// Why a file could not be read. [`ReadError::words`] says it to the sender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A picture, a PDF, a Word file.
    #[error("the file is neither CSV nor XLSX")]
    NotASheet,
    /// The format of Excel before 2007.
    #[error("the file is in the old .xls format, expected XLSX or CSV")]
    OldExcel,
    /// Locked with a password, or not unpackable.
    #[error("the XLSX file is damaged: {0}")]
    Damaged(String),
    /// Larger than allowed.
    #[error("the file has {found_bytes} bytes, at most {limit_bytes} are allowed")]
    TooLarge {
        /// Its size.
        found_bytes: usize,
        /// The limit.
        limit_bytes: usize,
    },
    /// It unpacks to more than allowed.
    #[error("the XLSX file unpacks to more than {limit_bytes} bytes")]
    Swollen {
        /// The limit.
        limit_bytes: u64,
    },
    /// More rows than allowed.
    #[error("sheet `{sheet}` has more than {limit} rows")]
    TooManyRows {
        /// The sheet.
        sheet: String,
        /// The limit.
        limit: usize,
    },
    /// More columns than allowed.
    #[error("sheet `{sheet}` has something in column {column}, at most {limit} columns are allowed")]
    TooManyColumns {
        /// The sheet.
        sheet: String,
        /// The letters of the column found.
        column: String,
        /// The limit.
        limit: usize,
    },
    /// A cell with too much text.
    #[error("sheet `{sheet}`, cell {cell}: {found} characters, at most {limit} are allowed")]
    CellTooLong {
        /// The sheet.
        sheet: String,
        /// The address.
        cell: String,
        /// How many.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Merged cells, whose value belongs to no one row.
    #[error("sheet `{sheet}` has merged cells: {ranges}")]
    Merged {
        /// The sheet.
        sheet: String,
        /// Their addresses, `A2:A5, C1:D1`.
        ranges: String,
    },
    /// Nothing in it.
    #[error("sheet `{sheet}` is empty: expected a header and at least one row")]
    Empty {
        /// The sheet.
        sheet: String,
    },
    /// Bytes that no encoding we know explains.
    #[error("line {line} holds bytes that are neither UTF-8 nor GB18030")]
    Encoding {
        /// The line.
        line: u32,
    },
    /// A quotation mark that never closes.
    #[error("row {row} opens a quotation mark that never closes")]
    OpenQuote {
        /// The row.
        row: u32,
    },
    /// Text after a closing quotation mark.
    #[error("row {row}, column {column} has text after its closing quotation mark")]
    AfterQuote {
        /// The row.
        row: u32,
        /// The letters of the column.
        column: String,
    },
}

impl ReadError {
    /// The same for the sender: what was found, where, what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotASheet => Words::new(
                "这个文件不是表格。请上传 Excel 文件（.xlsx）或 CSV 文件",
                "This file is not a spreadsheet. Please send an Excel file (.xlsx) or a CSV file",
            ),
            Self::OldExcel => Words::new(
                "这是旧版 Excel 文件（.xls）。请在 Excel 中“另存为”.xlsx 格式后再上传",
                "This is a file of an old Excel version (.xls). Save it as .xlsx in Excel and send it again",
            ),
            Self::Damaged(_) => Words::new(
                "这个 Excel 文件打不开，可能没有传完、已损坏，或设了密码。请重新保存后再上传",
                "This Excel file cannot be opened: it may be cut off, damaged or locked with a password. Save it again and send it again",
            ),
            Self::Encoding { line } => Words::new(
                format!("第{line}行有认不出的文字编码。请另存为 .xlsx，或另存为“CSV UTF-8”后再上传"),
                format!("Line {line} is in an unknown text encoding. Save as .xlsx or as “CSV UTF-8” and send again"),
            ),
            Self::OpenQuote { row } => Words::new(
                format!("第{row}行有一个双引号只有开头没有结尾，后面的内容无法分列。请补上或删去这个双引号"),
                format!("Row {row} opens a quotation mark that never closes. Close it or delete it"),
            ),
            Self::AfterQuote { row, column } => Words::new(
                format!("第{row}行{column}列：双引号结束后还有文字。内容里的双引号请写成两个"),
                format!(
                    "Row {row}, column {column}: text follows the closing quotation mark. Double the marks inside a value"
                ),
            ),
            _ => self.words_about_size(),
        }
    }

    fn words_about_size(&self) -> Words {
        match self {
            Self::TooLarge { found_bytes, limit_bytes } => Words::new(
                format!("文件有 {}，最大可传 {}。请分成几个文件上传", mebibytes(*found_bytes), mebibytes(*limit_bytes)),
                format!(
                    "The file is {}, at most {} can be sent. Split it into several files",
                    mebibytes(*found_bytes),
                    mebibytes(*limit_bytes)
                ),
            ),
            Self::Swollen { .. } => Words::new(
                "这个 Excel 文件解压后过大，已拒绝读取。请把要上传的内容复制到新表格后再上传",
                "This Excel file unpacks to far too much and was not read. Copy what you need into a new sheet and send that",
            ),
            Self::TooManyRows { sheet, limit } => Words::new(
                format!("工作表“{sheet}”超过 {limit} 行。请分成几个文件上传"),
                format!("Sheet “{sheet}” has more than {limit} rows. Split it into several files"),
            ),
            Self::TooManyColumns { sheet, column, limit } => Words::new(
                format!("工作表“{sheet}”的{column}列有内容，最多只能有 {limit} 列。请删去多余的列"),
                format!(
                    "Sheet “{sheet}” has something in column {column}; at most {limit} columns are allowed. Delete the others"
                ),
            ),
            Self::CellTooLong { sheet, cell, found, limit } => Words::new(
                format!("工作表“{sheet}”的 {cell} 单元格有 {found} 个字，最多 {limit} 个字"),
                format!("Sheet “{sheet}”, cell {cell}: {found} characters, at most {limit}"),
            ),
            Self::Merged { sheet, ranges } => Words::new(
                format!("工作表“{sheet}”有合并单元格：{ranges}。请取消合并，每行每格都填上内容后再上传"),
                format!("Sheet “{sheet}” has merged cells: {ranges}. Unmerge them, fill in every cell, and send again"),
            ),
            Self::Empty { sheet } => Words::new(
                format!("“{sheet}”里没有内容。第一行应是表头，下面至少要有一行"),
                format!("“{sheet}” is empty. It needs a header in the first row and at least one row below"),
            ),
            _ => Words::same(self.to_string()),
        }
    }
}

fn mebibytes(bytes: usize) -> String {
    match bytes >> 10 {
        0 => format!("{bytes} B"),
        kib @ 1..=1023 => format!("{kib} KiB"),
        kib => format!("{}.{} MiB", kib >> 10, (kib & 1023) * 10 / 1024),
    }
}
