//! The rule book: every affair with its layers, and what they lean on, under one hash.

mod accounts;
mod shared;

use crate::affair::{Affair, Parameter, turning_days};
use crate::catalogue::CatalogueItem;
use crate::deputy::Deputies;
use crate::fault::{RuleFault, RuleFile};
use crate::library::{Duty, EffectRule, Law, Separation, Tiers};
use crate::numbers::SharedList;
use crate::quorum::{Body, Quorum};
use crate::read::library::{Dates, Library};
use crate::read::{NATION, Reading};
use crate::state::{CaseState, Position};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use village::{Article, Day, Hash, Level, Place, Post, WorkCalendar};

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
    /// Who stands in for whom.
    pub deputies: BTreeMap<Post, Deputies>,
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
    /// The chart of accounts; none where the layers hold none.
    pub chart: Option<Arc<ledger::Chart>>,
    /// What the affairs' effects post.
    pub postings: ledger::Postings,
    /// Parameters that every affair may use.
    pub parameters: BTreeMap<String, Parameter>,
    /// Lists of words that the program asks for by name.
    pub lists: BTreeMap<String, SharedList>,
    editions: Vec<Edition>,
}

/// The rules as they read from a day on, for the villages of one township or for all others.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The township whose own layer is in it; none for the county's other villages.
    pub township: Option<Place>,
    /// The first day; none for the time before every date in the files.
    pub from: Option<Day>,
    /// The rules.
    pub book: Arc<RuleBook>,
}

impl RuleBook {
    /// Reads the files of the layers, the upper layer first: the nation, a province, a county, then townships, each by the
    /// nine digits of its code.
    ///
    /// # Errors
    /// Every fault of every file, sorted.
    pub fn read(files: &[RuleFile], layers: &[&str]) -> Result<Self, Vec<RuleFault>> {
        let mut faults = order_of(layers);
        let shared: Vec<&str> = layers.iter().copied().filter(|layer| township(layer).is_none()).collect();
        let mut chains = vec![(None, shared.clone())];
        for layer in layers.iter().filter(|layer| township(layer).is_some()) {
            chains.push((township(layer), shared.iter().copied().chain([*layer]).collect()));
        }
        let hash = hash(files, layers);
        let mut editions = Vec::new();
        for (township, chain) in chains {
            let (first, turning) = Self::read_as_of(files, &chain, None, hash, &mut faults);
            editions.push(Edition { township: township.clone(), from: None, book: Arc::new(first) });
            for day in turning {
                let (book, _) = Self::read_as_of(files, &chain, Some(day), hash, &mut faults);
                editions.push(Edition { township: township.clone(), from: Some(day), book: Arc::new(book) });
            }
        }
        if !faults.is_empty() {
            faults.sort();
            faults.dedup();
            return Err(faults);
        }
        let Some(first) = editions.first().map(|edition| RuleBook::clone(&edition.book)) else { return Err(faults) };
        let layers = layers.iter().map(|layer| (*layer).to_owned()).collect();
        if editions.len() == 1 {
            editions.clear();
        }
        Ok(Self { layers, editions, ..first })
    }

    /// Reads one chain of layers as of a day, and tells the days on which it reads otherwise.
    fn read_as_of(
        files: &[RuleFile],
        layers: &[&str],
        day: Option<Day>,
        hash: Hash,
        faults: &mut Vec<RuleFault>,
    ) -> (Self, BTreeSet<Day>) {
        let mut library = Library { dates: Dates::as_of(day), ..Library::default() };
        let mut reading = Reading::default();
        for layer in layers {
            let own = files_of(files, layer);
            if own.is_empty() {
                let what = format!("no file of the layer `{layer}` was given");
                faults.push(RuleFault { file: (*layer).to_owned(), line: 1, what });
            }
            let (affairs, shared): (Vec<_>, Vec<_>) =
                own.into_iter().partition(|(name, _)| name.starts_with("affairs/"));
            for (name, file) in shared {
                let policies = name.starts_with("authority/");
                if policies && *layer != NATION {
                    let what =
                        "policies come with the program: a layer says what is asked of a step, not who may do what";
                    faults.push(RuleFault { file: file.path.clone(), line: 1, what: what.to_owned() });
                } else if !policies && !name.ends_with(".md") && !library.take(layer, name, file, faults) {
                    let what = "no kind of rule file has this name; see rules/README.md".to_owned();
                    faults.push(RuleFault { file: file.path.clone(), line: 1, what });
                }
            }
            reading.share(&library);
            for (_, file) in affairs.into_iter().filter(|_| !library.unread) {
                reading.take(&library, layer, file, faults);
            }
        }
        let affairs = reading.finish(&library, faults);
        let (chart, postings) = accounts::read(&library.ledger, &affairs, faults);
        let turning = library.dates.turning_days();
        let book = Self {
            hash,
            layers: layers.iter().map(|layer| (*layer).to_owned()).collect(),
            affairs,
            chart,
            postings,
            parameters: library.parameters,
            lists: library.lists,
            quorums: library.quorums,
            calendar: library.calendar,
            tiers: library.tiers,
            laws: library.laws,
            deputies: library.deputies,
            duties: library.duties,
            effects: library.effects,
            separations: library.separations,
            catalogue: library.catalogue,
            standing: library.standing,
            editions: Vec::new(),
        };
        (book, turning)
    }

