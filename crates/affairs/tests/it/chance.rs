//! Whatever anybody tries in whatever order, nothing is paid without all of its steps.

use crate::claim::{ROAD, everybody, like_claim, opened, step};
use demo::on_both_databases;
use demo::testing::{Bench, form};
use office::Desk;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use village::{CaseId, Post, Stop};

on_both_databases!(no_sequence_of_attempts_leads_to_a_payment_without_every_step);

/// What somebody tries: a step with an outcome, by anybody; or the next step by the one whose it is.
#[derive(Debug, Clone)]
enum Try {
    Anything { who: prop::sample::Index, step: prop::sample::Index, outcome: prop::sample::Index },
    TheNext,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let anything = any::<(prop::sample::Index, prop::sample::Index, prop::sample::Index)>()
        .prop_map(|(who, step, outcome)| Try::Anything { who, step, outcome });
    prop::collection::vec(prop_oneof![2 => anything, 3 => Just(Try::TheNext)], 4..24)
}

const OUTCOMES: [(&str, &[&str]); 11] = [
    ("claim", &["claimed"]),
    ("witness", &["confirmed", "doubted"]),
    ("first_approve", &["approved", "returned", "refused"]),
    ("pre_review", &["agreed", "returned"]),
    ("joint_meeting", &["", "passed", "not_held"]),
    ("check", &["marked", "returned", "refused"]),
    ("sign_last", &["signed", "returned"]),
    ("submit", &["submitted"]),
    ("check_books", &["accepted", "returned"]),
    ("pay", &["paid"]),
    ("correct", &["corrected", "withdrawn"]),
];

fn no_sequence_of_attempts_leads_to_a_payment_without_every_step(bench: &Bench) {
    bench.found(1);
    let village = bench.village(1);
    let people: Vec<Desk> = everybody(bench, &village).into_iter().map(|(_, desk)| desk).collect();
    let (serial, paid) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let run = runner.run(&tries(), |tries| {
        serial.set(serial.get() + 1);
        let invoice = format!("CH-{}", serial.get());
        let case = opened(bench, &village, "120", &invoice);
        for one in &tries {
            let (desk, name, outcome) = match one {
                Try::Anything { who, step, outcome } => {
                    let (name, outcomes) = OUTCOMES[step.index(OUTCOMES.len())];
                    (who.get(&people).clone(), name, outcomes[outcome.index(outcomes.len())])
                }
                Try::TheNext => the_next(bench, &case),
            };
            attempt(bench, &case, &desk, name, outcome, &invoice);
        }
        if was_paid(bench, &case) {
            paid.set(paid.get() + 1);
            prop_assert!(all_steps_are_there(bench, &case), "{:?}", bench.read(|r| affairs::acts(r, &case)));
        }
        Ok(())
    });
    run.unwrap();
    assert!(paid.get() > 0, "no sequence of {} came to a payment; the test says nothing", serial.get());
    bench.verified();
}

/// The one whose turn it is, and what they would do.
fn the_next(bench: &Bench, case: &CaseId) -> (Desk, &'static str, &'static str) {
    let waiting = bench.read(|reader| affairs::case(reader, case)).unwrap().step;
    let known = ROAD.iter().find(|(name, ..)| *name == waiting);
    let (name, post, outcome) = known.copied().unwrap_or(("correct", Post::CommitteeMember, "corrected"));
    (bench.desk(&case.village().unwrap(), post), name, outcome)
}

fn attempt(bench: &Bench, case: &CaseId, desk: &Desk, name: &str, outcome: &str, invoice: &str) {
    let sheet = match name {
        "claim" | "correct" => like_claim(form(bench, name, outcome), bench, "120", invoice),
        _ => step(bench, name, outcome),
    };
    match bench.office.perform(desk, sheet.act(case)) {
        Ok(_) | Err(Stop::Refused(_)) => {}
        Err(Stop::Failed(fault)) => panic!("{name}: {}", fault.chain()),
    }
}

fn was_paid(bench: &Bench, case: &CaseId) -> bool {
    bench.read(|reader| affairs::case(reader, case)).unwrap().paid_fen.0 > 0
}

/// Since the claim, or its last correction, every later step of the road was taken well, in order, by different people
/// where the rules say so, and the payment came last.
fn all_steps_are_there(bench: &Bench, case: &CaseId) -> bool {
    let acts = bench.read(|reader| affairs::acts(reader, case));
    let last = acts.iter().rposition(|act| act.step == "correct" || act.step == "claim").unwrap();
    let taken: Vec<_> =
        acts[last + 1..].iter().map(|act| (act.step.as_str(), act.post, act.outcome.as_str())).collect();
    let same_step = |(one, other): (&(&str, Post, &str), &(&str, Post, &str))| (one.0, one.2) == (other.0, other.2);
    let hands: std::collections::BTreeSet<_> = acts[last..].iter().map(|act| &act.person).collect();
    taken.len() == ROAD.len() - 1 && taken.iter().zip(&ROAD[1..]).all(same_step) && hands.len() == ROAD.len()
}
