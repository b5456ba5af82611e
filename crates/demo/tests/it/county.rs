//! The demonstration county is made by the real deeds; so making it is a test of all of them.

use demo::Plan;
use demo::testing::Bench;
use village::{Moment, Place};

/// 31 March 2026, 09:00 in China.
const NOW: Moment = Moment(1_774_918_800_000);

fn two_months_of_life(bench: &Bench) {
    let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
    let plan = Plan { seed: 1, villages: 2, today: NOW, layers };
    let made = demo::make(&bench.office, &plan).unwrap();
    assert_eq!(made.villages.len(), 2);
    assert!(made.steps > 50, "only {} steps were taken", made.steps);
    let verified = bench.office.archive().verify().unwrap();
    assert!(verified.is_clean(), "{:?}", verified.faults);
    let county = Place::new(demo::COUNTY).unwrap();
    let cases = bench.read(|reader| affairs::cases_within(reader, &county, None, None));
    for code in ["A1", "C1", "C2", "D1", "F1", "K1"] {
        let ends: Vec<_> = cases.iter().filter(|case| case.affair == code).map(|c| (&c.status, &c.step)).collect();
        assert!(ends.iter().any(|(status, _)| *status == "done"), "no case of {code} came to its end: {ends:?}");
    }
}

mod sqlite {
    #[test]
    fn two_months_of_life_are_made_by_real_deeds_and_the_log_gives_the_same_tables() {
        demo::testing::on_sqlite(super::two_months_of_life);
    }
}

mod postgres {
    #[test]
    fn two_months_of_life_are_made_by_real_deeds_and_the_log_gives_the_same_tables() {
        demo::testing::on_postgres(super::two_months_of_life);
    }
}

#[test]
fn the_same_seed_and_day_give_the_same_county() {
    let head = || {
        let mut heads = Vec::new();
        demo::testing::on_sqlite(|bench| {
            let layers = vec!["national".to_owned(), "zhejiang".to_owned()];
            let plan = Plan { seed: 5, villages: 1, today: NOW, layers };
            demo::make(&bench.office, &plan).unwrap();
            heads.push((bench.office.archive().head(), bench.office.archive().checkpoint(NOW).unwrap().root));
        });
        heads
    };
    assert_eq!(head(), head());
}
