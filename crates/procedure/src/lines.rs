//! The lines of a table as somebody types or pastes them: one line each, cells parted by tabs, blanks or commas.
//!
//! Copying cells out of a spreadsheet gives lines with tabs; typing by hand gives blanks. Both are read. Every fault is
//! told with its line.

use crate::affair::{Column, ColumnKind, FieldKind, Table, Total, TotalOf};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen, Words};

/// The most lines that a table may have.
const MOST_LINES: usize = 3_000;
/// The most characters of a cell.
const LONGEST_CELL: usize = 100;
/// The most faults that are told at once.
const MOST_FAULTS: usize = 30;
/// The largest number in a column of numbers.
const COUNT_MAX: i64 = 10_000_000;

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in what was typed, from 1; a heading and blank lines count.
    pub number: usize,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// A cell of a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Words; or a person, as typed.
    Text(String),
    /// An amount in fen.
    Fen(i64),
    /// A whole number.
    Count(i64),
    /// A day.
    Day(Day),
}

/// Something wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// The line's number, from 1; 0 for the table as a whole.
    pub number: usize,
    /// What was found and what was expected.
    pub words: Words,
}

impl LineFault {
    /// `第3行：…`.
    #[must_use]
    pub fn told(&self) -> Words {
        match self.number {
            0 => self.words.clone(),
            number => {
                Words::new(format!("第{number}行：{}", self.words.zh), format!("line {number}: {}", self.words.en))
            }
        }
    }
}

/// Reads what was typed. Blank lines are left out, and so is a first line that repeats the headings.
///
/// # Errors
/// Every line that cannot be read, with its number, up to thirty.
pub fn read_lines(table: &Table, text: &str) -> Result<Vec<Line>, Vec<LineFault>> {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let typed = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (nth, (at, typed)) in typed.enumerate() {
        if nth >= MOST_LINES {
            let words = Words::new(format!("最多{MOST_LINES}行"), format!("a table has at most {MOST_LINES} lines"));
            faults.push(LineFault { number: 0, words });
            break;
        }
        let parts = split(typed, table.columns.len());
        if nth == 0 && is_heading(table, &parts) {
            continue;
        }
        match cells(table, &parts) {
            Ok(cells) => lines.push(Line { number: at + 1, cells }),
            Err(words) => faults.push(LineFault { number: at + 1, words }),
        }
    }
    faults.extend(repeated(table, &lines));
    faults.truncate(MOST_FAULTS);
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

/// The parts of a line: by tabs when it has some, else by blanks, else by commas.
fn split(line: &str, columns: usize) -> Vec<String> {
    let trimmed = |parts: Vec<&str>| parts.into_iter().map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    if line.contains('\t') {
        let mut parts = trimmed(line.split('\t').collect());
        // A spreadsheet copies empty cells at the right too.
        while parts.len() > columns && parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        return parts;
    }
    // A thousands comma stands between digits: then blanks part the cells.
    let commas = ['，', ',', '、', ';', '；'];
    let by_commas: Vec<String> =
        trimmed(line.split(commas).collect()).into_iter().filter(|part| !part.is_empty()).collect();
    let by_blanks = trimmed(line.split_whitespace().map(|part| part.trim_matches(commas)).collect());
    if by_commas.len() == columns && by_blanks.len() != columns { by_commas } else { by_blanks }
}

fn is_heading(table: &Table, parts: &[String]) -> bool {
    let is_number = |kind: ColumnKind| !matches!(kind, ColumnKind::Person | ColumnKind::Text);
    let mut numbers = table.columns.iter().zip(parts).filter(|(column, _)| is_number(column.kind)).peekable();
    numbers.peek().is_some() && numbers.all(|(_, part)| !part.chars().any(|c| c.is_numeric()))
}

fn cells(table: &Table, parts: &[String]) -> Result<Vec<Cell>, Words> {
    if parts.len() != table.columns.len() {
        let (found, wanted) = (parts.len(), table.columns.len());
        let labels = |say: fn(&Words) -> &str, gap: &str| {
            table.columns.iter().map(|column| say(&column.label)).collect::<Vec<_>>().join(gap)
        };
        return Err(Words::new(
            format!("有{found}格，应有{wanted}格：{}", labels(|w| &w.zh, "、")),
            format!("{found} cells; {wanted} are expected: {}", labels(|w| &w.en, ", ")),
        ));
    }
    table.columns.iter().zip(parts).map(|(column, part)| cell(column, part)).collect()
}

fn cell(column: &Column, part: &str) -> Result<Cell, Words> {
    let wrong = |zh: &str, en: &str| {
        Words::new(
            format!("“{}”一栏写的是“{part}”，{zh}", column.label.zh),
            format!("`{part}` under “{}”: {en}", column.label.en),
        )
    };
    if part.is_empty() {
        return Err(Words::new(
            format!("“{}”一栏没有填", column.label.zh),
            format!("nothing stands under “{}”", column.label.en),
        ));
    }
    match column.kind {
        ColumnKind::Person | ColumnKind::Text if part.chars().count() > LONGEST_CELL => {
            Err(wrong("太长了", "it is too long"))
        }
        ColumnKind::Person | ColumnKind::Text => Ok(Cell::Text(part.to_owned())),
        ColumnKind::Money => match Fen::parse(part) {
            Ok(fen) if fen.0 >= 0 => Ok(Cell::Fen(fen.0)),
            _ => Err(wrong("不是金额，例如 120.50", "not an amount such as 120.50")),
        },
        ColumnKind::Count => match part.parse::<i64>() {
            Ok(count) if (0..=COUNT_MAX).contains(&count) => Ok(Cell::Count(count)),
            _ => Err(wrong("不是整数，例如 3", "not a whole number such as 3")),
        },
        ColumnKind::Day => {
            let day = part.replace(['/', '.'], "-").parse();
            day.map(Cell::Day).map_err(|_| wrong("不是日期，例如 2026-03-12", "not a day such as 2026-03-12"))
        }
    }
}

/// Lines that agree in all the columns that no two lines may share.
fn repeated(table: &Table, lines: &[Line]) -> Vec<LineFault> {
    let columns: Vec<usize> = table.once.iter().filter_map(|id| table.column(id)).map(|(place, _)| place).collect();
    let mut first: BTreeMap<Vec<&Cell>, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for line in lines.iter().filter(|_| !columns.is_empty()) {
        let key: Vec<&Cell> = columns.iter().filter_map(|place| line.cells.get(*place)).collect();
        match first.get(&key) {
            Some(earlier) => faults.push(LineFault {
                number: line.number,
                words: Words::new(format!("和第{earlier}行重复"), format!("the same as line {earlier}")),
            }),
            None => {
                first.insert(key, line.number);
            }
        }
    }
    faults
}

/// What typed amounts or numbers come to, as somebody would type it; empty ones are nothing. None while one of them cannot be read.
pub fn sum_of_fields(kind: FieldKind, typed: impl Iterator<Item = String>) -> Option<String> {
    let mut sum = 0_i64;
    for text in typed.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
        let value = if kind == FieldKind::Money { Fen::parse(&text).ok()?.0 } else { text.parse().ok()? };
        sum = sum.saturating_add(value);
    }
    Some(if kind == FieldKind::Money { Fen(sum).to_string() } else { sum.to_string() })
}

