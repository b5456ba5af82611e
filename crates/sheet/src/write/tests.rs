//! What goes out can be read back.

use super::*;
use crate::{Limits, read};
use calamine::{Reader, Xlsx};
use std::io::Cursor;

fn table() -> Table {
    read("名单.csv", "\n姓名,手机号\n张三,13800000000\n\n李四,12\n".as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn the_error_sheet_keeps_rows_in_their_places_and_says_what_is_wrong() {
    let faults = [
        SheetFault::cell(5, 1, Words::new("应为11位手机号", "expected 11 digits")),
        SheetFault::row(5, Words::new("重复", "twice")),
    ];
    let sheet = error_sheet(&table(), &faults).unwrap();
    let back = read("e.xlsx", &sheet, &Limits::default()).unwrap();
    assert_eq!(back.name, "名单");
    assert_eq!(back.header_number, 2);
    assert_eq!(back.header, ["姓名", "手机号", COMMENT_HEAD]);
    assert_eq!(back.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5]);
    assert_eq!(back.rows[0].text(1), "13800000000");
    assert_eq!(back.rows[0].text(2), "");
    assert_eq!(back.rows[1].text(2), "【手机号】应为11位手机号 / expected 11 digits\n重复 / twice");
}

#[test]
fn the_faulty_cell_is_coloured_and_the_others_are_not() {
    let faults = [SheetFault::cell(5, 1, Words::same("x"))];
    let bytes = error_sheet(&table(), &faults).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let styles = workbook.worksheet_style("名单").unwrap();
    let filled = |row, column| styles.get((row, column)).and_then(|style| style.fill.clone());
    assert_ne!(filled(4, 1), filled(4, 0));
    assert_eq!(filled(2, 1), filled(4, 0));
}

#[test]
fn a_mended_error_sheet_has_one_comment_column_again() {
    let faults = [SheetFault::cell(5, 1, Words::same("x"))];
    let once = error_sheet(&table(), &faults).unwrap();
    let read_back = read("e.xlsx", &once, &Limits::default()).unwrap();
    let twice = error_sheet(&read_back, &faults).unwrap();
    let back = read("e.xlsx", &twice, &Limits::default()).unwrap();
    assert_eq!(back.header.iter().filter(|head| head.starts_with("问题说明")).count(), 1);
}

#[test]
fn a_fault_of_the_header_is_said_beside_the_header() {
    let fault = SheetFault::row(2, Words::new("缺少“村代码”列", "the column is missing"));
    let back = read("e.xlsx", &error_sheet(&table(), &[fault]).unwrap(), &Limits::default()).unwrap();
    assert!(back.header[2].contains("缺少“村代码”列"));
}

#[test]
fn a_template_has_the_heads_and_explains_them() {
    let column = TemplateColumn {
        head: Words::new("姓名", "name"),
        needed: true,
        needed_with_posts: false,
        explanation: Words::new("身份证上的姓名", "as on the identity card"),
        example: "张三".into(),
    };
    let bytes = template(&Words::new("花名册", "roster"), &[column]).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["花名册", "填写说明 Explanation"]);
    let blank = workbook.worksheet_range("花名册").unwrap();
    assert_eq!(blank.get_value((0, 0)).unwrap().to_string(), "姓名");
    let explained = workbook.worksheet_range("填写说明 Explanation").unwrap();
    assert_eq!(explained.get_value((1, 3)).unwrap().to_string(), "身份证上的姓名");
}
