//! The rows of a table of vouchers, one by one: those that belong together become a voucher. Usual heads of accounting packages are
//! known: 日期, 凭证字, 凭证号 (or 凭证字号), 摘要, 科目编码, 科目名称, 借方金额, 贷方金额, 附件张数.

use crate::columns::plain;
use crate::former::{Former, former_code};
use crate::voucher::{Drafted, RowFault, not_leaf, unknown};
use ledger::{Chart, Code, Draft, Line, Origin, People, Side, Word};
use sheet::{Mark, SheetRow};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen, MoneyError, Words};

mod cell;

/// Where each column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherColumns {
    header: Vec<String>,
    at: [Option<usize>; 10],
}

const DAY: usize = 0;
const WORD: usize = 1;
const NUMBER: usize = 2;
const SUMMARY: usize = 3;
const CODE: usize = 4;
const NAME: usize = 5;
const DEBIT: usize = 6;
const CREDIT: usize = 7;
const PAPERS: usize = 8;
const LINE: usize = 9;

/// The heads of each column; the first is what it is called when it is missing.
const HEADS: [&[&str]; 10] = [
    &["日期", "凭证日期", "制单日期", "记账日期", "业务日期", "date"],
    &["凭证字", "凭证类别", "字", "类型", "凭证类型", "凭证种类", "凭证类", "类别字", "字别", "word"],
    &["凭证号", "凭证编号", "号", "编号", "凭证字号", "字号", "number"],
    &["摘要", "summary", "description"],
    &["科目编码", "科目代码", "编码", "科目编号", "代码", "code"],
    &["科目名称", "科目全名", "会计科目", "科目", "name"],
    &["借方金额", "借方", "借方本币", "借方发生额", "借", "debit"],
    &["贷方金额", "贷方", "贷方本币", "贷方发生额", "贷", "credit"],
    &["附件张数", "附件数", "附单据数", "附件", "附单据", "attachments"],
    &["分录号", "分录序号", "分录", "行号", "行次", "line"],
];

/// Finds the columns under a header.
///
/// # Errors
/// Every column that is missing.
pub fn voucher_columns(header: &[String]) -> Result<VoucherColumns, Vec<Words>> {
    let found = |names: &[&str]| names.iter().find_map(|name| header.iter().position(|head| plain(head) == *name));
    let at = HEADS.map(found);
    let mut missing = Vec::new();
    for column in [DAY, NUMBER, SUMMARY, CODE, DEBIT, CREDIT] {
        if at.get(column).copied().flatten().is_none() {
            let name = HEADS.get(column).and_then(|names| names.first()).copied().unwrap_or_default();
            let found = header.join("、");
            missing.push(Words::new(
                format!("缺少“{name}”这一列；表头是：{found}"),
                format!("found no column “{name}”; the heads are {found}"),
            ));
        }
    }
    if missing.is_empty() { Ok(VoucherColumns { header: header.to_vec(), at }) } else { Err(missing) }
}

impl VoucherColumns {
    fn of(&self, column: usize) -> Option<usize> {
        self.at.get(column).copied().flatten()
    }

    /// The head of a column.
    pub(crate) fn head(&self, column: usize) -> String {
        self.header.get(column).cloned().unwrap_or_default()
    }

    pub(crate) fn day_at(&self) -> Option<usize> {
        self.of(DAY)
    }

    pub(crate) fn code_at(&self) -> Option<usize> {
        self.of(CODE)
    }

    pub(crate) fn debit_at(&self) -> Option<usize> {
        self.of(DEBIT)
    }

    pub(crate) fn credit_at(&self) -> Option<usize> {
        self.of(CREDIT)
    }

    pub(crate) fn summary_at(&self) -> Option<usize> {
        self.of(SUMMARY)
    }
}

