//! A bank's statement as a table (CSV or XLSX).

use crate::columns::{BankColumn, ColumnMap, plain};
use crate::statement::{BankLine, Statement, broken_parts, in_order};
use sheet::{Limits, Mark, SheetFault, SheetRow, Table};
use village::{Day, Fen, MoneyError, Words};

/// A table in which the row of heads was found: banks write the account and the period above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTable {
    /// The table below its heads.
    pub table: Table,
    /// The last four digits of the account's number, where it stands above the heads.
    pub last_digits: Option<String>,
    /// `csv` or `xlsx`.
    pub form: &'static str,
}

/// How many rows may stand above the heads.
const MOST_ABOVE: usize = 20;

/// The longest text of a line that is kept.
const LONGEST_CHARS: usize = 120;

/// Opens a table; its heads are the row that most looks like them.
///
/// # Errors
/// When it cannot be read as a table.
pub fn open_table(name: &str, bytes: &[u8], map: Option<&ColumnMap>) -> Result<StatementTable, Words> {
    let mut table = sheet::read(name, bytes, &Limits::default()).map_err(|error| error.words())?;
    let form = if bytes.starts_with(b"PK") { "xlsx" } else { "csv" };
    let known = |heads: &[String]| match map {
        Some(map) => map.heads.values().filter(|name| heads.iter().any(|head| plain(head) == plain(name))).count(),
        None => ColumnMap::guess(heads).heads.len(),
    };
    let texts = |row: &SheetRow| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let (mut best, mut most) = (None, known(&table.header));
    for (nth, row) in table.rows.iter().take(MOST_ABOVE).enumerate() {
        let found = known(&texts(row));
        if found > most {
            (best, most) = (Some(nth), found);
        }
    }
    let mut above = Vec::new();
    if let Some(nth) = best {
        above.extend(table.header.iter().cloned());
        let rest = table.rows.split_off(nth + 1);
        above.extend(table.rows.iter().take(nth).flat_map(texts));
        if let Some(head) = table.rows.pop() {
            table.header_number = head.number;
            table.header = texts(&head);
        }
        table.rows = rest;
    }
    Ok(StatementTable { table, last_digits: digits(&above), form })
}

/// The last four digits of the first long number.
fn digits(above: &[String]) -> Option<String> {
    for text in above {
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let number = plain.split(|c: char| !c.is_ascii_digit() && c != '*').find(|part| part.len() >= 10);
        if let Some(found) = number.and_then(|number| number.get(number.len().saturating_sub(4)..)) {
            return found.bytes().all(|b| b.is_ascii_digit()).then(|| found.to_owned());
        }
    }
    None
}

struct Reading<'t> {
    table: &'t Table,
    map: &'t ColumnMap,
    faults: Vec<SheetFault>,
}

