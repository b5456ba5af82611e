//! The gates of a step: every one that does not hold is named, in one refusal.

use super::{form, say};
use crate::affair::{FieldKind, Gate, Outcome, Step, Way};
use crate::scope::Scope;
use crate::state::FactValue;
use village::{Kind, Refusal, Words};

pub(crate) fn check(scope: &Scope<'_>, step: &Step, outcome: &Outcome) -> Result<(), Refusal> {
    looked_up(scope, step, outcome)?;
    let mut failed: Vec<&Gate> = Vec::new();
    for gate in step.gates.iter().filter(|gate| form::concerns(&gate.on, Some((&outcome.id, outcome.way)))) {
        if !gate.must.holds(scope).map_err(|what| say::broken_rule(&what))? {
            failed.push(gate);
        }
    }
    failed.sort_by_key(|gate| gate.slip);
    say_once(scope, &mut failed);
    let Some(first) = failed.first() else { return Ok(()) };
    let words: Vec<Words> = failed.iter().map(|gate| scope.fill(&gate.words)).collect();
    let mut next: Vec<Words> = failed.iter().map(|gate| scope.fill(&gate.next)).collect();
    next.dedup();
    let mut refusal = Refusal::new(
        Kind::NotNow,
        format!("{}.{}", scope.affair.code, first.id),
        say::list(&words, "；", "; "),
        say::list(&next, "；", "; "),
    );
    refusal.violation = !first.slip;
    for article in failed.iter().flat_map(|gate| &gate.articles) {
        if !refusal.articles.contains(article) {
            refusal.articles.push(article.clone());
        }
    }
    Err(refusal)
}

/// Where a case is not named at all, the first gate that misses it says so; what the others would say of it (“the contract's
/// party is nobody”) is noise.
fn say_once(scope: &Scope<'_>, failed: &mut Vec<&Gate>) {
    let mut told: Vec<&str> = Vec::new();
    failed.retain(|gate| {
        let names = gate.must.reads().filter_map(|name| name.split_once('.')).map(|(field, _)| field);
        let missing: Vec<&str> = names.filter(|field| scope.is_missing(field)).collect();
        let known = !missing.is_empty() && missing.iter().all(|field| told.contains(field));
        told.extend(missing);
        !known
    });
}

/// What the office had to look up must be there, in the right kind: an unknown fact never opens a gate.
fn looked_up(scope: &Scope<'_>, step: &Step, outcome: &Outcome) -> Result<(), Refusal> {
    if outcome.way != Way::On {
        return Ok(());
    }
    for lookup in &step.lookups {
        let found = scope.attempt.and_then(|attempt| attempt.facts.get(&lookup.id));
        let right = match lookup.kind {
            FieldKind::Money | FieldKind::Count => matches!(found, Some(FactValue::Int(_))),
            FieldKind::Truth => matches!(found, Some(FactValue::Truth(_))),
            FieldKind::Day => matches!(found, Some(FactValue::Day(_) | FactValue::Text(_))),
            _ => matches!(found, Some(FactValue::Text(_))),
        };
        if !right {
            return Err(say::broken_rule(&format!("`{}` was not looked up", lookup.id)));
        }
    }
    Ok(())
}
