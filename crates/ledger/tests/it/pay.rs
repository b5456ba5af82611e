//! Money kept back for a payment, contracts that run out.

use crate::sample::{books, code, day, draft, refused};
use ledger::Drawn;
use village::Fen;

#[test]
fn what_is_kept_back_cannot_be_spent_on_something_else() {
    let mut books = books();
    books.reserve("C1-1", &code("10201"), Fen(1_500_000), day("2026-01-05")).unwrap();
    assert_eq!(books.free_fen(&code("10201")), Fen(500_000));
    let other = draft("2026-01-06", 1, &[("51301", 600_000), ("10201", -600_000)]);
    assert!(refused(books.post(other)).contains("只剩5,000.00元"));
    assert!(refused(books.reserve("C1-2", &code("10201"), Fen(500_001), day("2026-01-06"))).contains("只剩5,000.00元"));
    assert!(refused(books.reserve("C1-1", &code("10201"), Fen(1), day("2026-01-06"))).contains("已经为C1-1留过款"));
    let mut paid = draft("2026-01-07", 2, &[("51301", 1_500_000), ("10201", -1_500_000)]);
    paid.reservation = Some("C1-1".into());
    books.post(paid).unwrap();
    assert_eq!((books.free_fen(&code("10201")), books.reserved.len()), (Fen(500_000), 0));
}

#[test]
fn no_more_is_paid_than_was_approved() {
    let mut books = books();
    books.reserve("C1-1", &code("10201"), Fen(1_000), day("2026-01-05")).unwrap();
    let mut paid = draft("2026-01-07", 2, &[("51301", 1_001), ("10201", -1_001)]);
    paid.reservation = Some("C1-1".into());
    assert!(refused(books.post(paid.clone())).contains("超过了批准的金额"));
    paid.reservation = Some("C1-9".into());
    assert!(refused(books.post(paid)).contains("没有为C1-9留过款"));
}

#[test]
fn what_is_let_go_is_free_again() {
    let mut books = books();
    books.reserve("C1-1", &code("101"), Fen(50_000), day("2026-01-05")).unwrap();
    books.void("C1-1").unwrap();
    assert_eq!(books.free_fen(&code("101")), Fen(50_000));
    assert!(refused(books.void("C1-1")).contains("没有为C1-1留过款"));
}

#[test]
fn a_voucher_may_settle_more_than_it_pays() {
    let mut books = books();
    books.reserve("C1-1", &code("10201"), Fen(800), day("2026-01-05")).unwrap();
    let paid = |out: i64| {
        let mut paid = draft("2026-01-07", 2, &[("211", 1_000), ("50499", out - 1_000), ("10201", -out)]);
        paid.reservation = Some("C1-1".into());
        paid
    };
    assert!(refused(books.post(paid(801))).contains("超过了批准的金额"));
    books.post(paid(800)).unwrap();
}

#[test]
fn a_contract_is_paid_up_to_its_sum() {
    let mut books = books();
    let paid = |act, fen| {
        let mut paid = draft("2026-01-07", act, &[("153", fen), ("10201", -fen)]);
        paid.drawn = Some(Drawn { contract: "F1-1".into(), ceiling_fen: Fen(10_000) });
        paid
    };
    books.post(paid(1, 6_000)).unwrap();
    assert!(refused(books.post(paid(2, 4_001))).contains("只剩40.00元可付"));
    books.post(paid(3, 4_000)).unwrap();
}
