//! A file with every fault, all named at once.

use super::*;
use ledger::{Code, OpeningLine, Side, Source, SubAccount};
use rust_xlsxwriter::{Format, Formula, Workbook};
use sheet::{Limits, read_merged};
use std::sync::Arc;

/// The chart that is shipped, with a basic account beneath the bank's.
pub(crate) fn chart() -> Chart {
    let text = include_str!("../../../../rules/national/accounts.toml");
    let statements = include_str!("../../../../rules/national/statements.toml");
    let statements = Source { path: "statements.toml", text: statements };
    let chart = Chart::read(Source { path: "accounts.toml", text }, statements).unwrap();
    let own = SubAccount { code: Code::parse("10201").unwrap(), name: Words::new("基本户", "basic account") };
    chart.with(&[own]).unwrap()
}

fn books() -> Books {
    let line = |account: &str, side, yuan| OpeningLine {
        account: Code::parse(account).unwrap(),
        side,
        amount_fen: Fen::yuan(yuan),
    };
    let opening =
        [line("101", Side::Debit, 500), line("10201", Side::Debit, 2_000_000), line("301", Side::Credit, 2_000_500)];
    let mut books = Books::open(Arc::new(chart()), "2025-01".parse().unwrap(), &opening).unwrap();
    // January is closed.
    books.begin("2025-02".parse().unwrap());
    if let Some(month) = books.months.get_mut(&"2025-01".parse().unwrap()) {
        month.closed = Some(village::Hash([7; 32]));
    }
    books
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A thousand rows, 500 vouchers of February 2025; some cells are written otherwise.
fn thousand(change: impl Fn(u32, usize) -> Option<&'static str>) -> (Workbook, Format) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("凭证").unwrap();
    let heads = ["日期", "凭证字", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额", "附件张数"];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(0, column, head).unwrap();
    }
    for row in 1..=1000_u32 {
        let voucher = row.div_ceil(2);
        let first = row % 2 == 1;
        let cells = [
            format!("2025-02-{:02}", 1 + voucher * 27 / 500),
            "付".to_owned(),
            voucher.to_string(),
            format!("第{voucher}笔支出"),
            if first { "51401" } else { "10201" }.to_owned(),
            if first { "公益支出" } else { "银行存款" }.to_owned(),
            if first { "12.50".to_owned() } else { String::new() },
            if first { String::new() } else { "12.50".to_owned() },
            "1".to_owned(),
        ];
        for (column, cell) in cells.iter().enumerate() {
            let cell = change(row + 1, column).unwrap_or(cell);
            sheet.write_string(row, u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    (workbook, Format::new())
}

/// Reads and tries a file as the page and the command do.
fn tried(bytes: &[u8]) -> (Report, Vec<RowFault>) {
    let (table, merged) = read_merged("凭证.xlsx", bytes, &Limits::default()).unwrap();
    let chart = chart();
    let mut report = read_vouchers(&table, &merged, &chart, false);
    let columns = voucher_columns(&table.header).unwrap();
    let more = check_vouchers(&mut books(), &report.vouchers, &columns, day("2025-12-31"));
    report.faults.extend(more);
    report.faults.sort_by_key(|fault| fault.row);
    let faults = report.faults.clone();
    (report, faults)
}

#[test]
fn a_thousand_rows_without_a_fault_are_five_hundred_vouchers() {
    let (mut workbook, _) = thousand(|_, _| None);
    let (report, faults) = tried(&workbook.save_to_buffer().unwrap());
    assert_eq!(faults, []);
    assert_eq!((report.found, report.vouchers.len(), report.lines), (500, 500, 1000));
    assert_eq!(report.sum_fen, Fen(500 * 1_250));
}

/// Each fault stands in a voucher of its own: where, and what is said of it.
const TWELVE: [(u32, &str, &str); 12] = [
    (10, "G", "借贷不平：借方13.50元，贷方12.50元"),
    (20, "E", "科目59999不在本村的科目表里"),
    (30, "A", "2025年1月已经结账"),
    (40, "G", "都是零"),
    (50, "G", "小于零"),
    (60, "G", "太大"),
    (70, "G", "全角数字"),
    (80, "G", "超过两位小数"),
    (90, "G", "是公式"),
    (100, "A", "合并单元格A100:A101"),
    (110, "D", "乱码"),
    (120, "A", "早于建账日期2025-01-01"),
];

#[test]
fn twelve_faults_in_a_thousand_rows_are_all_named_at_once_with_sheet_row_and_column() {
    let (mut workbook, format) = thousand(|row, column| match (row, column) {
        (10, 6) => Some("13.50"),
        (20, 4) => Some("59999"),
        (30 | 31, 0) => Some("2025-01-20"),
        (40, 6) => Some("0"),
        (50, 6) => Some("-12.50"),
        (60, 6) => Some("10000000000000.00"),
        (70, 6) => Some("１２．５０"),
        (80, 6) => Some("12.505"),
        (110, 3) => Some("ÂòÉ¨Öã 锟斤拷"),
        (120 | 121, 0) => Some("2024-12-31"),
        _ => None,
    });
    let sheet = workbook.worksheet_from_index(0).unwrap();
    sheet.write_formula(89, 6, Formula::new("=10+2.5").set_result("12.5")).unwrap();
    sheet.merge_range(99, 0, 100, 0, "2025-02-03", &format).unwrap();
    let (report, faults) = tried(&workbook.save_to_buffer().unwrap());
    let told: Vec<String> = faults.iter().map(|fault| fault.words_in(&report.sheet).zh).collect();
    for (row, column, words) in TWELVE {
        let place = format!("“凭证”第{row}行");
        let found = told.iter().find(|told| told.starts_with(&place) && told.contains(words));
        let found = found.unwrap_or_else(|| panic!("{place} {words}: {told:#?}"));
        assert!(found.contains(&format!("（{column}列）")), "{found}");
    }
    assert_eq!(told.len(), 12, "{told:#?}");
    assert_eq!(report.found, 500);
}

#[test]
fn what_came_after_the_books_began_is_not_imported() {
    let (mut workbook, _) = thousand(|row, column| (row > 999 && column == 0).then_some("2026-01-05"));
    let (_, faults) = tried(&workbook.save_to_buffer().unwrap());
    assert!(faults.iter().all(|fault| fault.words.zh.contains("要走办件")) && faults.len() == 1, "{faults:?}");
}

#[test]
fn a_payment_that_the_account_did_not_hold_is_named_where_nothing_else_is_wrong() {
    let (mut workbook, _) = thousand(|row, column| match (row, column) {
        (998, 6) | (999, 7) => Some("3000000"),
        _ => None,
    });
    let (_, faults) = tried(&workbook.save_to_buffer().unwrap());
    assert!(faults[0].words.zh.contains("不够支出") && faults.len() == 1, "{faults:?}");
}

#[test]
fn a_table_without_the_columns_says_which() {
    let (table, merged) = read_merged("凭证.csv", "日期,摘要\n2025-02-01,买\n".as_bytes(), &Limits::default()).unwrap();
    let report = read_vouchers(&table, &merged, &chart(), false);
    let missing: Vec<&str> = report.faults.iter().map(|fault| fault.words.zh.as_str()).collect();
    assert_eq!(missing.len(), 4, "{missing:?}");
    assert!(missing[0].contains("凭证号"));
}
