//! Verifies a whole affair: every name it uses is known where it is used, every condition gives true or false.

use super::affair::{Builder, Check, Later};
use super::invoice::wrong_parts;
use super::library::Library;
use super::table::wrong_totals;
use super::together::wrong_together;
use crate::affair::{Affair, FieldKind, StepKind, part_of};
use crate::condition::Condition;
use crate::fault::{RuleFault, nearest};
use crate::scope;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn finish(
    builders: BTreeMap<String, Builder>,
    library: &Library,
    faults: &mut Vec<RuleFault>,
) -> BTreeMap<String, Affair> {
    let mut ready = Vec::new();
    for (_, mut builder) in builders {
        take_over(&mut builder);
        check_again(&mut builder);
        let wrong = gather_facts(&mut builder.affair);
        let wrong = wrong.into_iter().chain(wrong_totals(&builder.affair)).chain(wrong_parts(&builder.affair));
        faults.extend(wrong.map(|wrong| whole(&builder.affair, wrong)));
        ready.push((builder.affair, builder.later));
    }
    let kinds: BTreeMap<String, BTreeMap<String, FieldKind>> =
        ready.iter().map(|(affair, _)| (affair.code.clone(), affair.facts.clone())).collect();
    let codes: BTreeSet<String> = kinds.keys().cloned().collect();
    let mut affairs = BTreeMap::new();
    for (mut affair, later) in ready {
        affair.foreign = foreign(&affair, &later, &kinds);
        for note in &later {
            if let Some(what) = wrong(&affair, note) {
                faults.push(RuleFault { file: note.file.clone(), line: note.line, what });
            }
        }
        let unique = duplicates(&affair).into_iter().chain(meetings(&affair, library));
        let together = wrong_together(&affair, &codes).into_iter().map(|what| wrong_at("", what));
        let unique =
            unique.chain(super::emergency::wrong(&affair)).chain(super::loops::endless(&affair)).chain(together);
        faults.extend(unique.map(|wrong| whole(&affair, wrong)));
        affairs.insert(affair.code.clone(), affair);
    }
    affairs
}

/// A fault of a whole affair, with the part of it that is at fault.
pub(crate) struct Wrong {
    at: String,
    what: String,
}

pub(crate) fn wrong_at(at: impl AsRef<str>, what: impl Into<String>) -> Wrong {
    Wrong { at: at.as_ref().to_owned(), what: what.into() }
}

fn whole(affair: &Affair, Wrong { at, what }: Wrong) -> RuleFault {
    let place = affair.written(&at);
    let file = place.map_or_else(|| format!("affair {}", affair.code), |place| place.file.clone());
    RuleFault { file, line: place.map_or(1, |place| place.line), what }
}

/// Gives a step the form of the step that it is `like`.
fn take_over(builder: &mut Builder) {
    for (step, source) in std::mem::take(&mut builder.like) {
        let Some(from) = builder.affair.step(&source).cloned() else { continue };
        let Some(to) = builder.affair.steps.iter_mut().find(|s| s.id == step) else { continue };
        to.lookups.extend(from.lookups);
        to.tables.splice(0..0, from.tables.into_iter().filter(|table| table.on.is_empty()));
        to.fields.splice(0..0, from.fields.into_iter().filter(|field| field.on.is_empty()));
        to.papers.splice(0..0, from.papers.into_iter().filter(|paper| paper.on.is_empty()));
        to.gates.splice(0..0, from.gates.into_iter().filter(|gate| gate.on.is_empty()));
    }
}

/// Gives a step the gates of other steps that it checks once more.
fn check_again(builder: &mut Builder) {
    for (step, gate) in std::mem::take(&mut builder.recheck) {
        let found = builder.affair.steps.iter().flat_map(|s| &s.gates).find(|g| g.id == gate).cloned();
        if let (Some(gate), Some(to)) = (found, builder.affair.steps.iter_mut().find(|s| s.id == step)) {
            to.gates.push(gate);
        }
    }
}

fn gather_facts(affair: &mut Affair) -> Vec<Wrong> {
    let mut faults = Vec::new();
    let mut facts: BTreeMap<String, FieldKind> = BTreeMap::new();
    for step in &affair.steps {
        let fields = step.fields.iter().map(|field| (&field.id, field.kind));
        for (id, kind) in fields.chain(step.lookups.iter().map(|lookup| (&lookup.id, lookup.kind))) {
            if let Some(other) = facts.insert(id.clone(), kind)
                && other != kind
            {
                let what = format!("`{id}` is of two kinds: {other:?} and {kind:?}");
                faults.push(wrong_at(part_of(&step.id, "field", id), what));
            }
        }
    }
    affair.facts = facts;
    faults
}

fn foreign(
    affair: &Affair,
    later: &[Later],
    kinds: &BTreeMap<String, BTreeMap<String, FieldKind>>,
) -> BTreeMap<String, FieldKind> {
    let mut found = BTreeMap::new();
    let conditions = later.iter().filter_map(|note| match &note.check {
        Check::Condition(condition) => Some(condition),
        _ => None,
    });
    for name in conditions.flat_map(Condition::reads) {
        let Some((field, fact)) = name.split_once(".facts.") else { continue };
        let fields = affair.steps.iter().flat_map(|step| &step.fields).filter(|f| f.id == field);
        let mut targets = fields.flat_map(|f| &f.affairs).filter_map(|code| kinds.get(code));
        if let Some(kind) = targets.find_map(|facts| facts.get(fact)) {
            found.insert(name.to_owned(), *kind);
        }
    }
    found
}

