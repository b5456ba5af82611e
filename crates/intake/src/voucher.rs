//! Vouchers of another program: read from a table, tried against the books, every fault told with its sheet, row and column.

use crate::rows::{VoucherColumns, VoucherRows, voucher_columns};
use ledger::{Books, Chart, Draft, Period, Reason};
use sheet::{Merged, Table, letters};
use village::{Day, Fen, Words};

/// A voucher that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The row of its first line.
    pub row: u32,
    /// The row of each line.
    pub rows: Vec<u32>,
    /// What the other program called it: it is taken once.
    pub mark: String,
    /// What is to be posted.
    pub draft: Draft,
}

/// A fault in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row, as a spreadsheet program numbers it.
    pub row: u32,
    /// The column, counted from 0, and its head.
    pub column: Option<(usize, String)>,
    /// What was found and what was expected.
    pub words: Words,
}

impl RowFault {
    /// The fault with its place before it.
    #[must_use]
    pub fn words_in(&self, sheet: &str) -> Words {
        let (row, words) = (self.row, &self.words);
        match &self.column {
            Some((column, head)) => {
                let letters = letters(*column);
                Words::new(
                    format!("“{sheet}”第{row}行“{head}”（{letters}列）：{}", words.zh),
                    format!("“{sheet}”, row {row}, “{head}” (column {letters}): {}", words.en),
                )
            }
            None => {
                Words::new(format!("“{sheet}”第{row}行：{}", words.zh), format!("“{sheet}”, row {row}: {}", words.en))
            }
        }
    }
}

/// What a dry run found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The sheet.
    pub sheet: String,
    /// The vouchers without a fault of their own, in the order in which they would be posted.
    pub vouchers: Vec<Drafted>,
    /// How many vouchers the file holds.
    pub found: usize,
    /// How many lines.
    pub lines: usize,
    /// The sum of all debits.
    pub sum_fen: Fen,
    /// How many of the vouchers are in the books already.
    pub again: usize,
    /// Every fault, by row.
    pub faults: Vec<RowFault>,
    /// What the sender should know about how the file was read.
    pub notes: Vec<Words>,
}

/// Reads the vouchers of a table.
#[must_use]
pub fn read_vouchers(table: &Table, merged: &[Merged], chart: &Chart, former: bool) -> Report {
    let mut report = Report { sheet: table.name.clone(), notes: table.notes.clone(), ..Report::default() };
    for one in merged {
        let head = table.header.get(one.column).cloned().unwrap_or_default();
        let range = &one.range;
        report.faults.push(RowFault {
            row: one.row,
            column: Some((one.column, head)),
            words: Words::new(
                format!("合并单元格{range}，请取消合并，每格都填上"),
                format!("found merged cells {range}, expected a value in every cell"),
            ),
        });
    }
    let columns = match voucher_columns(&table.header) {
        Ok(columns) => columns,
        Err(missing) => {
            let fault = |words| RowFault { row: table.header_number, column: None, words };
            report.faults.extend(missing.into_iter().map(fault));
            return report;
        }
    };
    let mut rows = VoucherRows::new(columns, chart, former);
    for row in &table.rows {
        report.vouchers.extend(rows.push(row));
    }
    report.vouchers.extend(rows.finish());
    report.found = rows.found();
    report.faults.append(&mut rows.take_faults());
    report.faults.sort_by_key(|fault| (fault.row, fault.column.as_ref().map(|(column, _)| *column)));
    // A month's vouchers are posted in the order of their days.
    report.vouchers.sort_by_key(|voucher| voucher.draft.day);
    report.lines = report.vouchers.iter().map(|voucher| voucher.draft.lines.len()).sum();
    report.sum_fen = report.vouchers.iter().map(|one| fen(one.draft.sum(ledger::Side::Debit))).sum();
    report
}

fn fen(sum: i128) -> Fen {
    Fen(i64::try_from(sum).unwrap_or(i64::MAX))
}