/// Reads a statement by a map of its columns.
///
/// # Errors
/// Every fault, with its row and column.
pub fn read_statement(opened: &StatementTable, map: &ColumnMap) -> Result<Statement, Vec<Words>> {
    let table = &opened.table;
    let mut faults: Vec<Words> = map.faults().into_iter().map(|(_, words)| words).collect();
    for (column, head) in &map.heads {
        if map.at(*column, &table.header).is_none() {
            let (number, found) = (table.header_number, table.header.join("、"));
            faults.push(Words::new(
                format!("第{number}行表头里没有“{head}”（{}）；表头是：{found}", column.words().zh),
                format!("row {number}: no head `{head}` ({}); the heads are {found}", column.words().en),
            ));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut reading = Reading { table, map, faults: Vec::new() };
    let rows = table.rows.iter().filter(|row| !is_sum(row));
    let lines: Vec<Option<BankLine>> = rows.map(|row| reading.line(row)).collect();
    let mut faults = reading.faults;
    let balance_at = map.at(BankColumn::Balance, &table.header);
    let at_balance = |(row, words)| SheetFault { row, column: balance_at, words };
    if !faults.is_empty() {
        // A row that was not read cuts the balances: what stands between two of them is held together by itself.
        faults.extend(broken_parts(&lines).into_iter().map(at_balance));
        faults.sort_by_key(|fault| (fault.row, fault.column));
        return Err(told(table, &faults));
    }
    let ordered = match in_order(lines.into_iter().flatten().collect()) {
        Ok(ordered) => ordered,
        Err(broken) => {
            faults.extend(broken.into_iter().map(at_balance));
            return Err(told(table, &faults));
        }
    };
    let (lines, opening_fen, turned) = ordered;
    if lines.is_empty() {
        return Err(vec![Words::new("表里没有一笔交易", "the table holds no line")]);
    }
    let mut notes = table.notes.clone();
    if turned {
        notes.push(Words::new(
            "文件里最近的一笔在最前，已按时间先后排好",
            "the newest line came first; they were put in order",
        ));
    }
    let closing_fen = lines.last().map_or(opening_fen, |line| line.balance_fen);
    Ok(Statement {
        form: opened.form.to_owned(),
        last_digits: opened.last_digits.clone(),
        opening_fen,
        closing_fen,
        until: None,
        lines,
        notes,
    })
}

fn told(table: &Table, faults: &[SheetFault]) -> Vec<Words> {
    faults.iter().map(|fault| fault.words_in(table)).collect()
}

/// A row of sums at the end, or a remark of the bank's in one cell.
fn is_sum(row: &SheetRow) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.text.is_empty()).count();
    let first = row.cells.iter().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or_default();
    filled <= 1 || ["合计", "总计", "本页合计", "小计"].iter().any(|word| first.starts_with(word))
}

impl Reading<'_> {
    fn at(&self, column: BankColumn) -> Option<usize> {
        self.map.at(column, &self.table.header)
    }

    fn text(&self, row: &SheetRow, column: BankColumn) -> String {
        let text = self.at(column).map_or("", |at| row.text(at));
        text.chars().take(LONGEST_CHARS).collect()
    }

    fn fault(&mut self, row: &SheetRow, column: BankColumn, zh: impl Into<String>, en: impl Into<String>) {
        let words = Words::new(zh, en);
        self.faults.push(SheetFault { row: row.number, column: self.at(column), words });
    }

    fn line(&mut self, row: &SheetRow) -> Option<BankLine> {
        let (day, moved, balance) = (self.day(row), self.moved(row), self.balance(row));
        Some(BankLine {
            row: row.number,
            day: day?,
            amount_fen: moved?,
            balance_fen: balance?,
            payee: self.text(row, BankColumn::Payee),
            remark: self.text(row, BankColumn::Remark),
            reference: self.text(row, BankColumn::Reference),
        })
    }

    fn day(&mut self, row: &SheetRow) -> Option<Day> {
        let text = self.text(row, BankColumn::Day);
        // `20260305 10:20:33`, `2026-03-05T10:20`: the hour is of no use here.
        let day = text.split([' ', 'T']).next().unwrap_or_default();
        let day = if day.len() == 14 { day.get(..8).unwrap_or_default() } else { day };
        let read = sheet::read_day(day);
        if read.is_none() {
            let zh = format!("“{text}”不是日期，要像2026-03-05这样");
            self.fault(row, BankColumn::Day, zh, format!("`{text}` is no day such as 2026-03-05"));
        }
        read
    }

    fn balance(&mut self, row: &SheetRow) -> Option<Fen> {
        match self.amount(row, BankColumn::Balance)? {
            Some(balance) => Some(balance),
            None => {
                self.fault(row, BankColumn::Balance, "没有余额", "no balance");
                None
            }
        }
    }

    /// What moved: in, or out below nothing.
    fn moved(&mut self, row: &SheetRow) -> Option<Fen> {
        if self.at(BankColumn::Amount).is_some() {
            let amount = self.amount(row, BankColumn::Amount)?;
            let Some(amount) = amount.filter(|amount| amount.0 != 0) else {
                self.fault(row, BankColumn::Amount, "没有金额，或金额是零", "no amount, or nothing");
                return None;
            };
            return self.directed(row, amount);
        }
        let (came, went) = (self.amount(row, BankColumn::In), self.amount(row, BankColumn::Out));
        let (came, went) = (came?.unwrap_or_default(), went?.unwrap_or_default());
        match (came.0 != 0, went.0 != 0) {
            (true, false) => Some(came),
            // Some banks write what went out below nothing.
            (false, true) => Some(Fen(-went.0.abs())),
            (true, true) => {
                self.fault(
                    row,
                    BankColumn::In,
                    "收入和支出都有金额，只能有一个",
                    "money in and out on one line, expected one",
                );
                None
            }
            (false, false) => {
                self.fault(row, BankColumn::In, "收入和支出都没有金额", "neither money in nor money out");
                None
            }
        }
    }

    fn directed(&mut self, row: &SheetRow, amount: Fen) -> Option<Fen> {
        if self.at(BankColumn::Direction).is_none() {
            return Some(amount);
        }
        let text = self.text(row, BankColumn::Direction);
        match text.trim().to_lowercase().as_str() {
            "贷" | "收" | "收入" | "来账" | "c" | "crdt" | "credit" | "+" => Some(Fen(amount.0.abs())),
            "借" | "付" | "支" | "支出" | "往账" | "d" | "dbit" | "debit" | "-" => Some(Fen(-amount.0.abs())),
            _ => {
                let zh = format!("“{text}”看不出是收入还是支出，要写借或贷、收或支");
                self.fault(row, BankColumn::Direction, zh, format!("`{text}` tells neither in nor out"));
                None
            }
        }
    }

    /// The amount of a cell; `Some(None)` where it is empty, none where it has a fault.
    #[expect(clippy::option_option, reason = "empty and faulty are two things")]
    fn amount(&mut self, row: &SheetRow, column: BankColumn) -> Option<Option<Fen>> {
        let Some(cell) = self.at(column).and_then(|at| row.cells.get(at)) else { return Some(None) };
        let text = cell.text.trim().trim_start_matches('+').to_owned();
        if matches!(cell.mark, Mark::Formula | Mark::Error) {
            self.fault(row, column, "是公式，请改成数字", "it is a formula; write the number");
            return None;
        }
        if text.is_empty() || text == "-" || text == "--" {
            return Some(None);
        }
        match Fen::parse(&text) {
            Ok(fen) => Some(Some(fen)),
            Err(error) => {
                self.fault(row, column, money_words(&error), error.to_string());
                None
            }
        }
    }
}

