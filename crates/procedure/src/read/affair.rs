//! Builds an affair from its file. Names that only the whole affair can settle are noted and verified afterwards.

use super::library::{self, Library, one_of};
use super::outcome;
use super::raw::{RawAffair, RawBody, RawField, RawGate, RawList, RawPromise, RawStep, RawStricter, Text};
use crate::affair::{
    Affair, BodyChoice, Choice, Ending, Field, FieldKind, Gate, Lookup, PaperScope, Parameter, Places, Promise, Shares,
    Step, Stricter, Written, part_of,
};
use crate::condition::Condition;
use crate::fault::{Faults, RuleFault, RuleFile};
use crate::quorum::Body;
use std::collections::BTreeMap;
use std::ops::Range;
use village::Words;

/// An affair in the making.
#[derive(Debug)]
pub(crate) struct Builder {
    pub(crate) affair: Affair,
    /// Steps that take over another step's form: (step, source).
    pub(crate) like: BTreeMap<String, String>,
    /// Gates of other steps that a step checks once more: (step, gate).
    pub(crate) recheck: Vec<(String, String)>,
    pub(crate) later: Vec<Later>,
}

/// Something to verify once the affair is whole.
#[derive(Debug)]
pub(crate) struct Later {
    pub(crate) file: String,
    pub(crate) line: usize,
    /// The step in whose form the names are sought first; empty for the whole affair.
    pub(crate) step: String,
    pub(crate) check: Check,
}

#[derive(Debug)]
pub(crate) enum Check {
    Condition(Condition),
    Step(String),
    Outcome(String),
    Target(String),
    Parameter(String),
    Holes(Words),
    Fact(String),
    Gate(String),
}

/// Reads one file's part of an affair.
pub(crate) struct Part<'a> {
    pub(crate) library: &'a Library,
    pub(crate) layer: &'a str,
    pub(crate) file: &'a RuleFile,
    pub(crate) faults: Faults<'a>,
    pub(crate) later: Vec<Later>,
    pub(crate) like: BTreeMap<String, String>,
    pub(crate) recheck: Vec<(String, String)>,
    /// Where the file's lines end: a thousand things of a file are noted with their lines.
    ends: Vec<usize>,
    /// Where each thing stands.
    pub(crate) written: BTreeMap<String, Written>,
}

impl<'a> Part<'a> {
    pub(crate) fn of(library: &'a Library, layer: &'a str, file: &'a RuleFile) -> Self {
        Self {
            library,
            layer,
            file,
            faults: Faults::of(file),
            later: Vec::new(),
            like: BTreeMap::new(),
            recheck: Vec::new(),
            ends: file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect(),
            written: BTreeMap::new(),
        }
    }

    /// Keeps where something is written.
    pub(crate) fn note(&mut self, key: impl Into<String>, span: &Range<usize>) {
        let (file, line) = (self.file.path.clone(), self.line(span));
        self.written.insert(key.into(), Written { file, line });
    }

    fn line(&self, span: &Range<usize>) -> usize {
        1 + self.ends.partition_point(|end| *end < span.start)
    }

    pub(crate) fn later(&mut self, span: &Range<usize>, step: &str, check: Check) {
        let line = self.line(span);
        self.later.push(Later { file: self.file.path.clone(), line, step: step.to_owned(), check });
    }

    pub(crate) fn condition(&mut self, text: &Text, step: &str) -> Option<Condition> {
        match Condition::compile(text.get_ref()) {
            Ok(condition) => {
                self.later(&text.span(), step, Check::Condition(condition.clone()));
                Some(condition)
            }
            Err(what) => {
                self.faults.at(&text.span(), what);
                None
            }
        }
    }

    pub(crate) fn words(&mut self, words: &Words, span: &Range<usize>, step: &str) -> Words {
        library::words(words, span, &mut self.faults);
        self.later(span, step, Check::Holes(words.clone()));
        words.clone()
    }

