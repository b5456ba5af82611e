//! Steps that a layer puts between two steps above: the case goes the long way round, and never past anything.

use crate::affair::{Affair, Branch, Step, Way};
use crate::read::affair::{Check, Part};
use crate::read::outcome::ONWARD;
use crate::read::raw::RawInsert;
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) fn steps(part: &mut Part<'_>, affair: &mut Affair, insert: &RawInsert) {
    let (after, on) = (insert.after.get_ref(), insert.on.get_ref());
    let steps: Vec<_> = insert.steps.iter().map(|step| part.step(step)).collect();
    let Some(place) = affair.steps.iter().position(|step| step.id == *after) else {
        let known = affair.steps.iter().map(|step| step.id.as_str());
        part.faults.unknown(&insert.after.span(), "step", after, known);
        return;
    };
    let before: BTreeSet<String> = coming_before(affair, after);
    let outcomes = affair.step(after).map(|step| step.outcomes.clone()).unwrap_or_default();
    let Some(outcome) = outcomes.into_iter().find(|outcome| outcome.id == *on) else {
        let known = affair.steps.iter().filter(|s| s.id == *after).flat_map(|s| &s.outcomes).map(|o| o.id.as_str());
        part.faults.unknown(&insert.on.span(), "outcome", on, known);
        return;
    };
    let Some(first) = steps.first().map(|step| step.id.clone()) else { return };
    let onward = outcome.branches;
    for (raw, step) in insert.steps.iter().zip(&steps) {
        only_tightens(part, affair, &steps, &before, &onward, step, &raw.id.span());
    }
    let outcomes = affair.steps.get_mut(place).map(|step| &mut step.outcomes);
    for outcome in outcomes.into_iter().flatten().filter(|outcome| outcome.id == *on) {
        outcome.branches = vec![Branch { when: None, words: None, to: first.clone() }];
    }
    let mut steps = steps;
    for step in &mut steps {
        lead_onward(part, step, &onward, &insert.after.span());
    }
    for (offset, step) in steps.into_iter().enumerate() {
        affair.steps.insert(place + 1 + offset, step);
    }
}

/// The step itself and every step from which going on leads to it.
fn coming_before(affair: &Affair, after: &str) -> BTreeSet<String> {
    let ids = affair.steps.iter().map(|step| step.id.clone());
    ids.filter(|id| affair.ahead(id).contains(after)).collect()
}

/// Puts what `onward` stands for in its place; the conditions of the ways must be known at this step too.
fn lead_onward(part: &mut Part<'_>, step: &mut Step, onward: &[Branch], span: &Range<usize>) {
    let id = step.id.clone();
    for outcome in &mut step.outcomes {
        for branch in std::mem::take(&mut outcome.branches) {
            match (branch.to == ONWARD, &branch.when) {
                (true, None) => {
                    for condition in onward.iter().filter_map(|branch| branch.when.clone()) {
                        part.later(span, &id, Check::Condition(condition));
                    }
                    outcome.branches.extend(onward.to_vec());
                }
                (true, Some(_)) => part.faults.at(span, "`onward` stands in a branch without `when`"),
                (false, _) => outcome.branches.push(branch),
            }
        }
    }
}

/// An inserted step lengthens the road: on to the next inserted step or `onward`, back to a step before, or to a bad end.
fn only_tightens(
    part: &mut Part<'_>,
    affair: &Affair,
    inserted: &[Step],
    before: &BTreeSet<String>,
    onward: &[Branch],
    step: &Step,
    span: &Range<usize>,
) {
    let here = |to: &str| inserted.iter().any(|step| step.id == to);
    let bad_end = |to: &str| affair.ending(to).is_some_and(|ending| !ending.good);
    for outcome in &step.outcomes {
        for to in outcome.branches.iter().map(|branch| branch.to.as_str()) {
            let lawful = match outcome.way {
                Way::On => to == ONWARD || here(to) || bad_end(to),
                Way::Back => here(to) || before.contains(to),
                Way::Stop => bad_end(to),
            };
            if !lawful {
                let what = format!(
                    "the outcome `{}` of the inserted step `{}` leads to `{to}` and would skip what lies between; \
                     it may lead to the next inserted step or `onward`, back to a step before, or to an end that is not good",
                    outcome.id, step.id
                );
                part.faults.at(span, what);
            }
        }
    }
    if let Some(effect) = step.effects.first() {
        let what =
            format!("the inserted step `{}` brings the effect `{effect}`; effects belong to the layer above", step.id);
        part.faults.at(span, what);
    }
    let allowed = |to: &str, what: &String| {
        let ending = affair.ending(to).is_some_and(|ending| ending.allows.contains(what));
        ending || affair.step(to).is_some_and(|step| step.allows.contains(what))
    };
    for what in step.allows.iter().filter(|what| !onward.iter().all(|branch| allowed(&branch.to, what))) {
        let text = format!("the inserted step `{}` allows `{what}` before the layer above does", step.id);
        part.faults.at(span, text);
    }
}
