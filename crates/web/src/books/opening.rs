//! Opening balances from a spreadsheet, or as typed: every fault with its row, nothing partly taken.

use ledger::{Chart, Code, OpeningLine, Side, SubAccount};
use sheet::{Cell, Limits, Mark, SheetRow, Table};
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

struct Reading<'a> {
    field: &'static str,
    chart: &'a Chart,
    faults: Vec<FieldFault>,
}

impl Reading<'_> {
    fn fault(&mut self, row: u32, head: &str, zh: &str, en: &str) {
        let zh = format!("第{row}行“{head}”：{zh}");
        self.faults
            .push(FieldFault { field: self.field.into(), words: Words::new(zh, format!("row {row}, {head}: {en}")) });
    }

    fn amount(&mut self, row: &SheetRow, at: Option<usize>, head: &str) -> Option<Fen> {
        let at = at?;
        let text = row.text(at).trim().to_owned();
        if text.is_empty() {
            return None;
        }
        if row.cells.get(at).is_some_and(|cell| matches!(cell.mark, Mark::Formula | Mark::Error)) {
            self.fault(row.number, head, "是公式，请填写数字", "it is a formula; write the number");
            return None;
        }
        match Fen::parse(&text) {
            Ok(fen) if fen.0 == 0 => None,
            Ok(fen) if fen.0 > 0 => Some(fen),
            Ok(_) => {
                let zh = format!("“{text}”小于零；余额在另一方的填到另一栏");
                self.fault(row.number, head, &zh, &format!("`{text}` is less than nothing; use the other column"));
                None
            }
            Err(error) => {
                let zh = format!("“{text}”不是金额，最多两位小数");
                self.fault(row.number, head, &zh, &error.to_string());
                None
            }
        }
    }
}

fn read(table: &Table, field: &'static str, chart: &Chart) -> Result<Opening, Vec<FieldFault>> {
    let mut reading = Reading { field, chart, faults: Vec::new() };
    let [code_at, name_at, debit_at, credit_at] = HEADS.map(|names| column(&table.header, names));
    let [code_head, name_head, debit_head, credit_head] = HEADS.map(head_of);
    for (at, head) in [(code_at, code_head), (debit_at, debit_head), (credit_at, credit_head)] {
        if at.is_none() {
            let found = table.header.join("、");
            let (zh, en) = (format!("没有这一列；表头是{found}"), format!("no such column; the heads are {found}"));
            reading.fault(table.header_number, head, &zh, &en);
        }
    }
    let mut opening = Opening::default();
    for row in table.rows.iter().filter(|_| code_at.is_some()) {
        let text = code_at.map_or("", |at| row.text(at)).trim();
        // Rows of sums at the end of a list have a word where the code stands.
        if text.is_empty() || ["合计", "总计"].contains(&text) {
            continue;
        }
        let Ok(code) = Code::parse(text) else {
            let zh = format!("“{text}”不是科目编码；要三位数字，明细再加两位，如102、10201");
            reading.fault(row.number, code_head, &zh, &format!("`{text}` is no account's code, such as 102 or 10201"));
            continue;
        };
        let name = name_at.map_or("", |at| row.text(at)).trim();
        if reading.chart.account(&code).is_none() {
            if code.level() == 1 {
                let zh = format!("科目表里没有{code}");
                reading.fault(row.number, code_head, &zh, &format!("account {code} is not in the chart"));
                continue;
            }
            if name.is_empty() {
                let zh = format!("{code}是村里自己的明细科目，要写名称");
                reading.fault(
                    row.number,
                    name_head,
                    &zh,
                    &format!("{code} is the village's own account and needs a name"),
                );
            }
            opening.accounts.push(SubAccount { code: code.clone(), name: Words::same(name) });
        }
        let debit = reading.amount(row, debit_at, debit_head);
        let credit = reading.amount(row, credit_at, credit_head);
        match (debit, credit) {
            (Some(_), Some(_)) => {
                reading.fault(
                    row.number,
                    credit_head,
                    "一个科目只能有一方余额",
                    "an account has a balance on one side only",
                );
            }
            (Some(fen), None) => opening.lines.push(OpeningLine { account: code, side: Side::Debit, amount_fen: fen }),
            (None, Some(fen)) => opening.lines.push(OpeningLine { account: code, side: Side::Credit, amount_fen: fen }),
            (None, None) => {}
        }
    }
    if opening.lines.is_empty() && reading.faults.is_empty() {
        reading.fault(table.header_number, code_head, "没有一行余额", "there is no balance in it");
    }
    if reading.faults.is_empty() { Ok(opening) } else { Err(reading.faults) }
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
        let text = "科目编码,科目名称,借方余额,贷方余额\n1O1,现金,500,\n777,没有,1,\n10201,,20.005,\n301,资本,-5,\n112,应收,5,6";
        let faults = of_file("期初.csv", text.as_bytes(), &chart()).unwrap_err();
        let told: String = faults.iter().map(|fault| fault.words.zh.as_str()).collect();
        for expect in [
            "第2行",
            "不是科目编码",
            "第3行",
            "没有777",
            "第4行",
            "要写名称",
            "最多两位小数",
            "第5行",
            "小于零",
            "第6行",
            "只能有一方",
        ] {
            assert!(told.contains(expect), "{expect}: {told}");
        }
        let faults = of_file("期初.csv", "姓名,电话\n张三,1".as_bytes(), &chart()).unwrap_err();
        assert!(faults[0].words.zh.contains("没有这一列"), "{faults:?}");
    }
}
