//! Puts a lower layer over an affair: it adds steps, gates, papers and majorities and tightens parameters. The format
//! has no word for taking anything away.

use super::affair::{Builder, Part, texts};
use super::library::Library;
use super::outcome::ONWARD;
use super::raw::{RawAddition, RawInsert, RawOverlay};
use super::verify;
use crate::affair::{Affair, Branch};
use crate::fault::{RuleFault, RuleFile, parse};
use std::collections::BTreeMap;

/// The affairs of a rule book while they are read, layer after layer.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    builders: BTreeMap<String, Builder>,
}

impl Reading {
    /// Reads one affair file of a layer: a new affair, or what the layer adds to one above it.
    pub(crate) fn take(&mut self, library: &Library, layer: &str, file: &RuleFile, faults: &mut Vec<RuleFault>) {
        let extends = file.text.lines().any(|line| line.trim_start().starts_with("extends"));
        if extends {
            match parse::<RawOverlay>(file) {
                Ok(raw) => self.overlay(library, layer, file, &raw, faults),
                Err(fault) => faults.push(fault),
            }
            return;
        }
        match parse(file) {
            Ok(raw) => {
                let (builder, found) = Part::of(library, layer, file).affair(&raw);
                faults.extend(found);
                let (code, category) = (&builder.affair.code, &builder.affair.category);
                if !file.path.ends_with(&format!("affairs/{category}/{code}.toml")) {
                    let what =
                        format!("affair {code} of category {category} belongs in affairs/{category}/{code}.toml");
                    faults.push(RuleFault { file: file.path.clone(), line: 1, what });
                }
                if self.builders.contains_key(code) {
                    let what = format!("affair {code} is defined above already; write `extends = \"{code}\"`");
                    faults.push(RuleFault { file: file.path.clone(), line: 1, what });
                }
                self.builders.insert(code.clone(), builder);
            }
            Err(fault) => faults.push(fault),
        }
    }

    fn overlay(
        &mut self,
        library: &Library,
        layer: &str,
        file: &RuleFile,
        raw: &RawOverlay,
        faults: &mut Vec<RuleFault>,
    ) {
        let mut part = Part::of(library, layer, file);
        let known: Vec<String> = self.builders.keys().cloned().collect();
        let Some(builder) = self.builders.get_mut(raw.extends.get_ref()) else {
            let known = known.iter().map(String::as_str);
            part.faults.unknown(&raw.extends.span(), "affair of a layer above", raw.extends.get_ref(), known);
            faults.extend(part.faults.done());
            return;
        };
        let affair = &mut builder.affair;
        if let Some(name) = &raw.name {
            affair.name = part.words(name, &raw.extends.span(), "");
        }
        if let Some(purpose) = &raw.purpose {
            affair.purpose = part.words(purpose, &raw.extends.span(), "");
        }
        for parameter in &raw.parameters {
            if affair.parameters.contains_key(parameter.id.get_ref()) {
                part.faults.at(&parameter.id.span(), "this parameter exists above; change it with [[tighten]]");
            } else if let Some(new) = library.new_parameter(parameter, layer, &mut part.faults) {
                affair.parameters.insert(new.id.clone(), new);
            }
        }
        for change in &raw.tighten {
            library.tighten(&mut affair.parameters, change, layer, &mut part.faults);
        }
        for list in &raw.lists {
            affair.lists.entry(list.id.get_ref().clone()).or_default().extend(list.values.iter().cloned());
        }
        part.codes(&raw.must_disclose);
        affair.must_disclose.extend(texts(&raw.must_disclose));
        affair.promises.extend(raw.promises.iter().filter_map(|promise| part.promise(promise)));
        for insert in &raw.insert {
            insert_steps(&mut part, affair, insert);
        }
        for addition in &raw.steps {
            add_to_step(&mut part, affair, addition);
        }
        builder.like.extend(part.like);
        builder.recheck.extend(part.recheck);
        builder.later.extend(part.later);
        faults.extend(part.faults.done());
    }

    /// The affairs, each verified as a whole.
    pub(crate) fn finish(self, library: &Library, faults: &mut Vec<RuleFault>) -> BTreeMap<String, Affair> {
        verify::finish(self.builders, library, faults)
    }
}

fn insert_steps(part: &mut Part<'_>, affair: &mut Affair, insert: &RawInsert) {
    let (after, on) = (insert.after.get_ref(), insert.on.get_ref());
    let steps: Vec<_> = insert.steps.iter().map(|step| part.step(step)).collect();
    let Some(place) = affair.steps.iter().position(|step| step.id == *after) else {
        let known = affair.steps.iter().map(|step| step.id.as_str());
        part.faults.unknown(&insert.after.span(), "step", after, known);
        return;
    };
    let (Some(first), Some(before)) = (steps.first().map(|s| s.id.clone()), affair.steps.get_mut(place)) else {
        return;
    };
    let Some(outcome) = before.outcomes.iter_mut().find(|outcome| outcome.id == *on) else {
        let known = before.outcomes.iter().map(|outcome| outcome.id.as_str());
        part.faults.unknown(&insert.on.span(), "outcome", on, known);
        return;
    };
    let onward = std::mem::replace(&mut outcome.branches, vec![Branch { when: None, to: first }]);
    let mut steps = steps;
    for outcome in steps.iter_mut().flat_map(|step| &mut step.outcomes) {
        let branches = std::mem::take(&mut outcome.branches);
        for branch in branches {
            match (branch.to == ONWARD, &branch.when) {
                (true, None) => outcome.branches.extend(onward.clone()),
                (true, Some(_)) => {
                    part.faults.at(&insert.after.span(), "`onward` stands in a branch without `when`");
                }
                (false, _) => outcome.branches.push(branch),
            }
        }
    }
    for (offset, step) in steps.into_iter().enumerate() {
        affair.steps.insert(place + 1 + offset, step);
    }
}

fn add_to_step(part: &mut Part<'_>, affair: &mut Affair, raw: &RawAddition) {
    let known: Vec<String> = affair.steps.iter().map(|step| step.id.clone()).collect();
    let Some(step) = affair.steps.iter_mut().find(|step| step.id == *raw.id.get_ref()) else {
        let known = known.iter().map(String::as_str);
        part.faults.unknown(&raw.id.span(), "step", raw.id.get_ref(), known);
        return;
    };
    let id = raw.id.get_ref();
    for apart in &raw.apart_from {
        part.later(&apart.span(), id, super::affair::Check::Step(apart.get_ref().clone()));
    }
    step.apart_from.extend(texts(&raw.apart_from));
    step.articles.extend(part.library.articles(&raw.articles, &mut part.faults));
    for paper in &raw.papers {
        let new = part.paper(paper, id);
        match step.papers.iter_mut().find(|old| old.id == new.id) {
            Some(old) if old.at_least <= new.at_least => *old = new,
            Some(_) => part.faults.at(&paper.id.span(), "a layer may ask for more of a paper, never for fewer"),
            None => step.papers.push(new),
        }
    }
    for gate in &raw.gates {
        if step.gates.iter().any(|old| old.id == *gate.id.get_ref()) {
            part.faults.at(&gate.id.span(), "this gate exists above; a layer adds gates under names of its own");
        } else {
            step.gates.extend(part.gate(gate, id));
        }
    }
    step.stricter.extend(raw.stricter.iter().filter_map(|stricter| part.stricter(stricter, id)));
}
