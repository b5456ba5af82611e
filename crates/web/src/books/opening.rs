//! Opening balances from a spreadsheet, or as typed: every fault with its row, nothing partly taken.

use ledger::{Chart, Code, OpeningLine, Side, SubAccount};
use sheet::{Cell, Limits, Mark, SheetFault, SheetRow, Table};
use std::collections::BTreeMap;
use village::{Fen, FieldFault, Words};

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Opening {
    pub(crate) accounts: Vec<SubAccount>,
    pub(crate) lines: Vec<OpeningLine>,
}

/// The heads of the columns: code, name, debit, credit, as packages of accounting programs call them.
const HEADS: [&[&str]; 4] = [
    &["科目编码", "科目代码", "编码", "代码", "code"],
    &["科目名称", "名称", "科目", "name"],
    &["借方余额", "借方", "期初借方", "debit"],
    &["贷方余额", "贷方", "期初贷方", "credit"],
];

/// What a column is called when its fault is told.
fn head_of(names: &'static [&'static str]) -> &'static str {
    names.first().copied().unwrap_or_default()
}

/// Reads a file.
pub(crate) fn of_file(name: &str, bytes: &[u8], chart: &Chart) -> Result<Opening, Vec<FieldFault>> {
    match sheet::read(name, bytes, &Limits::default()) {
        Ok(table) => read(&table, "file", chart),
        Err(error) => Err(vec![FieldFault { field: "file".into(), words: error.words() }]),
    }
}

/// Reads what was typed or pasted: code, name, debit, credit, separated by tabs or commas.
pub(crate) fn of_text(text: &str, chart: &Chart) -> Result<Opening, Vec<FieldFault>> {
    let split = |line: &str| -> Vec<Cell> {
        let by: &[char] = if line.contains('\t') { &['\t'] } else { &[',', '，', '、'] };
        line.split(by).map(|cell| Cell::plain(cell.trim())).collect()
    };
    let rows = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let mut rows: Vec<SheetRow> = rows.map(|(number, line)| SheetRow { number, cells: split(line) }).collect();
    let is_head = rows.first().is_some_and(|row| column(&texts(row), HEADS[0]).is_some());
    let header =
        if is_head { texts(&rows.remove(0)) } else { HEADS.iter().map(|names| head_of(names).to_owned()).collect() };
    let table = Table { name: String::new(), header_number: 1, header, rows, notes: Vec::new() };
    read(&table, "typed", chart)
}

fn texts(row: &SheetRow) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text.clone()).collect()
}

fn column(header: &[String], names: &[&str]) -> Option<usize> {
    let plain = |text: &str| text.split(['（', '(']).next().unwrap_or_default().trim().to_lowercase();
    names.iter().find_map(|name| header.iter().position(|head| plain(head) == *name))
}

/// Where code, name, debit and credit stand.
type At = [Option<usize>; 4];

struct Reading<'a> {
    chart: &'a Chart,
    at: At,
    faults: Vec<SheetFault>,
    /// Each account that was read with the row of its balance, and whether that balance could be read.
    rows: Vec<Read>,
    own: BTreeMap<Code, String>,
}

/// An account with its balance.
struct Read {
    row: u32,
    code: Code,
    balance: Option<(Side, Fen)>,
}

const CODE: usize = 0;
const NAME: usize = 1;
const DEBIT: usize = 2;
const CREDIT: usize = 3;

