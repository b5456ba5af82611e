//! The emergency lane: what it lets be done first, and what the proof says when something is taken from it.

use crate::common;
use procedure::{CaseState, CounterExample, Position, RuleBook, RuleFile, check, examples, lane, take};
use village::Place;

/// The case of an example before its last act, which must be allowed up to there.
fn before_last(book: &RuleBook, code: &str, name: &str) -> CaseState {
    let path = format!("cases/{code}.toml");
    let files = common::files();
    let file = files.iter().find(|file| file.path == path).unwrap();
    let example = examples(file).unwrap().into_iter().find(|example| example.name.en == name).unwrap();
    let (acts, _) = example.play(book).unwrap();
    let mut state = book.begin(code, Place::new("990101001001").unwrap()).unwrap();
    for act in &acts[..acts.len() - 1] {
        state = take(book, &state, act).unwrap().applied(&state, act);
    }
    state
}

#[test]
fn a_case_in_the_lane_says_until_when_what_must_be_made_up() {
    let book = common::national();
    let state = before_last(book, "F3", "no payment is asked for before the decision is made up");
    let found = lane(book, &state).unwrap();
    assert_eq!(found.opened.to_string(), "2026-03-02");
    assert_eq!(found.ratify_by.to_string(), "2026-03-17");
    assert_eq!(found.missing, ["ratify", "publicise_ratified", "close_ratified"]);
    assert!(found.acted && !found.is_ratified() && !found.articles.is_empty());
}

#[test]
fn a_case_on_the_ordinary_road_is_in_no_lane() {
    let book = common::national();
    let state = before_last(book, "F3", "another price than was made public");
    assert_eq!(lane(book, &state), None);
}

#[test]
fn what_is_made_up_stands_until_a_return_undoes_it() {
    let book = common::national();
    let state = before_last(
        book,
        "F3",
        "sandbags for a flood are ordered first, and paid once decision, publicity and check are made up",
    );
    assert!(lane(book, &state).unwrap().is_ratified());
    let state = before_last(book, "F3", "an objection is upheld, decide anew");
    assert_eq!(lane(book, &state).unwrap().missing, ["close_ratified"]);
}

/// What the proof says of an affair once it is spoilt.
fn spoilt(code: &str, spoil: impl Fn(&mut procedure::Affair)) -> CounterExample {
    let mut book = common::zhejiang().clone();
    spoil(book.affairs.get_mut(code).unwrap());
    check(&book, code).unwrap_err()
}

fn step<'a>(affair: &'a mut procedure::Affair, id: &str) -> &'a mut procedure::Step {
    affair.steps.iter_mut().find(|step| step.id == id).unwrap()
}

#[test]
fn a_lane_that_pays_before_it_is_made_up_is_found() {
    let found = spoilt("F3", |affair| {
        // Acceptance goes straight to payment, and the lane's own steps are reached by a side road only.
        let accepted = step(affair, "accept").outcomes.iter_mut().find(|outcome| outcome.id == "accepted").unwrap();
        accepted.branches[0].when = Some(procedure::Condition::compile("emergency && amount_fen == 0").unwrap());
    });
    // The shortest road to the hole ends in a refusal of the payment; a longer one pays.
    assert!(found.claim.en.starts_with("an emergency ended without “Ratification"), "{}", found.claim.en);
    let found = spoilt("F3", |affair| {
        let accepted = step(affair, "accept").outcomes.iter_mut().find(|outcome| outcome.id == "accepted").unwrap();
        accepted.branches[0].when = Some(procedure::Condition::compile("emergency && amount_fen == 0").unwrap());
        for id in ["first_approve", "sign_last"] {
            step(affair, id).outcomes.retain(|outcome| outcome.id != "refused");
        }
    });
    assert!(
        found.claim.en.contains("came before") && found.claim.en.contains("had been made up"),
        "{}",
        found.claim.en
    );
}

#[test]
fn a_lane_without_its_cap_is_found() {
    for code in ["F1", "F3", "I3"] {
        let found = spoilt(code, |affair| {
            affair.steps.iter_mut().for_each(|step| step.gates.retain(|gate| gate.id != "over_emergency_cap"));
            // The way from counting to giving out knows the cap too.
            let ways =
                affair.steps.iter_mut().flat_map(|step| &mut step.outcomes).flat_map(|outcome| &mut outcome.branches);
            let to_lane = ways.filter(|branch| branch.to == "distribute_at_once" && branch.when.is_some());
            to_lane.for_each(|branch| branch.when = Some(procedure::Condition::compile("emergency").unwrap()));
        });
        assert!(found.claim.en.contains("above its cap"), "{code}: {}", found.claim.en);
        assert!(!found.story.is_empty());
    }
}

