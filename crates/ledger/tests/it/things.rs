//! Schedules, shares and depreciation: the sums hold for whatever is asked.

use ledger::{Plan, Rise, apportion, month_of_wear, settle};
use proptest::prelude::*;
use village::{Day, Fen};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn plan(instalments: u32) -> Plan {
    Plan { first_due: day("2026-01-31"), instalments, every_months: 1, rise: None, until: None }
}

#[test]
fn instalments_add_up_and_a_short_month_takes_its_last_day() {
    let lines = plan(3).lines(Fen(10_000));
    let want = [("2026-01-31", 3334), ("2026-02-28", 3333), ("2026-03-31", 3333)];
    assert_eq!(lines, want.map(|(on, fen)| (day(on), Fen(fen))));
}

#[test]
fn a_rent_rises_by_five_per_cent_every_second_instalment() {
    let rise = Some(Rise { percent: 5, every: 2 });
    let yearly = Plan { first_due: day("2026-04-01"), instalments: 4, every_months: 12, rise, until: None };
    let lines = yearly.lines(Fen(41_000));
    let want = [("2026-04-01", 10_000), ("2027-04-01", 10_000), ("2028-04-01", 10_500), ("2029-04-01", 10_500)];
    assert_eq!(lines, want.map(|(on, fen)| (day(on), Fen(fen))));
}

#[test]
fn nothing_falls_due_after_the_contract_ends() {
    let until = Some(day("2026-02-15"));
    let lines = Plan { until, ..plan(3) }.lines(Fen(300));
    assert_eq!(
        lines.iter().map(|(on, _)| on.to_string()).collect::<Vec<_>>(),
        ["2026-01-31", "2026-02-15", "2026-02-15"]
    );
}

#[test]
fn a_payment_settles_the_earliest_first_and_says_what_is_too_much() {
    let found = settle(&[Fen(100), Fen(0), Fen(50)], Fen(170));
    assert_eq!(found.parts, [(0, Fen(100)), (2, Fen(50))]);
    assert_eq!(found.over_fen, Fen(20));
    assert!(settle(&[Fen(100)], Fen(-5)).parts.is_empty());
}

#[test]
fn largest_remainders_get_the_last_fen() {
    assert_eq!(apportion(Fen(100), &[1, 1, 1]), [Fen(34), Fen(33), Fen(33)]);
    assert_eq!(apportion(Fen(10), &[1, 0, 5]), [Fen(2), Fen(0), Fen(8)]);
    assert_eq!(apportion(Fen(10), &[0, 0]), [Fen(0), Fen(0)]);
}

#[test]
fn a_building_of_twenty_years_wears_in_equal_months() {
    let to_wear = Fen(24_000_000 - 1_200_000);
    assert_eq!(month_of_wear(to_wear, 240), Fen(95_000));
    assert_eq!(month_of_wear(Fen(100), 3), Fen(33));
    assert_eq!(month_of_wear(Fen(67), 2), Fen(33));
    assert_eq!(month_of_wear(Fen(34), 1), Fen(34), "the last month takes the rest");
    assert_eq!(month_of_wear(Fen(7), 0), Fen(7), "so does one past its life");
    assert_eq!(month_of_wear(Fen(-5), 3), Fen(0), "what is worn already wears no more");
}

proptest! {
    #[test]
    fn schedules_add_up_to_the_price(total in 1_i64..1_000_000_000_000, many in 1_u32..840, percent in 0_u32..100, every in 1_u32..10) {
        let rise = Some(Rise { percent, every });
        let lines = Plan { rise, ..plan(many) }.lines(Fen(total));
        prop_assert_eq!(lines.len(), usize::try_from(many).unwrap());
        prop_assert_eq!(lines.iter().map(|line| line.1.0).sum::<i64>(), total);
        prop_assert!(lines.windows(2).all(|two| two[0].0 <= two[1].0 && two[0].1.0 <= two[1].1.0 + 1));
    }

    #[test]
    fn shares_add_up_and_none_is_a_fen_off(total in 1_i64..1_000_000_000_000, weights in prop::collection::vec(0_u64..1_000_000, 1..60)) {
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        prop_assume!(whole > 0);
        let parts = apportion(Fen(total), &weights);
        prop_assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), total);
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(total) * i128::from(*weight);
            prop_assert!((i128::from(part.0) * whole - exact).abs() < whole);
        }
    }

    #[test]
    fn what_is_settled_and_what_is_over_is_what_was_paid(open in prop::collection::vec(0_i64..1_000_000, 0..20), paid in 0_i64..20_000_000) {
        let owed: Vec<Fen> = open.iter().map(|fen| Fen(*fen)).collect();
        let found = settle(&owed, Fen(paid));
        let sum: i64 = found.parts.iter().map(|part| part.1.0).sum();
        prop_assert_eq!(sum + found.over_fen.0, paid);
        prop_assert!(found.parts.iter().all(|(at, fen)| *fen <= owed[*at]));
        prop_assert!(found.over_fen.0 == 0 || sum == open.iter().sum::<i64>());
    }

    #[test]
    fn months_of_wear_add_up(cost in 0_i64..100_000_000_000, left in 0_i64..50, months in 1_u32..600) {
        let to_wear = cost - cost / 100 * left;
        let mut rest = to_wear;
        for gone in 0..months {
            let month = month_of_wear(Fen(rest), months - gone).0;
            prop_assert!((month - to_wear / i64::from(months)).abs() <= 1);
            rest -= month;
        }
        prop_assert_eq!(rest, 0);
    }
}
