//! The demonstration county is made by the real deeds; so making it is a test of all of them.

use affairs::CopyState;
use capital::BudgetRow;
use demo::Plan;
use demo::testing::Bench;
use disclosure::FindingState;
use village::{Fen, Moment, Place};

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
    for code in ["A1", "C1", "C2", "C3", "C5", "D1", "F1", "K1"] {
        let ends: Vec<_> = cases.iter().filter(|case| case.affair == code).map(|c| (&c.status, &c.step)).collect();
        assert!(ends.iter().any(|(status, _)| *status == "done"), "no case of {code} came to its end: {ends:?}");
    }
    lives_its_registers(bench, &made.villages[0].place);
    agrees_with_its_bank(bench, &made.villages[0].place);
    shows_what_there_is(bench, &made.villages[0].place);
}

/// The bank's statement came in time: no closed month gives a reason, and each was seen by the supervision committee.
fn agrees_with_its_bank(bench: &Bench, village: &Place) {
    let closed = bench.read(|reader| capital::periods(reader, village));
    let closed: Vec<_> = closed.into_iter().filter(|row| row.closed.is_some()).collect();
    assert!(!closed.is_empty() && closed.iter().all(|row| row.unreconciled.is_empty()), "{closed:?}");
    for bank in bench.read(|reader| capital::banks(reader, village)) {
        let signed = bench.read(|reader| capital::reconciliations(reader, village, &bank.code));
        assert_eq!(signed.len(), closed.len(), "{}", bank.code);
        assert!(signed.iter().all(|row| row.seen.is_some()));
    }
}

/// A screen hangs in the hall, an inspector was there, an invoice and the wall are to be seen.
fn shows_what_there_is(bench: &Bench, village: &Place) {
    demo::show(&bench.office, village, print::font(), NOW).unwrap();
    let screens = bench.read(|reader| disclosure::screens(reader, village));
    assert_eq!(screens.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [demo::screen_of(village)]);
    let inspected = bench.read(|reader| disclosure::inspections(reader, village));
    let found = bench.read(|reader| disclosure::findings(reader, &inspected[0].id));
    let has = |state| found.iter().any(|one| one.state == state && one.seen_by.is_some());
    assert!(has(FindingState::Right) && has(FindingState::Ordered), "{found:?}");
    let cases = bench.read(|reader| affairs::cases_within(reader, village, None, Some("C1")));
    let copies: Vec<_> = cases.iter().flat_map(|case| bench.read(|reader| affairs::copies(reader, &case.id))).collect();
    assert!(matches!(&copies[..], [copy] if copy.state == CopyState::Released && copy.places() == 2), "{copies:?}");
    let photos: Vec<_> = bench.read(|reader| disclosure::all_pictures(reader));
    assert_eq!(photos.len(), 2, "the photograph, and as everybody sees it");
    bench.verified();
}

/// What a newcomer looks for in the books of the first village: every register is lived in, and the figures agree.
fn lives_its_registers(bench: &Bench, village: &Place) {
    let desk = office::Desk::unnamed(&bench.office, NOW);
    let receipts = bench.read(|reader| capital::receipts(reader, village));
    let spoilt = receipts.iter().filter(|row| row.cancelled).count();
    assert_eq!((receipts.len(), spoilt), (5, 1), "receipts and those cancelled");
    let books = bench.read(|reader| Ok(capital::state_of(reader, &desk, village)?.unwrap()));
    let funds = bench.read(|reader| capital::funds(reader, &books, village));
    let of_case = funds.iter().find(|fund| fund.case.is_some()).unwrap();
    assert!(of_case.used_fen() > Fen(0) && of_case.left_fen() == Fen(0), "what the case received is shared out");
    assert!(funds.iter().any(|fund| fund.left_fen() > Fen(0)), "earlier money is left");
    let plots = bench.read(|reader| capital::plots(reader, village));
    assert!(plots.iter().any(|plot| plot.boundary.is_some() && plot.surveyed.is_some_and(|area| area != plot.book)));
    assert!(plots.iter().any(|plot| plot.contract.is_some()), "one is let");
    let members = bench.read(|reader| capital::members(reader, village));
    assert!(members.len() > 50 && members.iter().any(|member| member.holding.work > member.holding.other));
    let chart = bench.read(|reader| capital::chart_of(reader, &desk, village));
    let budget = bench.read(|reader| capital::budget(reader, &chart, village, 2026));
    let percent = |code: &str| budget.iter().find(|row| row.account.as_str() == code).and_then(BudgetRow::percent);
    assert_eq!(percent("514"), Some(92), "near its budget: {budget:?}");
    assert!(percent("513").is_some_and(|percent| (1..60).contains(&percent)), "well within it: {budget:?}");
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
