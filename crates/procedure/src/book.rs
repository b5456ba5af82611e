//! The rule book: every affair with its layers, and what they lean on, under one hash.

use crate::affair::Affair;
use crate::fault::{RuleFault, RuleFile};
use crate::library::{CatalogueItem, Duty, EffectRule, Law, Separation, Tiers};
use crate::quorum::{Body, Quorum};
use crate::read::Reading;
use crate::read::library::Library;
use crate::state::{CaseState, Position};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use village::{Article, Hash, Place, WorkCalendar};

/// The rules that cases run under, read from files and identified by their content.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// SHA-256 over the paths and texts of every file of the layers.
    pub hash: Hash,
    /// The layers, the upper first: `national`, `zhejiang`.
    pub layers: Vec<String>,
    /// The affairs by code.
    pub affairs: BTreeMap<String, Affair>,
    /// Quorums and majorities by body.
    pub quorums: BTreeMap<Body, Quorum>,
    /// The working-day calendar.
    pub calendar: WorkCalendar,
    /// The amount tiers.
    pub tiers: Tiers,
    /// The laws cited.
    pub laws: BTreeMap<String, Law>,
    /// The duties.
    pub duties: BTreeMap<String, Duty>,
    /// The effects and what they need.
    pub effects: BTreeMap<String, EffectRule>,
    /// Duties that lie apart in every case.
    pub separations: Vec<Separation>,
    /// The disclosure catalogue.
    pub catalogue: BTreeMap<String, CatalogueItem>,
    /// The grounds of the engine's own rules, such as `order` and `apart`.
    pub standing: BTreeMap<String, Vec<Article>>,
}

impl RuleBook {
    /// Reads the files of the layers, the upper layer first.
    ///
    /// # Errors
    /// Every fault of every file, sorted.
    pub fn read(files: &[RuleFile], layers: &[&str]) -> Result<Self, Vec<RuleFault>> {
        let mut faults = Vec::new();
        let (mut library, mut reading) = (Library::default(), Reading::default());
        let mut hasher = Sha256::new();
        for layer in layers {
            let mut own: Vec<(&str, &RuleFile)> = files
                .iter()
                .filter_map(|file| Some((file.path.strip_prefix(layer)?.strip_prefix('/')?, file)))
                .collect();
            own.sort_by_key(|(name, _)| (place_in_order(name), *name));
            if own.is_empty() {
                let what = format!("no file of the layer `{layer}` was given");
                faults.push(RuleFault { file: (*layer).to_owned(), line: 1, what });
            }
            for (name, file) in own {
                for part in [file.path.as_bytes(), file.text.as_bytes()] {
                    hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                    hasher.update(part);
                }
                let known = name.starts_with("authority/") || name.ends_with(".md");
                if name.starts_with("affairs/") {
                    reading.take(&library, layer, file, &mut faults);
                } else if !known && !library.take(layer, name, file, &mut faults) {
                    let what = "no kind of rule file has this name; see rules/README.md".to_owned();
                    faults.push(RuleFault { file: file.path.clone(), line: 1, what });
                }
            }
        }
        let affairs = reading.finish(&library, &mut faults);
        if !faults.is_empty() {
            faults.sort();
            faults.dedup();
            return Err(faults);
        }
        Ok(Self {
            hash: Hash(hasher.finalize().into()),
            layers: layers.iter().map(|layer| (*layer).to_owned()).collect(),
            affairs,
            quorums: library.quorums,
            calendar: library.calendar,
            tiers: library.tiers,
            laws: library.laws,
            duties: library.duties,
            effects: library.effects,
            separations: library.separations,
            catalogue: library.catalogue,
            standing: library.standing,
        })
    }

    /// An affair by its code.
    #[must_use]
    pub fn affair(&self, code: &str) -> Option<&Affair> {
        self.affairs.get(code)
    }

    /// A case before its first step; `None` when there is no such affair.
    #[must_use]
    pub fn begin(&self, affair: &str, village: Place) -> Option<CaseState> {
        let first = self.affair(affair)?.first()?;
        Some(CaseState {
            affair: affair.to_owned(),
            village,
            at: Position::Step(first.id.clone()),
            facts: BTreeMap::new(),
            acts: Vec::new(),
            windows: Vec::new(),
            opened: None,
            due: None,
        })
    }
}

/// Shared files are read before those that name what is in them.
fn place_in_order(name: &str) -> usize {
    let order = ["law.toml", "duties.toml", "effects.toml", "disclosure.toml", "parameters.toml", "tiers.toml"];
    order.iter().position(|known| *known == name).unwrap_or(if name.starts_with("affairs/") { 99 } else { 50 })
}
