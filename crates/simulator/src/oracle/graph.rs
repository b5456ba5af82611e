//! The steps of an affair as a graph: what lies ahead of a step.

use procedure::{Affair, Outcome, Step, Way};
use std::collections::BTreeSet;

/// Where an outcome may lead.
pub(super) fn targets(outcome: &Outcome) -> impl Iterator<Item = &str> {
    outcome.branches.iter().map(|branch| branch.to.as_str())
}

/// The steps to which one comes from a step by going on, itself included.
pub(super) fn ahead<'a>(affair: &'a Affair, from: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(id) = waiting.pop() {
        let Some(step) = find(affair, id) else { continue };
        if seen.insert(step.id.as_str()) {
            let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
            waiting.extend(on.flat_map(targets));
        }
    }
    seen
}

/// A step by its name.
pub(super) fn find<'a>(affair: &'a Affair, id: &str) -> Option<&'a Step> {
    affair.steps.iter().find(|step| step.id == id)
}
