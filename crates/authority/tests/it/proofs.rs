//! What a solver proves about the policies: not for the people of a test, but for every person, post, place and matter
//! that the schema can express. Each proof has its negative control: with its policy taken out, or an over-broad permit
//! put in, the solver must find the counter-example, and the policies must really allow it.
//!
//! The solver is cvc5, Debian's package `cvc5`; another one is found through the environment variable `CVC5`.

use crate::people::AUTHORITY;
use authority::texts;
use cedar_policy::{Authorizer, Decision, Policy, PolicyId, PolicySet, Schema};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use std::str::FromStr;
use village::{Level, Post};

const TOP_LEADER: &str = r#"principal.top_leader || principal in Post::"party_secretary""#;
const HANDLED: &str = "context.handlers.contains(principal)";
const RELATIVE: &str = "context.kin_of_party";
const PARTY: &str = "context.is_party";
const ADMINISTRATOR: &str = r#"principal in Post::"administrator""#;

const MONEY: &[&str] = &["handle_money", "first_approve_money"];
const PROJECT_PURCHASE: &[&str] = &["handle_project", "handle_purchase", "handle_lease", "open_emergency"];
const HIRING: &[&str] = &["handle_hiring"];
const APPROVE_OR_WITNESS: &[&str] = &["witness", "first_approve_money", "sign_last", "approve_seal"];

pub(crate) fn schema() -> Schema {
    Schema::from_cedarschema_str(texts::SCHEMA).unwrap().0
}

/// The policies, by their codes, as the authority reads them.
pub(crate) fn policies() -> PolicySet {
    let mut set = PolicySet::new();
    for (_, text) in texts::POLICIES {
        for policy in PolicySet::from_str(text).unwrap().policies() {
            set.add(policy.new_id(PolicyId::new(policy.annotation("id").unwrap()))).unwrap();
        }
    }
    set
}

fn without(ids: &[&str]) -> PolicySet {
    ids.iter().fold(policies(), |mut set, id| {
        set.remove_static(PolicyId::new(id)).unwrap();
        set
    })
}

fn with(text: &str) -> PolicySet {
    let mut set = policies();
    set.add(Policy::parse(Some(PolicyId::new("control")), text).unwrap()).unwrap();
    set
}

fn solver() -> CedarSymCompiler<LocalSolver> {
    let solver = LocalSolver::cvc5().unwrap_or_else(|error| {
        panic!("the solver cvc5 cannot be started ({error}): install Debian's package `cvc5` (apt-get install cvc5)")
    });
    CedarSymCompiler::new(solver).unwrap()
}

/// A request for one of the actions, under the condition, that the policies allow: none, if they never do.
async fn counter_example(policies: &PolicySet, actions: &[&str], when: &str) -> Option<Env> {
    assert!(!actions.is_empty(), "a proof about no action proves nothing");
    let (schema, mut solver) = (schema(), solver());
    for action in actions {
        let env = schema.request_envs().find(|env| env.action().id().unescaped() == *action);
        let env = env.unwrap_or_else(|| panic!("`{action}` is not an action of the schema"));
        let danger = format!("permit(principal, action == Action::\"{action}\", resource) when {{ {when} }};");
        let danger = PolicySet::from_str(&danger).unwrap();
        let allowed = CompiledPolicySet::compile(policies, &env, &schema).unwrap();
        let danger = CompiledPolicySet::compile(&danger, &env, &schema).unwrap();
        let found = solver.check_disjoint_with_counterexample_opt(&allowed, &danger).await.unwrap();
        if found.is_some() {
            return found;
        }
    }
    None
}

async fn never(actions: &[&str], when: &str) {
    if let Some(found) = counter_example(&policies(), actions, when).await {
        panic!("the policies allow {} to {}", found.request, found.entities.to_json_value().unwrap());
    }
}

/// The negative control: these policies are wrong, and the solver says so with a case that they really allow.
async fn found_out(wrong: &PolicySet, actions: &[&str], when: &str) {
    let found = counter_example(wrong, actions, when).await.expect("the solver to find the hole");
    let ask = |set| Authorizer::new().is_authorized(&found.request, set, &found.entities).decision();
    assert_eq!(ask(wrong), Decision::Allow, "{}", found.request);
    assert_eq!(ask(&policies()), Decision::Deny, "{}", found.request);
}