    pub(crate) fn step(&mut self, raw: &RawStep) -> Step {
        let id = raw.id.get_ref().as_str();
        let span = raw.id.span();
        if !self.library.duties.contains_key(raw.duty.get_ref()) {
            let known = self.library.duties.keys().map(String::as_str);
            self.faults.unknown(&raw.duty.span(), "duty", raw.duty.get_ref(), known);
        }
        self.note(id, &span);
        let kind = self.kind(raw);
        for apart in &raw.apart_from {
            self.later(&apart.span(), id, Check::Step(apart.get_ref().clone()));
        }
        if let Some(like) = &raw.like {
            self.later(&like.span(), id, Check::Step(like.get_ref().clone()));
            self.like.insert(id.to_owned(), like.get_ref().clone());
        }
        for gate in &raw.recheck {
            self.later(&gate.span(), id, Check::Gate(gate.get_ref().clone()));
            self.recheck.push((id.to_owned(), gate.get_ref().clone()));
        }
        if let Some(notice) = &raw.convened_by {
            self.later(&notice.span(), id, Check::Step(notice.get_ref().clone()));
        }
        let limit = raw.limit.as_ref().map(|limit| self.limit(limit, id));
        let window = raw.window.as_ref().map(|window| {
            self.later(&window.days.span(), id, Check::Parameter(window.days.get_ref().clone()));
            window.days.get_ref().clone()
        });
        let outcomes: Vec<_> = raw.outcomes.iter().map(|o| outcome::read(self, o, id)).collect();
        let union = |pick: fn(&crate::affair::Outcome) -> &Vec<String>| {
            let mut all: Vec<String> = outcomes.iter().flat_map(pick).cloned().collect();
            all.sort();
            all.dedup();
            all
        };
        let (effects, discloses) = (union(|o| &o.effects), union(|o| &o.discloses));
        if raw.who.is_empty() {
            self.faults.at(&span, "a step needs `who`: the posts that may do it");
        }
        let step = Step {
            id: id.to_owned(),
            layer: self.layer.to_owned(),
            name: self.words(&raw.name, &span, id),
            help: self.words(&raw.help, &span, id),
            kind,
            duty: raw.duty.get_ref().clone(),
            who: raw.who.iter().filter_map(|text| library::post(text, &mut self.faults)).collect(),
            who_not: raw.who_not.iter().filter_map(|text| library::post(text, &mut self.faults)).collect(),
            articles: self.library.articles(&raw.articles, &mut self.faults),
            apart_from: texts(&raw.apart_from),
            limit,
            window,
            convened_by: raw.convened_by.as_ref().map(|text| text.get_ref().clone()),
            allows: texts(&raw.allows),
            bodies: raw.bodies.iter().filter_map(|body| self.body(body, id)).collect(),
            stricter: raw.stricter.iter().filter_map(|stricter| self.stricter(stricter, id)).collect(),
            ballots: self.ballots(raw.ballots.as_ref(), kind),
            speaks_last: self.speaks_last(&raw.speaks_last, kind),
            lookups: self.lookups(raw),
            tables: raw.tables.iter().map(|table| self.table(table, id)).collect(),
            fields: raw.fields.iter().filter_map(|field| self.field(field, id)).collect(),
            papers: raw.papers.iter().flat_map(|paper| self.papers(paper, id)).collect(),
            gates: raw.gates.iter().filter_map(|gate| self.gate(gate, id)).collect(),
            outcomes,
            effects,
            discloses,
        };
        self.asked_of_all(step)
    }

    fn body(&mut self, raw: &RawBody, step: &str) -> Option<BodyChoice> {
        let body = Body(raw.id.get_ref().clone());
        if !self.library.quorums.contains_key(&body) {
            let known = self.library.quorums.keys().map(Body::as_str);
            self.faults.unknown(&raw.id.span(), "body in quorums.toml", body.as_str(), known);
            return None;
        }
        if raw.when.is_some() != raw.words.is_some() {
            self.faults.at(&raw.id.span(), "a body with `when` needs `words` that say why it may not otherwise");
        }
        Some(BodyChoice {
            body,
            when: raw.when.as_ref().and_then(|text| self.condition(text, step)),
            words: raw.words.as_ref().map(|words| self.words(words, &raw.id.span(), step)),
            articles: self.library.articles(&raw.articles, &mut self.faults),
        })
    }

    /// Whether something with these dates is in force on the day as of which the files are read.
    pub(super) fn in_force(&mut self, since: Option<&Text>, until: Option<&Text>) -> bool {
        self.library.in_force(since, until, &mut self.faults)
    }

