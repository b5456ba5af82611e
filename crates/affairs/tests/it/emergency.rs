//! The emergency lane with real people: kept, made up, or warned of in red.

use affairs::{EmergencyRow, LapseEmergency, emergency, to_lapse};
use alerts::Climb;
use demo::on_both_databases;
use demo::testing::{Bench, Road, Stage};
use procedure::Position;
use village::{CaseId, Kind, Place, Post};

on_both_databases!(
    an_emergency_is_made_up_and_paid,
    an_emergency_that_is_not_ratified_warns_in_red_at_once,
    an_emergency_that_passes_its_limit_is_warned_of_once_and_climbs,
    an_emergency_made_up_late_is_ratified_and_still_told_as_late,
    a_case_that_asked_for_the_lane_in_vain_carries_no_mark,
    relief_given_out_at_once_is_in_the_lane_too,
);

const PAID: &str = "sandbags for a flood are ordered first, and paid once decision, publicity and check are made up";

fn road(stage: &Stage<'_>, code: &str, name: &str) -> Road {
    stage.roads[code].iter().find(|road| road.name.en == name).cloned().unwrap_or_else(|| panic!("no road `{name}`"))
}

/// A case taken along a road until it waits for a step.
fn at(stage: &Stage<'_>, code: &str, name: &str, step: &str) -> CaseId {
    let road = road(stage, code, name).up_to(&Position::Step(step.to_owned())).unwrap();
    stage.go(&road, &|turn| stage.by_deed(turn)).unwrap()
}

fn kept(bench: &Bench, case: &CaseId) -> Option<EmergencyRow> {
    bench.read(|reader| emergency(reader, case))
}

fn told(bench: &Bench, village: &Place, case: &CaseId, rule: &str) -> Vec<alerts::Alert> {
    let of = |post| bench.inbox(village, post).into_iter().find(|alert| alert.subject == case.as_str());
    let alerts = [Post::SupervisionDirector, Post::DisciplineOfficer].map(of);
    let alerts: Vec<alerts::Alert> = alerts.into_iter().flatten().filter(|alert| alert.rule == rule).collect();
    assert!(alerts.iter().all(|alert| alert.severity == "red" && !alert.words.is_incomplete()));
    alerts
}

fn an_emergency_is_made_up_and_paid(bench: &Bench) {
    let stage = Stage::open(bench);
    let case = at(&stage, "F3", PAID, "ratify");
    let row = kept(bench, &case).unwrap();
    assert!(row.acted && row.ratified.is_none() && row.lapsed.is_none());
    assert_eq!((row.ground.as_str(), row.ratify_by.since(row.opened.day())), ("township_order", 15));
    assert_eq!(bench.read(|reader| affairs::emergencies_of(reader, &stage.village())).len(), 1);
    let case = stage.go(&road(&stage, "F3", PAID), &|turn| stage.by_deed(turn)).unwrap();
    let row = kept(bench, &case).unwrap();
    assert!(row.ratified.is_some_and(|moment| moment.day() <= row.ratify_by));
    assert_eq!(bench.read(|reader| affairs::case(reader, &case)).unwrap().status, "done");
    assert!(told(bench, &stage.village(), &case, "emergency.not_ratified").is_empty());
    bench.verified();
}

fn an_emergency_that_is_not_ratified_warns_in_red_at_once(bench: &Bench) {
    let stage = Stage::open(bench);
    for (code, name) in [
        ("F3", "the joint meeting does not ratify it"),
        ("F1", "what the township refuses ends as not ratified"),
        ("F3", "an order at once that never came ends as not ratified"),
    ] {
        let before = bench.office.archive().head();
        let case = stage.go(&road(&stage, code, name), &|turn| stage.by_deed(turn)).unwrap();
        let row = bench.read(|reader| affairs::case(reader, &case)).unwrap();
        assert_eq!((row.status.as_str(), row.step.as_str()), ("ended", "not_ratified"), "{name}");
        assert_eq!(told(bench, &stage.village(), &case, "emergency.not_ratified").len(), 2, "{name}");
        let kinds = bench.kinds_after(before);
        assert_eq!(kinds.iter().rev().take(2).collect::<Vec<_>>(), ["alert.raised", "case.acted"], "{name}");
        assert!(!kinds.contains(&"act.refused".to_owned()), "nobody tried anything");
    }
    bench.verified();
}

