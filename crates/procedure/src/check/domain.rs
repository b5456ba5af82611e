//! The forms that matter at a step: every value at which some condition can change its mind.

use super::combine::combinations;
use super::key::conditions_of;
use super::other_case::{Named, PARTY, named};
use crate::affair::{Affair, Field, FieldKind, Lookup, Outcome, Step, Unit, Way};
use crate::attempt::Reference;
use crate::book::RuleBook;
use crate::condition::Condition;
use crate::scope::facts_of;
use crate::state::{CaseState, FactValue, Facts};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen};

/// A filled form, with the other cases that it names and what the office looked up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Filled {
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) others: BTreeMap<String, Reference>,
    pub(crate) facts: Facts,
}

/// The forms of one step: a plain one, and how it can differ.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// A form that is right in every respect that the program can guess.
    pub(crate) plain: Filled,
    /// Fields that decide the road, all combinations or those asked for; and once more without the cases that may be left
    /// out, where a condition asks whether they are.
    pub(crate) roads: BTreeMap<RoadNumber, Road>,
    /// For one form of a road: every single thing that can be wrong or different.
    pub(crate) changes: Vec<Change>,
    /// The other cases that suit an amount in fen, once they were asked for.
    suiting: RefCell<BTreeMap<i64, Vec<Change>>>,
}

/// Whether the cases that may be left out are, and which of the combinations it is: the same for every state.
pub(crate) type RoadNumber = (bool, usize);

/// What decides the road of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Road {
    /// The deciding fields with their values.
    pub(crate) values: Vec<(String, String)>,
    /// Cases that are left out.
    pub(crate) without: Vec<String>,
}

/// One difference from a form.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Fields(Vec<(String, String)>),
    Other(String, Box<Named>),
    NoOther(String),
    LookUp(String, FactValue),
}

impl Change {
    pub(crate) fn apply(&self, form: &Filled) -> Filled {
        self.on(form.clone())
    }

    fn on(&self, mut form: Filled) -> Filled {
        match self {
            Self::Fields(values) => form.fields.extend(values.iter().cloned()),
            Self::Other(field, named) => {
                form.fields.insert(field.clone(), named.number.clone());
                form.others.insert(field.clone(), named.case.clone());
            }
            Self::NoOther(field) => {
                form.fields.insert(field.clone(), String::new());
                form.others.remove(field);
            }
            Self::LookUp(fact, value) => {
                form.facts.insert(fact.clone(), value.clone());
            }
        }
        form
    }
}

/// What the values depend on.
pub(crate) struct Setting<'a> {
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
    pub(crate) state: &'a CaseState,
    pub(crate) others: &'a BTreeMap<String, Reference>,
    pub(crate) today: Day,
}