fn wrong(affair: &Affair, note: &Later) -> Option<String> {
    let unknown = |thing: &str, found: &str, known: &[String]| {
        let near = nearest(found, known.iter().map(String::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Some(format!("`{found}` is not a known {thing}{near}"))
    };
    let steps: Vec<String> = affair.steps.iter().map(|step| step.id.clone()).collect();
    match &note.check {
        Check::Step(id) if !steps.contains(id) => unknown("step", id, &steps),
        Check::Target(id) if id == super::outcome::ONWARD => None,
        Check::Target(id) if !steps.contains(id) && affair.ending(id).is_none() => {
            let endings = affair.endings.iter().map(|ending| ending.id.clone());
            unknown("step or ending", id, &steps.iter().cloned().chain(endings).collect::<Vec<_>>())
        }
        Check::Parameter(id) if !affair.parameters.contains_key(id) => {
            unknown("parameter", id, &affair.parameters.keys().cloned().collect::<Vec<_>>())
        }
        Check::Fact(id) if !affair.facts.contains_key(id) => {
            unknown("fact", id, &affair.facts.keys().cloned().collect::<Vec<_>>())
        }
        Check::Gate(id) if !affair.steps.iter().flat_map(|step| &step.gates).any(|gate| gate.id == *id) => {
            let gates = affair.steps.iter().flat_map(|step| step.gates.iter().map(|gate| gate.id.clone()));
            unknown("gate", id, &gates.collect::<Vec<_>>())
        }
        Check::Outcome(id) => {
            let outcomes: Vec<String> =
                affair.step(&note.step).into_iter().flat_map(|s| &s.outcomes).map(|o| o.id.clone()).collect();
            if outcomes.contains(id) { None } else { unknown("outcome", id, &outcomes) }
        }
        Check::Holes(words) => {
            let hole = scope::holes(words).into_iter().find(|hole| scope::shape(affair, hole).is_none())?;
            unknown("name to fill in", hole, &scope::names(affair))
        }
        Check::Condition(condition) => {
            if let Some(name) = condition.unknown_names(|name| scope::shape(affair, name)).first() {
                return unknown("name in a condition", name, &scope::names(affair));
            }
            condition.try_out(affair).err().or_else(|| out_of_sight(affair, &note.step, condition))
        }
        _ => None,
    }
}

/// A condition of a step may read the step's own form and lookups, and what earlier steps keep.
fn out_of_sight(affair: &Affair, step: &str, condition: &Condition) -> Option<String> {
    let step = affair.step(step)?;
    let kept = |name: &str| {
        let fields = affair.steps.iter().flat_map(|s| &s.fields).any(|f| f.id == name && f.keep);
        fields || affair.steps.iter().flat_map(|s| &s.lookups).any(|l| l.id == name && l.keep)
    };
    let own = |name: &str| step.fields.iter().any(|f| f.id == name) || step.lookups.iter().any(|l| l.id == name);
    let name = condition.reads().find(|name| affair.facts.contains_key(*name) && !own(name) && !kept(name))?;
    Some(format!("`{name}` is neither in this step's form nor kept (`keep = true`) by another step"))
}

fn duplicates(affair: &Affair) -> Vec<Wrong> {
    let mut faults = Vec::new();
    let mut once = |step: &str, thing: &str, ids: Vec<(String, &str)>| {
        let mut seen = BTreeSet::new();
        for (at, id) in ids {
            if !seen.insert(id) {
                let inside = if step.is_empty() { String::new() } else { format!(" in the step `{step}`") };
                faults.push(wrong_at(at, format!("the {thing} `{id}` is given twice{inside}")));
            }
        }
    };
    let endings = affair.endings.iter().map(|ending| (format!("ending.{}", ending.id), ending.id.as_str()));
    let steps = affair.steps.iter().map(|step| (step.id.clone(), step.id.as_str()));
    once("", "step or ending", steps.chain(endings).collect());
    for step in &affair.steps {
        let at = |thing: &str, id: &str| part_of(&step.id, thing, id);
        let tables = step.tables.iter().map(|table| (step.id.clone(), table.id.as_str()));
        let fields = step.fields.iter().map(|field| (at("field", &field.id), field.id.as_str()));
        once(&step.id, "field or table", fields.chain(tables).collect());
        once(&step.id, "paper", step.papers.iter().map(|paper| (at("paper", &paper.id), paper.id.as_str())).collect());
        let outcomes = step.outcomes.iter().map(|outcome| (at("outcome", &outcome.id), outcome.id.as_str()));
        once(&step.id, "outcome", outcomes.collect());
    }
    let mut gates: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for step in &affair.steps {
        for gate in &step.gates {
            gates.entry((&gate.id, gate.must.text())).or_insert_with(|| part_of(&step.id, "gate", &gate.id));
        }
    }
    once("", "gate (with another condition)", gates.into_iter().map(|((id, _), at)| (at, id)).collect());
    faults
}

/// A body that must be given notice is convened by a notice step.
fn meetings(affair: &Affair, library: &Library) -> Vec<Wrong> {
    let mut faults = Vec::new();
    for step in affair.steps.iter().filter(|step| step.kind == StepKind::Meeting) {
        let notice = step.convened_by.as_deref().and_then(|id| affair.step(id));
        if step.convened_by.is_some() && notice.is_none_or(|notice| notice.kind != StepKind::Notice) {
            let what = format!("the meeting `{}` is convened by a step that is no notice", step.id);
            faults.push(wrong_at(&step.id, what));
        }
        for choice in &step.bodies {
            let days = library.quorums.get(&choice.body).map_or(0, |quorum| quorum.notice_days);
            if days > 0 && notice.is_none() {
                let body = choice.body.as_str();
                let what = format!("the meeting `{}` of {body} needs `convened_by`: {days} days' notice", step.id);
                faults.push(wrong_at(&step.id, what));
            }
        }
    }
    faults
}
