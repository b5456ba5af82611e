//! What the books take and what they do not.

use crate::sample::{books, chart, code, day, draft, journal, opening, period, refused, usual};
use ledger::{Books, Origin, Side};
use village::Fen;

#[test]
fn a_voucher_moves_the_balances_and_gets_the_next_number() {
    let mut books = books();
    let first = books.post(draft("2026-01-05", 1, &[("51301", 12_000), ("10201", -12_000)])).unwrap();
    let second = books.post(draft("2026-01-05", 2, &[("10201", 50_000), ("50101", -50_000)])).unwrap();
    assert_eq!(
        (first.number.to_string(), second.number.to_string()),
        ("2026-01-记-0001".into(), "2026-01-记-0002".into())
    );
    assert_eq!(books.balance_fen(&code("10201")), Fen(2_000_000 - 12_000 + 50_000));
    assert_eq!(books.balance_fen(&code("50101")), Fen(50_000));
    let next = books.post(draft("2026-02-01", 3, &[("51301", 1), ("101", -1)])).unwrap();
    assert_eq!(next.number.to_string(), "2026-02-记-0001");
}

fn check(on: &str, lines: &[(&str, i64)], expect: &str) {
    let mut books = books();
    let before = books.clone();
    let said = refused(books.post(draft(on, 1, lines)));
    assert!(said.contains(expect), "{said}");
    assert_eq!(books, before);
}

#[test]
fn what_is_wrong_with_a_voucher_is_told() {
    check("2026-01-05", &[("51301", 100), ("10201", -99)], "借贷不平：借方1.00元，贷方0.99元");
    check("2026-01-05", &[("51301", 100)], "至少要有借贷两行");
    check("2026-01-05", &[("51301", 0), ("10201", 0)], "每行金额要大于零");
    check("2026-01-05", &[("777", 1), ("10201", -1)], "第1行的科目777不在科目表里");
    check("2026-01-05", &[("513", 1), ("102", -1)], "第2行的科目102下面还有明细科目");
    check("2025-12-31", &[("51301", 1), ("101", -1)], "早于建账日期2026-01-01");
    check("2026-01-05", &[("51301", 2_000_000_000_000_000), ("10201", -2_000_000_000_000_000)], "超出了账簿能记的范围");
    check("2026-01-05", &[("51301", 50_001), ("101", -50_001)], "库存现金（101）只剩500.00元，不够支出500.01元");
}

