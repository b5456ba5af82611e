//! Rows as packages write them.

use super::*;
use crate::voucher::tests::chart;
use sheet::Cell;

fn read(text: &str, former: bool) -> (Vec<Drafted>, Vec<RowFault>) {
    let mut lines = text.lines();
    let header: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let chart = chart();
    let mut rows = VoucherRows::new(voucher_columns(&header).unwrap(), &chart, former);
    let mut found = Vec::new();
    for (number, line) in (2..).zip(lines) {
        let cells = line.split(',').map(Cell::plain).collect();
        found.extend(rows.push(&SheetRow { number, cells }));
    }
    found.extend(rows.finish());
    (found, rows.take_faults())
}

const HEAD: &str = "日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额,附件张数\n";

#[test]
fn rows_of_one_number_are_one_voucher_and_empty_heads_go_on() {
    let text = format!(
        "{HEAD}2025-01-05,付,1,买扫帚,51401,公益支出-保洁绿化,120.50,,2\n2025-01-05,付,1,买扫帚,10201,银行存款-基本户,,120.50,\n\
         2025-01-06,记,1,提现,101,库存现金,100,0.00,\n,,,,10201,银行存款,,100,\n合计,,,,,,220.50,220.50,\n"
    );
    let (found, faults) = read(&text, false);
    assert_eq!(faults, []);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].mark, "2025-01 付-0001 (2)");
    assert_eq!((found[1].rows.clone(), found[1].draft.lines[1].amount_fen), (vec![4, 5], Fen(10_000)));
    assert!(matches!(&found[0].draft.origin, Origin::Imported { mark } if mark.starts_with("2025-01")));
}

/// One bad cell is one fault: the rows beneath it are not told to be half a voucher, or a number that stands twice.
#[test]
fn a_bad_day_or_number_in_one_row_is_one_fault() {
    let good = [
        "2025-01-05,付,1,买扫帚,51401,公益支出-保洁绿化,120.50,,2",
        "2025-01-05,付,1,买扫帚,10201,银行存款-基本户,,120.50,",
    ];
    let next = "2025-01-06,付,2,买水桶,51401,公益支出-保洁绿化,60,,\n2025-01-06,付,2,买水桶,10201,银行存款-基本户,,60,";
    for (row, from, to) in [
        (0, "2025-01-05", "正月初五"),
        (1, "2025-01-05", "2025-13-05"),
        (0, "付,1,", "付,一,"),
        (1, "付,1,", "副,1,"),
        (1, "付,1,", "付,１,"),
    ] {
        let rows: Vec<String> = (0..)
            .zip(good)
            .map(|(at, line)| if at == row { line.replacen(from, to, 1) } else { line.to_owned() })
            .collect();
        let (found, faults) = read(&format!("{HEAD}{}\n{next}\n", rows.join("\n")), false);
        assert_eq!((faults.len(), faults[0].row), (1, 2 + row), "{to}: {faults:?}");
        assert_eq!(found.iter().map(|one| one.mark.as_str()).collect::<Vec<_>>(), ["2025-01 付-0002"], "{to}");
    }
    // A whole voucher ends where its sides are even, and one with a bad number begins beneath it.
    let (found, faults) = read(&format!("{HEAD}{}\n{}\n", good.join("\n"), next.replace(",2,", ",二,")), false);
    assert_eq!((found.len(), faults.iter().map(|fault| fault.row).collect::<Vec<_>>()), (1, vec![4]), "{faults:?}");
}

#[test]
fn word_and_number_may_stand_in_one_column() {
    let text = "制单日期,凭证字号,摘要,科目代码,借方,贷方\n2025/1/5,记-0012,提现,101,100,\n2025/1/5,记-0012,提现,102.01,,100\n";
    let (found, faults) = read(text, false);
    assert_eq!(faults, []);
    assert_eq!((found[0].mark.as_str(), found[0].draft.lines[1].account.as_str()), ("2025-01 记-0012", "10201"));
}