/// What heads a voucher: its day, word, number, and how many papers it had.
struct Open {
    row: u32,
    /// As it stands in the file, to tell the next voucher from it.
    key: (String, String, String),
    day: Option<Day>,
    word: Option<Word>,
    number: Option<u32>,
    papers: Option<u32>,
    summary: String,
    lines: Vec<Line>,
    rows: Vec<u32>,
    /// Every account that could be read, with its row, of lines without a right amount too.
    codes: Vec<(u32, Code)>,
    /// The line's number within the voucher, as the other program counts them.
    last_line: Option<u32>,
    /// Whether a row of it had a fault.
    faulty: bool,
}

/// Takes rows and gives vouchers.
pub struct VoucherRows<'c> {
    columns: VoucherColumns,
    chart: &'c Chart,
    /// The accounts of the first level, by name.
    firsts: BTreeMap<String, Code>,
    former: bool,
    open: Option<Open>,
    seen: BTreeSet<String>,
    found: usize,
    faults: Vec<RowFault>,
}

impl<'c> VoucherRows<'c> {
    /// Reads rows under these columns; `former` where the codes are those of the chart of 2004.
    #[must_use]
    pub fn new(columns: VoucherColumns, chart: &'c Chart, former: bool) -> Self {
        let firsts = cell::first_level(chart);
        Self { columns, chart, firsts, former, open: None, seen: BTreeSet::new(), found: 0, faults: Vec::new() }
    }

    /// How many vouchers began.
    #[must_use]
    pub fn found(&self) -> usize {
        self.found
    }

    /// The faults so far; they are told once.
    pub fn take_faults(&mut self) -> Vec<RowFault> {
        std::mem::take(&mut self.faults)
    }

    /// The next row; the voucher before it, where this one begins another.
    pub fn push(&mut self, row: &SheetRow) -> Option<Drafted> {
        if self.is_sum(row) {
            return None;
        }
        let key = (self.text(row, DAY).to_owned(), self.text(row, WORD).to_owned(), self.text(row, NUMBER).to_owned());
        let same = self.open.as_ref().is_some_and(|open| self.goes_on(open, row, &key) && !self.begins_anew(open, row));
        let done = if same {
            self.heads(row, &key);
            None
        } else {
            let done = self.finish();
            self.open = Some(self.begin(row, key));
            done
        };
        self.line(row);
        done
    }

    /// The last voucher.
    pub fn finish(&mut self) -> Option<Drafted> {
        let open = self.open.take()?;
        let (Some(day), Some(word), Some(number)) = (open.day, open.word, open.number) else {
            self.accounts(open.codes);
            return None;
        };
        let papers = open.papers.unwrap_or(0);
        let period = ledger::Period::of(day);
        let mark = format!("{period} {}-{number:04}", word.zh());
        if !self.seen.insert(mark.clone()) {
            let words = Words::new(
                format!("凭证{mark}在前面已经出现过，号码不能重复；同一张凭证的各行要连在一起"),
                format!("voucher {mark} stood further up already; expected each number once, its rows together"),
            );
            self.fault(open.row, NUMBER, words);
            return None;
        }
        if open.faulty {
            self.accounts(open.codes);
            return None;
        }
        let mark = if papers == 0 { mark } else { format!("{mark} ({papers})") };
        Some(Drafted {
            row: open.row,
            rows: open.rows,
            draft: Draft {
                word,
                day,
                summary: open.summary,
                lines: open.lines,
                attachments: Vec::new(),
                people: People::default(),
                origin: Origin::Imported { mark: mark.clone() },
                reservation: None,
                drawn: None,
            },
            mark,
        })
    }

    /// Whether a row belongs to the open voucher. Packages leave day and number empty after a voucher's first row. Where one of the
    /// three is another and cannot be read, on this row or on the first, it is the same voucher with a bad cell as long as its sides
    /// differ: one bad cell is one fault, and not one for each row that it cuts off.
    fn goes_on(&self, open: &Open, row: &SheetRow, key: &(String, String, String)) -> bool {
        let own = [(&key.0, &open.key.0, DAY), (&key.1, &open.key.1, WORD), (&key.2, &open.key.2, NUMBER)];
        let apart: Vec<usize> =
            own.iter().filter(|(here, there, _)| !here.is_empty() && here != there).map(|one| one.2).collect();
        let [column] = apart.as_slice() else { return apart.is_empty() };
        let known = match *column {
            DAY => open.day.is_some() && self.day(row, &mut Vec::new()).is_some(),
            WORD => open.word.is_some() && self.numbered(row, &mut Vec::new()).0.is_some(),
            _ => open.number.is_some() && self.numbered(row, &mut Vec::new()).1.is_some(),
        };
        let side = |side| {
            open.lines.iter().filter(|line| line.side == side).map(|line| i128::from(line.amount_fen.0)).sum::<i128>()
        };
        !known && side(Side::Debit) != side(Side::Credit)
    }

