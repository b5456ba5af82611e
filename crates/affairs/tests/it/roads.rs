//! Every affair from its first step to its good ending; and at no state of it can any other step be taken.

use crate::claim::everybody;
use crate::walk::{self, one_of_each, to_the_end};
use affairs::{Act, CaseRow, Form};
use demo::testing::Bench;
use demo::{Matter, Went, on_both_databases};
use procedure::Affair;
use std::collections::BTreeMap;
use village::{Place, Post, Refusal};

on_both_databases!(
    every_affair_reaches_its_good_ending_and_the_log_gives_the_same_tables,
    no_post_can_take_a_later_step_of_a_decision,
    no_post_can_take_a_later_step_of_an_expense,
    no_post_can_take_a_later_step_of_a_large_payment,
    no_post_can_take_a_later_step_of_a_lease,
    no_post_can_take_a_later_step_of_a_project,
    no_post_can_take_a_later_step_of_a_seals_use,
    at_every_state_of_every_affair_every_other_step_is_refused,
);

fn affair(bench: &Bench, code: &str) -> Affair {
    bench.read(|reader| Ok(bench.office.current_book(reader)?.affairs[code].clone()))
}

fn attempt(case: &CaseRow, step: &str) -> Act {
    let form = Form { step: step.into(), ..Form::default() };
    Act { case: case.id.clone(), village: case.village.clone(), revision: case.revision, form }
}

/// The steps of the case that were done.
fn done(bench: &Bench, matter: &Matter) -> Vec<String> {
    let id = bench.case(matter).id;
    bench.read(|reader| affairs::acts(reader, &id)).into_iter().map(|act| act.step).collect()
}

fn every_affair_reaches_its_good_ending_and_the_log_gives_the_same_tables(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for mut matter in one_of_each(bench, &village) {
        to_the_end(bench, &mut matter);
        let case = bench.case(&matter);
        assert_eq!(case.status, "done", "{} ended as `{}`", matter.affair, case.step);
        let affair = affair(bench, &matter.affair);
        let id = case.id.clone();
        let acts = bench.read(|reader| affairs::acts(reader, &id));
        for act in &acts {
            let step = affair.step(&act.step).unwrap();
            assert!(step.who.contains(&act.post), "{}: {} took `{}`", matter.affair, act.post, act.step);
        }
        // What must be made public before a good ending was made public.
        let disclosed: Vec<String> = acts.into_iter().flat_map(|act| act.discloses).collect();
        for code in &affair.must_disclose {
            assert!(disclosed.contains(code), "{} ended well without disclosing {code}", matter.affair);
        }
    }
    bench.verified();
}

fn no_post_can_take_a_later_step_of_a_decision(bench: &Bench) {
    everybody_tries(bench, |_, village| walk::decision(village));
}

fn no_post_can_take_a_later_step_of_an_expense(bench: &Bench) {
    everybody_tries(bench, |bench, village| walk::expense(bench, village, "W-1"));
}

fn no_post_can_take_a_later_step_of_a_large_payment(bench: &Bench) {
    everybody_tries(bench, walk::payment);
}

fn no_post_can_take_a_later_step_of_a_lease(bench: &Bench) {
    everybody_tries(bench, walk::lease);
}

fn no_post_can_take_a_later_step_of_a_project(bench: &Bench) {
    everybody_tries(bench, walk::project);
}

fn no_post_can_take_a_later_step_of_a_seals_use(bench: &Bench) {
    everybody_tries(bench, |_, village| walk::seal(village));
}

/// Opens a case; then everybody tries every later step of it, twice.
fn everybody_tries(bench: &Bench, matter: impl FnOnce(&Bench, &Place) -> Matter) {
    bench.found(1);
    let village = bench.village(1);
    let mut matter = matter(bench, &village);
    assert!(matches!(bench.go_on(&mut matter), Went::On(_)));
    let people = everybody(bench, &village);
    assert!(people.len() > 30, "only {} people", people.len());
    let (case, affair) = (bench.case(&matter), affair(bench, &matter.affair));
    let (before, head) = (bench.picture(), bench.office.archive().head());
    let first = done(bench, &matter);
    let later: Vec<_> = affair.steps.iter().filter(|s| s.id != case.step && !first.contains(&s.id)).collect();
    for step in &later {
        for (post, desk) in &people {
            for _ in 0..2 {
                let refusal = bench.refused(desk, attempt(&case, &step.id));
                assert!(refusal.violation, "`{}` by {post}: {refusal:?}", step.id);
                told_well(&refusal);
            }
        }
    }
    assert_eq!(bench.picture(), before, "a refused act changed a case");
    let tries = later.len() * people.len();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for kind in bench.kinds_after(head) {
        *kinds.entry(kind).or_default() += 1;
    }
    let expected = [("act.refused", 2 * tries), ("alert.raised", tries), ("alert.repeated", tries)];
    assert_eq!(kinds, expected.map(|(kind, many)| (kind.to_owned(), many)).into());
    warned(bench, &village, case.id.as_str());
    bench.verified();
}

/// Every open alert of a case was tried twice, and both receivers have it.
fn warned(bench: &Bench, village: &Place, subject: &str) {
    let alerts: Vec<_> =
        bench.inbox(village, Post::SupervisionDirector).into_iter().filter(|alert| alert.subject == subject).collect();
    assert!(!alerts.is_empty());
    for alert in alerts {
        assert_eq!(alert.times, 2);
        let told = bench.receivers(&alert);
        for receiver in [format!("supervision_director@{village}"), format!("discipline_officer@{}", bench.township())]
        {
            assert!(told.contains(&receiver), "{told:?}");
        }
    }
}

fn told_well(refusal: &Refusal) {
    assert!(!refusal.words.is_incomplete() && !refusal.next.is_incomplete(), "{refusal:?}");
    assert!(!refusal.articles.is_empty(), "no ground: {refusal:?}");
}

fn at_every_state_of_every_affair_every_other_step_is_refused(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for mut matter in one_of_each(bench, &village) {
        let affair = affair(bench, &matter.affair);
        while matches!(bench.go_on(&mut matter), Went::On(_)) {
            let case = bench.case(&matter);
            let done = done(bench, &matter);
            let before = bench.picture();
            for step in affair.steps.iter().filter(|step| step.id != case.step) {
                // The one whose step it would be, and so the one who is tempted.
                let desk = bench.desk(&village, step.who[0]);
                let head = bench.office.archive().head();
                let refusal = bench.refused(&desk, attempt(&case, &step.id));
                // Doing again what is done already is a mistake of the hand; anything else is an attempt to skip.
                let again = refusal.rule == "already_done" && done.contains(&step.id);
                assert_eq!(refusal.violation, !again, "{} at `{}`: {refusal:?}", matter.affair, case.step);
                let expected = if again { 0 } else { 2 };
                assert_eq!(bench.office.archive().head() - head, expected);
            }
            assert_eq!(bench.picture(), before, "{} at `{}`", matter.affair, case.step);
        }
    }
    bench.verified();
}
