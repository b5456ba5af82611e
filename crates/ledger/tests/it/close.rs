//! Periods closed, opened again, years carried over.

use crate::sample::{books, code, day, draft, journal, period, refused};
use ledger::Origin;
use village::{Fen, Hash};

#[test]
fn a_closed_period_takes_nothing_more() {
    let mut books = books();
    books.post(draft("2026-01-05", 1, &[("51301", 1), ("101", -1)])).unwrap();
    assert!(refused(books.close(period("2026-01"), day("2026-01-31"))).contains("还没有过完"));
    books.close(period("2026-01"), day("2026-02-01")).unwrap();
    assert!(refused(books.post(draft("2026-01-31", 2, &[("51301", 1), ("101", -1)]))).contains("2026年1月已经结账"));
    assert!(refused(books.close(period("2026-01"), day("2026-02-01"))).contains("2026年1月已经结账"));
    assert_eq!(books.day_for(day("2026-01-20")), day("2026-02-01"));
}

#[test]
fn periods_are_closed_in_order() {
    let mut books = books();
    let said = refused(books.close(period("2026-02"), day("2026-03-01")));
    assert!(said.contains("要先结2026年1月的账"), "{said}");
    books.close(period("2026-01"), day("2026-03-01")).unwrap();
    books.close(period("2026-02"), day("2026-03-01")).unwrap();
    assert!(refused(books.may_reopen(period("2026-01"))).contains("要先重开2026年2月"));
}

#[test]
fn the_hash_hangs_on_every_voucher_and_on_the_period_before() {
    let closed = |fen: i64| {
        let mut books = books();
        books.post(draft("2026-01-05", 1, &[("51301", fen), ("101", -fen)])).unwrap();
        let first = books.close(period("2026-01"), day("2026-03-01")).unwrap();
        (first, books.close(period("2026-02"), day("2026-03-01")).unwrap())
    };
    let (one, two) = (closed(1), closed(2));
    assert_eq!(one, closed(1));
    assert!(one.0 != two.0 && one.1 != two.1);
}

#[test]
fn a_period_opened_again_is_closed_under_another_hash_when_something_was_added() {
    let mut books = books();
    let before = books.close(period("2026-01"), day("2026-02-01")).unwrap();
    books.reopen(period("2026-01"), Hash([0; 32])).unwrap();
    assert_eq!(books.clone().close(period("2026-01"), day("2026-02-01")).unwrap(), before);
    books.post(draft("2026-01-31", 1, &[("51301", 1), ("101", -1)])).unwrap();
    assert_ne!(books.close(period("2026-01"), day("2026-02-01")).unwrap(), before);
    assert!(refused(books.may_reopen(period("2026-02"))).contains("2026年2月还没有结账"));
}

#[test]
fn a_year_is_carried_over_with_its_reserve() {
    let mut journal = journal();
    journal.post(draft("2026-03-05", 1, &[("10201", 1_000_001), ("50101", -1_000_001)])).unwrap();
    journal.post(draft("2026-05-05", 2, &[("51301", 200_000), ("101", -20_000), ("10201", -180_000)])).unwrap();
    let december = period("2026-12");
    assert!(refused(journal.carry_year(december, 30)).contains("要先结2026年1月的账"));
    assert!(refused(journal.carry_year(period("2026-11"), 30)).contains("不是十二月"));
    let mut month = period("2026-01");
    while month < december {
        journal.books.close(month, day("2027-01-05")).unwrap();
        month = month.next();
    }
    let said = refused(journal.books.may_close(december, day("2027-01-05")));
    assert!(said.contains("年终结转还没有做完：科目50101"), "{said}");
    journal.carry_year(december, 30).unwrap();
    // Net 800,001 fen; 30 per cent of it is 240,000.3, drawn upwards.
    let balance = |account: &str| journal.books.balance_fen(&code(account));
    assert_eq!(balance("311"), Fen(3_000_000 + 240_001));
    assert_eq!((balance("32201"), balance("32202"), balance("321")), (Fen(560_000), Fen(0), Fen(0)));
    assert_eq!((balance("50101"), balance("51301")), (Fen(0), Fen(0)));
    assert!(journal.vouchers().iter().filter(|v| matches!(v.draft.origin, Origin::YearEnd { .. })).count() == 4);
    assert!(refused(journal.carry_year(december, 30)).contains("已经做完年终结转"));
    let late = draft("2026-12-31", 9, &[("51301", 1), ("101", -1)]);
    assert!(refused(journal.post(late)).contains("已经做完年终结转"));
    assert_eq!(journal.books.day_for(day("2026-12-31")), day("2027-01-01"));
    journal.books.close(december, day("2027-01-05")).unwrap();
}

#[test]
fn a_loss_draws_no_reserve() {
    let mut journal = journal();
    journal.post(draft("2026-12-05", 1, &[("51301", 30_000), ("101", -30_000)])).unwrap();
    let mut month = period("2026-01");
    while !month.ends_the_year() {
        journal.books.close(month, day("2027-01-05")).unwrap();
        month = month.next();
    }
    journal.carry_year(month, 30).unwrap();
    assert_eq!(journal.books.balance_fen(&code("32201")), Fen(-30_000));
    assert_eq!(journal.books.balance_fen(&code("311")), Fen(3_000_000));
}