impl Setting<'_> {
    /// The form of one outcome of a step that is right in every respect that the program can guess.
    pub(crate) fn plain_form(&self, step: &Step, outcome: Option<&Outcome>) -> Filled {
        let fields: Vec<&Field> = step.fields.iter().filter(|field| concerns(field, outcome)).collect();
        self.plain(step, &fields, outcome.map_or(Way::On, |outcome| outcome.way))
    }

    /// Every form that matters for one outcome of a step; of the roads all, or those that are wanted.
    pub(crate) fn forms(&self, step: &Step, outcome: Option<&Outcome>, wanted: Option<&BTreeSet<RoadNumber>>) -> Forms {
        let fields: Vec<&Field> = step.fields.iter().filter(|field| concerns(field, outcome)).collect();
        let way = outcome.map_or(Way::On, |outcome| outcome.way);
        let plain = self.plain(step, &fields, way);
        if way != Way::On {
            return Forms { roads: BTreeMap::from([((false, 0), Road::default())]), plain, ..Forms::default() };
        }
        let groups = groups(self.affair, &fields);
        let deciding: BTreeSet<&str> = self.deciding();
        let (roads, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|field| deciding.contains(field.id.as_str())));
        let mut changes = Vec::new();
        for group in rest {
            changes.extend(combinations(self, &group, &plain, None).into_values().map(Change::Fields));
        }
        for lookup in step.lookups.iter().filter(|lookup| !is_sum(lookup)) {
            let value = match lookup.kind {
                FieldKind::Truth => FactValue::Truth(true),
                FieldKind::Money | FieldKind::Count => FactValue::Int(1),
                _ => FactValue::Text("990101001001-C1-2026-0099".to_owned()),
            };
            changes.push(Change::LookUp(lookup.id.clone(), value));
        }
        for field in fields.iter().filter(|field| field.kind == FieldKind::CaseRef) {
            changes.push(Change::NoOther(field.id.clone()));
        }
        let together: Vec<&Field> = roads.into_iter().flatten().collect();
        let roads = self.roads(step, &fields, &together, &plain, wanted);
        Forms { plain, roads, changes, ..Forms::default() }
    }

    fn roads(
        &self,
        step: &Step,
        fields: &[&Field],
        deciding: &[&Field],
        plain: &Filled,
        wanted: Option<&BTreeSet<RoadNumber>>,
    ) -> BTreeMap<RoadNumber, Road> {
        let numbers: Option<BTreeSet<usize>> = wanted.map(|wanted| wanted.iter().map(|(_, number)| *number).collect());
        let mut combinations = combinations(self, deciding, plain, numbers.as_ref());
        if combinations.is_empty() {
            combinations.insert(0, Vec::new());
        }
        let left_out = left_out(step, fields);
        let ways = if left_out.is_empty() { vec![false] } else { vec![false, true] };
        let mut roads = BTreeMap::new();
        for (number, values) in combinations {
            for leaves in ways.iter().copied().filter(|leaves| wanted.is_none_or(|w| w.contains(&(*leaves, number)))) {
                let without = if leaves { left_out.clone() } else { Vec::new() };
                roads.insert((leaves, number), Road { values: values.clone(), without });
            }
        }
        roads
    }

    /// The form of one road, with other cases that suit its amount.
    pub(crate) fn road(&self, step: &Step, forms: &Forms, road: &Road) -> Filled {
        let mut form = Change::Fields(road.values.clone()).apply(&forms.plain);
        if road.values.iter().any(|(field, _)| field == "amount_fen") {
            let mut suiting = forms.suiting.borrow_mut();
            let others = suiting.entry(self.amount_of(&form)).or_insert_with(|| {
                let fields: Vec<&Field> = step.fields.iter().filter(|field| field.on.is_empty()).collect();
                self.suiting(&fields, &form)
            });
            form = others.iter().fold(form, |form, other| other.on(form));
        }
        road.without.iter().fold(form, |form, field| Change::NoOther(field.clone()).on(form))
    }

    /// Sums of other cases that lead, together with the form's amount, up to every tier's edge and one fen past it, and to
    /// every number in fen that the affair has.
    fn sums(&self, step: &Step, form: &Filled) -> Vec<Change> {
        let (amount, mut changes) = (self.amount_of(form), Vec::new());
        for lookup in step.lookups.iter().filter(|lookup| is_sum(lookup)) {
            for edge in self.edges() {
                let sums = [edge - amount, edge - amount + 1].map(|sum| FactValue::Int(sum.max(0)));
                changes.extend(sums.map(|sum| Change::LookUp(lookup.id.clone(), sum)));
            }
        }
        changes
    }

    /// Every tier's limit, and every parameter in fen.
    fn edges(&self) -> Vec<i64> {
        let tiers = self.book.tiers.list.iter().filter_map(|tier| tier.limit_fen(self.today));
        let limits = self.affair.parameters.values().filter(|p| p.unit == Unit::Fen).map(|p| p.on(self.today));
        tiers.chain(limits).collect()
    }

    /// The other cases that matter once the form's amount is known.
    pub(crate) fn other_changes(&self, step: &Step, form: &Filled) -> Vec<Change> {
        let mut changes = self.sums(step, form);
        for field in step.fields.iter().filter(|field| field.kind == FieldKind::CaseRef && field.on.is_empty()) {
            let cases = named(self.book, self.affair, field, &self.state.village, self.amount_of(form), self.today);
            changes.extend(cases.into_iter().map(|case| Change::Other(field.id.clone(), Box::new(case))));
        }
        for field in super::explore::looked_at_again(self.affair, step) {
            let Some(case) = form.others.get(&field) else { continue };
            let mut worse = vec![case.clone(), case.clone(), case.clone()];
            if let [spent, moved, strange] = worse.as_mut_slice() {
                spent.paid_fen = spent.amount_fen - self.amount_of(form) + 1;
                moved.allows.clear();
                strange.village = "990101001002".to_owned();
            }
            let number = self.state.text(&field).to_owned();
            let named = worse.into_iter().map(|case| Named { number: number.clone(), case });
            changes.extend(named.map(|named| Change::Other(field.clone(), Box::new(named))));
        }
        changes
    }

    fn amount_of(&self, form: &Filled) -> i64 {
        let typed = form.fields.get("amount_fen").and_then(|text| Fen::parse(text).ok()).map(|fen| fen.0);
        typed.or_else(|| self.state.int("amount_fen")).unwrap_or(100_000).max(1)
    }

    /// The other cases that suit the form's amount best.
    fn suiting(&self, fields: &[&Field], form: &Filled) -> Vec<Change> {
        let mut others = Vec::new();
        for field in fields.iter().filter(|field| field.kind == FieldKind::CaseRef) {
            let cases = named(self.book, self.affair, field, &self.state.village, self.amount_of(form), self.today);
            let best = cases.into_iter().next();
            others.extend(best.map(|best| Change::Other(field.id.clone(), Box::new(best))));
        }
        others
    }

    fn plain(&self, step: &Step, fields: &[&Field], way: Way) -> Filled {
        let mut form = Filled { others: self.others.clone(), ..Filled::default() };
        let mut days = 0;
        for field in fields {
            let text = match field.kind {
                FieldKind::CaseRef => String::new(),
                FieldKind::Truth => "yes".to_owned(),
                FieldKind::Choice => field.choices.first().map(|choice| choice.code.clone()).unwrap_or_default(),
                FieldKind::Day if field.id == "meeting_day" => self.today.plus(10).to_string(),
                FieldKind::Day => {
                    days += 1;
                    self.today.plus(days - 1).to_string()
                }
                FieldKind::Money if !field.required => String::new(),
                FieldKind::Money => Fen(self.state.int("amount_fen").unwrap_or(100_000)).to_string(),
                FieldKind::Count => "5".to_owned(),
                FieldKind::Group => "3".to_owned(),
                FieldKind::Person => super::village_roster::nobody().to_string(),
                FieldKind::Text | FieldKind::LongText => PARTY.to_owned(),
            };
            form.fields.insert(field.id.clone(), text);
        }
        for lookup in step.lookups.iter().filter(|_| way == Way::On) {
            let value = match lookup.kind {
                FieldKind::Truth => FactValue::Truth(false),
                FieldKind::Money | FieldKind::Count => FactValue::Int(0),
                _ => FactValue::Text(String::new()),
            };
            form.facts.insert(lookup.id.clone(), value);
        }
        let others = self.suiting(fields, &form);
        others.iter().fold(form, |form, other| other.on(form))
    }

    pub(super) fn values(&self, field: &Field, form: &Filled) -> Vec<String> {
        let mut values = match field.kind {
            FieldKind::Truth => vec!["yes".to_owned(), "no".to_owned()],
            FieldKind::Choice => field.choices.iter().map(|choice| choice.code.clone()).collect(),
            FieldKind::Money => self.money(field, form),
            FieldKind::Count => self.counts(),
            FieldKind::Day => self.days(field, form),
            FieldKind::Text | FieldKind::LongText => {
                let words = self.affair.lists.values().filter_map(|list| list.first().cloned());
                [PARTY.to_owned(), "乙公司".to_owned()].into_iter().chain(words).collect()
            }
            FieldKind::Person | FieldKind::Group | FieldKind::CaseRef => Vec::new(),
        };
        if let Some(usual) = form.fields.get(&field.id) {
            values.retain(|value| value != usual);
            values.insert(0, usual.clone());
        }
        values
    }

    /// Amounts on both sides of every tier's edge and of every parameter in fen; other amounts around the case's own.
    fn money(&self, field: &Field, form: &Filled) -> Vec<String> {
        let mut fen: BTreeSet<i64> = BTreeSet::from([0]);
        if field.id == "amount_fen" {
            for edge in self.edges() {
                fen.extend([edge - 1, edge, edge + 1]);
            }
        } else {
            let known = ["amount_fen", "budget_fen", "price_fen", "best_offer_fen", "contract_price_fen"];
            let whole: BTreeSet<i64> =
                known.iter().filter_map(|name| self.state.int(name)).chain([self.amount_of(form)]).collect();
            for whole in whole {
                fen.extend([whole - 1, whole, whole + 1]);
                for share in self.affair.parameters.values().filter(|p| p.unit == Unit::Percent) {
                    fen.extend([whole * share.on(self.today) / 100, whole * share.on(self.today) / 100 + 1]);
                }
            }
        }
        fen.into_iter().filter(|fen| *fen >= 0).map(|fen| Fen(fen).to_string()).collect()
    }

    fn counts(&self) -> Vec<String> {
        let mut counts: BTreeSet<i64> = BTreeSet::from([0, 1, 5, 6]);
        let units = [Unit::People, Unit::Number, Unit::Months];
        for parameter in self.affair.parameters.values().filter(|p| units.contains(&p.unit)) {
            let edge = parameter.on(self.today);
            counts.extend([edge - 1, edge, edge + 1]);
        }
        counts.into_iter().filter(|count| *count >= 0).map(|count| count.to_string()).collect()
    }

    fn days(&self, field: &Field, form: &Filled) -> Vec<String> {
        let mut ahead: BTreeSet<i64> = BTreeSet::from([-1, 0, 1]);
        if field.id == "meeting_day" {
            ahead.extend(
                self.book.quorums.values().flat_map(|q| [i64::from(q.notice_days), i64::from(q.notice_days) - 1]),
            );
        }
        let read: BTreeSet<&str> =
            self.affair.steps.iter().flat_map(conditions_of).flat_map(Condition::reads).collect();
        for parameter in self.affair.parameters.values().filter(|p| p.unit == Unit::Days) {
            if read.contains(format!("param.{}", parameter.id).as_str()) {
                let edge = parameter.on(self.today);
                ahead.extend([-edge, -edge - 1]);
            }
        }
        let first = form.fields.values().find_map(|text| text.parse::<Day>().ok()).unwrap_or(self.today);
        for months in
            self.state.facts.values().filter_map(|fact| if let FactValue::Int(n) = fact { Some(*n) } else { None })
        {
            if (1..=600).contains(&months) {
                ahead.extend([first.since(self.today) + months * 31, first.since(self.today) + months * 31 + 1]);
            }
        }
        ahead.into_iter().map(|days| self.today.plus(days).to_string()).collect()
    }

    /// Facts that decide where an outcome leads, anywhere in the affair.
    fn deciding(&self) -> BTreeSet<&str> {
        let branches = self.affair.steps.iter().flat_map(|s| &s.outcomes).flat_map(|o| &o.branches);
        let reads = branches.filter_map(|branch| branch.when.as_ref()).flat_map(Condition::reads);
        reads.map(stem).collect()
    }
}