fn duties() -> Vec<&'static str> {
    AUTHORITY.duties().collect()
}

#[tokio::test]
async fn no_top_leader_ever_handles_or_first_approves_money() {
    never(MONEY, TOP_LEADER).await;
    for action in MONEY {
        found_out(&without(&["three_no_direct.money"]), &[action], TOP_LEADER).await;
    }
}

#[tokio::test]
async fn no_top_leader_ever_handles_a_project_or_a_purchase() {
    never(PROJECT_PURCHASE, TOP_LEADER).await;
    for action in PROJECT_PURCHASE {
        found_out(&without(&["three_no_direct.project_purchase"]), &[action], TOP_LEADER).await;
    }
}

#[tokio::test]
async fn no_top_leader_ever_handles_hiring() {
    never(HIRING, TOP_LEADER).await;
    found_out(&without(&["three_no_direct.hiring"]), HIRING, TOP_LEADER).await;
}

#[tokio::test]
async fn nobody_who_handled_approves_or_witnesses_the_same_case() {
    never(APPROVE_OR_WITNESS, HANDLED).await;
    found_out(&without(&["separation.witness"]), &["witness"], HANDLED).await;
    for action in ["first_approve_money", "sign_last", "approve_seal"] {
        found_out(&without(&["separation.approver"]), &[action], HANDLED).await;
    }
}

#[tokio::test]
async fn nobody_takes_any_step_kept_apart_from_one_that_he_took() {
    never(&duties(), HANDLED).await;
    found_out(&without(&["separation.checker"]), &["check_books"], HANDLED).await;
    found_out(&without(&["separation.custody"]), &["pay"], HANDLED).await;
    found_out(&without(&["separation.other_step"]), &["submit_books"], HANDLED).await;
}

#[tokio::test]
async fn a_relative_of_a_party_never_takes_any_step() {
    never(&duties(), RELATIVE).await;
    found_out(&without(&["separation.kin"]), &duties(), RELATIVE).await;
}

#[tokio::test]
async fn a_party_never_takes_any_step_but_to_ask_for_himself() {
    let beyond_asking: Vec<&str> =
        duties().into_iter().filter(|duty| !["handle_money", "request_seal"].contains(duty)).collect();
    never(&beyond_asking, PARTY).await;
    found_out(&without(&["separation.party"]), &beyond_asking, PARTY).await;
}

// ---- Not one person, nor one declared family, both decides on money and pays it. ----
//
// What the solver proves, for every person, every set of posts (so also with the post for which somebody stands in when its
// holders stand aside, which the question simply adds to their own), every place and every history that a request can carry:
//
//   1. whoever may pay holds the cashier's post, at that moment;
//   2. whoever holds the cashier's or the accountant's post decides, approves, signs and handles nothing, at that moment,
//      whatever other posts a grant has let through;
//   3. whoever is said to have taken a step kept apart does not pay (above: `nobody_takes_any_step_kept_apart_…`);
//   4. whoever is said to be a declared relative of somebody who decided does not pay.
//
// 1 and 2 close one moment. A request carries no sequence, so the solver cannot see posts that change hands while a case
// runs; that 3 and 4 are said truly along every chain of grants, ends, declarations, recusals, stand-ins and acts is what
// the enumeration in `procedure/tests/it/chain.rs` shows, with the same functions that the real deeds use.

/// By what money is decided on.
const DECIDE: &[&str] = &["first_approve_money", "sign_last", "decide"];
const CASHIER: &str = r#"principal in Post::"agency_cashier""#;
const AGENCY: &str = r#"principal in [Post::"agency_cashier", Post::"agency_accountant"]"#;
const FAMILY: &str = "context.kin_of_decider";

#[tokio::test]
async fn whoever_may_pay_is_the_cashier() {
    never(&["pay"], &format!("!({CASHIER})")).await;
    let hole = r#"permit(principal in Post::"deputy_director", action == Action::"pay", resource);"#;
    found_out(&with(hole), &["pay"], &format!("!({CASHIER})")).await;
}