/// Tries vouchers against the books, each after those before it, and tells every fault at its row. `until` is the last day of
/// history: what came after it happened under the rules, and exists only as what a case brought about.
#[must_use]
pub fn check_vouchers(books: &mut Books, drafted: &[Drafted], columns: &VoucherColumns, until: Day) -> Vec<RowFault> {
    let mut faults = Vec::new();
    let mut whole = true;
    for voucher in drafted {
        let at = |column: Option<usize>, row: u32, words: Words| RowFault {
            row,
            column: column.map(|column| (column, columns.head(column))),
            words,
        };
        if voucher.draft.day > until {
            let found = voucher.draft.day;
            let words = Words::new(
                format!("日期{found}晚于{until}；建账以后的收支要走办件，不能导入"),
                format!(
                    "found {found}, expected {until} at the latest: what came after the books began goes through a case"
                ),
            );
            faults.push(at(columns.day_at(), voucher.row, words));
            whole = false;
            continue;
        }
        match books.post(voucher.draft.clone()) {
            Ok(_) => {}
            Err(reasons) => {
                // What follows from a voucher that was left out is no fault of its own.
                let own = reasons.iter().filter(|reason| whole || !follows(reason));
                faults.extend(own.map(|reason| {
                    let (line, column) = place(reason, columns);
                    let row = line.and_then(|line| voucher.rows.get(line.saturating_sub(1))).copied();
                    at(column, row.unwrap_or(voucher.row), told(reason))
                }));
                whole = false;
            }
        }
    }
    faults.sort_by_key(|fault| (fault.row, fault.column.as_ref().map(|(column, _)| *column)));
    faults
}

/// The chart's and the books' reasons speak of lines; here the row says which.
fn told(reason: &Reason) -> Words {
    match reason {
        Reason::UnknownAccount { code, .. } => unknown(code),
        Reason::NotLeaf { code, .. } => not_leaf(code),
        other => other.words(),
    }
}

pub(crate) fn unknown(code: &ledger::Code) -> Words {
    Words::new(
        format!("科目{code}不在本村的科目表里，请改成表里有的科目，或先登记明细科目"),
        format!("found account {code}, expected one of the village's chart"),
    )
}

pub(crate) fn not_leaf(code: &ledger::Code) -> Words {
    Words::new(
        format!("科目{code}下面还有明细，要记到明细科目"),
        format!("found account {code}, which has accounts beneath it; expected one of those"),
    )
}

/// Whether it may only follow from another voucher that is missing.
fn follows(reason: &Reason) -> bool {
    matches!(reason, Reason::BelowZero { .. } | Reason::DayGoesBack { .. })
}

/// The line and the column that a reason speaks of.
fn place(reason: &Reason, columns: &VoucherColumns) -> (Option<usize>, Option<usize>) {
    match reason {
        Reason::UnknownAccount { line, .. } | Reason::NotLeaf { line, .. } => (Some(*line), columns.code_at()),
        Reason::NotPositive { line, .. } => (Some(*line), columns.debit_at()),
        Reason::Unbalanced { .. } | Reason::TooLarge(_) => (None, columns.debit_at()),
        Reason::BelowZero { .. } => (None, columns.credit_at()),
        Reason::NoSummary => (None, columns.summary_at()),
        Reason::BeforeBooks { .. } | Reason::PeriodClosed(_) | Reason::YearCarried(_) | Reason::DayGoesBack { .. } => {
            (None, columns.day_at())
        }
        _ => (None, None),
    }
}

/// The periods that vouchers lie in, first and last.
#[must_use]
pub fn span(drafted: &[Drafted]) -> Option<(Period, Period)> {
    let days = || drafted.iter().map(|voucher| voucher.draft.day);
    Some((Period::of(days().min()?), Period::of(days().max()?)))
}

#[cfg(test)]
pub(crate) mod tests;