fn an_emergency_that_passes_its_limit_is_warned_of_once_and_climbs(bench: &Bench) {
    let stage = Stage::open(bench);
    let case = at(&stage, "F3", PAID, "ratify");
    let village = stage.village();
    let lapse = || LapseEmergency { case: case.clone(), village: village.clone() };
    let by = kept(bench, &case).unwrap().ratify_by;
    bench.go_to(by);
    assert_eq!(bench.read(|reader| to_lapse(reader, bench.today())), []);
    let refusal = bench.refused(&bench.nobody(), lapse());
    assert_eq!((refusal.rule.as_str(), refusal.kind, refusal.violation), ("emergency.not_due", Kind::NotNow, false));
    bench.go_to(by.plus(1));
    assert_eq!(bench.read(|reader| to_lapse(reader, bench.today())), [(case.clone(), village.clone())]);
    bench.done(&bench.nobody(), lapse());
    let alerts = told(bench, &village, &case, "emergency.lapsed");
    assert_eq!(alerts.len(), 2);
    assert!(alerts[0].words.zh.contains("村务联席会议补办商定") && alerts[0].words.zh.contains("逾期没有补办"));
    assert!(kept(bench, &case).unwrap().lapsed.is_some());
    assert_eq!(bench.read(|reader| to_lapse(reader, bench.today())), []);
    assert_eq!(bench.refused(&bench.nobody(), lapse()).rule, "emergency.not_due");
    bench.wait_days(7);
    let overdue = bench.read(|reader| alerts::overdue(reader, bench.now()));
    for (alert, place) in overdue {
        bench.done(&bench.nobody(), Climb { alert, place });
    }
    let county = bench.inbox(&bench.county(), Post::CountyDiscipline);
    assert!(county.iter().any(|alert| alert.subject == case.as_str() && alert.rule == "emergency.lapsed"));
    bench.verified();
}

fn an_emergency_made_up_late_is_ratified_and_still_told_as_late(bench: &Bench) {
    let stage = Stage::open(bench);
    let village = stage.village();
    let mut road = road(&stage, "F3", PAID).up_to(&Position::Step("request".to_owned())).unwrap();
    let late = road.acts.iter().position(|act| act.step == "ratify").unwrap();
    road.acts.iter_mut().skip(late).for_each(|act| act.now = act.now.day().plus(30).at(9, 0));
    let lapsed = std::cell::Cell::new(false);
    let case = stage
        .go(&road, &|turn| {
            if let (Some(case), "ratify") = (&turn.case, turn.form.step.as_str()) {
                bench.done(&bench.nobody(), LapseEmergency { case: case.clone(), village: village.clone() });
                lapsed.set(true);
            }
            stage.by_deed(turn)
        })
        .unwrap();
    let row = kept(bench, &case).unwrap();
    assert!(lapsed.get() && row.lapsed.is_some() && row.ratified.is_some_and(|moment| moment.day() > row.ratify_by));
    bench.verified();
}

fn a_case_that_asked_for_the_lane_in_vain_carries_no_mark(bench: &Bench) {
    let stage = Stage::open(bench);
    let case =
        stage.go(&road(&stage, "F3", "what can wait takes the ordinary road"), &|turn| stage.by_deed(turn)).unwrap();
    assert_eq!(kept(bench, &case), None);
}

fn relief_given_out_at_once_is_in_the_lane_too(bench: &Bench) {
    let stage = Stage::open(bench);
    let name = "water after a typhoon is given out the same day; decision, check and publication are made up";
    let case = stage.go(&road(&stage, "I3", name), &|turn| stage.by_deed(turn)).unwrap();
    assert!(kept(bench, &case).unwrap().ratified.is_some());
    bench.verified();
}
