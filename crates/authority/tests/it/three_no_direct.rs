//! 三不直接: what a top leader never does himself.

use crate::people::{answer, asks, may, reasons};
use village::Post::{CouncilChair, DeputyDirector, PartySecretary, VillageDirector};

const NEVER: &[(&str, &str)] = &[
    ("handle_money", "three_no_direct.money"),
    ("first_approve_money", "three_no_direct.money"),
    ("handle_project", "three_no_direct.project_purchase"),
    ("handle_purchase", "three_no_direct.project_purchase"),
    ("handle_lease", "three_no_direct.project_purchase"),
    ("handle_hiring", "three_no_direct.hiring"),
];

#[test]
fn who_is_secretary_and_director_and_chair_runs_no_money_no_project_no_hiring() {
    for (action, rule) in NEVER {
        assert_eq!(reasons(&asks(&[PartySecretary, VillageDirector, CouncilChair], action)), [*rule], "{action}");
    }
}

#[test]
fn no_other_post_lifts_it() {
    for (action, _) in NEVER {
        for other in village::Post::ALL {
            assert!(!may(&[PartySecretary, DeputyDirector, *other], action), "{other} {action}");
        }
    }
}

#[test]
fn a_director_who_is_not_secretary_may() {
    for (action, _) in NEVER {
        assert!(may(&[VillageDirector], action), "{action}");
    }
}

#[test]
fn the_mark_is_enough_without_the_post_and_the_post_without_the_mark() {
    let mut question = asks(&[VillageDirector], "handle_money");
    question.top_leader = true;
    assert_eq!(reasons(&question), ["three_no_direct.money"]);
    let mut question = asks(&[PartySecretary, VillageDirector], "handle_money");
    question.top_leader = false;
    assert_eq!(reasons(&question), ["three_no_direct.money"]);
}

#[test]
fn he_signs_last() {
    assert!(may(&[PartySecretary, VillageDirector], "sign_last"));
    assert!(!may(&[VillageDirector], "sign_last"));
}

#[test]
fn the_refusal_says_who_should_act_instead() {
    let question = asks(&[PartySecretary, VillageDirector], "first_approve_money");
    let refusal = answer(&question).into_result().unwrap_err();
    assert!(refusal.violation);
    assert_eq!(
        refusal.words.zh,
        "主要负责人不直接管钱：不经办钱款，也不首签审批钱款。请由分管的副职经办、首签，主要负责人末位签字"
    );
    assert_eq!(refusal.articles[0].words().zh, "村主要负责人“三不直接”制度（县级规定）");
}