    /// The rules that hold at a place on a day: with its township's own layer, and with what is in force that day.
    #[must_use]
    pub fn in_force(&self, place: &Place, day: Day) -> &Self {
        self.edition(place, day).map_or(self, |edition| &edition.book)
    }

    /// The same, shared.
    #[must_use]
    pub fn at(self: &Arc<Self>, place: &Place, day: Day) -> Arc<Self> {
        self.edition(place, day).map_or_else(|| Arc::clone(self), |edition| Arc::clone(&edition.book))
    }

    fn edition(&self, place: &Place, day: Day) -> Option<&Edition> {
        if self.editions.is_empty() {
            return None;
        }
        let township = place.at(Level::Township);
        let own = self.editions.iter().any(|edition| edition.township.is_some() && edition.township == township);
        let of_place = |edition: &&Edition| edition.township == if own { township.clone() } else { None };
        self.editions.iter().filter(of_place).rev().find(|edition| edition.from.is_none_or(|from| from <= day))
    }

    /// Every way in which the rules read, by township and day; empty when they read the same everywhere and always.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The days on which a number or a rule changes, for every edition.
    #[must_use]
    pub fn turning_days(&self) -> BTreeSet<Day> {
        let own = self.affairs.values().flat_map(|affair| affair.parameters.values());
        let numbers = own.chain(self.parameters.values()).map(|parameter| &parameter.settings);
        let settings = numbers.chain(self.tiers.list.iter().map(|tier| &tier.up_to));
        let mut days: BTreeSet<Day> = settings.flat_map(|settings| turning_days(settings)).collect();
        for edition in &self.editions {
            days.extend(edition.from);
            days.extend(edition.book.turning_days());
        }
        days
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

/// The township that a layer belongs to; none for the layers that hold in the whole county.
fn township(layer: &str) -> Option<Place> {
    Place::new(layer).ok().filter(|place| place.level() == Level::Township)
}

/// The nation first, at most one province and one county, the townships last.
fn order_of(layers: &[&str]) -> Vec<RuleFault> {
    let fault = |layer: &str, what: String| RuleFault { file: layer.to_owned(), line: 1, what };
    let mut faults = Vec::new();
    let shared = layers.iter().take_while(|layer| township(layer).is_none()).count();
    if layers.first() != Some(&NATION) {
        faults
            .push(fault("layers", format!("the first layer is `{NATION}`, found `{}`", layers.first().unwrap_or(&""))));
    }
    if shared > 3 {
        let extra = layers.get(3).unwrap_or(&"");
        faults.push(fault(extra, "above the townships there are three layers: nation, province, county".to_owned()));
    }
    if let Some(late) = layers.iter().skip(shared).find(|layer| township(layer).is_none()) {
        let what = "the layer stands below a township's; the order is nation, province, county, townships";
        faults.push(fault(late, what.to_owned()));
    }
    let mut seen = BTreeSet::new();
    for twice in layers.iter().filter(|layer| !seen.insert(**layer)) {
        faults.push(fault(twice, format!("the layer `{twice}` is named twice")));
    }
    let of_layer = |layer: &&&str| Place::new(**layer).is_ok_and(|place| place.level() != Level::Township);
    for wrong in layers.iter().filter(of_layer).filter(|layer| layer.len() > 6) {
        faults.push(fault(wrong, "a township's layer is named by its nine digits; a village has no layer".to_owned()));
    }
    faults
}

/// A layer's files with their names inside it, in the order in which they are read.
fn files_of<'f>(files: &'f [RuleFile], layer: &str) -> Vec<(&'f str, &'f RuleFile)> {
    let inside = |path: &'f str| path.strip_prefix(layer)?.strip_prefix('/');
    let mut own: Vec<_> = files.iter().filter_map(|file| Some((inside(&file.path)?, file))).collect();
    own.sort_by_key(|(name, _)| (place_in_order(name), *name));
    own
}

/// SHA-256 over every file of the layers: its path and its text, each after its length.
fn hash(files: &[RuleFile], layers: &[&str]) -> Hash {
    let mut hasher = Sha256::new();
    for (_, file) in layers.iter().flat_map(|layer| files_of(files, layer)) {
        for part in [file.path.as_bytes(), file.text.as_bytes()] {
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part);
        }
    }
    Hash(hasher.finalize().into())
}

/// Shared files are read before those that name what is in them.
fn place_in_order(name: &str) -> usize {
    let order = ["law.toml", "duties.toml", "effects.toml", "disclosure.toml", "parameters.toml", "tiers.toml"];
    order.iter().position(|known| *known == name).unwrap_or(if name.starts_with("affairs/") { 99 } else { 50 })
}
