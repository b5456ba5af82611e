//! No chain of grants, ends of mandates, absences, declarations of relatives, recusals, stand-ins, delegations and acts lets
//! one person, or two declared relatives, both decide on money and pay it.
//!
//! What is shown: every affair in which money is paid is walked once for each step at which it is decided on (approved,
//! signed for, recorded as decided, bound by a contract), from that step to its payment; and so is every affair on which a
//! payment rests, from the step that decided there to the payment here. Two people want to get round the rules, Jia and Yi,
//! beside people who do not: one for each post of the two steps. At every moment either of the two may be granted or lose any
//! post that lets somebody take one of the steps or stand in at it (two at most at a time); the two may be declared
//! relatives, either may be declared a relative of the party; the others may be there, may all have to stand aside, so that
//! deputies stand in, or be gone because their mandates have ended, and come back; the villagers' assembly may have delegated
//! the matter, where the affair can be delegated; and whoever may take the step that waits takes it; and anybody may be on leave, with one of the two standing in at one of his posts, and come
//! back. Of two of whom one stood in for the other, too, never one decides and the other pays. Every state that can come
//! about so is walked, in every order, without a bound on the length of the chain. Grants are judged by
//! `Authority::incompatible`, acts by the policies with the facts that `procedure` gives them (`turn`, `handlers`,
//! `deciders`) and by `take`: the functions of the real deeds. One decision and one payment at a time are enough: what else
//! Jia or Yi does in a case only bars them from more.
//!
//! What is not shown: more than two who act together (a third adds only another pair), a relative whom nobody declared,
//! and posts that have no hand in the two steps. That the policies hold for every set of posts is proved by a solver beside them.

mod world;

use crate::common;
use authority::{Authority, texts};
use procedure::{Affair, Attempt, CaseState, FactValue, FieldKind, RuleBook, Step, deciders, examples, take};
use std::collections::BTreeMap;
use village::Place;
use world::{Stage, Walk};

/// The duties by which money is decided on, written down once more.
const DECIDING: [&str; 4] = ["first_approve_money", "sign_last", "decide", "sign_contract"];

/// Every act of every worked example that was taken, with the state before it, by affair.
type Acts = BTreeMap<String, Vec<(CaseState, Attempt)>>;

fn acts(book: &RuleBook) -> Acts {
    let mut found = Acts::new();
    for file in common::files().iter().filter(|file| file.path.starts_with("cases/")) {
        for example in examples(file).unwrap() {
            let layers = ["national", "zhejiang"];
            if !example.layers.is_empty() && !example.layers.iter().any(|layer| layers.contains(&layer.as_str())) {
                continue;
            }
            let Ok((acts, _)) = example.play(book) else { continue };
            let mut state = book.begin(&example.affair, Place::new("990101001001").unwrap()).unwrap();
            for act in acts {
                let Ok(taken) = take(book, &state, &act) else { break };
                found.entry(example.affair.clone()).or_default().push((state.clone(), act.clone()));
                state = taken.applied(&state, &act);
            }
        }
    }
    found
}

fn stage(affair: &Affair, acts: &Acts, fits: impl Fn(&Step, &Attempt) -> bool) -> Option<Stage> {
    let taken = acts.get(&affair.code)?;
    let (state, attempt) = taken.iter().find(|(_, act)| affair.step(&act.step).is_some_and(|step| fits(step, act)))?;
    Some(Stage { affair: affair.code.clone(), state: state.clone(), attempt: attempt.clone() })
}

fn is_delegated(act: &Attempt) -> bool {
    matches!(act.facts.get("delegation"), Some(FactValue::Text(number)) if !number.is_empty())
}

/// A decision and the payment that rests on it.
struct Chain {
    name: String,
    /// The deciding act, and the same under a delegation.
    first: Stage,
    delegated: Option<Stage>,
    last: Stage,
    /// The field of the payment's case that names the case of the decision, where they are two.
    through: Option<String>,
}

/// Every decision with every payment that rests on it, and the deciding steps that no worked example takes.
fn chains(book: &RuleBook, acts: &Acts) -> (Vec<Chain>, Vec<String>) {
    let (mut chains, mut missing) = (Vec::new(), Vec::new());
    for affair in book.affairs.values().filter(|affair| affair.steps.iter().any(Step::pays)) {
        let Some(last) = stage(affair, acts, |step, act| step.pays() && act.outcome != "returned") else {
            missing.push(format!("{}: no example pays", affair.code));
            continue;
        };
        let fields = affair.steps.iter().flat_map(|step| &step.fields).filter(|field| field.kind == FieldKind::CaseRef);
        let named: Vec<(String, String)> = fields
            .filter(|field| last.attempt.references.contains_key(&field.id))
            .flat_map(|field| field.affairs.iter().map(|code| (field.id.clone(), code.clone())))
            .collect();
        let own = (None, affair.code.clone());
        for (through, code) in std::iter::once(own).chain(named.into_iter().map(|(field, code)| (Some(field), code))) {
            let target = book.affair(&code).unwrap();
            for step in target.steps.iter().filter(|step| DECIDING.contains(&step.duty.as_str())) {
                let plain = stage(target, acts, |known, act| known.id == step.id && !is_delegated(act));
                let delegated = stage(target, acts, |known, act| known.id == step.id && is_delegated(act));
                let name = format!("{code}.{} → {}", step.id, affair.code);
                let Some(first) = plain else {
                    missing.push(name);
                    continue;
                };
                chains.push(Chain { name, first, delegated, last: last.clone(), through: through.clone() });
            }
        }
    }
    (chains, missing)
}

