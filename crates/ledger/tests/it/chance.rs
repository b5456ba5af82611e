//! Random operations: whatever is tried, the books stay right, and reading them again gives the same.

use crate::sample::{chart, code, day, draft, usual};
use ledger::{Books, Drawn, Journal, Month, Origin, Period, Side, Word, balance_sheet, trial_balance};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use village::Hash;

#[derive(Debug, Clone)]
enum Try {
    Post {
        month: u8,
        on: u8,
        debit: usize,
        credit: usize,
        fen: i64,
        off_by: i64,
        word: usize,
        reserved: u8,
        drawn: bool,
    },
    Reverse {
        which: usize,
        month: u8,
    },
    Reserve {
        id: u8,
        account: usize,
        fen: i64,
    },
    Void {
        id: u8,
    },
    Close {
        month: u8,
    },
    /// Closes every month in order, up to this one.
    CloseUntil {
        month: u8,
    },
    Reopen {
        month: u8,
    },
    CarryYear,
    /// Interest or a charge from a line of the bank's statement; a line makes one voucher.
    Bank {
        month: u8,
        on: u8,
        line: i64,
        fen: i64,
    },
}

/// Money, both sides of the current accounts, funds, debts, property, what a year brings and costs; and an account with others beneath it.
const ACCOUNTS: [&str; 16] = [
    "101", "10201", "113", "231", "50101", "51301", "51401", "112", "102", "241", "211", "151", "32203", "32205",
    "181", "401",
];

/// Under a contract no more is paid than this.
const CEILING: i64 = 120_000;

fn tries() -> impl Strategy<Value = Try> {
    let month = 1_u8..=13;
    prop_oneof![
        12 => (month.clone(), 1_u8..=28, 0..ACCOUNTS.len(), 0..ACCOUNTS.len(), -5_i64..90_000, 0_u8..20, 0_usize..4, 0_u8..12, any::<bool>())
            .prop_map(|(month, on, debit, credit, fen, off, word, reserved, drawn)| Try::Post {
                month, on, debit, credit, fen, off_by: i64::from(off == 0), word, reserved, drawn,
            }),
        2 => (0_usize..40, month.clone()).prop_map(|(which, month)| Try::Reverse { which, month }),
        3 => (0_u8..8, 0_usize..2, 0_i64..900_000).prop_map(|(id, account, fen)| Try::Reserve { id, account, fen }),
        1 => (0_u8..8).prop_map(|id| Try::Void { id }),
        3 => month.clone().prop_map(|month| Try::Close { month }),
        1 => (1_u8..=12).prop_map(|month| Try::CloseUntil { month }),
        1 => month.prop_map(|month| Try::Reopen { month }),
        2 => Just(Try::CarryYear),
        3 => (1_u8..=13, 1_u8..=28, 0_i64..12, -9_000_i64..9_000)
            .prop_map(|(month, on, line, fen)| Try::Bank { month, on, line, fen }),
    ]
}

fn period(month: u8) -> Period {
    if month == 13 { "2027-01".parse().unwrap() } else { format!("2026-{month:02}").parse().unwrap() }
}

/// The months that are closed, as they were then.
type Closes = BTreeMap<Period, (Hash, Month)>;

fn close(journal: &mut Journal, closes: &mut Closes, period: Period) -> bool {
    let Ok(hash) = journal.books.close(period, day("2027-03-01")) else { return false };
    closes.insert(period, (hash, journal.books.months[&period].clone()));
    true
}

