//! How old what is owed is: by contracts and by the books, today and as it stood on an earlier day.

use crate::contracts::{history, rent};
use crate::scene::{balance, code, opening, through};
use capital::{Band, Direction, contract_ages, contracts, open_items, state_of};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use office::Desk;
use std::collections::BTreeMap;
use village::{Day, Fen, Place, Post};

on_both_databases!(what_is_owed_is_aged_by_contract_and_by_voucher_as_of_a_day,);

/// What is open of the village's contracts in each column on a day.
fn by_contracts(bench: &Bench, village: &Place, at: Day) -> BTreeMap<Band, Fen> {
    let today = bench.today();
    let mut all = bench.read(|reader| contract_ages(reader, village, Direction::In, (at, today)));
    assert!(all.len() < 2, "{all:#?}");
    all.pop().map(|age| age.bands).unwrap_or_default()
}

/// What is open on the books: the day on which it arose, whether a voucher brought it, how much.
fn by_books(bench: &Bench, village: &Place, at: Day) -> Vec<(String, bool, i64)> {
    let desk = Desk::unnamed(&bench.office, bench.now());
    let books = bench.read(|reader| state_of(reader, &desk, village)).unwrap();
    let all = bench.read(|reader| open_items(reader, &books, village, at));
    all.into_iter().map(|one| (one.day.to_string(), one.voucher.is_some(), one.amount_fen)).collect()
}

fn what_is_owed_is_aged_by_contract_and_by_voucher_as_of_a_day(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let accountant = bench.desk(&village, Post::AgencyAccountant);
    let mut deed = opening(bench, &village);
    deed.opening[2].amount_fen = Fen::yuan(22_500);
    deed.opening.push(ledger::OpeningLine {
        account: code("112"),
        side: ledger::Side::Debit,
        amount_fen: Fen::yuan(2_000),
    });
    bench.by_two(&village, deed);
    bench.done(&accountant, history(bench, &village));
    let before = bench.today();
    let column = Band::of(before.since(day("2026-01-01")));
    let owed = BTreeMap::from([(Band::NotDue, Fen::yuan(3_000)), (column, Fen::yuan(2_000))]);
    assert_eq!(by_contracts(bench, &village, before), owed);
    assert_eq!(by_contracts(bench, &village, day("2025-12-31")), BTreeMap::from([(Band::NotDue, Fen::yuan(5_000))]));
    assert!(by_contracts(bench, &village, day("2024-12-19")).is_empty(), "it was not signed yet");
    assert_eq!(by_books(bench, &village, before), [("2026-02-28".to_owned(), false, 200_000)]);
    assert!(by_books(bench, &village, day("2026-02-28")).is_empty(), "the books had not begun");
    let (row, _) = bench.read(|reader| contracts(reader, &village)).remove(0);
    bench.wait_days(1);
    let mut paid = rent(&village, &row.id, "1500", "3301-0001");
    paid.values.insert("payer".into(), "王大有".into());
    through(bench, &mut paid);
    let after = BTreeMap::from([
        (Band::NotDue, Fen::yuan(3_000)),
        (Band::of(bench.today().since(day("2026-01-01"))), Fen::yuan(500)),
    ]);
    assert_eq!(by_contracts(bench, &village, bench.today()), after);
    assert_eq!(by_contracts(bench, &village, before), owed, "as it stood on that day");
    assert_eq!(by_books(bench, &village, bench.today()), [("2026-02-28".to_owned(), false, 50_000)]);
    assert_eq!(by_books(bench, &village, before), [("2026-02-28".to_owned(), false, 200_000)]);
    assert_eq!(
        balance(bench, &village, &bench.today().to_string(), "112"),
        50_000,
        "what is open adds up to the balance"
    );
    bench.verified();
}