#[test]
fn a_lane_that_ends_without_its_alert_is_found() {
    for (code, other) in [("F3", "not_approved"), ("F1", "not_approved"), ("I3", "returned_to_giver")] {
        let found = spoilt(code, |affair| {
            let refused =
                step(affair, "ratify").outcomes.iter_mut().find(|outcome| outcome.id == "not_passed").unwrap();
            refused.branches[0].to = other.to_owned();
        });
        assert!(found.claim.en.starts_with("an emergency ended without"), "{code}: {}", found.claim.en);
    }
}

#[test]
fn a_step_that_the_lane_leaves_out_in_silence_is_found() {
    let found = spoilt("F3", |affair| {
        affair.emergency.as_mut().unwrap().waived.retain(|step| step != "choose");
    });
    assert!(found.claim.en.contains("neither made up nor waived"), "{}", found.claim.en);
}

#[test]
fn a_lane_that_hides_what_it_did_is_found() {
    let found = spoilt("F3", |affair| {
        affair.emergency.as_mut().unwrap().discloses = vec!["V13".to_owned()];
    });
    assert!(found.claim.en.contains("without disclosing V13"), "{}", found.claim.en);
}

#[test]
fn what_was_done_at_once_is_no_good_outside_the_lane() {
    let found = spoilt("F3", |affair| {
        // The need itself leads to the order, past whoever opens the lane.
        let urgent = step(affair, "need").outcomes.iter_mut().find(|outcome| outcome.id == "urgent").unwrap();
        urgent.branches[0].to = "order_at_once".to_owned();
    });
    assert!(found.claim.en.contains("lane is open") || found.claim.en.starts_with("no road"), "{}", found.claim.en);
}

/// The faults of the rules with one file's text changed.
fn faults(path: &str, from: &str, to: &str) -> Vec<String> {
    let files: Vec<RuleFile> = common::files()
        .into_iter()
        .map(|file| {
            let text = if file.path == path { file.text.replacen(from, to, 1) } else { file.text.clone() };
            assert!(file.path != path || text != file.text, "`{from}` is not in {path}");
            RuleFile { text, ..file }
        })
        .collect();
    let faults = RuleBook::read(&files, &["national"]).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_table_that_does_not_hold_together_is_told_in_words() {
    let path = "national/affairs/F/F3.toml";
    for (from, to, said) in [
        ("by = \"ratify\"", "by = \"close_ratified\"", "cannot stand for `joint_meeting`: another kind of step"),
        ("{ step = \"close_award\", by", "{ step = \"pay\", by", "cannot stand for `pay`: another duty"),
        ("cap = \"emergency_cap_fen\"", "cap = \"emergency_cap\"", "did you mean `emergency_cap_fen`"),
        ("unratified = \"not_ratified\"", "unratified = \"done\"", "is no good one"),
        ("within = \"ratify_days\"", "within = \"emergency_cap_fen\"", "counts no days"),
        ("to = \"open_emergency\"", "to = \"joint_meeting\"", "no step has an outcome that asks for `open_emergency`"),
        ("discloses = [\"V07\"]\nwaived", "waived", "missing field `discloses`"),
        ("waived_by = [\"bid 66\", \"county\"]\n", "", "the ground for what is `waived`"),
        (
            "who = [\"deputy_director\", \"branch_member\", \"township_official\"]",
            "who = [\"deputy\"]",
            "is not a known post",
        ),
    ] {
        let told = faults(path, from, to);
        assert!(told.iter().any(|what| what.contains(said)), "{said}: {told:#?}");
    }
}

#[test]
fn a_lower_layer_may_narrow_the_lane_and_never_widen_it() {
    let layer = |value: &str| {
        let mut files = common::files();
        files.push(RuleFile {
            path: "990101/affairs/F/F3.toml".to_owned(),
            text: format!(
                "extends = \"F3\"\n[[tighten]]\nparameter = \"emergency_cap_fen\"\nvalue = {value}\nsince = \"2026-01-01\"\narticles = [\"county\"]\n"
            ),
        });
        RuleBook::read(&files, &["national", "990101"])
    };
    assert!(layer("1_000_000").is_ok());
    let faults = layer("9_000_000").unwrap_err();
    assert!(
        faults.iter().any(|fault| fault.what.contains("emergency_cap_fen") || fault.what.contains("looser")),
        "{faults:?}"
    );
}

#[test]
fn the_proof_tells_what_it_proved_of_the_lane() {
    let proof = check(common::zhejiang(), "F3").unwrap();
    let told: Vec<&str> = proof.claims.iter().map(|claim| claim.en.as_str()).collect();
    assert!(told.iter().any(|claim| claim.contains("no money leaves before that")), "{told:#?}");
    assert!(told.iter().any(|claim| claim.contains("50,000.00")), "{told:#?}");
}

#[test]
fn the_case_stands_where_the_lane_leads() {
    let state = before_last(common::national(), "F1", "no ID before the order");
    assert_eq!(state.at, Position::Step("order_at_once".to_owned()));
}
