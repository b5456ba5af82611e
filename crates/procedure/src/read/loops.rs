//! Steps that lead only to each other: a case that comes there never ends.

use super::verify::{Wrong, wrong_at};
use crate::affair::{Affair, Step};
use std::collections::BTreeSet;

/// Each group of steps from which no ending can be reached, whatever the conditions say, told at its first step with the
/// steps of the loop.
pub(super) fn endless(affair: &Affair) -> Vec<Wrong> {
    if affair.endings.is_empty() {
        return vec![wrong_at("", "事项没有一种办结 / the affair has no ending")];
    }
    let mut ends: BTreeSet<&str> = affair.endings.iter().map(|ending| ending.id.as_str()).collect();
    loop {
        let known = ends.len();
        let can = |step: &&Step| targets(step).any(|to| ends.contains(to));
        let more: Vec<&str> = affair.steps.iter().filter(can).map(|step| step.id.as_str()).collect();
        ends.extend(more);
        if ends.len() == known {
            break;
        }
    }
    let (mut faults, mut told) = (Vec::new(), BTreeSet::new());
    for step in affair.steps.iter().filter(|step| !ends.contains(step.id.as_str())) {
        // A way to what is not known is told as such.
        let round = round(affair, step);
        if told.contains(step.id.as_str()) || round.is_empty() {
            continue;
        }
        // What leads into the loop is caught in it too.
        told.insert(step.id.as_str());
        told.extend(ahead(affair, step));
        let names = round.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" → ");
        let what = format!(
            "走进去就出不来：{names}，没有一条去向通向办结；请给其中一步加一个通向办结的结果 / \
             a loop without an exit: {names}; no way leads from here to an ending: give one of these steps an outcome that does"
        );
        faults.push(wrong_at(round.first().unwrap_or(&step.id.as_str()), what));
    }
    faults
}

fn targets(step: &Step) -> impl Iterator<Item = &str> {
    step.outcomes.iter().flat_map(|outcome| &outcome.branches).map(|branch| branch.to.as_str())
}

/// Every step that can be reached from one.
fn ahead<'a>(affair: &'a Affair, step: &'a Step) -> BTreeSet<&'a str> {
    let (mut seen, mut queue) = (BTreeSet::new(), vec![step]);
    while let Some(step) = queue.pop() {
        if seen.insert(step.id.as_str()) {
            queue.extend(targets(step).filter_map(|to| affair.step(to)));
        }
    }
    seen
}

/// A way from the step until a step comes again, the step that comes again at both ends; empty where it leads to no step.
fn round<'a>(affair: &'a Affair, step: &'a Step) -> Vec<&'a str> {
    let mut way: Vec<&str> = Vec::new();
    let mut at = step;
    loop {
        if let Some(place) = way.iter().position(|id| *id == at.id) {
            way.push(&at.id);
            return way.split_off(place);
        }
        way.push(&at.id);
        let Some(next) = targets(at).find_map(|to| affair.step(to)) else { return Vec::new() };
        at = next;
    }
}