    /// Whether a row of the same day and number is another voucher all the same: packages that number by kinds which they do not write
    /// down repeat a number, and only the number of papers, or the lines that are counted from one again, tell the two apart. They are
    /// told as a number that stands twice, and never run into one.
    fn begins_anew(&self, open: &Open, row: &SheetRow) -> bool {
        let read = |column| self.text(row, column).trim_end_matches('张').parse::<u32>().ok();
        let papers = read(PAPERS).zip(open.papers).is_some_and(|(here, there)| here != there);
        let counted = read(LINE).zip(open.last_line).is_some_and(|(here, there)| here <= there);
        let sum = |side| open.lines.iter().filter(|line| line.side == side).map(|line| line.amount_fen).sum::<Fen>();
        counted || (papers && sum(Side::Debit) == sum(Side::Credit))
    }

    /// The accounts of a voucher that cannot be tried against the books for another fault: they are told in the same answer.
    fn accounts(&mut self, codes: Vec<(u32, Code)>) {
        for (row, code) in codes {
            let words = match self.chart.account(&code) {
                None => unknown(&code),
                Some(_) if !self.chart.is_leaf(&code) => not_leaf(&code),
                Some(_) => continue,
            };
            self.fault(row, CODE, words);
        }
    }

    fn text<'r>(&self, row: &'r SheetRow, column: usize) -> &'r str {
        self.columns.of(column).map_or("", |at| row.text(at)).trim()
    }

    fn fault(&mut self, row: u32, column: usize, words: Words) {
        let column = self.columns.of(column).map(|at| (at, self.columns.head(at)));
        self.faults.push(RowFault { row, column, words });
        if let Some(open) = &mut self.open {
            open.faulty = true;
        }
    }

    /// The faults of day, word and number on a row that is not a voucher's first and says them otherwise than the first does.
    fn heads(&mut self, row: &SheetRow, key: &(String, String, String)) {
        let Some(open) = &self.open else { return };
        let same = |here: &str, there: &str| here.is_empty() || here == there;
        let mut told = Vec::new();
        if !same(&key.0, &open.key.0) {
            self.day(row, &mut told);
        }
        if !same(&key.1, &open.key.1) || !same(&key.2, &open.key.2) {
            self.numbered(row, &mut told);
        }
        self.papers(row, &mut told);
        for (column, words) in told {
            self.fault(row.number, column, words);
        }
    }

    fn is_sum(&self, row: &SheetRow) -> bool {
        let code = self.text(row, CODE);
        let first = row.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
        code.is_empty() && ["合计", "总计", "本页合计", "本月合计", "制单"].iter().any(|word| first.starts_with(word))
    }

    fn begin(&mut self, row: &SheetRow, key: (String, String, String)) -> Open {
        self.found += 1;
        let mut heads = Vec::new();
        let day = self.day(row, &mut heads);
        let (word, number) = self.numbered(row, &mut heads);
        let papers = self.papers(row, &mut heads);
        let faulty = !heads.is_empty();
        for (column, words) in heads {
            let column = self.columns.of(column).map(|at| (at, self.columns.head(at)));
            self.faults.push(RowFault { row: row.number, column, words });
        }
        let (summary, lines, rows) = (String::new(), Vec::new(), Vec::new());
        let (codes, last_line) = (Vec::new(), None);
        Open { row: row.number, key, day, word, number, papers, summary, lines, rows, codes, last_line, faulty }
    }
}

#[cfg(test)]
mod tests;
