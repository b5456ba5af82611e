//! Out of order is impossible by any road, for any post: refused, recorded, warned of, in one transaction.

use crate::claim::{ROAD, act, at, every_post, everybody, opened, step};
use affairs::Act;
use archive::Tx;
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::{Desk, Warning};
use std::collections::BTreeMap;
use village::{Fault, Kind, Place, Post, Stop};

on_both_databases!(
    a_skipped_payment_is_refused_and_its_two_receivers_are_warned,
    no_post_can_take_a_step_of_an_expense_out_of_order,
    a_step_that_a_return_has_undone_cannot_be_taken_out_of_turn,
    a_done_step_tried_again_is_a_slip_whoever_tries_and_a_form_sent_twice_is_done_once,
    when_the_warning_fails_the_refusal_leaves_no_entry_and_the_caller_sees_a_fault,
    an_official_of_another_township_is_refused_without_an_alert,
    somebody_who_has_not_signed_in_is_refused_without_an_alert,
    a_case_that_has_ended_cannot_be_taken_further,
    a_case_does_not_begin_with_a_later_step,
    a_case_under_the_wrong_village_is_not_there,
);

fn alerts_by_subject(bench: &Bench, village: &Place) -> BTreeMap<(String, String), alerts::Alert> {
    let open = bench.inbox(village, Post::SupervisionDirector);
    open.into_iter().map(|a| ((a.step.clone(), a.person.clone().map_or(String::new(), |p| p.to_string())), a)).collect()
}

fn a_skipped_payment_is_refused_and_its_two_receivers_are_warned(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "S-1", "first_approve");
    let (before, head) = (bench.picture(), bench.office.archive().head());
    let cashier = bench.desk(&village, Post::AgencyCashier);
    let refusal = bench.refused(&cashier, act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.kind, refusal.rule.as_str(), refusal.violation), (Kind::NotNow, "order", true));
    assert!(refusal.words.zh.contains("分管副职首签"), "{}", refusal.words.zh);
    assert!(refusal.next.zh.contains("村委会副主任"), "{}", refusal.next.zh);
    assert!(!refusal.articles.is_empty());
    assert_eq!(bench.picture(), before);
    assert_eq!(bench.kinds_after(head), ["act.refused", "alert.raised"]);

    let alert = &bench.inbox(&village, Post::SupervisionDirector)[0];
    assert_eq!(bench.inbox(&village, Post::DisciplineOfficer)[0].id, alert.id);
    assert!(bench.inbox(&village, Post::PartySecretary).is_empty());
    let told = [format!("discipline_officer@{}", bench.township()), format!("supervision_director@{village}")];
    assert_eq!(bench.receivers(alert), told);
    assert_eq!((alert.severity.as_str(), alert.times, alert.step.as_str()), ("red", 1, "pay"));
    assert_eq!((&alert.words, &alert.articles), (&refusal.words, &refusal.articles));
    assert_eq!(alert.person.as_ref(), cashier.person());

    let head = bench.office.archive().head();
    for _ in 0..3 {
        bench.refused(&cashier, act(bench, &case, "pay", "paid"));
    }
    assert_eq!(bench.kinds_after(head), ["act.refused", "alert.repeated"].repeat(3));
    let open = bench.inbox(&village, Post::SupervisionDirector);
    assert_eq!((open.len(), open[0].times), (1, 4));
    assert_eq!(bench.refused_acts(case.as_str()).len(), 4);
    bench.verified();
}

fn no_post_can_take_a_step_of_an_expense_out_of_order(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let people = every_post(bench, &village);
    let steps = ROAD.iter().map(|(name, _, outcome)| (*name, *outcome)).chain([
        ("pre_review", "agreed"),
        ("joint_meeting", ""),
        ("correct", "corrected"),
    ]);
    let steps: Vec<_> = steps.collect();
    for (serial, waiting) in ["witness", "check", "pay"].into_iter().enumerate() {
        let case = at(bench, &village, &format!("O-{serial}"), waiting);
        let done: Vec<String> = bench.read(|reader| affairs::acts(reader, &case)).into_iter().map(|a| a.step).collect();
        let before = bench.picture();
        let mut tries = 0;
        for (name, outcome) in steps.iter().filter(|(name, _)| *name != waiting && !done.contains(&(*name).to_owned()))
        {
            for (post, desk) in &people {
                let refusal = bench.refused(desk, act(bench, &case, name, outcome));
                assert!(refusal.violation, "{post} at `{name}` while `{waiting}` waits: {refusal:?}");
                assert!(["order", "not_on_this_road"].contains(&refusal.rule.as_str()), "{refusal:?}");
                tries += 1;
            }
        }
        assert_eq!(bench.picture(), before, "`{waiting}`: a refused act changed a case");
        let refused = bench.refused_acts(case.as_str());
        assert_eq!(refused.len().min(200), tries.min(200), "`{waiting}`: one entry for each try");
        // A step that is done already is a mistake of the hand: told, not reported.
        let head = bench.office.archive().head();
        for name in &done {
            let (_, desk) = &people[0];
            let refusal = bench.refused(desk, form(bench, name, "").act(&case));
            assert_eq!((refusal.rule.as_str(), refusal.violation), ("already_done", false));
        }
        assert_eq!(bench.office.archive().head(), head);
    }
    for alert in alerts_by_subject(bench, &village).values() {
        let told = bench.receivers(alert);
        assert!(told.contains(&format!("supervision_director@{village}")), "{told:?}");
        assert!(told.contains(&format!("discipline_officer@{}", bench.township())), "{told:?}");
    }
    bench.verified();
}