impl Reading<'_> {
    fn fault(&mut self, row: u32, column: usize, zh: impl Into<String>, en: impl Into<String>) {
        let column = self.at.get(column).copied().flatten();
        self.faults.push(SheetFault { row, column, words: Words::new(zh, en) });
    }

    fn text<'r>(&self, row: &'r SheetRow, column: usize) -> &'r str {
        self.at.get(column).copied().flatten().map_or("", |at| row.text(at)).trim()
    }

    /// An amount; nothing where the cell is empty or holds zero. The fault is told where it is none.
    fn amount(&mut self, row: &SheetRow, column: usize) -> Result<Option<Fen>, ()> {
        let Some(at) = self.at.get(column).copied().flatten() else { return Ok(None) };
        let text = row.text(at).trim().to_owned();
        if text.is_empty() {
            return Ok(None);
        }
        if row.cells.get(at).is_some_and(|cell| matches!(cell.mark, Mark::Formula | Mark::Error)) {
            self.fault(row.number, column, "是公式，请填写数字", "it is a formula; write the number");
            return Err(());
        }
        match Fen::parse(&text) {
            Ok(fen) if fen.0 == 0 => Ok(None),
            Ok(fen) if fen.0 > 0 => Ok(Some(fen)),
            Ok(_) => {
                let zh = format!("“{text}”小于零；余额在另一方的填到另一栏");
                self.fault(row.number, column, zh, format!("`{text}` is less than nothing; use the other column"));
                Err(())
            }
            Err(error) => {
                self.fault(row.number, column, intake::money_words(&error), error.to_string());
                Err(())
            }
        }
    }

    /// One row: an account with its balance.
    fn row(&mut self, row: &SheetRow) {
        let text = self.text(row, CODE);
        // Rows of sums at the end of a list have a word where the code stands.
        if text.is_empty() || ["合计", "总计"].contains(&text) {
            return;
        }
        let balance = self.balance(row);
        let plain = village::half_width(text);
        let Ok(code) = Code::parse(&plain) else {
            let zh = format!("“{text}”不是科目编码；要三位数字，明细再加两位，如102、10201");
            return self.fault(row.number, CODE, zh, format!("`{text}` is no account's code, such as 102 or 10201"));
        };
        if self.chart.account(&code).is_none() {
            if code.level() == 1 {
                let zh = format!("科目表里没有{code}");
                return self.fault(row.number, CODE, zh, format!("account {code} is not in the chart"));
            }
            let name = self.text(row, NAME).to_owned();
            if name.is_empty() {
                let zh = format!("{code}是村里自己的明细科目，要写名称");
                let en = format!("{code} is the village's own account and needs a name");
                self.fault(row.number, NAME, zh, en);
            }
            self.own.entry(code.clone()).or_insert(name);
        }
        self.rows.push(Read { row: row.number, code, balance });
    }

    fn balance(&mut self, row: &SheetRow) -> Option<(Side, Fen)> {
        let (debit, credit) = (self.amount(row, DEBIT), self.amount(row, CREDIT));
        match (debit.ok()?, credit.ok()?) {
            (Some(_), Some(_)) => {
                let en = "an account has a balance on one side only";
                self.fault(row.number, CREDIT, "一个科目只能有一方余额", en);
                None
            }
            (Some(fen), None) => Some((Side::Debit, fen)),
            (None, Some(fen)) => Some((Side::Credit, fen)),
            (None, None) => None,
        }
    }

    /// What the rows say of each other: an account twice, one with others beneath it, none above, a balance on the wrong side.
    fn together(&mut self) {
        let mut first: BTreeMap<Code, u32> = BTreeMap::new();
        let rows = std::mem::take(&mut self.rows);
        for read in &rows {
            let (row, code) = (read.row, &read.code);
            if let Some(before) = first.get(code) {
                let zh = format!("科目{code}在第{before}行已经有了，一个科目只填一行");
                self.fault(row, CODE, zh, format!("account {code} is in row {before} already; expected one row each"));
                continue;
            }
            first.insert(code.clone(), row);
            let there = |code: &Code| self.chart.account(code).is_some() || self.own.contains_key(code);
            if let Some(above) = code.above().filter(|above| !there(above)) {
                let zh = format!("{code}的上级科目{above}没有，请先写上级科目");
                self.fault(row, CODE, zh, format!("{above}, the account above {code}, is not there"));
                continue;
            }
            let Some((side, _)) = read.balance else { continue };
            let beneath = |other: &Code| other != code && other.is_within(code);
            if !self.chart.is_leaf(code) && self.chart.account(code).is_some() || self.own.keys().any(beneath) {
                let zh = format!("科目{code}下面还有明细，余额要填到明细科目");
                self.fault(row, CODE, zh, format!("{code} has accounts beneath it; expected the balances of those"));
                continue;
            }
            let known =
                std::iter::successors(Some(code.clone()), Code::above).find_map(|code| self.chart.account(&code));
            let wrong = known.filter(|account| account.side != side && !account.two_sided).map(|account| account.side);
            if let Some(expected) = wrong {
                let column = if side == Side::Debit { DEBIT } else { CREDIT };
                let (zh, en) = match expected {
                    Side::Debit => ("借方", "debit"),
                    Side::Credit => ("贷方", "credit"),
                };
                self.fault(
                    row,
                    column,
                    format!("科目{code}的余额应在{zh}"),
                    format!("the balance of {code} lies on the wrong side; expected {en}"),
                );
            }
        }
        self.rows = rows;
    }

    /// Both sides are equal; told only where every balance could be read, for then it is a fault of its own.
    fn balanced(&mut self, header: u32) {
        let sum = |side: Side| -> Fen {
            let balances = self.rows.iter().filter_map(|read| read.balance);
            balances.filter(|one| one.0 == side).map(|one| one.1).sum()
        };
        let (debit, credit) = (sum(Side::Debit), sum(Side::Credit));
        if debit != credit {
            let zh = format!("借贷不平：借方余额合计{debit}元，贷方余额合计{credit}元，应相等");
            let en = format!("debit comes to {debit}, credit to {credit}; expected the same");
            self.fault(header, DEBIT, zh, en);
        }
    }
}

