//! What is past its limit: how much it weighs, who is told of it and when, and how long each step took.

use crate::claim::{act, opened, step};
use affairs::{Pace, ReportLate};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use procedure::{RuleBook, RuleFile, Weight, lateness};
use village::{CaseId, Post};

on_both_databases!(
    the_supervisors_are_told_once_when_a_step_is_red_and_anew_for_the_next_step,
    a_county_may_call_it_red_sooner_and_never_later,
    each_step_is_measured_in_working_days_and_a_case_that_waits_counts_until_today,
);

fn to_report(bench: &Bench) -> usize {
    bench.read(|reader| affairs::to_report(reader, &bench.office, bench.today())).len()
}

fn the_supervisors_are_told_once_when_a_step_is_red_and_anew_for_the_next_step(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "D-1");
    let report = |case: &CaseId| ReportLate { case: case.clone(), village: village.clone() };
    // Due on Monday, 9 March; ten working days later it is Monday, 23 March.
    bench.go_to(day("2026-03-20"));
    assert_eq!(to_report(bench), 0);
    assert_eq!(bench.refused(&bench.nobody(), report(&case)).rule, "late.not_yet");
    bench.go_to(day("2026-03-23"));
    assert_eq!(to_report(bench), 1);
    let before = bench.office.archive().head();
    bench.done(&bench.nobody(), report(&case));
    assert_eq!(bench.kinds_after(before), ["case.late", "alert.raised"]);
    for (place, post) in [(village.clone(), Post::SupervisionDirector), (bench.township(), Post::DisciplineOfficer)] {
        let inbox = bench.inbox(&place, post);
        assert_eq!(inbox.len(), 1, "{post}");
        assert!(inbox[0].words.zh.contains("“证明”应在2026年3月9日前办"), "{}", inbox[0].words.zh);
        assert!(!inbox[0].articles.is_empty(), "the alert names no ground");
    }
    assert_eq!(to_report(bench), 0, "it is told once");
    bench.refused(&bench.nobody(), report(&case));
    bench.done(&bench.desk(&village, Post::Representative), step(bench, "witness", "confirmed").act(&case));
    assert_eq!(to_report(bench), 0);
    bench.wait_days(60);
    assert_eq!(to_report(bench), 1, "the next step is told of anew");
    bench.verified();
}

fn a_county_may_call_it_red_sooner_and_never_later(bench: &Bench) {
    let with = |value: u32| {
        let mut files = demo::shipped_rules();
        let text = format!(
            "[[tighten]]\nparameter = \"late_red_days\"\nvalue = {value}\nsince = \"2026-01-01\"\narticles = [\"county\"]\n"
        );
        files.push(RuleFile { path: "qingxi/parameters.toml".into(), text });
        files
    };
    let layers = ["national", "zhejiang", "qingxi"];
    assert!(RuleBook::read(&with(11), &layers).is_err(), "a layer below loosens");
    bench.found_with(1, with(4), &layers);
    opened(bench, &bench.village(1), "120", "D-1");
    bench.go_to(day("2026-03-12"));
    assert_eq!(to_report(bench), 0);
    bench.go_to(day("2026-03-13"));
    assert_eq!(to_report(bench), 1);
    let book = bench.read(|reader| bench.office.current_book(reader));
    let weight = |today: &str| lateness(&book, day("2026-03-09"), day(today)).map(|late| late.weight);
    // On the Saturday and Sunday after a limit no working day has passed.
    assert_eq!(lateness(&book, day("2026-03-13"), day("2026-03-15")).unwrap().working_days, 0);
    let weights = ["2026-03-09", "2026-03-10", "2026-03-12", "2026-03-13"].map(weight);
    assert_eq!(weights, [None, Some(Weight::Blue), Some(Weight::Yellow), Some(Weight::Red)]);
}

fn each_step_is_measured_in_working_days_and_a_case_that_waits_counts_until_today(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "D-1");
    bench.go_to(day("2026-03-05"));
    bench.done(&bench.desk(&village, Post::Representative), step(bench, "witness", "confirmed").act(&case));
    // Friday of the week after next: one day past the limit of five working days.
    bench.go_to(day("2026-03-13"));
    bench.done(&bench.desk(&village, Post::DeputyDirector), act(bench, &case, "first_approve", "approved"));
    bench.go_to(day("2026-03-16"));
    let since = day("2025-03-16").start();
    let paces = |place: &village::Place| {
        bench.read(|reader| affairs::paces(reader, &bench.office, place, since, bench.today()))
    };
    let told = |pace: &Pace| (pace.step.clone(), pace.working_days, pace.is_late, pace.until.is_some());
    let expected = [
        ("witness".to_owned(), 3, false, true),
        ("first_approve".to_owned(), 6, true, true),
        ("check".to_owned(), 1, false, false),
    ];
    for place in [village.clone(), bench.township(), bench.county()] {
        assert_eq!(paces(&place).iter().map(told).collect::<Vec<_>>(), expected, "{place}");
    }
    assert!(paces(&bench.village(2)).is_empty() && paces(&bench.other_township()).is_empty());
    let wholes = |bench: &Bench| bench.read(|reader| affairs::wholes(reader, &bench.office, &village, since));
    assert!(wholes(bench).is_empty(), "it has not ended");
}