#[tokio::test]
async fn whoever_keeps_books_or_money_decides_nothing_whatever_other_post_was_granted() {
    never(DECIDE, AGENCY).await;
    never(&["handle_money", "handle_project", "handle_purchase", "witness", "submit_books", "sign_contract"], AGENCY)
        .await;
    for action in DECIDE {
        found_out(&without(&["separation.agency_does_not_decide"]), &[action], AGENCY).await;
    }
}

#[tokio::test]
async fn no_one_set_of_posts_both_decides_and_pays() {
    // Two questions about the same person at the same moment: whoever the first allows, the second refuses.
    let both = format!(
        "{CASHIER} && (principal in Post::\"deputy_director\" || principal in Post::\"branch_member\" || principal in Post::\"party_secretary\")"
    );
    never(DECIDE, &both).await;
    found_out(&without(&["separation.agency_does_not_decide"]), DECIDE, &both).await;
}

#[tokio::test]
async fn a_declared_relative_of_whoever_decided_never_pays() {
    never(&["pay"], FAMILY).await;
    found_out(&without(&["separation.family"]), &["pay"], FAMILY).await;
}

#[tokio::test]
async fn whoever_decided_never_pays_in_whatever_post() {
    never(&["pay"], HANDLED).await;
    let mut hole = without(&["separation.custody"]);
    let text = r#"permit(principal in Post::"branch_member", action == Action::"pay", resource);"#;
    hole.add(Policy::parse(Some(PolicyId::new("control")), text).unwrap()).unwrap();
    found_out(&hole, &["pay"], HANDLED).await;
}

#[tokio::test]
async fn an_administrator_never_does_any_business() {
    let business: Vec<&str> = AUTHORITY.actions().filter(|action| *action != "add_divisions").collect();
    never(&business, ADMINISTRATOR).await;
    let exemption = without(&["supervision.administrator_has_no_business"]);
    found_out(&exemption, &duties(), ADMINISTRATOR).await;
    let mut all_powerful = exemption;
    let text = r#"permit(principal in Post::"administrator", action, resource);"#;
    all_powerful.add(Policy::parse(Some(PolicyId::new("control")), text).unwrap()).unwrap();
    found_out(&all_powerful, &["grant_mandate"], ADMINISTRATOR).await;
}

#[tokio::test]
async fn an_all_powerful_administrator_could_not_be_permitted_even_by_a_new_policy() {
    let set = with(r#"permit(principal in Post::"administrator", action, resource);"#);
    assert!(counter_example(&set, &["grant_mandate", "pay", "close_red_alert"], ADMINISTRATOR).await.is_none());
}

#[tokio::test]
async fn no_post_in_the_village_ever_closes_a_red_alert() {
    let posts = Post::ALL.iter().filter(|post| post.level() == Level::Village);
    let posts: Vec<String> = posts.map(|post| format!("Post::\"{post}\"")).collect();
    let holder = format!("principal in [{}]", posts.join(", "));
    never(&["close_red_alert"], &holder).await;
    found_out(&without(&["supervision.red_not_by_the_village"]), &["close_red_alert"], &holder).await;
    never(&["close_red_alert"], "principal.top_leader").await;
}

#[tokio::test]
async fn an_over_broad_permit_is_found_where_no_forbid_stands() {
    // The exchange officer may not pay today. A careless permit is found by the same question.
    let holder = r#"principal in Post::"exchange_officer" && !(principal in Post::"agency_cashier")"#;
    never(&["pay"], holder).await;
    found_out(&with("permit(principal, action == Action::\"pay\", resource);"), &["pay"], holder).await;
}

#[tokio::test]
async fn no_policy_can_fail_on_any_request() {
    let (schema, mut solver) = (schema(), solver());
    for policy in policies().policies() {
        for env in policy.get_valid_request_envs(&schema) {
            let compiled = CompiledPolicy::compile(policy, &env, &schema).unwrap();
            let never = solver.check_never_errors_opt(&compiled).await.unwrap();
            assert!(never, "{} may fail on {}", policy.id(), env.action());
        }
    }
}