fn read(table: &Table, field: &'static str, chart: &Chart) -> Result<Opening, Vec<FieldFault>> {
    let at = HEADS.map(|names| column(&table.header, names));
    let mut reading = Reading { chart, at, faults: Vec::new(), rows: Vec::new(), own: BTreeMap::new() };
    for column in [CODE, DEBIT, CREDIT] {
        if at.get(column).copied().flatten().is_none() {
            let (head, found) = (HEADS.get(column).map_or("", |names| head_of(names)), table.header.join("、"));
            let (zh, en) =
                (format!("“{head}”：没有这一列；表头是{found}"), format!("no column {head}; the heads are {found}"));
            reading.fault(table.header_number, column, zh, en);
        }
    }
    if at.first().copied().flatten().is_some() {
        table.rows.iter().for_each(|row| reading.row(row));
    }
    let unread = !reading.faults.is_empty();
    reading.together();
    if !unread {
        reading.balanced(table.header_number);
    }
    if reading.rows.iter().all(|read| read.balance.is_none()) && reading.faults.is_empty() {
        reading.fault(table.header_number, CODE, "没有一行余额", "there is no balance in it");
    }
    if !reading.faults.is_empty() {
        reading.faults.sort_by_key(|fault| (fault.row, fault.column));
        let told = |fault: &SheetFault| FieldFault { field: field.into(), words: in_sheet(fault, table) };
        return Err(reading.faults.iter().map(told).collect());
    }
    let line = |read: Read| read.balance.map(|(side, amount_fen)| OpeningLine { account: read.code, side, amount_fen });
    let accounts = reading.own.into_iter().map(|(code, name)| SubAccount { code, name: Words::same(&name) });
    Ok(Opening { accounts: accounts.collect(), lines: reading.rows.into_iter().filter_map(line).collect() })
}

/// The fault with its sheet, where it has a name, its row and its column.
fn in_sheet(fault: &SheetFault, table: &Table) -> Words {
    let words = fault.words_in(table);
    match table.name.as_str() {
        "" => words,
        name => Words::new(format!("“{name}”{}", words.zh), format!("“{name}”, {}", words.en)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::Source;

    fn chart() -> Chart {
        let files = demo::shipped_rules();
        let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone()).unwrap();
        let (accounts, statements) = (text("national/accounts.toml"), text("national/statements.toml"));
        let source = |text| Source { path: "it", text };
        Chart::read(source(&accounts), source(&statements)).unwrap()
    }

    #[test]
    fn balances_are_read_with_the_villages_own_accounts() {
        let text = "科目编码,科目名称,借方余额（元）,贷方余额（元）\n101,库存现金,500,\n10201,基本户,\"20,000.00\",\n合计,,20500,20500\n301,资本,,20500";
        let opening = of_file("期初.csv", text.as_bytes(), &chart()).unwrap();
        assert_eq!(opening.accounts.len(), 1);
        let fen: Vec<i64> = opening.lines.iter().map(|line| line.side.natural(line.amount_fen.0)).collect();
        assert_eq!(fen, [50_000, 2_000_000, -2_050_000]);
        assert_eq!(
            of_text("101\t库存现金\t500\t\n10201\t基本户\t20000\n301\t资本\t\t20500", &chart()).unwrap(),
            opening
        );
    }

    #[test]
    fn every_fault_is_told_with_its_row_at_once() {
        let text = "科目编码,科目名称,借方余额,贷方余额\n1O1,现金,500,\n777,没有,1,\n10201,,20.005,\n301,资本,-5,\n112,应收,5,6\n\
            102,银行存款,7,\n152,累计折旧,9,\n101,现金,１２.５０,\n101,现金,1,\n10301,不知哪里,1,\n311,公积,,1000000000000000\n113,往来,=,";
        let faults = of_file("期初.csv", text.as_bytes(), &chart()).unwrap_err();
        let told: Vec<&str> = faults.iter().map(|fault| fault.words.zh.as_str()).collect();
        for (row, column, expect) in [
            (2, "A", "不是科目编码"),
            (3, "A", "没有777"),
            (4, "B", "要写名称"),
            (4, "C", "超过两位小数"),
            (5, "C", "小于零"),
            (6, "D", "只能有一方"),
            (7, "A", "下面还有明细"),
            (8, "C", "余额应在贷方"),
            (10, "A", "在第9行已经有了"),
            (11, "A", "上级科目103没有"),
            (12, "D", "太大，最多一万亿元"),
            (13, "C", "不是金额"),
        ] {
            let place = format!("第{row}行“");
            let found = told.iter().find(|told| told.contains(&place) && told.contains(expect));
            let found = found.unwrap_or_else(|| panic!("{place} {expect}: {told:#?}"));
            assert!(found.contains(&format!("（{column}列）")), "{found}");
        }
        assert_eq!(faults.len(), 12, "{told:#?}");
        let faults =
            of_file("期初.csv", "科目编码,借方余额,贷方余额\n101,5,\n301,,6".as_bytes(), &chart()).unwrap_err();
        assert!(faults[0].words.zh.contains("借方余额合计5.00元，贷方余额合计6.00元"), "{faults:?}");
        let faults = of_file("期初.csv", "姓名,电话\n张三,1".as_bytes(), &chart()).unwrap_err();
        assert!(faults[0].words.zh.contains("没有这一列"), "{faults:?}");
        assert_eq!(faults.len(), 3, "{faults:?}");
    }
}