/// Why a text is no amount, in Chinese.
/// What is wrong with an amount, as the program says it in Chinese.
#[must_use]
pub fn money_words(error: &MoneyError) -> String {
    match error {
        MoneyError::Empty => "没有金额".to_owned(),
        MoneyError::NotANumber(text) => format!("“{text}”不是金额，要写数字，如1200.50"),
        MoneyError::TooFine(text) => format!("“{text}”超过两位小数，最小到分"),
        MoneyError::TooLarge(text) => format!("“{text}”太大，最多一万亿元"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FARMERS: &str = "农商银行溪口支行 账户明细\n账号：3300 0012 3456 0417,户名：柳湾村\n交易日期,摘要,支出金额,收入金额,账户余额,对方户名,交易流水号\n\
        2026-03-20,货款,120.50,,21879.50,青溪日杂店,N003\n20260312,租金,,\"2,000.00\",22000,李四,N002\n2026/3/5,利息,,0.00,20000,,N001\n合计,,120.50,2000,,,\n";

    fn read(text: &[u8]) -> Result<Statement, Vec<Words>> {
        let opened = open_table("对账单.csv", text, None).map_err(|words| vec![words])?;
        let map = ColumnMap::guess(&opened.table.header);
        read_statement(&opened, &map)
    }

    #[test]
    fn a_table_is_read_beneath_the_banks_own_lines() {
        let faults = read(FARMERS.as_bytes()).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].zh.contains("第6行") && faults[0].zh.contains("没有金额"), "{faults:?}");
        let right = FARMERS.replace(",0.00,20000,,N001", ",1.00,20000,,N001");
        let statement = read(right.as_bytes()).unwrap();
        assert_eq!(statement.last_digits.as_deref(), Some("0417"));
        assert_eq!((statement.opening_fen, statement.closing_fen), (Fen(1_999_900), Fen(2_187_950)));
        let amounts: Vec<i64> = statement.lines.iter().map(|line| line.amount_fen.0).collect();
        assert_eq!(amounts, [100, 200_000, -12_050]);
        assert!(statement.notes.iter().any(|note| note.zh.contains("最近的一笔在最前")));
    }

    #[test]
    fn gbk_is_read_and_said() {
        let (bytes, _, _) = encoding_gbk("交易日期,收入,支出,余额\n2026-03-05,1,,1\n");
        let statement = read(&bytes).unwrap();
        assert!(statement.notes[0].zh.contains("GBK"));
    }

    fn encoding_gbk(text: &str) -> (Vec<u8>, (), ()) {
        // 交易日期,收入,支出,余额 as Windows writes it.
        let head: &[u8] = &[
            0xBD, 0xBB, 0xD2, 0xD7, 0xC8, 0xD5, 0xC6, 0xDA, b',', 0xCA, 0xD5, 0xC8, 0xEB, b',', 0xD6, 0xA7, 0xB3, 0xF6,
            b',', 0xD3, 0xE0, 0xB6, 0xEE,
        ];
        let rest = text.split_once('\n').unwrap().1;
        ([head, b"\n", rest.as_bytes()].concat(), (), ())
    }

    #[test]
    fn every_fault_is_named_by_row_and_column() {
        let text = "交易日期,收入,支出,余额\n2026-13-05,1,,1\n2026-03-05,1.005,,2\n2026-03-06,1,2,3\n2026-03-07,x,,\n";
        let faults = read(text.as_bytes()).unwrap_err();
        let zh: Vec<&str> = faults.iter().map(|words| words.zh.as_str()).collect();
        let all = zh.join("\n");
        for part in [
            "第2行“交易日期”（A列）",
            "第3行“收入”（B列）",
            "超过两位小数",
            "第4行“收入”",
            "第5行“收入”",
            "第5行“余额”（D列）",
        ] {
            assert!(all.contains(part), "{part}: {all}");
        }
        assert_eq!(faults.len(), 5, "{all}");
    }

    /// A balance that does not follow is told beside rows that could not be read, and no row is told for what stands above it.
    #[test]
    fn balances_that_do_not_follow_are_told_beside_rows_that_were_not_read() {
        let text = "交易日期,收入,支出,余额\n2026-03-01,1,,1\n2026-03-02,1,,3\n昨天,1,,4\n2026-03-04,1,,5\n2026-03-05,,1,9\n2026-03-06,1.001,,10\n";
        let faults = read(text.as_bytes()).unwrap_err();
        let zh: Vec<&str> = faults.iter().map(|words| words.zh.as_str()).collect();
        let expected = ["第3行“余额”", "第4行“交易日期”", "第6行“余额”", "第7行“收入”"];
        assert_eq!(zh.len(), expected.len(), "{zh:#?}");
        assert!(zh.iter().zip(expected).all(|(told, place)| told.starts_with(place)), "{zh:#?}");
    }

    #[test]
    fn one_column_of_amounts_has_its_direction_beside_it() {
        let text = "记账日期,借贷标志,交易金额,余额\n2026-03-05,贷,100,100\n2026-03-06,借,30,70\n";
        let statement = read(text.as_bytes()).unwrap();
        assert_eq!(statement.lines[1].amount_fen, Fen(-3_000));
        let wrong = read(text.replace(",借,", ",?,").as_bytes()).unwrap_err();
        assert!(wrong[0].zh.contains("看不出"), "{wrong:?}");
    }

    #[test]
    fn a_map_that_does_not_fit_says_which_head_is_missing() {
        let opened = open_table("a.csv", "日期,收入,支出,余额\n2026-03-05,1,,1\n".as_bytes(), None).unwrap();
        let mut map = ColumnMap::guess(&opened.table.header);
        map.heads.insert(BankColumn::Payee, "对方户名".into());
        let faults = read_statement(&opened, &map).unwrap_err();
        assert!(faults[0].zh.contains("没有“对方户名”"), "{faults:?}");
    }
}
