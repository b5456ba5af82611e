//! How well the proofs and the examples watch the files: one thing is spoilt at a time, and the proof, an example or the
//! policies must notice. What nobody can notice, since it makes no difference, is proved to make none.

use crate::common;
use crate::mutation::{Mutant, apply, mutants};
use authority::Authority;
use procedure::{Example, RuleBook, RuleFile, Step, check, examples, may_be_one};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use village::Post;

/// Mutants that live, each with the reason why it may.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivors {
    #[serde(default)]
    survivor: Vec<Survivor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survivor {
    affair: String,
    mutant: String,
    reason: String,
}

/// What is known of one affair before anything is spoilt.
struct Sound {
    examples: Vec<Example>,
    /// For each step, the steps that can have been taken before it.
    before: BTreeMap<String, BTreeSet<String>>,
}

fn wanted(example: &Example) -> bool {
    example.layers.is_empty() || example.layers.iter().any(|layer| layer == "zhejiang")
}

fn sound(book: &RuleBook, files: &[RuleFile], code: &str) -> Sound {
    let file = files.iter().find(|file| file.path == format!("cases/{code}.toml")).unwrap();
    let examples = examples(file).unwrap().into_iter().filter(wanted).collect();
    Sound { examples, before: check(book, code).map(|proof| proof.before).unwrap() }
}

/// Whether the mutant can make no difference at all.
fn is_idle(book: &RuleBook, code: &str, sound: &Sound, mutant: &Mutant) -> bool {
    let step = |id: &str| -> &Step { book.affair(code).and_then(|affair| affair.step(id)).unwrap() };
    match mutant {
        // Nobody can hold the posts of both steps, or the one never comes before the other.
        Mutant::Apart(at, other) => {
            let comes_before = sound.before.get(at).is_some_and(|before| before.contains(other));
            !may_be_one(book, step(at), step(other)) || !comes_before
        }
        // Whoever holds the new post is kept from the step by another rule.
        Mutant::Post(at, post) => {
            let never = book.duties.get(&step(at).duty).is_some_and(|duty| duty.top_leader_never);
            step(at).who_not.contains(post) || (never && *post == Post::PartySecretary)
        }
        _ => false,
    }
}

/// Who notices a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Noticed {
    /// The policies: they do not give the post the duty.
    ByPolicies,
    /// A worked example, whatever the walk says: examples are run first, for they cost next to nothing.
    ByExamples,
    /// The walk of the states, and no example does.
    ByCheckOnly,
    Nobody,
}

fn noticed(book: &RuleBook, code: &str, sound: &Sound, policies: &Authority, mutant: &Mutant) -> Noticed {
    if let Mutant::Post(at, post) = mutant {
        let duty = &book.affair(code).and_then(|affair| affair.step(at)).unwrap().duty;
        if !policies.who_may(duty).contains(post) {
            return Noticed::ByPolicies;
        }
    }
    let spoilt = apply(book, code, mutant);
    if sound.examples.iter().any(|example| example.run(&spoilt).is_err()) {
        return Noticed::ByExamples;
    }
    if check(&spoilt, code).is_err() { Noticed::ByCheckOnly } else { Noticed::Nobody }
}

#[test]
fn whatever_is_taken_from_a_file_is_noticed_or_the_reason_is_told() {
    let (book, files) = (common::zhejiang(), common::files());
    let policies = Authority::new().unwrap();
    let survivors: Survivors = toml::from_str(include_str!("survivors.toml")).unwrap();
    let sound: BTreeMap<&str, Sound> =
        book.affairs.keys().map(|code| (code.as_str(), sound(book, &files, code))).collect();
    let all: Vec<(&str, Mutant)> = book
        .affairs
        .values()
        .flat_map(|affair| {
            let list = mutants(affair, |duty| policies.who_may(duty).to_vec());
            list.into_iter().map(|mutant| (affair.code.as_str(), mutant))
        })
        .collect();
    let (queue, living) = (Mutex::new(all.iter()), Mutex::new(BTreeSet::new()));
    let idle = Mutex::new(BTreeMap::<&str, usize>::new());
    let counts = Mutex::new(BTreeMap::<(&str, Noticed), usize>::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((code, mutant)) = next else { break };
                    if is_idle(book, code, &sound[code], mutant) {
                        *idle.lock().unwrap().entry(code).or_default() += 1;
                        continue;
                    }
                    let by = noticed(book, code, &sound[code], &policies, mutant);
                    *counts.lock().unwrap().entry((*code, by)).or_default() += 1;
                    if by == Noticed::Nobody {
                        living.lock().unwrap().insert(format!("{code}: {mutant}"));
                    }
                }
            });
        }
    });
    let (living, idle) = (living.into_inner().unwrap(), idle.into_inner().unwrap());
    let counts = counts.into_inner().unwrap();
    let of = |code: Option<&str>, by: Noticed| -> usize {
        counts
            .iter()
            .filter(|((of, how), _)| code.is_none_or(|code| code == *of) && *how == by)
            .map(|(_, many)| many)
            .sum()
    };
    let told = |code: Option<&str>| {
        let [policies, examples, check, alive] =
            [Noticed::ByPolicies, Noticed::ByExamples, Noticed::ByCheckOnly, Noticed::Nobody].map(|by| of(code, by));
        format!("{examples} noticed by examples, {check} by the proof only, {policies} by the policies, {alive} live")
    };
    for code in book.affairs.keys() {
        let own = all.iter().filter(|(of, _)| of == code).count();
        let idle = idle.get(code.as_str()).copied().unwrap_or(0);
        println!("{code}: {own} mutants, {}, {idle} make no difference", told(Some(code)));
    }
    println!("all: {} mutants, {}, {} make no difference", all.len(), told(None), idle.values().sum::<usize>());
    let explained: BTreeSet<String> =
        survivors.survivor.iter().map(|one| format!("{}: {}", one.affair, one.mutant)).collect();
    let silent: Vec<&Survivor> = survivors.survivor.iter().filter(|one| one.reason.trim().is_empty()).collect();
    assert!(silent.is_empty(), "{} survivors are listed without a reason", silent.len());
    let new: Vec<&String> = living.difference(&explained).collect();
    assert!(new.is_empty(), "nobody noticed:\n{}", new.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("\n"));
    let gone: Vec<&String> = explained.difference(&living).collect();
    assert!(gone.is_empty(), "listed as living, but noticed or no longer there: {gone:?}");
}
