//! What is looked at together with a case: other cases with the same party, or about the same thing.

use super::affair::{Check, Part, texts};
use super::raw::{RawTogether, Text};
use crate::affair::{Affair, FieldKind, Together};
use std::collections::BTreeSet;

impl Part<'_> {
    pub(super) fn together(&mut self, raw: &RawTogether, kind: FieldKind, lookup: &Text) -> Together {
        if !matches!(kind, FieldKind::Money | FieldKind::Text) {
            let what = "what is looked at `together` is of kind `money`, their sum, or `text`, their numbers";
            self.faults.at(&lookup.span(), what);
        }
        if raw.affairs.is_empty() {
            self.faults.at(&lookup.span(), "`together` names the `affairs` whose cases it adds up");
        }
        self.later(&raw.within.span(), "", Check::Parameter(raw.within.get_ref().clone()));
        let same: Vec<String> = raw.same.get_ref().split(" or ").map(|fact| fact.trim().to_owned()).collect();
        for fact in same.iter().filter(|fact| *fact != Together::PARTY) {
            self.later(&raw.same.span(), "", Check::Fact(fact.clone()));
        }
        Together { affairs: texts(&raw.affairs), within: raw.within.get_ref().clone(), same, undecided: raw.undecided }
    }
}

/// What `together` names and nobody has: an affair, or a party of an affair that shares none.
pub(super) fn wrong_together(affair: &Affair, codes: &BTreeSet<String>) -> Vec<String> {
    let mut faults = BTreeSet::new();
    for together in affair.steps.iter().flat_map(|step| &step.lookups).filter_map(|lookup| lookup.together.as_ref()) {
        let unknown = together.affairs.iter().filter(|code| !codes.contains(*code));
        faults.extend(unknown.map(|code| format!("`{code}`, looked at `together`, is not a known affair")));
        if together.same.iter().any(|fact| fact == Together::PARTY) && affair.shares.party.is_none() {
            faults.insert("`together` asks for the same party, but `shares` names none".to_owned());
        }
    }
    faults.into_iter().collect()
}