fn a_step_that_a_return_has_undone_cannot_be_taken_out_of_turn(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "R-1", "check");
    bench.done(&bench.desk(&village, Post::SupervisionDirector), act(bench, &case, "check", "returned"));
    // The deputy approved before the return; now the claim must be corrected and witnessed first.
    let deputy = bench.desk(&village, Post::DeputyDirector);
    let refusal = bench.refused(&deputy, act(bench, &case, "first_approve", "approved"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("order", true), "{refusal:?}");
    assert_eq!(bench.inbox(&village, Post::SupervisionDirector).len(), 1);
}

fn a_done_step_tried_again_is_a_slip_whoever_tries_and_a_form_sent_twice_is_done_once(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "R-2", "witness");
    let witness = bench.desk(&village, Post::Representative).with_key("form-1");
    let form = || act(bench, &case, "witness", "confirmed");
    let (first, second) = (form(), form());
    assert!(!bench.done(&witness, first).again);
    let head = bench.office.archive().head();
    assert!(bench.done(&witness, second).again, "the same form is answered with what it did");
    for desk in [bench.desk(&village, Post::Representative), bench.desk(&village, Post::CommitteeMember)] {
        let refusal = bench.refused(&desk, form());
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("already_done", false));
    }
    assert_eq!(bench.office.archive().head(), head, "a slip is not recorded");
}

fn when_the_warning_fails_the_refusal_leaves_no_entry_and_the_caller_sees_a_fault(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "W-1");
    fn no_line(desk: &Desk, tx: &mut Tx<'_>, warning: &Warning) -> Result<(), Stop> {
        alerts::warn(desk, tx, warning)?;
        Err(Fault::new("the alerts are out of order").into())
    }
    let office = bench.office_that_warns(no_line);
    let cashier = Desk { office: office.clone(), ..bench.desk(&village, Post::AgencyCashier) };
    let head = bench.office.archive().head();
    let tried = office.perform(&cashier, act(bench, &case, "pay", "paid"));
    assert!(matches!(tried, Err(Stop::Failed(_))), "{tried:?}");
    assert_eq!(bench.office.archive().head(), head);
    assert!(bench.refused_acts(case.as_str()).is_empty());
    assert!(bench.inbox(&village, Post::SupervisionDirector).is_empty());
    bench.verified();
}

fn an_official_of_another_township_is_refused_without_an_alert(bench: &Bench) {
    bench.found(2);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "X-1");
    let head = bench.office.archive().head();
    let outsiders = [
        bench.desk(&bench.other_township(), Post::DisciplineOfficer),
        bench.desk(&bench.other_township(), Post::AgencyCashier),
        bench.desk(&bench.village(2), Post::PartySecretary),
        bench.desk(&bench.village(2), Post::Villager),
    ];
    for desk in &outsiders {
        for name in ["pay", "witness", "claim"] {
            let refusal = bench.refused(desk, form(bench, name, "").act(&case));
            assert_eq!((refusal.kind, refusal.violation), (Kind::NotYours, false), "{refusal:?}");
        }
        // Nor does an old form tell them who was at work here.
        let old = Act { revision: 0, ..form(bench, "claim", "").act(&case) };
        assert_eq!(bench.refused(desk, old).rule, "outsider");
        let open = crate::claim::claim(bench, "50", "X-2").open(&village, "C1");
        assert_eq!(bench.refused(desk, open).rule, "outsider");
    }
    assert_eq!(bench.office.archive().head(), head);
}

fn somebody_who_has_not_signed_in_is_refused_without_an_alert(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "U-1");
    let head = bench.office.archive().head();
    let refusal = bench.refused(&bench.nobody(), act(bench, &case, "pay", "paid"));
    assert_eq!((refusal.rule.as_str(), refusal.violation), ("not_signed_in", false));
    assert_eq!(bench.office.archive().head(), head);
}

fn a_case_that_has_ended_cannot_be_taken_further(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "E-1");
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    bench.done(&bench.desk(&village, Post::DeputyDirector), act(bench, &case, "first_approve", "refused"));
    let before = bench.picture();
    for (post, desk) in everybody(bench, &village) {
        for name in ["check", "sign_last", "pay", "correct"] {
            let refusal = bench.refused(&desk, step(bench, name, "").act(&case));
            assert_eq!((refusal.rule.as_str(), refusal.violation), ("ended", true), "{post} at `{name}`");
        }
    }
    assert_eq!(bench.picture(), before);
}

fn a_case_does_not_begin_with_a_later_step(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let before = bench.picture();
    for (name, post, outcome) in &ROAD[1..] {
        let desk = bench.desk(&village, *post);
        let refusal = bench.refused(&desk, step(bench, name, outcome).open(&village, "C1"));
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("order", true), "{name}");
    }
    assert_eq!(bench.picture(), before);
    assert_eq!(bench.inbox(&village, Post::SupervisionDirector).len(), ROAD.len() - 1);
}

fn a_case_under_the_wrong_village_is_not_there(bench: &Bench) {
    bench.found(2);
    let case = opened(bench, &bench.village(1), "120", "V-1");
    let wrong = Act { village: bench.village(2), ..act(bench, &case, "witness", "confirmed") };
    let refusal = bench.refused(&bench.desk(&bench.village(2), Post::Representative), wrong);
    assert_eq!(refusal.kind, Kind::NotThere);
}