    pub(crate) fn stricter(&mut self, raw: &RawStricter, step: &str) -> Option<Stricter> {
        let quorum = Body(raw.quorum.get_ref().clone());
        if !self.library.quorums.contains_key(&quorum) {
            let known = self.library.quorums.keys().map(Body::as_str);
            self.faults.unknown(&raw.quorum.span(), "rule in quorums.toml", quorum.as_str(), known);
            return None;
        }
        let stricter = Stricter { quorum, when: self.condition(&raw.when, step)? };
        self.in_force(raw.since.as_ref(), raw.until.as_ref()).then_some(stricter)
    }

    fn lookups(&mut self, raw: &RawStep) -> Vec<Lookup> {
        let mut lookups = Vec::new();
        for lookup in &raw.lookups {
            if let Some(kind) = self.field_kind(&lookup.kind) {
                let words = self.words(&lookup.words, &lookup.id.span(), raw.id.get_ref());
                let together = lookup.together.as_ref().map(|one| self.together(one, kind, &lookup.id));
                lookups.push(Lookup { id: lookup.id.get_ref().clone(), kind, keep: lookup.keep, words, together });
            }
        }
        lookups
    }

    fn field_kind(&mut self, text: &Text) -> Option<FieldKind> {
        let found = FieldKind::ALL.iter().find(|(name, _)| name == text.get_ref());
        if found.is_none() {
            let known = FieldKind::ALL.iter().map(|(name, _)| *name);
            self.faults.unknown(&text.span(), "kind of field", text.get_ref(), known);
        }
        found.map(|(_, kind)| *kind)
    }

    pub(super) fn field(&mut self, raw: &RawField, step: &str) -> Option<Field> {
        let kind = self.field_kind(&raw.kind)?;
        if (kind == FieldKind::Choice) == raw.choices.is_empty() {
            self.faults.at(&raw.id.span(), "a field of kind `choice`, and only that, has `choice`s");
        }
        for outcome in &raw.on {
            self.later(&outcome.span(), step, Check::Outcome(outcome.get_ref().clone()));
        }
        self.note(part_of(step, "field", raw.id.get_ref()), &raw.id.span());
        let scope = raw.scope.as_ref().map_or(PaperScope::Village, |text| self.scope(text));
        let choices = raw.choices.iter().map(|choice| Choice {
            code: choice.code.get_ref().clone(),
            words: self.words(&choice.words, &choice.code.span(), step),
        });
        let choices = choices.collect();
        Some(Field {
            id: raw.id.get_ref().clone(),
            label: self.words(&raw.label, &raw.id.span(), step),
            kind,
            required: raw.required,
            keep: raw.keep,
            hint: raw.hint.as_ref().map(|hint| self.words(hint, &raw.id.span(), step)),
            scope,
            choices,
            affairs: texts(&raw.affairs),
            on: texts(&raw.on),
            total: raw.total.as_ref().map(|total| self.total(total, &raw.id.span())),
            from_invoice: raw.from_invoice.as_ref().and_then(|from| self.invoice_part(from, kind)),
        })
    }

    pub(crate) fn gate(&mut self, raw: &RawGate, step: &str) -> Option<Gate> {
        for outcome in &raw.on {
            self.later(&outcome.span(), step, Check::Outcome(outcome.get_ref().clone()));
        }
        if !raw.slip && raw.articles.is_empty() {
            self.faults.at(&raw.id.span(), "a gate names its ground in `articles`, or is a `slip`");
        }
        self.note(part_of(step, "gate", raw.id.get_ref()), &raw.id.span());
        let gate = Gate {
            id: raw.id.get_ref().clone(),
            must: self.condition(&raw.must, step)?,
            words: self.words(&raw.words, &raw.id.span(), step),
            next: self.words(&raw.next, &raw.id.span(), step),
            articles: self.library.articles(&raw.articles, &mut self.faults),
            slip: raw.slip,
            on: texts(&raw.on),
        };
        self.in_force(raw.since.as_ref(), raw.until.as_ref()).then_some(gate)
    }

    pub(crate) fn promise(&mut self, raw: &RawPromise) -> Option<Promise> {
        if !self.library.effects.contains_key(raw.effect.get_ref()) {
            let known = self.library.effects.keys().map(String::as_str);
            self.faults.unknown(&raw.effect.span(), "effect", raw.effect.get_ref(), known);
        }
        Some(Promise {
            id: raw.id.get_ref().clone(),
            effect: raw.effect.get_ref().clone(),
            holds: self.condition(&raw.holds, "")?,
            words: self.words(&raw.words, &raw.id.span(), ""),
        })
    }

