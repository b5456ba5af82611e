//! Short runs.

use archive::Store;
use archive::testing::{postgres, sqlite};
use simulator::{Plan, Report, simulate};

fn run(plan: &Plan, store: &Store) -> Report {
    let folder = tempfile::tempdir().unwrap();
    simulate(plan, store, folder.path()).unwrap_or_else(|halt| panic!("{halt}"))
}

fn is_lively(report: &Report) {
    println!("{}", report.table());
    assert!(report.taken > 500 && report.violations > 20 && report.again > 5 && report.at_once > 5);
    assert!(report.objections.0 > 3 && report.alerts.0 > 10 && report.reminders > 0);
    let begun = report.affairs.values().filter(|tally| tally.begun > 0).count();
    assert!(begun >= 20, "cases of {begun} affairs began");
}

#[test]
fn every_invariant_holds_in_three_counties() {
    for seed in 1..=3 {
        let fresh = sqlite();
        is_lively(&run(&Plan::new(seed, 3, 60), &fresh.store));
    }
}

#[test]
fn every_invariant_holds_on_postgresql() {
    match postgres() {
        Some(fresh) => {
            let report = run(&Plan::new(4, 2, 20), &fresh.store);
            assert!(report.taken > 100 && report.violations > 0);
        }
        None => eprintln!("skipped on PostgreSQL: {} is not set", archive::testing::POSTGRES),
    }
}

/// A year is too short for works: their defects period alone lasts one.
#[test]
fn in_two_years_every_affair_comes_to_a_good_end() {
    let fresh = sqlite();
    let report = run(&Plan::new(2, 2, 700), &fresh.store);
    println!("{}", report.table());
    assert_eq!(report.never_done(), Vec::<&str>::new());
}
