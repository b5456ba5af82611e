//! An alert that nobody acknowledges goes to the county: after its limit, not before, once.

use crate::temptation::{acknowledge, close, now, tempted};
use alerts::{Alert, Climb, overdue};
use demo::on_both_databases;
use demo::testing::{Bench, day};
use village::{Moment, Post};

on_both_databases!(
    an_alert_climbs_after_its_limit_and_not_before_and_once,
    the_limit_is_the_end_of_the_next_working_day,
    an_acknowledged_alert_does_not_climb,
    one_receivers_silence_lets_it_climb,
    a_closed_alert_does_not_climb,
    the_county_has_a_limit_too_and_above_it_there_is_nobody,
    an_alert_that_began_at_the_county_is_overdue_there_at_once,
);

fn climb(alert: &Alert) -> Climb {
    Climb { alert: alert.id.clone(), place: alert.village.clone() }
}

fn late(bench: &Bench) -> usize {
    bench.read(|reader| overdue(reader, bench.now())).len()
}

fn pass(bench: &Bench, limit: Moment) {
    bench.clock.set(limit.plus_ms(1));
}

fn an_alert_climbs_after_its_limit_and_not_before_and_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let limit = alert.acknowledge_by.unwrap();
    assert_eq!(limit, day("2026-03-03").at(18, 0));
    bench.clock.set(limit);
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
    pass(bench, limit);
    assert_eq!(bench.read(|reader| overdue(reader, bench.now())), [(alert.id.clone(), village.clone())]);
    bench.done(&bench.nobody(), climb(&alert));
    let risen = now(bench, &alert);
    assert_eq!((risen.level.as_str(), risen.status.as_str()), ("county", "new"));
    assert_eq!(risen.acknowledge_by, Some(day("2026-03-04").at(18, 0)));
    assert!(bench.receivers(&alert).contains(&format!("county_discipline@{}", bench.county())));
    assert_eq!(bench.inbox(&village, Post::CountyDiscipline).len(), 1);
    // Once: two clockworks at the same moment do not carry it up twice.
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
    let steps = bench.read(|reader| alerts::steps(reader, &alert.id));
    assert_eq!(steps.iter().filter(|step| step.deed == "climbed").count(), 1);
    bench.verified();
}

fn the_limit_is_the_end_of_the_next_working_day(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for (raised, limit) in [("2026-03-06", "2026-03-09"), ("2026-04-03", "2026-04-07"), ("2026-05-08", "2026-05-09")] {
        bench.go_to(day(raised));
        let alert = tempted(bench, &village, Post::AgencyCashier, raised);
        assert_eq!(alert.acknowledge_by, Some(day(limit).at(18, 0)), "raised on {raised}");
    }
}

fn an_acknowledged_alert_does_not_climb(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        bench.done(&bench.desk(&village, post), acknowledge(&alert));
    }
    pass(bench, alert.acknowledge_by.unwrap());
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
}

fn one_receivers_silence_lets_it_climb(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), acknowledge(&alert));
    pass(bench, alert.acknowledge_by.unwrap());
    bench.done(&bench.nobody(), climb(&alert));
    // The township, though late, may still acknowledge; then the county does.
    bench.done(&bench.desk(&village, Post::DisciplineOfficer), acknowledge(&alert));
    assert_eq!(now(bench, &alert).status, "new");
    bench.done(&bench.desk(&village, Post::CountyDiscipline), acknowledge(&alert));
    assert_eq!(now(bench, &alert).status, "acknowledged");
    bench.verified();
}

fn a_closed_alert_does_not_climb(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    bench.done(&officer, acknowledge(&alert));
    bench.done(&officer, close(&alert));
    pass(bench, alert.acknowledge_by.unwrap());
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
}

fn the_county_has_a_limit_too_and_above_it_there_is_nobody(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    pass(bench, alert.acknowledge_by.unwrap());
    bench.done(&bench.nobody(), climb(&alert));
    let receivers = bench.receivers(&alert);
    pass(bench, now(bench, &alert).acknowledge_by.unwrap());
    assert_eq!(late(bench), 1);
    let head = bench.office.archive().head();
    bench.done(&bench.nobody(), climb(&alert));
    assert_eq!(bench.kinds_after(head), ["alert.overdue"]);
    let steps: Vec<String> =
        bench.read(|reader| alerts::steps(reader, &alert.id)).into_iter().map(|step| step.deed).collect();
    assert_eq!(steps, ["raised", "climbed", "overdue"]);
    let risen = now(bench, &alert);
    assert_eq!((risen.level.as_str(), risen.status.as_str(), risen.acknowledge_by), ("county", "new", None));
    assert_eq!(bench.receivers(&alert), receivers, "nobody new is told");
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
    bench.verified();
}

fn an_alert_that_began_at_the_county_is_overdue_there_at_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::DisciplineOfficer, "C1-1");
    assert_eq!(alert.level, "county");
    pass(bench, alert.acknowledge_by.unwrap());
    bench.done(&bench.nobody(), climb(&alert));
    let steps = bench.read(|reader| alerts::steps(reader, &alert.id));
    assert!(steps.iter().all(|step| step.deed != "climbed") && steps.iter().any(|step| step.deed == "overdue"));
    assert_eq!((bench.refused(&bench.nobody(), climb(&alert)).rule.as_str(), late(bench)), ("alert.not_due", 0));
    // It can still be acknowledged, late.
    bench.done(&bench.desk(&village, Post::CountyDiscipline), acknowledge(&alert));
    bench.verified();
}
