//! The same form twice, two people at once.

use crate::claim::{act, at, claim, opened, step};
use affairs::Act;
use demo::on_both_databases;
use demo::testing::Bench;
use office::Desk;
use std::thread;
use village::{Post, Stop};

on_both_databases!(
    a_form_sent_twice_makes_one_case_and_one_entry,
    a_form_sent_twice_at_once_makes_one_act,
    two_people_at_once_on_one_revision_one_wins_and_the_other_is_told_who,
    a_refused_form_can_be_sent_again_with_the_same_mark,
    a_mark_of_one_person_says_nothing_about_another_persons_form,
    a_step_that_was_done_while_another_was_skipped_is_no_excuse,
);

fn a_form_sent_twice_makes_one_case_and_one_entry(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let desk = bench.desk(&village, Post::CommitteeMember).with_key("form-1");
    let first = bench.done(&desk, claim(bench, "120", "T-1").open(&village, "C1"));
    let head = bench.office.archive().head();
    let again = bench.done(&desk, claim(bench, "120", "T-1").open(&village, "C1"));
    assert_eq!((again.subject, again.entry, again.again), (first.subject, first.entry, true));
    assert_eq!(bench.office.archive().head(), head);
    assert_eq!(bench.read(|reader| affairs::cases_of(reader, &village)).len(), 1);
    // The next form is another one.
    let next = bench.desk(&village, Post::CommitteeMember).with_key("form-2");
    assert!(!bench.done(&next, claim(bench, "120", "T-2").open(&village, "C1")).again);
}

fn a_form_sent_twice_at_once_makes_one_act(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "T-3", "first_approve");
    let desk = bench.desk(&village, Post::DeputyDirector).with_key("press-press");
    let receipts: Vec<_> = thread::scope(|scope| {
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let (desk, deed) = (desk.clone(), act(bench, &case, "first_approve", "approved"));
                scope.spawn(move || bench.done(&desk, deed))
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(receipts.iter().filter(|receipt| !receipt.again).count(), 1);
    assert!(receipts.iter().all(|receipt| receipt.entry == receipts[0].entry));
    let acts = bench.read(|reader| affairs::acts(reader, &case));
    assert_eq!(acts.iter().filter(|act| act.step == "first_approve").count(), 1);
    bench.verified();
}

fn two_people_at_once_on_one_revision_one_wins_and_the_other_is_told_who(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    for round in 0..5 {
        let case = at(bench, &village, &format!("T-4-{round}"), "check");
        let head = bench.office.archive().head();
        let desks = [Post::SupervisionDirector, Post::SupervisionMember].map(|post| bench.desk(&village, post));
        let results: Vec<(String, Result<office::Receipt, Stop>)> = thread::scope(|scope| {
            // Both forms are filled in before either is sent.
            let deeds = [(); 2].map(|()| act(bench, &case, "check", "marked"));
            let tries: Vec<_> = desks
                .iter()
                .zip(deeds)
                .map(|(desk, deed)| {
                    let run = move || (desk.signed.as_ref().unwrap().name.clone(), bench.office.perform(desk, deed));
                    scope.spawn(run)
                })
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let winner = results.iter().find(|(_, result)| result.is_ok()).expect("nobody won");
        let (_, loser) = results.iter().find(|(_, result)| result.is_err()).expect("both won");
        let Err(Stop::Refused(refusal)) = loser else { panic!("{loser:?}") };
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("overtaken", false));
        assert!(refusal.words.zh.contains(&winner.0), "{}", refusal.words.zh);
        assert_eq!(bench.kinds_after(head), ["case.acted"], "the loser skipped nothing");
    }
    bench.verified();
}

fn a_refused_form_can_be_sent_again_with_the_same_mark(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = opened(bench, &village, "120", "T-5");
    let deputy = || bench.desk(&village, Post::DeputyDirector).with_key("form-7");
    for _ in 0..2 {
        assert!(bench.refused(&deputy(), act(bench, &case, "first_approve", "approved")).violation);
    }
    bench.done(&bench.desk(&village, Post::Representative), act(bench, &case, "witness", "confirmed"));
    let receipt = bench.done(&deputy(), act(bench, &case, "first_approve", "approved"));
    assert!(!receipt.again);
}

fn a_mark_of_one_person_says_nothing_about_another_persons_form(bench: &Bench) {
    bench.found(2);
    let desks: Vec<Desk> =
        (1..=2).map(|n| bench.desk(&bench.village(n), Post::CommitteeMember).with_key("same")).collect();
    for (number, desk) in (1..).zip(&desks) {
        let open = claim(bench, "120", &format!("T-6-{number}")).open(&bench.village(number), "C1");
        assert!(!bench.done(desk, open).again);
    }
}

fn a_step_that_was_done_while_another_was_skipped_is_no_excuse(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let case = at(bench, &village, "T-7", "check");
    let cashier = bench.desk(&village, Post::AgencyCashier);
    // An old or invented revision does not turn a skipped step into a lost race.
    for revision in [-1, 0, 1, 2, 3, 9, i64::MAX - 1] {
        let old = Act { revision, ..step(bench, "pay", "paid").act(&case) };
        let refusal = bench.refused(&cashier, old);
        assert_eq!((refusal.rule.as_str(), refusal.violation), ("order", true), "revision {revision}");
    }
}
