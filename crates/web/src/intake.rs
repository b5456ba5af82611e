//! Reading lists that a village takes over from spreadsheets: every fault of every row at once, each with its place, found and expected.

use sheet::{Limits, Mark, SheetFault, SheetRow, Table, TemplateColumn};
use village::{Day, Fen, FieldFault, Words};

/// A column of such a list.
pub(crate) struct Column {
    /// The heads by which it is known; the first is the template's.
    pub(crate) heads: &'static [&'static str],
    pub(crate) en: &'static str,
    pub(crate) needed: bool,
    pub(crate) about: (&'static str, &'static str),
    pub(crate) example: &'static str,
}

impl Column {
    fn head(&self) -> &'static str {
        self.heads.first().copied().unwrap_or_default()
    }
}

/// The blank sheet with an example of each column.
pub(crate) fn blank(columns: &[Column]) -> Vec<TemplateColumn> {
    let column = |one: &Column| TemplateColumn {
        head: Words::new(one.head(), one.en),
        needed: one.needed,
        needed_with_posts: false,
        explanation: Words::new(one.about.0, one.about.1),
        example: one.example.to_owned(),
    };
    columns.iter().map(column).collect()
}

/// A list being read.
pub(crate) struct Intake<'a> {
    columns: &'a [Column],
    at: Vec<Option<usize>>,
    pub(crate) table: Table,
    pub(crate) faults: Vec<SheetFault>,
}

impl<'a> Intake<'a> {
    /// Opens a file and finds its columns.
    pub(crate) fn open(name: &str, bytes: &[u8], columns: &'a [Column]) -> Result<Self, Vec<FieldFault>> {
        let table = sheet::read(name, bytes, &Limits::default())
            .map_err(|error| vec![FieldFault { field: "file".into(), words: error.words() }])?;
        let plain = |text: &str| text.split(['（', '(']).next().unwrap_or_default().trim().to_lowercase();
        let find = |column: &Column| {
            column.heads.iter().find_map(|name| table.header.iter().position(|head| plain(head) == plain(name)))
        };
        let at: Vec<Option<usize>> = columns.iter().map(find).collect();
        let mut faults = Vec::new();
        for (column, found) in columns.iter().zip(&at) {
            if column.needed && found.is_none() {
                let (head, seen) = (column.head(), table.header.join("、"));
                let words = Words::new(
                    format!("没有“{head}”这一列；表头是{seen}"),
                    format!("there is no column `{head}`; the heads are {seen}"),
                );
                faults.push(SheetFault::row(table.header_number, words));
            }
        }
        Ok(Self { columns, at, table, faults })
    }

    /// The rows, each to be read by itself.
    pub(crate) fn rows(&self) -> Vec<SheetRow> {
        self.table.rows.clone()
    }

    /// The faults as a form tells them.
    pub(crate) fn told(&self) -> Vec<FieldFault> {
        let told = |fault: &SheetFault| FieldFault { field: "file".into(), words: fault.words_in(&self.table) };
        self.faults.iter().map(told).collect()
    }

    pub(crate) fn fault(&mut self, row: &SheetRow, column: usize, zh: String, en: String) {
        let at = self.at.get(column).copied().flatten();
        self.faults.push(SheetFault { row: row.number, column: at, words: Words::new(zh, en) });
    }

    /// The text of a cell; a fault where it is needed and empty, or is what a spreadsheet program has spoilt.
    pub(crate) fn text(&mut self, row: &SheetRow, column: usize) -> Option<String> {
        let at = self.at.get(column).copied().flatten();
        let cell = at.and_then(|at| row.cells.get(at));
        if cell.is_some_and(|cell| matches!(cell.mark, Mark::Formula | Mark::Error)) {
            self.fault(row, column, "是公式，请填写内容".into(), "it is a formula; write the value itself".into());
            return None;
        }
        let text = cell.map_or("", |cell| cell.text.trim()).to_owned();
        let known = self.columns.get(column);
        if text.is_empty() && at.is_some() && known.is_some_and(|column| column.needed) {
            self.fault(row, column, "没有填写".into(), "it is empty".into());
        }
        if text.chars().count() > 200 {
            self.fault(row, column, "太长，最多200字".into(), "too long: at most 200 characters".into());
            return None;
        }
        Some(text).filter(|text| !text.is_empty())
    }

    pub(crate) fn money(&mut self, row: &SheetRow, column: usize) -> Option<Fen> {
        let text = self.text(row, column)?;
        match Fen::parse(&text) {
            Ok(fen) if fen.0 >= 0 => Some(fen),
            Ok(_) => {
                self.fault(row, column, format!("“{text}”小于零"), format!("`{text}` is less than nothing"));
                None
            }
            Err(error) => {
                self.fault(row, column, ::intake::money_words(&error), error.to_string());
                None
            }
        }
    }

    pub(crate) fn day(&mut self, row: &SheetRow, column: usize) -> Option<Day> {
        let text = self.text(row, column)?;
        let plain = text.replace(['年', '月', '/', '.'], "-").replace('日', "");
        let padded: Vec<String> = plain.split('-').map(|part| format!("{part:0>2}")).collect();
        match padded.join("-").parse() {
            Ok(day) => Some(day),
            Err(_) => {
                let zh = format!("“{text}”不是日期，要写成2026-03-12");
                self.fault(row, column, zh, format!("`{text}` is not a day, such as 2026-03-12"));
                None
            }
        }
    }

    pub(crate) fn count(&mut self, row: &SheetRow, column: usize, most: u32) -> Option<u32> {
        let text = self.text(row, column)?;
        match text.parse::<u32>() {
            Ok(count) if count <= most => Some(count),
            _ => {
                let zh = format!("“{text}”不是0到{most}的整数");
                self.fault(row, column, zh, format!("`{text}` is not a whole number from 0 to {most}"));
                None
            }
        }
    }

    /// One of some words.
    pub(crate) fn one_of<T: Copy>(&mut self, row: &SheetRow, column: usize, known: &[(Words, T)]) -> Option<T> {
        let text = self.text(row, column)?;
        let found = known.iter().find(|(words, _)| words.zh == text || words.en.eq_ignore_ascii_case(&text));
        if found.is_none() {
            let all: Vec<&str> = known.iter().map(|(words, _)| words.zh.as_str()).collect();
            let en: Vec<&str> = known.iter().map(|(words, _)| words.en.as_str()).collect();
            let zh = format!("“{text}”不认得，可以填：{}", all.join("、"));
            self.fault(row, column, zh, format!("`{text}` is not known; expected one of {}", en.join(", ")));
        }
        found.map(|(_, value)| *value)
    }
}
