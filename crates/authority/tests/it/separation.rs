//! Handler ≠ witness ≠ approver ≠ payer, from what was done; relatives stand aside.

use crate::people::{AUTHORITY, answer, asks, may, person, reasons};
use village::Post::{self, CivilAffairsOfficer, TownshipOfficial};

/// Someone who may do the action in an ordinary case.
fn one_who_may(action: &str) -> Post {
    *AUTHORITY.who_may(action).iter().find(|post| may(&[**post], action)).unwrap()
}

#[test]
fn who_took_the_step_before_may_not_take_the_one_kept_apart_from_it() {
    for (action, rule) in [
        ("witness", "separation.witness"),
        ("first_approve_money", "separation.approver"),
        ("sign_last", "separation.approver"),
        ("approve_seal", "separation.approver"),
        ("check", "separation.checker"),
        ("check_books", "separation.checker"),
        ("accept", "separation.checker"),
        ("pay", "separation.custody"),
        ("use_seal", "separation.custody"),
        ("submit_books", "separation.other_step"),
        ("handle_lease", "separation.other_step"),
    ] {
        let mut question = asks(&[one_who_may(action)], action);
        question.handlers.insert(person(2));
        assert!(answer(&question).is_allowed(), "{action} after someone else");
        question.handlers.insert(person(1));
        assert_eq!(reasons(&question), [rule], "{action} after oneself");
    }
}

#[test]
fn every_duty_gives_exactly_one_reason_to_who_was_there_before() {
    for action in AUTHORITY.duties() {
        let mut question = asks(&[one_who_may(action)], action);
        question.handlers.insert(person(1));
        assert_eq!(reasons(&question).len(), 1, "{action}");
    }
}

#[test]
fn a_declared_relative_of_a_party_stands_aside_from_every_step() {
    for action in AUTHORITY.duties() {
        let mut question = asks(&[one_who_may(action)], action);
        question.kin_of_party = true;
        assert_eq!(reasons(&question), ["separation.kin"], "{action}");
    }
}

#[test]
fn a_party_may_ask_for_himself_and_takes_no_other_step() {
    for action in AUTHORITY.duties() {
        let mut question = asks(&[one_who_may(action)], action);
        question.is_party = true;
        let expected: &[&str] =
            if ["handle_money", "request_seal"].contains(&action) { &[] } else { &["separation.party"] };
        assert_eq!(reasons(&question), expected, "{action}");
    }
    let mut question = asks(&[Post::AgencyCashier], "pay");
    question.is_party = true;
    assert!(answer(&question).into_result().unwrap_err().violation);
}

#[test]
fn who_is_handler_and_relative_hears_both_reasons() {
    let mut question = asks(&[Post::CommitteeMember], "witness");
    question.kin_of_party = true;
    question.handlers.insert(person(1));
    assert_eq!(reasons(&question), ["separation.kin", "separation.witness"]);
    let refusal = answer(&question).into_result().unwrap_err();
    assert!(refusal.words.zh.contains("回避") && refusal.words.zh.contains("作证明"));
}

#[test]
fn reading_is_open_to_a_handler_and_to_a_relative() {
    let mut question = asks(&[Post::Bookkeeper], "read_village_papers");
    question.kin_of_party = true;
    question.handlers.insert(person(1));
    assert!(answer(&question).is_allowed());
}

#[test]
fn nobody_grants_or_ends_his_own_mandate_or_a_relatives() {
    for action in ["grant_mandate", "end_mandate"] {
        for post in [TownshipOfficial, CivilAffairsOfficer] {
            let mut question = asks(&[post], action);
            question.handlers.insert(person(2));
            assert!(answer(&question).is_allowed());
            question.handlers.insert(person(1));
            assert_eq!(reasons(&question), ["separation.own_mandate"]);
            let mut question = asks(&[post], action);
            question.kin_of_party = true;
            assert_eq!(reasons(&question), ["separation.own_mandate"]);
        }
    }
}
