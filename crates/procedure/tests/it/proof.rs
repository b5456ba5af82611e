//! Every affair is proved in both layers.

use crate::common;
use procedure::{RuleBook, check};

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