#[test]
fn the_former_chart_is_taken_over_and_names_tell_when_nobody_said_so() {
    let text =
        format!("{HEAD}2023-05-05,记,1,付工程款,154,在建工程,100,,\n2023-05-05,记,1,付工程款,10201,银行存款,,100,\n");
    let (found, faults) = read(&text, true);
    assert_eq!(faults, []);
    assert_eq!(found[0].draft.lines[0].account.as_str(), "153");
    let (found, faults) = read(&text, false);
    assert!(found.is_empty() && faults[0].words.zh.contains("旧科目"), "{faults:?}");
    let (_, faults) = read(&text.replace(",154,在建工程", ",212,应付福利费"), true);
    assert!(faults[0].words.zh.contains("没有唯一对应"), "{faults:?}");
}

#[test]
fn a_number_that_stands_twice_is_named() {
    let text = format!(
        "{HEAD}2025-01-05,记,1,甲,101,,1,,\n2025-01-05,记,1,甲,10201,,,1,\n2025-01-06,记,2,乙,101,,1,,\n2025-01-06,记,2,乙,10201,,,1,\n\
         2025-01-07,记,1,丙,101,,1,,\n2025-01-07,记,1,丙,10201,,,1,\n"
    );
    let (found, faults) = read(&text, false);
    assert_eq!((found.len(), faults.len(), faults[0].row), (2, 1, 6));
    assert!(faults[0].words.zh.contains("已经出现过"));
}

/// Packages that number each kind of voucher by itself and leave the kind out: two vouchers of one day and number stand one after the
/// other. What tells them apart is how many papers they have, or their lines, which are counted from one again.
#[test]
fn two_vouchers_of_one_day_and_number_do_not_run_into_one() {
    let twice = |head: &str, mark: [&str; 4]| {
        let text = format!(
            "日期,凭证号,摘要,科目编码,借方金额,贷方金额,{head}\n2025-01-05,1,甲,101,100,,{}\n2025-01-05,1,甲,10201,,100,{}\n\
             2025-01-05,1,乙,51401,60,,{}\n2025-01-05,1,乙,10201,,60,{}\n",
            mark[0], mark[1], mark[2], mark[3]
        );
        read(&text, false)
    };
    for (head, mark) in [("分录号", ["1", "2", "1", "2"]), ("附件张数", ["2", "2", "3", "3"])] {
        let (found, faults) = twice(head, mark);
        assert_eq!((found.len(), faults.len()), (1, 1), "{head}: {faults:?}");
        assert!(faults[0].row == 4 && faults[0].words.zh.contains("已经出现过"), "{faults:?}");
    }
    // One voucher of four lines stays one.
    let (found, faults) = twice("分录号", ["1", "2", "3", "4"]);
    assert_eq!((found.len(), faults.len(), found[0].draft.lines.len()), (1, 0, 4), "{faults:?}");
}

/// One voucher with everything wrong: all of it in one answer, so that nobody sends the file six times.
#[test]
fn every_fault_of_one_voucher_is_told_at_once() {
    let text = format!(
        "{HEAD}2025-13-05,副,一,甲,59999,,1000000000000000,,x\n,,,,10201,,,12.345,二\n,,,,51401,,１００,,\n,,,,102,,0,0,\n,,,,50101,,,-5,\n"
    );
    let (found, faults) = read(&text, false);
    assert!(found.is_empty());
    let told: Vec<String> = faults.iter().map(|one| one.words_in("凭证").zh).collect();
    for expect in [
        "第2行“日期”（A列）：“2025-13-05”不是日期",
        "第2行“凭证字”（B列）：“副”不是凭证字",
        "第2行“凭证号”（C列）：“一”不是凭证号",
        "第2行“科目编码”（E列）：科目59999不在本村的科目表里",
        "第2行“借方金额”（G列）：“1000000000000000”太大，最多一万亿元",
        "第2行“附件张数”（I列）：“x”不是附件张数",
        "第3行“贷方金额”（H列）：“12.345”超过两位小数",
        "第3行“附件张数”（I列）：“二”不是附件张数",
        "第4行“借方金额”（G列）：“１００”是全角数字，请改成半角“100”",
        "第5行“科目编码”（E列）：科目102下面还有明细",
        "第5行“借方金额”（G列）：借方和贷方都是零",
        "第6行“贷方金额”（H列）：金额-5.00小于零",
    ] {
        assert!(told.iter().any(|told| told.contains(expect)), "{expect}: {told:#?}");
    }
    assert_eq!(told.len(), 12, "{told:#?}");
}
