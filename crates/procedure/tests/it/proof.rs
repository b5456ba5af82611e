//! Every affair is proved in both layers; what is wrong is told as a story of people.

use crate::common;
use procedure::{CounterExample, RuleBook, check};
use village::Post;

fn prove(book: &RuleBook, code: &str) {
    match check(book, code) {
        Ok(proof) => {
            println!(
                "{code} ({}): {} states, {} attempts, {} allowed",
                book.layers.join(" + "),
                proof.states,
                proof.attempts,
                proof.allowed
            );
        }
        Err(found) => {
            let story: Vec<&str> = found.story.iter().map(|line| line.en.as_str()).collect();
            panic!("{code}: {} / {}\n{}", found.claim.en, found.claim.zh, story.join("\n"));
        }
    }
}

#[test]
fn major_decision_is_proved() {
    prove(common::national(), "A1");
    prove(common::zhejiang(), "A1");
}

#[test]
fn routine_expense_is_proved() {
    prove(common::national(), "C1");
    prove(common::zhejiang(), "C1");
}

#[test]
fn large_payment_is_proved() {
    prove(common::national(), "C2");
    prove(common::zhejiang(), "C2");
}

#[test]
fn lease_is_proved() {
    prove(common::national(), "D1");
    prove(common::zhejiang(), "D1");
}

#[test]
fn small_project_is_proved() {
    prove(common::national(), "F1");
    prove(common::zhejiang(), "F1");
}

#[test]
fn seal_use_is_proved() {
    prove(common::national(), "K1");
    prove(common::zhejiang(), "K1");
}

/// What the proof says of K1 once its steps are changed.
fn spoilt_seal(spoil: impl Fn(&mut procedure::Step)) -> CounterExample {
    let mut book = common::zhejiang().clone();
    book.affairs.get_mut("K1").unwrap().steps.iter_mut().for_each(spoil);
    check(&book, "K1").unwrap_err()
}

#[test]
fn one_person_in_two_places_is_told_as_a_story() {
    let found = spoilt_seal(|step| {
        step.who_not.clear();
        if step.id == "use_seal" {
            step.apart_from.retain(|other| other != "request");
        }
    });
    assert!(found.claim.en.starts_with("one person had both “ask for the seal”"), "{}", found.claim.en);
    let by_jin: Vec<&String> = found.story.iter().map(|act| &act.en).filter(|act| act.contains("Jin")).collect();
    assert_eq!(by_jin.len(), 2, "{by_jin:?}");
    assert!(by_jin[1].contains("Jin, seal keeper, takes the step “The seal”: sealed"), "{}", by_jin[1]);
}

#[test]
fn a_step_for_which_nobody_is_left_is_told_as_a_story() {
    // The village has one clerk, who also keeps the seal.
    let found = spoilt_seal(|step| {
        step.who_not.clear();
        if step.id == "request" {
            step.who.push(Post::SealKeeper);
        }
    });
    assert_eq!(found.claim.zh, "办到“盖章登记”就没有人能往下办了");
    assert!(found.story.first().is_some_and(|act| act.zh.starts_with("3月2日（周一），小徐（")), "{:?}", found.story);
}

#[test]
fn a_condition_that_tells_people_apart_is_not_accepted() {
    let found = spoilt_seal(|step| {
        step.gates.iter_mut().for_each(|gate| {
            gate.must = procedure::Condition::compile("by.request != actor.person").unwrap();
        });
    });
    assert!(found.claim.en.contains("tells people apart"), "{}", found.claim.en);
}

#[test]
fn every_affair_is_told_of_once_however_many_threads_there_are() {
    let codes: Vec<String> = ["K1", "C1", "I1"].map(str::to_owned).to_vec();
    for threads in [1, 2, 8] {
        let mut told = Vec::new();
        procedure::check_all(common::national(), &codes, threads, |code, checked| {
            assert_eq!(checked.unwrap().affair, code);
            told.push(code.to_owned());
        });
        told.sort();
        assert_eq!(told, ["C1", "I1", "K1"]);
    }
}