#[test]
fn every_fault_is_told_at_once() {
    let said = refused(books().check(&draft("2025-12-31", 1, &[("777", -5), ("513", 7)])));
    for part in ["借贷不平", "777", "513", "早于建账日期"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn a_negative_or_empty_line_is_refused_even_when_the_sums_agree() {
    let mut wrong = draft("2026-01-05", 1, &[("51301", 100), ("10201", -100)]);
    wrong.lines[0].amount_fen = Fen(-100);
    wrong.lines[1].amount_fen = Fen(-100);
    assert!(refused(books().post(wrong)).contains("每行金额要大于零"));
    let mut silent = draft("2026-01-05", 1, &[("51301", 100), ("10201", -100)]);
    silent.summary = "  ".into();
    assert!(refused(books().post(silent)).contains("没有摘要"));
}

#[test]
fn days_of_a_period_do_not_go_back() {
    let mut books = books();
    books.post(draft("2026-01-15", 1, &[("51301", 1), ("101", -1)])).unwrap();
    assert!(refused(books.post(draft("2026-01-14", 2, &[("51301", 1), ("101", -1)]))).contains("早于本期最后一张凭证"));
    assert_eq!(books.day_for(day("2026-01-03")), day("2026-01-15"));
}

#[test]
fn money_that_a_later_month_has_spent_is_not_there_earlier() {
    let mut books = books();
    books.post(draft("2026-02-03", 1, &[("51301", 40_000), ("101", -40_000)])).unwrap();
    books.post(draft("2026-02-20", 2, &[("101", 90_000), ("50101", -90_000)])).unwrap();
    // January's end holds 500 yuan, but February came down to 100 before it was filled up again.
    let said = refused(books.post(draft("2026-01-31", 3, &[("51301", 10_001), ("101", -10_001)])));
    assert!(said.contains("只剩100.00元"), "{said}");
    books.post(draft("2026-01-31", 3, &[("51301", 10_000), ("101", -10_000)])).unwrap();
    assert_eq!(books.balance_fen(&code("101")), Fen(50_000 - 40_000 + 90_000 - 10_000));
}

#[test]
fn a_case_posts_its_act_once() {
    let mut journal = journal();
    journal.post(draft("2026-01-05", 1, &[("51301", 1), ("101", -1)])).unwrap();
    assert!(refused(journal.post(draft("2026-01-06", 1, &[("51301", 1), ("101", -1)]))).contains("已经记过账"));
    journal.post(draft("2026-01-06", 2, &[("51301", 1), ("101", -1)])).unwrap();
}

#[test]
fn a_voucher_is_taken_back_by_another_one_only_and_once() {
    let mut journal = journal();
    let number = journal.post(draft("2026-01-05", 1, &[("51301", 700), ("101", -700)])).unwrap();
    let reversal = journal.reverse(&number, day("2026-02-02"), "冲销记错的一笔").unwrap();
    assert_eq!(reversal.to_string(), "2026-02-记-0001");
    assert_eq!(journal.books.balance_fen(&code("101")), Fen(50_000));
    assert_eq!(journal.vouchers()[0].draft.lines[1].amount_fen, Fen(700), "what was posted stays as it was");
    assert!(refused(journal.reverse(&number, day("2026-02-03"), "再冲")).contains("已经冲销过"));
    assert!(refused(journal.reverse(&reversal, day("2026-02-03"), "冲冲销")).contains("不能冲销"));
}

#[test]
fn imported_history_never_passes_for_a_case() {
    let mut imported = draft("2026-01-05", 1, &[("51301", 1), ("101", -1)]);
    imported.origin = Origin::Imported { mark: "旧账套 记-12".into() };
    let voucher = books().post(imported).unwrap();
    assert!(!matches!(voucher.draft.origin, Origin::Case { .. }));
    assert_eq!(voucher.draft.origin.to_string(), "imported 旧账套 记-12");
}

#[test]
fn books_begin_with_a_right_trial_balance_or_not_at_all() {
    let check = |lines: &[(&str, i64)], expect: &str| {
        let said = refused(Books::open(chart(), period("2026-01"), &opening(lines)));
        assert!(said.contains(expect), "{said}");
    };
    check(&[("101", 100), ("301", -90)], "借贷不平：借方1.00元，贷方0.90元");
    check(&[("101", 100), ("301", -50), ("301", -50)], "科目301出现了两次");
    check(&[("101", -100), ("301", 100)], "第1行科目101的余额方向不对");
    check(&[("102", 100), ("301", -100)], "科目102下面还有明细科目");
    check(&[("101", 100), ("50101", -100)], "第2行科目50101的余额方向不对");
    check(&[("101", 0), ("301", 0)], "每行金额要大于零");
    let two_sided = opening(&[("113", -100), ("101", 100)]);
    assert!(Books::open(chart(), period("2026-01"), &two_sided).is_ok());
    // Whoever begins in the middle of a year brings its income and expense along.
    let middle = opening(&[("101", 100), ("50101", -100)]);
    assert!(Books::open(chart(), period("2026-07"), &middle).is_ok());
    assert_eq!(usual().iter().filter(|line| line.side == Side::Credit).count(), 3);
}

#[test]
fn nothing_can_be_counted_beyond_bounds() {
    let mut books = books();
    for act in 1..=999 {
        let most = ledger::LARGEST_FEN;
        books.post(draft("2026-01-05", act, &[("112", most), ("50101", -most)])).unwrap();
    }
    let most = ledger::LARGEST_FEN;
    books.post(draft("2026-01-05", 1000, &[("112", most), ("50101", -most)])).unwrap();
    let said = refused(books.post(draft("2026-01-05", 1001, &[("112", most), ("50101", -most)])));
    assert!(said.contains("超出范围"), "{said}");
}
