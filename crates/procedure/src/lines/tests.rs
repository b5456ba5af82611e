//! Tables as people type and paste them.

use super::*;
use crate::affair::PaperScope;
use proptest::prelude::*;

fn column(id: &str, kind: ColumnKind) -> Column {
    Column { id: id.to_owned(), label: Words::same(id.to_owned()), kind, post: None }
}

/// Who worked when, and for how much.
fn labour() -> Table {
    Table {
        id: "labour".into(),
        name: Words::new("用工清单", "labour sheet"),
        columns: vec![
            column("name", ColumnKind::Person),
            column("day", ColumnKind::Day),
            column("pay", ColumnKind::Money),
        ],
        once: vec!["name".into(), "day".into()],
        scope: PaperScope::Village,
        on: Vec::new(),
    }
}

fn total(of: TotalOf) -> Total {
    Total { table: "labour".into(), of }
}

#[test]
fn cells_pasted_from_a_spreadsheet_are_read_with_their_heading_left_out() {
    let text = "姓名\t日期\t工钱\n张三\t2026-03-02\t1,120.50\t\n\n李四\t2026/3/2\t80元\n";
    let lines = read_lines(&labour(), &text.replace("2026/3/2", "2026/03/02")).unwrap();
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(total_of(&labour(), &total(TotalOf::Sum("pay".into())), &lines), 120_050);
    assert_eq!(total_of(&labour(), &total(TotalOf::Distinct("name".into())), &lines), 2);
}

#[test]
fn lines_typed_by_hand_may_use_blanks_or_commas() {
    for text in ["张三 2026-03-02 80", "张三，2026-03-02，80", "张三, 2026-03-02, 80"] {
        let lines = read_lines(&labour(), text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        assert_eq!(lines[0].cells[2], Cell::Fen(8_000), "{text}");
    }
}

#[test]
fn every_wrong_line_is_told_with_its_number() {
    let text = "张三 2026-03-02 80\n李四 2026-03-02\n王五 昨天 八十\n赵六 2026-03-02 -5\n张三 2026-03-02 90";
    let faults = read_lines(&labour(), text).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.number).collect::<Vec<_>>(), [2, 3, 4, 5]);
    assert_eq!(faults[0].told().zh, "第2行：有2格，应有3格：name、day、pay");
    assert_eq!(faults[3].told().zh, "第5行：和第1行重复");
}

#[test]
fn the_same_person_may_stand_twice_where_the_table_does_not_forbid_it() {
    let table = Table { once: Vec::new(), ..labour() };
    assert_eq!(read_lines(&table, "张三 2026-03-02 80\n张三 2026-03-02 80").unwrap().len(), 2);
}

#[test]
fn a_table_has_an_end() {
    let long = "张三 2026-03-02 80\n".repeat(MOST_LINES + 1);
    let faults = read_lines(&Table { once: Vec::new(), ..labour() }, &long).unwrap_err();
    assert_eq!(faults[0].number, 0);
}

#[test]
fn a_total_of_fields_is_their_sum_and_empty_ones_are_nothing() {
    let sum = |kind, typed: &[&str]| sum_of_fields(kind, typed.iter().map(|text| (*text).to_owned()));
    assert_eq!(sum(FieldKind::Money, &["1,000.50", "", " 2 "]).as_deref(), Some(Fen(100_250).to_string().as_str()));
    assert_eq!(sum(FieldKind::Money, &[]).as_deref(), Some(Fen(0).to_string().as_str()));
    assert_eq!(sum(FieldKind::Count, &["3", "4"]).as_deref(), Some("7"));
    assert_eq!(sum(FieldKind::Money, &["1", "一百"]), None);
}

proptest! {
    #[test]
    fn lines_made_for_totals_come_to_them(people in 1_i64..40, days in 1_i64..4, pay in 0_i64..1_000_000) {
        let names: Vec<String> = (0..40).map(|nth| format!("村民{nth}")).collect();
        let wanted = [
            (total(TotalOf::Distinct("name".into())), people),
            (total(TotalOf::Lines), people * days),
            (total(TotalOf::Sum("pay".into())), pay),
        ];
        let text = write_lines(&labour(), &wanted, &names, Day::new(2026, 3, 12).unwrap());
        let lines = read_lines(&labour(), &text).unwrap();
        for (total, value) in &wanted {
            prop_assert_eq!(total_of(&labour(), total, &lines), *value);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_told(text in "[\\PC\\t\\n]{0,200}") {
        if let Err(faults) = read_lines(&labour(), &text) {
            prop_assert!(!faults.is_empty());
        }
    }
}
