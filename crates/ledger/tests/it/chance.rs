//! Random operations: whatever is tried, the books stay right, and reading them again gives the same.

use crate::sample::{chart, code, day, draft, usual};
use ledger::{Books, Journal, Origin, Period, Side, Word, trial_balance};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use village::Hash;

#[derive(Debug, Clone)]
enum Try {
    Post { month: u8, on: u8, debit: usize, credit: usize, fen: i64, off_by: i64, word: usize, reserved: u8 },
    Reverse { which: usize, month: u8 },
    Reserve { id: u8, account: usize, fen: i64 },
    Void { id: u8 },
    Close { month: u8 },
    Reopen { month: u8 },
    CarryYear,
}

const ACCOUNTS: [&str; 9] = ["101", "10201", "113", "231", "50101", "51301", "51401", "112", "102"];

fn tries() -> impl Strategy<Value = Try> {
    let month = 1_u8..=13;
    prop_oneof![
        12 => (month.clone(), 1_u8..=28, 0..ACCOUNTS.len(), 0..ACCOUNTS.len(), -5_i64..90_000, 0_u8..20, 0_usize..4, 0_u8..12)
            .prop_map(|(month, on, debit, credit, fen, off, word, reserved)| Try::Post {
                month, on, debit, credit, fen, off_by: i64::from(off == 0), word, reserved,
            }),
        2 => (0_usize..40, month.clone()).prop_map(|(which, month)| Try::Reverse { which, month }),
        3 => (0_u8..8, 0_usize..2, 0_i64..900_000).prop_map(|(id, account, fen)| Try::Reserve { id, account, fen }),
        1 => (0_u8..8).prop_map(|id| Try::Void { id }),
        4 => month.clone().prop_map(|month| Try::Close { month }),
        1 => month.prop_map(|month| Try::Reopen { month }),
        1 => Just(Try::CarryYear),
    ]
}

fn period(month: u8) -> Period {
    if month == 13 { "2027-01".parse().unwrap() } else { format!("2026-{month:02}").parse().unwrap() }
}

fn attempt(journal: &mut Journal, closes: &mut BTreeMap<Period, Hash>, act: i64, step: &Try) -> bool {
    match step {
        Try::Post { month, on, debit, credit, fen, off_by, word, reserved } => {
            let on = period(*month).first_day().plus(i64::from(*on) - 1).to_string();
            let (debit, credit) = (ACCOUNTS[*debit], ACCOUNTS[*credit]);
            let mut draft = draft(&on, act, &[(debit, *fen), (credit, -fen - off_by)]);
            draft.word = Word::ALL[*word];
            draft.reservation = (*reserved < 8).then(|| reserved.to_string()).filter(|_| *fen > 0);
            if draft.reservation.as_ref().is_some_and(|id| !journal.books.reserved.contains_key(id)) {
                draft.reservation = None;
            }
            journal.post(draft).is_ok()
        }
        Try::Reverse { which, month } => {
            let found = journal.vouchers().get(*which).map(|voucher| voucher.number.clone());
            found.is_some_and(|number| journal.reverse(&number, period(*month).last_day(), "冲销").is_ok())
        }
        Try::Reserve { id, account, fen } => {
            let account = code(ACCOUNTS[*account]);
            journal.books.reserve(&id.to_string(), &account, village::Fen(*fen), day("2026-06-01")).is_ok()
        }
        Try::Void { id } => journal.books.void(&id.to_string()).is_ok(),
        Try::Close { month } => {
            let closed = journal.books.close(period(*month), day("2027-03-01"));
            closed.map(|hash| closes.insert(period(*month), hash)).is_ok()
        }
        Try::Reopen { month } => {
            let before = closes.get(&period(*month).before()).copied().unwrap_or(Hash([0; 32]));
            journal.books.reopen(period(*month), before).is_ok()
        }
        Try::CarryYear => journal.carry_year(period(12), 30).is_ok(),
    }
}

fn holds(journal: &Journal) {
    let books = &journal.books;
    for (period, month) in &books.months {
        assert!(trial_balance(&books.chart, &month.turns).is_balanced(), "{period}");
        for (code, turn) in &month.turns {
            let account = books.chart.account(code).unwrap();
            assert!(books.chart.is_leaf(code), "{code}");
            let natural = |fen: i64| account.side.natural(fen);
            let lowest = turn.lowest_fen(account.side);
            assert!(lowest <= natural(turn.opening_fen).min(natural(turn.closing_fen())), "{code}");
            assert!(!account.never_negative || lowest >= 0, "{code} fell to {lowest}");
        }
    }
    let mut last: BTreeMap<_, u32> = BTreeMap::new();
    for voucher in journal.vouchers() {
        let sum = voucher.draft.sum(Side::Debit);
        assert!(sum == voucher.draft.sum(Side::Credit) && sum > 0);
        let serial = last.entry((voucher.number.period, voucher.number.word)).or_default();
        *serial += 1;
        assert_eq!(voucher.number.serial, *serial, "numbers without gaps");
        assert_eq!(voucher.number.period, Period::of(voucher.draft.day));
    }
    for account in ["101", "10201"] {
        assert!(books.free_fen(&code(account)).0 >= 0, "what is kept back is there");
    }
}

/// Reading every voucher again, day by day, gives the same balances, and cash was never below nothing.
fn replays(journal: &Journal) {
    let mut again = Books::opened(chart(), period(1), &usual());
    for voucher in journal.vouchers() {
        again.enter(voucher);
    }
    for (period, month) in &again.months {
        let live = &journal.books.months[period];
        assert_eq!((&month.turns, &month.serials, month.chain), (&live.turns, &live.serials, live.chain), "{period}");
    }
    for at in journal.vouchers().iter().map(|voucher| voucher.draft.day).collect::<BTreeSet<_>>() {
        for (code, fen) in journal.balances_at(at) {
            let account = journal.books.chart.account(&code).unwrap();
            assert!(!account.never_negative || account.side.natural(fen) >= 0, "{code} on {at}");
        }
    }
    let balances = journal.balances_at(day("2027-01-31"));
    for (code, fen) in balances {
        let side = journal.books.chart.account(&code).unwrap().side;
        assert_eq!(journal.books.balance_fen(&code).0, side.natural(fen), "{code}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_the_books_stay_right(steps in prop::collection::vec(tries(), 1..60)) {
        let mut journal = Journal::open(chart(), period(1), &usual()).unwrap();
        let mut closes = BTreeMap::new();
        for (act, step) in (1_i64..).zip(&steps) {
            let before = journal.clone();
            if !attempt(&mut journal, &mut closes, act, step) {
                prop_assert_eq!(&journal, &before, "what is refused changes nothing");
            }
        }
        holds(&journal);
        replays(&journal);
        let marked = journal.vouchers().iter().all(|v| !matches!(v.draft.origin, Origin::Imported { .. }));
        prop_assert!(marked);
    }
}
