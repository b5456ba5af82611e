//! An officer on leave in a case: the step waits for whoever stands in, and what the two did counts as done by both.

use crate::claim::{act, at};
use affairs::turn_of;
use demo::on_both_databases;
use demo::testing::Bench;
use office::roster::{EndLeave, NewLeave, TakeLeave, seats_of};
use procedure::{Aside, Turn};
use village::{CaseId, PersonId, Place, Post};

on_both_databases!(
    a_step_waits_for_whoever_stands_in_and_not_for_whoever_is_away,
    whoever_stands_in_does_not_witness_what_the_one_away_claimed,
    a_leave_limited_to_another_affair_changes_nothing_here,
);

/// Somebody hands a post of his own over for ten days; the leave's number.
fn leaves(
    bench: &Bench,
    village: &Place,
    (absent, post): (&PersonId, Post),
    stand_in: &PersonId,
    affair: &str,
) -> String {
    let today = bench.today();
    let held = bench.read(|reader| seats_of(reader, village, post, today));
    let mandate = held.into_iter().find(|held| held.mandate.person == *absent).unwrap().mandate_id;
    let new = NewLeave {
        place: village.clone(),
        mandate,
        stand_in: stand_in.clone(),
        starts: today,
        ends: today.plus(9),
        affairs: Some(affair.to_owned()).filter(|code| !code.is_empty()).into_iter().collect(),
        reason: "病假".into(),
    };
    bench.done(&bench.desk_of(absent), TakeLeave(new)).subject
}

fn turn(bench: &Bench, case: &CaseId) -> Turn {
    let row = bench.read(|reader| affairs::case(reader, case)).unwrap();
    bench.read(|reader| turn_of(reader, &bench.office, &row)).unwrap()
}

fn a_step_waits_for_whoever_stands_in_and_not_for_whoever_is_away(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "LEAVE-1", "first_approve");
    let approver = bench.person(&village, "副主任");
    let stand_in = bench.person(&village, "代表7");
    leaves(bench, &village, (&approver, Post::DeputyDirector), &stand_in, "");
    let now = turn(bench, &case);
    assert!(now.free.contains(&stand_in) && !now.everybody().any(|one| one == approver), "{now:?}");
    let refusal = bench.refused(&bench.desk_of(&approver), act(bench, &case, "first_approve", "approved"));
    assert_eq!(refusal.rule, "no_post", "{refusal:?}");
    bench.done(&bench.desk_of(&stand_in), act(bench, &case, "first_approve", "approved"));
    assert!(bench.read(|reader| affairs::conformance(reader, &bench.office)).deviations.is_empty());
    bench.verified();
}

fn whoever_stands_in_does_not_witness_what_the_one_away_claimed(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "LEAVE-2", "witness");
    let claim = bench.read(|reader| affairs::acts(reader, &case)).remove(0);
    let stand_in = bench.person(&village, "代表8");
    assert!(turn(bench, &case).free.contains(&stand_in), "a representative bears witness");
    let id = leaves(bench, &village, (&claim.person, claim.post), &stand_in, "");
    let barred = |bench: &Bench| {
        let aside = turn(bench, &case).aside;
        aside.iter().any(|(person, _, why)| *person == stand_in && *why == Aside::Did("claim".into()))
    };
    assert!(barred(bench), "{:?}", turn(bench, &case));
    let refusal = bench.refused(&bench.desk_of(&stand_in), act(bench, &case, "witness", "confirmed"));
    assert!(refusal.violation, "{refusal:?}");
    // That the officer is back changes nothing for what ran meanwhile.
    bench.done(&bench.desk_of(&claim.person), EndLeave { place: village.clone(), id });
    assert!(barred(bench), "{:?}", turn(bench, &case));
    let refusal = bench.refused(&bench.desk_of(&stand_in), act(bench, &case, "witness", "confirmed"));
    assert!(refusal.violation, "{refusal:?}");
    let other = bench.person(&village, "代表7");
    bench.done(&bench.desk_of(&other), act(bench, &case, "witness", "confirmed"));
}

fn a_leave_limited_to_another_affair_changes_nothing_here(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "LEAVE-3", "first_approve");
    let approver = bench.person(&village, "副主任");
    let (stand_in, other) = (bench.person(&village, "代表7"), bench.person(&village, "代表6"));
    let id = leaves(bench, &village, (&approver, Post::DeputyDirector), &stand_in, "F3");
    assert!(turn(bench, &case).free.contains(&approver));
    assert!(bench.refused(&bench.desk_of(&stand_in), act(bench, &case, "first_approve", "approved")).violation);
    bench.done(&bench.desk_of(&approver), EndLeave { place: village.clone(), id });
    leaves(bench, &village, (&approver, Post::DeputyDirector), &other, "C1");
    assert!(!turn(bench, &case).free.contains(&approver));
    bench.done(&bench.desk_of(&other), act(bench, &case, "first_approve", "approved"));
    assert!(bench.read(|reader| affairs::conformance(reader, &bench.office)).deviations.is_empty());
}
