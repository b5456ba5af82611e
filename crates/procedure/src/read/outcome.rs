//! Reads the outcomes of a step: where each leads, what else it brings about.

use super::affair::{Check, Part, texts};
use super::library::one_of;
use super::raw::RawOutcome;
use crate::affair::{Branch, Outcome, TallyResult, Way, part_of};

/// In an inserted step: to wherever the step before it led.
pub(crate) const ONWARD: &str = "onward";

pub(crate) fn read(part: &mut Part<'_>, raw: &RawOutcome, step: &str) -> Outcome {
    let span = raw.id.span();
    let way = raw.way.as_ref().map_or(Way::On, |text| {
        one_of(text, "way", &["on", "back", "stop"], &mut part.faults);
        match text.get_ref().as_str() {
            "back" => Way::Back,
            "stop" => Way::Stop,
            _ => Way::On,
        }
    });
    let when_tally = raw.when_tally.as_ref().map(|text| {
        one_of(text, "result of a count", &["passed", "not_passed", "not_quorate"], &mut part.faults);
        match text.get_ref().as_str() {
            "passed" => TallyResult::Passed,
            "not_passed" => TallyResult::NotPassed,
            _ => TallyResult::NotQuorate,
        }
    });
    for effect in &raw.effects {
        if !part.library.effects.contains_key(effect.get_ref()) {
            let known = part.library.effects.keys().map(String::as_str);
            part.faults.unknown(&effect.span(), "effect", effect.get_ref(), known);
        }
    }
    part.codes(&raw.discloses);
    part.note(part_of(step, "outcome", raw.id.get_ref()), &span);
    let branches = branches(part, raw, step);
    Outcome {
        id: raw.id.get_ref().clone(),
        words: part.words(&raw.words, &span, step),
        way,
        when_tally,
        branches,
        effects: texts(&raw.effects),
        discloses: texts(&raw.discloses),
    }
}

fn branches(part: &mut Part<'_>, raw: &RawOutcome, step: &str) -> Vec<Branch> {
    if let (Some(to), []) = (&raw.to, raw.branches.as_slice()) {
        part.later(&to.span(), step, Check::Target(to.get_ref().clone()));
        return vec![Branch { when: None, words: None, to: to.get_ref().clone() }];
    }
    if raw.to.is_some() || raw.branches.is_empty() {
        part.faults.at(&raw.id.span(), "an outcome needs `to`, or `branch`es, one of them");
    }
    let last = raw.branches.len().saturating_sub(1);
    if raw.branches.iter().enumerate().any(|(place, branch)| branch.when.is_none() != (place == last)) {
        part.faults.at(&raw.id.span(), "every branch but the last has a `when`; the last has none");
    }
    let mut branches = Vec::new();
    for branch in &raw.branches {
        part.later(&branch.to.span(), step, Check::Target(branch.to.get_ref().clone()));
        let when = branch.when.as_ref().and_then(|text| part.condition(text, step));
        let words = branch.words.as_ref().map(|words| part.words(words, &branch.to.span(), step));
        branches.push(Branch { when, words, to: branch.to.get_ref().clone() });
    }
    branches
}