/// A total of the lines.
#[must_use]
pub fn total_of(table: &Table, total: &Total, lines: &[Line]) -> i64 {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let column = |id: &str| {
        let place = table.column(id).map(|(place, _)| place);
        lines.iter().filter_map(move |line| line.cells.get(place?))
    };
    match &total.of {
        // What is made of fields is made of no table.
        TotalOf::Fields(_) => 0,
        TotalOf::Lines => many(lines.len()),
        TotalOf::Distinct(id) => many(column(id).collect::<BTreeSet<_>>().len()),
        TotalOf::Sum(id) => column(id)
            .map(|cell| match cell {
                Cell::Fen(number) | Cell::Count(number) => *number,
                Cell::Text(_) | Cell::Day(_) => 0,
            })
            .fold(0, i64::saturating_add),
    }
}

/// Lines that come to the totals that are wanted, as somebody would type them: for the demonstration and the tests.
/// People are taken from `names` in turn. Totals that no lines come to are met as nearly as may be.
#[must_use]
pub fn write_lines(table: &Table, wanted: &[(Total, i64)], names: &[String], day: Day) -> String {
    let of = |of: &TotalOf| wanted.iter().find(|(total, _)| total.of == *of).map(|(_, value)| (*value).max(0));
    let distinct = table.columns.iter().find_map(|column| of(&TotalOf::Distinct(column.id.clone())));
    let sums = |column: &Column| of(&TotalOf::Sum(column.id.clone()));
    let nobody = distinct == Some(0) || of(&TotalOf::Lines) == Some(0);
    let some = i64::from(!nobody && wanted.iter().any(|(_, value)| *value > 0));
    let several = distinct.unwrap_or(some).max(some);
    let many = of(&TotalOf::Lines).unwrap_or(several).max(some).min(i64::try_from(MOST_LINES).unwrap_or(0));
    let people = distinct.unwrap_or(many).clamp(1, many.max(1));
    let mut text = String::new();
    for nth in 0..many {
        let cells = table.columns.iter().map(|column| match column.kind {
            ColumnKind::Person => {
                let at = usize::try_from(nth % people).unwrap_or(0);
                names.get(at % names.len().max(1)).cloned().unwrap_or_else(|| format!("村民{at}"))
            }
            ColumnKind::Text => format!("第{}号", nth % people + 1),
            ColumnKind::Day => day.plus(-(nth / people)).to_string(),
            ColumnKind::Money => Fen(share(sums(column).unwrap_or(100), many, nth)).to_string(),
            ColumnKind::Count => share(sums(column).unwrap_or(many), many, nth).to_string(),
        });
        text.push_str(&cells.collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    text
}

/// The `nth` of `many` shares of a whole; the first takes what does not divide.
fn share(whole: i64, many: i64, nth: i64) -> i64 {
    whole / many.max(1) + if nth == 0 { whole % many.max(1) } else { 0 }
}

#[cfg(test)]
mod tests;
