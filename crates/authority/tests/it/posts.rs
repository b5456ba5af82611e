//! What posts may do: allowed, refused, and refused in words.

use crate::people::{AUTHORITY, answer, asks, may, person, reasons};
use authority::{Question, Verdict};
use village::{Kind, Place, Post};

#[test]
fn each_post_of_a_routine_expense_may_take_its_own_step_and_not_the_next() {
    for (post, yes, no) in [
        (Post::Bookkeeper, "handle_money", "first_approve_money"),
        (Post::CommitteeMember, "witness", "first_approve_money"),
        (Post::DeputyDirector, "first_approve_money", "sign_last"),
        (Post::SupervisionMember, "check", "sign_last"),
        (Post::PartySecretary, "sign_last", "pay"),
        (Post::Bookkeeper, "submit_books", "check_books"),
        (Post::AgencyAccountant, "check_books", "pay"),
        (Post::AgencyCashier, "pay", "check_books"),
    ] {
        assert!(may(&[post], yes), "{post} {yes}");
        assert!(!may(&[post], no), "{post} {no}");
    }
}

#[test]
fn a_person_without_a_post_may_do_nothing() {
    for action in AUTHORITY.actions() {
        assert_eq!(reasons(&asks(&[], action)), ["no_post"], "{action}");
    }
}

#[test]
fn a_refusal_for_want_of_a_post_names_the_posts_that_may() {
    let Verdict::Denied { by, violation } = answer(&asks(&[Post::Villager], "pay")) else { panic!("allowed") };
    assert_eq!(by.len(), 1);
    assert_eq!(by[0].words.zh, "“支付”须由下列岗位办理：代理出纳。您目前在这里没有这样的岗位");
    assert_eq!(by[0].words.en, "to pay takes one of these posts: agency cashier; you hold none of them here now");
    assert!(violation);
}

#[test]
fn wanting_to_read_without_the_post_is_no_irregularity() {
    let Verdict::Denied { violation, .. } = answer(&asks(&[Post::Villager], "read_village_papers")) else {
        panic!("allowed")
    };
    assert!(!violation);
}

#[test]
fn the_villages_own_people_read_what_is_public_of_it_and_nobody_else_by_that_name() {
    for post in Post::ALL {
        let own = post.level() == village::Level::Village && *post != Post::Contractor;
        let allowed = answer(&asks(&[*post], "read_published_papers")).is_allowed();
        assert_eq!(allowed, own, "{post}");
    }
    assert!(!answer(&asks(&[Post::Villager, Post::Administrator], "read_published_papers")).is_allowed());
}

#[test]
fn a_no_becomes_a_refusal_that_is_not_yours_with_its_articles_once() {
    let mut question = asks(&[Post::DeputyDirector], "first_approve_money");
    question.handlers.insert(person(1));
    let refusal = answer(&question).into_result().unwrap_err();
    assert_eq!(refusal.kind, Kind::NotYours);
    assert_eq!(refusal.rule, "separation.approver");
    assert!(refusal.violation && !refusal.words.is_incomplete() && !refusal.next.is_incomplete());
    assert_eq!(refusal.articles[0].words().zh, "《会计法》第25条（2024年文本）");
    assert_eq!(refusal.articles.len(), 1);
}

#[test]
fn an_unknown_action_is_a_fault_and_not_a_no() {
    let fault = AUTHORITY.may(&asks(&[Post::Villager], "handle_mony")).unwrap_err();
    assert_eq!(fault.chain(), "`handle_mony` is not an action of the schema");
}

#[test]
fn a_township_official_keeps_the_mandates_of_villages_and_the_county_those_above() {
    let at = |post: Post, place: &str| {
        let question = Question::new(person(1), [post], "grant_mandate", Place::new(place).unwrap());
        answer(&question).is_allowed()
    };
    assert!(at(Post::TownshipOfficial, "990101001001"));
    assert!(!at(Post::TownshipOfficial, "990101001"));
    assert!(!at(Post::TownshipOfficial, "990101"));
    assert!(at(Post::CivilAffairsOfficer, "990101001"));
    assert!(at(Post::CivilAffairsOfficer, "990101"));
}

#[test]
fn a_case_runs_in_a_village_and_nowhere_else() {
    let mut question = asks(&[Post::TownshipOfficial], "review_township");
    assert!(answer(&question).is_allowed());
    question.place = Place::new("990101001").unwrap();
    assert_eq!(reasons(&question), ["supervision.cases_run_in_a_village"]);
}

#[test]
fn every_post_may_do_something_and_every_action_has_someone_to_do_it() {
    for post in Post::ALL {
        assert!(AUTHORITY.actions().any(|action| may(&[*post], action)), "{post}");
    }
    for action in AUTHORITY.actions() {
        assert!(AUTHORITY.who_may(action).iter().any(|post| may(&[*post], action)), "{action}");
    }
}

#[test]
fn who_may_says_what_the_policies_do() {
    for action in AUTHORITY.actions() {
        for post in Post::ALL {
            assert_eq!(AUTHORITY.who_may(action).contains(post), may(&[*post], action), "{post} {action}");
        }
    }
    assert_eq!(AUTHORITY.who_may("no_such_action"), []);
}