fn attempt(journal: &mut Journal, closes: &mut Closes, act: i64, step: &Try) -> bool {
    match step {
        Try::Post { month, on, debit, credit, fen, off_by, word, reserved, drawn } => {
            let on = period(*month).first_day().plus(i64::from(*on) - 1).to_string();
            let (debit, credit) = (ACCOUNTS[*debit], ACCOUNTS[*credit]);
            let mut draft = draft(&on, act, &[(debit, *fen), (credit, -fen - off_by)]);
            draft.word = Word::ALL[*word];
            draft.reservation = (*reserved < 8).then(|| reserved.to_string()).filter(|_| *fen > 0);
            if draft.reservation.as_ref().is_some_and(|id| !journal.books.reserved.contains_key(id)) {
                draft.reservation = None;
            }
            draft.drawn = drawn.then(|| Drawn { contract: "合同".into(), ceiling_fen: village::Fen(CEILING) });
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
        Try::Close { month } => close(journal, closes, period(*month)),
        Try::CloseUntil { month } => (1..=*month).filter(|one| close(journal, closes, period(*one))).count() > 0,
        Try::Reopen { month } => {
            let before = closes.get(&period(*month).before()).map_or(Hash([0; 32]), |(hash, _)| *hash);
            let reopened = journal.books.reopen(period(*month), before).is_ok();
            if reopened {
                closes.remove(&period(*month));
            }
            reopened
        }
        Try::CarryYear => journal.carry_year(period(12), 30).is_ok(),
        Try::Bank { month, on, line, fen } => {
            let on = period(*month).first_day().plus(i64::from(*on) - 1).to_string();
            let beside = if *fen > 0 { "50402" } else { "51399" };
            let mut draft = draft(&on, act, &[("10201", *fen), (beside, -fen)]);
            draft.word = if *fen > 0 { Word::Receipt } else { Word::Payment };
            draft.origin = Origin::Bank { account: code("10201"), line: *line };
            journal.post(draft).is_ok()
        }
    }
}

fn holds(journal: &Journal, closes: &Closes) {
    let books = &journal.books;
    for (period, month) in &books.months {
        assert!(trial_balance(&books.chart, &month.turns).is_balanced(), "{period}");
        let sheet = balance_sheet(&books.chart, &month.turns);
        let amount = |id: &str| sheet.iter().find(|row| row.id == id).unwrap().amount_fen;
        assert_eq!(amount("assets"), amount("claims"), "the balance sheet of {period}");
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
    for (period, (hash, then)) in closes {
        let now = &books.months[period];
        assert_eq!(
            (now.closed, &now.turns, &now.serials),
            (Some(*hash), &then.turns, &then.serials),
            "{period} is closed"
        );
    }
    for drawn in books.drawn.values() {
        assert!((0..=CEILING).contains(&drawn.0), "{drawn} paid under a contract of {CEILING} fen");
    }
    for account in ["101", "10201"] {
        assert!(books.free_fen(&code(account)).0 >= 0, "what is kept back is there");
    }
}

/// The accounts that have or did something. A month that was begun early keeps one with nothing but zeros where what came later from
/// the year before went up and down again.
fn moving(month: &Month) -> Vec<(&ledger::Code, &ledger::Turn)> {
    month.turns.iter().filter(|(_, turn)| **turn != ledger::Turn::default()).collect()
}

/// Reading every voucher again, day by day, gives the same balances, and cash was never below nothing.
fn replays(journal: &Journal) {
    let mut again = Books::opened(chart(), period(1), &usual());
    for voucher in journal.vouchers() {
        again.enter(voucher);
    }
    for (period, month) in &again.months {
        let live = &journal.books.months[period];
        assert_eq!((&month.serials, month.chain), (&live.serials, live.chain), "{period}");
        assert_eq!(moving(month), moving(live), "{period}");
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

/// How many sequences are tried: 250 unless `LEDGER_SEQUENCES` says otherwise.
#[expect(clippy::disallowed_methods, reason = "whoever runs the long test says how long")]
fn sequences() -> u32 {
    std::env::var("LEDGER_SEQUENCES").map_or(250, |text| text.parse().expect("LEDGER_SEQUENCES is a number"))
}

fn name(step: &Try) -> &'static str {
    match step {
        Try::Post { reserved: 0..8, .. } => "post what was kept back",
        Try::Post { drawn: true, .. } => "post under a contract",
        Try::Post { .. } => "post",
        Try::Reverse { .. } => "reverse",
        Try::Reserve { .. } => "reserve",
        Try::Void { .. } => "void",
        Try::Close { .. } | Try::CloseUntil { .. } => "close",
        Try::Reopen { .. } => "reopen",
        Try::CarryYear => "carry the year",
        Try::Bank { .. } => "enter a line of the bank",
    }
}

#[test]
fn whatever_is_tried_the_books_stay_right() {
    let config = ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new(config);
    // How often each operation was taken and refused: a test that takes nothing would show nothing.
    let told: RefCell<BTreeMap<&str, [u64; 2]>> = RefCell::default();
    let outcome = runner.run(&prop::collection::vec(tries(), 1..60), |steps| {
        let mut journal = Journal::open(chart(), period(1), &usual()).unwrap();
        let mut closes = Closes::new();
        for (act, step) in (1_i64..).zip(&steps) {
            let before = journal.clone();
            let taken = attempt(&mut journal, &mut closes, act, step);
            if !taken {
                prop_assert_eq!(&journal, &before, "what is refused changes nothing");
            }
            told.borrow_mut().entry(name(step)).or_default()[usize::from(!taken)] += 1;
            holds(&journal, &closes);
        }
        replays(&journal);
        Ok(())
    });
    if let Err(failed) = outcome {
        panic!("{failed}");
    }
    let told = told.into_inner();
    assert_eq!(told.len(), 10, "{told:?}");
    for (what, [taken, refused]) in &told {
        println!("{what}: {taken} taken, {refused} refused");
        assert!(*taken > 0 && *refused > 0, "`{what}`: {taken} taken, {refused} refused; expected some of both");
    }
}

/// What random sequences once found: a voucher taken back in the year after leaves the balances between as they were.
#[test]
fn a_voucher_taken_back_a_year_later_replays() {
    let post = |debit, credit| Try::Post {
        month: 1,
        on: 1,
        debit,
        credit,
        fen: 1,
        off_by: 0,
        word: 0,
        reserved: 9,
        drawn: false,
    };
    let steps =
        [post(0, 0), post(0, 0), post(4, 0), post(0, 0), post(0, 0), post(0, 1), Try::Reverse { which: 2, month: 13 }];
    let mut journal = Journal::open(chart(), period(1), &usual()).unwrap();
    let mut closes = Closes::new();
    let taken = (1_i64..).zip(&steps).filter(|(act, step)| attempt(&mut journal, &mut closes, *act, step)).count();
    assert!(taken > 0);
    holds(&journal, &closes);
    replays(&journal);
}

#[test]
fn what_was_imported_is_never_taken_for_an_act_of_a_case() {
    let mut journal = Journal::open(chart(), period(1), &usual()).unwrap();
    let mut draft = draft("2026-01-05", 1, &[("101", 700), ("50101", -700)]);
    draft.origin = Origin::Imported { mark: "旧-1".into() };
    journal.post(draft.clone()).unwrap();
    assert!(journal.post(draft).is_err(), "the same mark twice");
    assert!(journal.vouchers()[0].draft.origin.to_string().starts_with("imported "));
}
