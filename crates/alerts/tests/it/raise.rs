//! Who is warned, of what, and how repeats count up.

use crate::temptation::{Skip, about, acknowledge, close, now, skip, tempted, vacate};
use alerts::Filter;
use demo::on_both_databases;
use demo::testing::Bench;
use village::{Place, Post};

on_both_databases!(
    the_supervision_director_and_the_township_discipline_officer_are_warned,
    the_same_attempt_counts_up_and_another_makes_another_alert,
    after_closing_the_same_attempt_makes_a_new_alert,
    who_tried_is_not_alone_in_being_told_of_it,
    an_empty_supervisors_post_is_made_up_for_by_the_county,
    an_attempt_at_a_township_warns_its_discipline_office_and_the_county,
    alerts_are_numbered_within_the_village_and_year,
    an_alert_is_seen_by_its_receivers_and_by_the_person_concerned_only,
);

fn the_supervision_director_and_the_township_discipline_officer_are_warned(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let told = [format!("discipline_officer@{}", bench.township()), format!("supervision_director@{village}")];
    assert_eq!(bench.receivers(&alert), told);
    assert_eq!((alert.severity.as_str(), alert.status.as_str(), alert.level.as_str()), ("red", "new", "township"));
    assert_eq!((alert.step.as_str(), alert.rule.as_str(), alert.times), ("pay", "order", 1));
    assert_eq!(alert.articles[0].article, "25");
    // Nobody else has it: not the village's leaders, not the next village, not the next township, not the county.
    for (place, post) in [
        (&village, Post::PartySecretary),
        (&village, Post::SupervisionMember),
        (&bench.village(2), Post::SupervisionDirector),
        (&bench.other_township(), Post::DisciplineOfficer),
        (&village, Post::CountyDiscipline),
    ] {
        assert!(bench.inbox(place, post).is_empty(), "{post} at {place}");
    }
    bench.verified();
}

fn the_same_attempt_counts_up_and_another_makes_another_alert(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let first = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    bench.clock.advance_ms(60_000);
    let again = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    assert_eq!((again.id.clone(), again.times), (first.id, 2));
    assert_eq!((again.raised, again.last_seen), (first.raised, bench.now()));
    let each = bench.read(|reader| alerts::attempts(reader, &again));
    let moments: Vec<_> = each.iter().map(|act| act.moment).collect();
    assert_eq!(moments, [bench.now(), first.raised], "each attempt with its own moment, the latest first");
    assert_eq!(bench.inbox(&village, Post::SupervisionDirector).len(), 1);
    // Another person, another step, another rule, another case: each is an alert of its own.
    let cashier = bench.desk(&village, Post::AgencyCashier);
    let other = skip(&village, "C1-1");
    bench.refused(&bench.desk(&village, Post::AgencyAccountant), other.clone());
    bench.refused(&cashier, Skip { step: "check".into(), ..other.clone() });
    bench.refused(&cashier, Skip { rule: "window".into(), ..other.clone() });
    bench.refused(&cashier, Skip { subject: "C1-2".into(), ..other });
    assert_eq!(bench.inbox(&village, Post::SupervisionDirector).len(), 5);
    assert_eq!(bench.refused_acts("C1-1").len(), 5);
    assert_eq!(bench.read(|reader| alerts::attempts(reader, &again)).len(), 2, "others' attempts are others' alerts");
}

fn after_closing_the_same_attempt_makes_a_new_alert(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let officer = bench.desk(&village, Post::DisciplineOfficer);
    for round in 1..=3 {
        let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
        assert_eq!((alert.times, alert.status.as_str()), (1, "new"), "round {round}");
        bench.done(&officer, acknowledge(&alert));
        bench.done(&officer, close(&alert));
    }
    let closed = bench.read(|reader| alerts::inbox(reader, &officer, Filter::Closed));
    assert_eq!(closed.len(), 3);
    assert!(bench.inbox(&village, Post::DisciplineOfficer).is_empty());
    bench.verified();
}

fn who_tried_is_not_alone_in_being_told_of_it(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for post in [Post::SupervisionDirector, Post::DisciplineOfficer] {
        let alert = tempted(bench, &village, post, post.code());
        assert!(bench.receivers(&alert).contains(&format!("county_discipline@{}", bench.county())), "{post}");
        assert_eq!(alert.level, "county");
    }
}

fn an_empty_supervisors_post_is_made_up_for_by_the_county(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    vacate(bench, &village, Post::SupervisionDirector);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    let told = bench.receivers(&alert);
    assert!(told.contains(&format!("county_discipline@{}", bench.county())), "{told:?}");
    assert!(told.contains(&format!("discipline_officer@{}", bench.township())), "{told:?}");
}

fn an_attempt_at_a_township_warns_its_discipline_office_and_the_county(bench: &Bench) {
    bench.found(1);
    let place: Place = bench.township();
    bench.refused(&bench.desk(&bench.village(1), Post::TownshipOfficial), skip(&place, "roster"));
    let alert = about(bench, &bench.village(1), "roster");
    let told = [format!("county_discipline@{}", bench.county()), format!("discipline_officer@{place}")];
    assert_eq!(bench.receivers(&alert), told);
}

fn alerts_are_numbered_within_the_village_and_year(bench: &Bench) {
    bench.found(2);
    let (one, other) = (bench.village(1), bench.village(2));
    let numbers: Vec<String> = [(&one, "a"), (&one, "b"), (&other, "c")]
        .iter()
        .map(|(village, subject)| tempted(bench, village, Post::Clerk, subject).id.to_string())
        .collect();
    let expected = [format!("{one}-W-2026-0001"), format!("{one}-W-2026-0002"), format!("{other}-W-2026-0001")];
    assert_eq!(numbers, expected);
    bench.go_to(demo::testing::day("2027-01-04"));
    assert_eq!(tempted(bench, &one, Post::Clerk, "d").id.to_string(), format!("{one}-W-2027-0001"));
}

fn an_alert_is_seen_by_its_receivers_and_by_the_person_concerned_only(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let alert = tempted(bench, &village, Post::AgencyCashier, "C1-1");
    for (post, expected) in [
        (Post::SupervisionDirector, true),
        (Post::DisciplineOfficer, true),
        (Post::AgencyCashier, true),
        (Post::PartySecretary, false),
        (Post::CountyDiscipline, false),
        (Post::Villager, false),
        (Post::Administrator, false),
    ] {
        let desk = bench.desk(&village, post);
        assert_eq!(bench.read(|reader| alerts::may_see(reader, &desk, &alert)), expected, "{post}");
    }
    let elsewhere = bench.desk(&bench.village(2), Post::SupervisionDirector);
    assert!(!bench.read(|reader| alerts::may_see(reader, &elsewhere, &alert)));
    let steps = bench.read(|reader| alerts::steps(reader, &alert.id));
    assert_eq!(steps.iter().map(|step| step.deed.as_str()).collect::<Vec<_>>(), ["raised"]);
    assert_eq!(now(bench, &alert).id, alert.id);
}