    /// The affair of a whole file, with what must be verified later.
    pub(crate) fn affair(mut self, raw: &RawAffair) -> (Builder, Vec<RuleFault>) {
        let mut steps: Vec<Step> = raw.steps.iter().map(|step| self.step(step)).collect();
        let emergency = raw.emergency.as_ref().map(|raw| super::emergency::read(&mut self, raw, &mut steps));
        self.note("", &raw.code.span());
        for ending in &raw.endings {
            self.note(format!("ending.{}", ending.id.get_ref()), &ending.id.span());
        }
        let endings = raw.endings.iter().map(|ending| Ending {
            id: ending.id.get_ref().clone(),
            words: self.words(&ending.words, &ending.id.span(), ""),
            good: ending.good,
            allows: texts(&ending.allows),
        });
        let endings = endings.collect();
        let mut parameters = self.library.parameters.clone();
        for parameter in &raw.parameters {
            if let Some(new) = self.library.new_parameter(parameter, self.layer, &mut self.faults) {
                self.add_parameter(&mut parameters, &parameter.id.span(), new);
            }
        }
        self.codes(&raw.must_disclose);
        let shares = raw.shares.as_ref().map_or_else(Shares::default, |shares| {
            for fact in shares.amount.iter().chain(&shares.party) {
                self.later(&fact.span(), "", Check::Fact(fact.get_ref().clone()));
            }
            if let Some(step) = &shares.decided {
                self.later(&step.span(), "", Check::Step(step.get_ref().clone()));
            }
            let text = |text: &Option<Text>| text.as_ref().map(|t| t.get_ref().clone());
            Shares { amount: text(&shares.amount), party: text(&shares.party), decided: text(&shares.decided) }
        });
        let affair = Affair {
            code: raw.code.get_ref().clone(),
            category: raw.category.get_ref().clone(),
            name: self.words(&raw.name, &raw.code.span(), ""),
            purpose: self.words(&raw.purpose, &raw.code.span(), ""),
            steps,
            endings,
            must_disclose: texts(&raw.must_disclose),
            promises: raw.promises.iter().filter_map(|promise| self.promise(promise)).collect(),
            parameters,
            lists: raw.lists.iter().map(|list| (list.id.get_ref().clone(), list.values.clone())).collect(),
            growing_lists: raw.lists.iter().filter_map(|list| self.growing(list)).collect(),
            emergency,
            shares,
            facts: BTreeMap::new(),
            foreign: BTreeMap::new(),
            written: Places(self.written),
        };
        (Builder { affair, like: self.like, recheck: self.recheck, later: self.later }, self.faults.done())
    }

    /// A parameter under a name of its own: what stands above is changed with `[[tighten]]`, never put aside.
    pub(crate) fn add_parameter(
        &mut self,
        parameters: &mut BTreeMap<String, Parameter>,
        span: &Range<usize>,
        new: Parameter,
    ) {
        if let Some(above) = parameters.get(&new.id).and_then(|above| above.settings.first()) {
            let (id, file, line) = (&new.id, &above.file, above.line);
            self.faults.at(span, format!("`{id}` is given in {file}:{line} already; change it with [[tighten]]"));
            return;
        }
        parameters.insert(new.id.clone(), new);
    }

    /// The list's name, when a lower layer may add words to it.
    pub(crate) fn growing(&mut self, list: &RawList) -> Option<String> {
        let tighter = list.tighter.as_ref()?;
        one_of(tighter, "direction of a list", &["more"], &mut self.faults);
        Some(list.id.get_ref().clone())
    }

    pub(crate) fn codes(&mut self, codes: &[Text]) {
        for code in codes {
            if !self.library.catalogue.contains_key(code.get_ref()) {
                let known = self.library.catalogue.keys().map(String::as_str);
                self.faults.unknown(&code.span(), "code of the disclosure catalogue", code.get_ref(), known);
            }
        }
    }
}

pub(crate) fn texts(list: &[Text]) -> Vec<String> {
    list.iter().map(|text| text.get_ref().clone()).collect()
}