fn stem(name: &str) -> &str {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    facts_of(stem).first().copied().unwrap_or(stem)
}

/// The cases that a form may leave out, where a condition of the step asks whether it does.
fn left_out(step: &Step, fields: &[&Field]) -> Vec<String> {
    let asked: BTreeSet<&str> = conditions_of(step).flat_map(Condition::reads).collect();
    let optional = fields.iter().filter(|field| field.kind == FieldKind::CaseRef && !field.required);
    optional.filter(|field| asked.contains(field.id.as_str())).map(|field| field.id.clone()).collect()
}

/// Whether the lookup adds up other cases.
fn is_sum(lookup: &Lookup) -> bool {
    lookup.together.is_some() && lookup.kind == FieldKind::Money
}

fn concerns(field: &Field, outcome: Option<&Outcome>) -> bool {
    match outcome {
        Some(outcome) if field.on.is_empty() => outcome.way == Way::On,
        Some(outcome) => field.on.contains(&outcome.id),
        None => field.on.is_empty(),
    }
}

/// Fields that conditions read, put together when one part of a condition reads both.
fn groups<'f>(affair: &Affair, fields: &[&'f Field]) -> Vec<Vec<&'f Field>> {
    let promises = affair.promises.iter().map(|promise| &promise.holds);
    let conditions: Vec<BTreeSet<String>> = affair
        .steps
        .iter()
        .flat_map(conditions_of)
        .chain(promises)
        .flat_map(Condition::reads_together)
        .map(|reads| reads.iter().map(|name| stem(name).to_owned()).collect())
        .collect();
    let mut groups: Vec<Vec<&Field>> = Vec::new();
    let typed = fields.iter().filter(|field| field.kind != FieldKind::CaseRef);
    for field in typed.filter(|f| f.id == "meeting_day" || conditions.iter().any(|c| c.contains(f.id.as_str()))) {
        let joined = |group: &Vec<&Field>| {
            group
                .iter()
                .any(|other| conditions.iter().any(|c| c.contains(field.id.as_str()) && c.contains(other.id.as_str())))
        };
        let (with, mut without): (Vec<_>, Vec<_>) = groups.into_iter().partition(joined);
        let mut merged: Vec<&Field> = with.into_iter().flatten().collect();
        merged.push(field);
        without.push(merged);
        groups = without;
    }
    groups
}
