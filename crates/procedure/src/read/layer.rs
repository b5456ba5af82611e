//! Puts a lower layer over an affair: it adds steps, gates, papers and majorities and tightens parameters. The format
//! has no word for taking anything away.

mod addition;
mod insert;

use super::affair::{Builder, Part, texts};
use super::library::Library;
use super::raw::RawOverlay;
use super::verify;
use crate::affair::{Affair, Setting};
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

    /// What a layer's shared files say of shared parameters holds in the affairs of the layers above it too.
    pub(crate) fn share(&mut self, library: &Library) {
        for affair in self.builders.values_mut().map(|builder| &mut builder.affair) {
            for (id, shared) in &library.parameters {
                let own = affair.parameters.entry(id.clone()).or_insert_with(|| shared.clone());
                let known = |new: &Setting| own.settings.iter().any(|old| old.file == new.file && old.line == new.line);
                let new: Vec<Setting> = shared.settings.iter().filter(|setting| !known(setting)).cloned().collect();
                if own.settings.first().map(|s| &s.file) == shared.settings.first().map(|s| &s.file) {
                    own.settings.extend(new);
                }
            }
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
            if let Some(new) = library.new_parameter(parameter, layer, &mut part.faults) {
                part.add_parameter(&mut affair.parameters, &parameter.id.span(), new);
            }
        }
        for change in &raw.tighten {
            library.tighten(&mut affair.parameters, change, layer, &mut part.faults);
        }
        for list in &raw.lists {
            addition::list(&mut part, affair, list);
        }
        part.codes(&raw.must_disclose);
        affair.must_disclose.extend(texts(&raw.must_disclose));
        affair.promises.extend(raw.promises.iter().filter_map(|promise| part.promise(promise)));
        for insert in &raw.insert {
            insert::steps(&mut part, affair, insert);
        }
        for addition in &raw.steps {
            addition::step(&mut part, affair, addition);
        }
        builder.affair.written.0.extend(part.written);
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