#[test]
fn no_chain_lets_one_person_or_one_declared_family_both_decide_and_pay() {
    let (book, authority) = (common::zhejiang(), Authority::new().unwrap());
    let (chains, missing) = chains(book, &acts(book));
    assert!(missing.is_empty(), "no worked example takes: {missing:?}");
    let (mut states, mut paid, mut stood_in, mut delegated, mut on_leave) = (0, 0, 0, 0, 0);
    for chain in &chains {
        let mut walk = Walk::new(book, &authority, chain);
        states += walk.run().unwrap_or_else(|story| panic!("{}: {}", chain.name, story.join("; ")));
        let seen = walk.seen();
        assert!(seen.paid > 0, "{}: nobody pays, so the walk shows nothing", chain.name);
        on_leave += seen.on_leave;
        (paid, stood_in, delegated) = (paid + seen.paid, stood_in + seen.stood_in, delegated + seen.delegated);
    }
    println!("{} chains, {states} states, {paid} sorts of payment", chains.len());
    assert!(on_leave > 0, "nobody acted for somebody on leave");
    assert!(stood_in > 0 && delegated > 0, "{stood_in} stood in, {delegated} decided under a delegation");
    let codes = |code: &str| chains.iter().filter(|chain| chain.last.affair == code).count();
    for code in ["B3", "C1", "C2", "C4", "C5", "D2", "E2", "E4", "F2", "F3", "F4"] {
        assert!(codes(code) > 0, "{code} is not walked");
    }
    for linked in ["A1.decide → C2", "F1.sign_contract → C2", "F1.sign_contract → F2"] {
        assert!(chains.iter().any(|chain| chain.name == linked), "{linked} is not walked");
    }
}

fn found(book: &RuleBook, authority: &Authority, name: &str, blind: bool) -> Vec<String> {
    let (chains, _) = chains(common::zhejiang(), &acts(common::zhejiang()));
    let chain = chains.iter().find(|chain| chain.name == name).unwrap();
    let mut walk = Walk::new(book, authority, chain);
    walk.is_blind = blind;
    walk.run().unwrap_err()
}

#[test]
fn a_policy_without_the_family_is_found() {
    let authority = without("separation.family");
    for chain in ["C1.first_approve → C1", "A1.decide → C2"] {
        let story = found(common::zhejiang(), &authority, chain, false);
        assert!(story.contains(&"Jia and Yi declare each other".to_owned()), "{story:?}");
        assert!(story.last().is_some_and(|end| end.contains("decided") && end.contains("pays")), "{story:?}");
    }
}

#[test]
fn rules_that_let_an_approver_become_the_cashier_are_found() {
    let mut book = common::zhejiang().clone();
    book.separations.retain(|group| !group.duties.contains(&"pay".to_owned()));
    let story = found(&book, &Authority::new().unwrap(), "C1.first_approve → C1", false);
    assert!(story.iter().any(|what| what.contains("leaves")), "somebody leaves a post: {story:?}");
    assert!(story.iter().any(|what| what.ends_with("becomes agency_cashier")), "{story:?}");
}

#[test]
fn a_payment_that_is_not_told_who_decided_elsewhere_is_found() {
    let story = found(common::zhejiang(), &Authority::new().unwrap(), "A1.decide → C2", true);
    assert!(story.iter().any(|what| what.ends_with("becomes agency_cashier")), "{story:?}");
}

#[test]
fn a_leave_after_which_nobody_remembers_who_stood_in_is_found() {
    let book = common::zhejiang();
    let (chains, _) = chains(book, &acts(book));
    let authority = Authority::new().unwrap();
    let mut walk =
        Walk::new(book, &authority, chains.iter().find(|chain| chain.name == "C1.first_approve → C1").unwrap());
    walk.is_forgetful = true;
    let story = walk.run().unwrap_err();
    assert!(story.iter().any(|what| what.contains(" hands ")), "{story:?}");
}

#[test]
fn the_duties_that_decide_are_those_of_the_code() {
    let book = common::zhejiang();
    for (state, act) in acts(book).values().flatten() {
        let affair = book.affair(&state.affair).unwrap();
        let Some(pays) = affair.steps.iter().find(|step| step.pays()) else { continue };
        let duty = affair.step(&act.step).unwrap().duty.as_str();
        let after = take(book, state, act).unwrap().applied(state, act);
        let is_decider = deciders(affair, &after, pays, &BTreeMap::new()).contains(&act.actor.person);
        let did_before = deciders(affair, state, pays, &BTreeMap::new()).contains(&act.actor.person);
        assert_eq!(is_decider, did_before || DECIDING.contains(&duty), "{} {}", state.affair, act.step);
    }
}

/// The authority with one policy taken out.
fn without(id: &str) -> Authority {
    let cut: Vec<(&str, String)> = texts::POLICIES
        .iter()
        .map(|(name, text)| {
            let mark = format!("@id(\"{id}\")");
            let Some((before, rest)) = text.split_once(&mark) else { return (*name, (*text).to_owned()) };
            let after = rest.split_once(";\n").map_or("", |(_, after)| after);
            (*name, format!("{before}{after}"))
        })
        .collect();
    let files: Vec<(&str, &str)> = cut.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Authority::read(texts::SCHEMA, &files, texts::INCOMPATIBLE).unwrap()
}
