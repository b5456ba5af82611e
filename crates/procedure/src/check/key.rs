//! Which states are the same to every condition that can still be asked: they are walked once.

use super::audit;
use crate::affair::{Affair, FieldKind, Step};
use crate::attempt::{Actor, Attempt, Reference};
use crate::book::RuleBook;
use crate::condition::Condition;
use crate::lane;
use crate::scope::{Scope, facts_of};
use crate::state::{CaseState, Facts, Position};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{Day, Moment, PersonId};

/// What tells one state from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    at: Position,
    truths: Vec<Option<bool>>,
    facts: Vec<String>,
    duties: BTreeSet<String>,
    disclosed: BTreeSet<String>,
    window: bool,
    due: bool,
    lane: Option<Standing>,
    over_cap: bool,
}

/// How a case in the emergency lane stands: whether something was done at once, and what is still to be made up.
type Standing = (bool, Vec<String>);

/// What can still be asked at each step.
#[derive(Debug)]
pub(crate) struct Horizon<'a> {
    book: &'a RuleBook,
    affair: &'a Affair,
    asked: BTreeMap<&'a str, Asked<'a>>,
}

/// What can still be asked once a case stands at a step.
#[derive(Debug)]
struct Asked<'a> {
    /// Parts of conditions whose truth says all.
    settled: Vec<Condition>,
    /// Parts of conditions that read facts of several steps: their truth says all once every fact is known.
    mixed: Vec<Condition>,
    /// Names whose value must be told apart.
    raw: BTreeSet<String>,
    /// Duties that a coming effect needs.
    needed: BTreeSet<&'a str>,
}

impl<'a> Horizon<'a> {
    pub(crate) fn new(book: &'a RuleBook, affair: &'a Affair) -> Self {
        let mut set_by: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for step in &affair.steps {
            let fields = step.fields.iter().filter(|f| f.keep).map(|f| f.id.as_str());
            for id in fields.chain(step.lookups.iter().filter(|l| l.keep).map(|l| l.id.as_str())) {
                set_by.entry(id).or_default().insert(&step.id);
            }
        }
        let asked = affair.steps.iter().map(|s| (s.id.as_str(), asked(book, affair, &set_by, &s.id)));
        let asked = asked.collect();
        Self { book, affair, asked }
    }

    /// The key of a state, with the other cases as they were when they were named.
    pub(crate) fn key(&self, state: &CaseState, others: &BTreeMap<String, Reference>, now: Moment) -> Key {
        let mut key = Key {
            at: state.at.clone(),
            truths: Vec::new(),
            facts: Vec::new(),
            duties: BTreeSet::new(),
            disclosed: BTreeSet::new(),
            window: state.windows.last().is_some_and(|window| now.day() <= window.closes),
            due: state.due.is_some(),
            lane: standing(self.affair, state),
            over_cap: super::emergency::over_the_cap(self.affair, state, now.day()).is_some(),
        };
        let Position::Step(at) = &state.at else { return key };
        let Some(asked) = self.asked.get(at.as_str()) else { return key };
        let dummy = dummy(others, now);
        let empty = Facts::new();
        let scope = Scope {
            book: self.book,
            affair: self.affair,
            state,
            attempt: Some(&dummy),
            form: &empty,
            tally: None,
            outcome: "",
            day: now.day(),
        };
        key.truths = asked.settled.iter().map(|condition| condition.holds(&scope).ok()).collect();
        for condition in &asked.mixed {
            let known = condition.reads().all(|name| self.is_known(state, others, name));
            key.truths.push(if known { condition.holds(&scope).ok() } else { None });
        }
        key.facts = asked.raw.iter().filter_map(|name| self.raw(state, others, name, now.day())).collect();
        let stands = audit::standing(self.affair, state);
        let had = audit::duties(self.affair, &stands);
        key.duties = had.keys().filter(|duty| asked.needed.contains(*duty)).map(|duty| (*duty).to_owned()).collect();
        key.disclosed = audit::disclosed(self.affair, state);
        key.disclosed.retain(|code| self.affair.must_disclose.contains(code));
        key
    }

    fn is_known(&self, state: &CaseState, others: &BTreeMap<String, Reference>, name: &str) -> bool {
        let known = |fact: &str| match self.affair.facts.get(fact) {
            Some(FieldKind::CaseRef) => others.contains_key(fact),
            Some(_) => state.facts.contains_key(fact),
            None => true,
        };
        stems(name).all(known)
    }

    fn raw(&self, state: &CaseState, others: &BTreeMap<String, Reference>, name: &str, today: Day) -> Option<String> {
        let (stem, rest) = name.split_once('.').unwrap_or((name, ""));
        let fact = |id: &str| match state.facts.get(id) {
            Some(crate::state::FactValue::Day(day)) => format!("{id}+{}", day.since(today)),
            other => format!("{id}={other:?}"),
        };
        match stem {
            "tier" => Some(fact("amount_fen")),
            _ if !facts_of(stem).is_empty() => Some(facts_of(stem).iter().map(|one| fact(one)).collect()),
            "emergency" => Some(format!("{name}={}", lane::is_open(self.affair, state))),
            "by" => Some(format!("{name}={}", state.stands(self.affair, rest).is_some())),
            "day_of" => {
                let done = state.stands(self.affair, rest);
                Some(format!("{name}={:?}", done.map(|done| today.since(done.moment.day()))))
            }
            _ if self.affair.facts.get(stem) == Some(&FieldKind::CaseRef) => {
                others.get(stem).map(|case| format!("{stem}={case:?}"))
            }
            _ if self.affair.facts.contains_key(stem) => Some(fact(stem)),
            _ => None,
        }
    }
}

fn standing(affair: &Affair, state: &CaseState) -> Option<Standing> {
    let emergency = affair.emergency.as_ref().filter(|_| lane::is_open(affair, state))?;
    let missing = lane::missing(affair, emergency, state).into_iter().map(str::to_owned).collect();
    Some((lane::has_acted(affair, emergency, state), missing))
}

fn asked<'a>(
    book: &'a RuleBook,
    affair: &'a Affair,
    set_by: &BTreeMap<&str, BTreeSet<&str>>,
    at: &'a str,
) -> Asked<'a> {
    let ahead = reach(affair, at);
    let coming = || affair.steps.iter().filter(|step| ahead.contains(step.id.as_str()));
    let names: BTreeSet<&str> = coming().flat_map(|step| step.effects.iter().map(String::as_str)).collect();
    let promises = affair.promises.iter().filter(|p| names.contains(p.effect.as_str())).map(|p| (None, &p.holds));
    let asked = coming().flat_map(|step| conditions_of(step).map(move |condition| (Some(step), condition)));
    let (mut settled, mut mixed, mut raw) = (Vec::<Condition>::new(), Vec::<Condition>::new(), BTreeSet::new());
    for (step, leaf) in asked.chain(promises).flat_map(|(step, c)| c.leaves().into_iter().map(move |leaf| (step, leaf)))
    {
        // What the step's own form fills in does not depend on the state before it.
        let own = |name: &str| step.is_some_and(|step| fills(step, name));
        let from_before: Vec<&str> = leaf.reads().filter(|name| !own(name)).collect();
        let facts = from_before.iter().any(|name| !is_constant(name));
        if !facts {
            continue;
        }
        let whole = from_before.len() == leaf.reads().count();
        let days = leaf.reads().any(|name| name.starts_with("day_of."));
        if whole && is_settled(affair, set_by, &leaf) {
            settled.push(leaf);
        } else if whole && !days {
            mixed.push(leaf);
        } else {
            // The form's own values are chosen around these, so only what is not a number tells states apart.
            let told = from_before.into_iter().filter(|name| !is_number(affair, name));
            raw.extend(told.map(str::to_owned));
        }
    }
    for list in [&mut settled, &mut mixed] {
        list.sort_by_key(Condition::source);
        list.dedup_by_key(|condition| condition.source());
    }
    let effects: Vec<_> = names.iter().filter_map(|name| book.effects.get(*name)).collect();
    let needed = effects.iter().flat_map(|effect| effect.needs.iter().flatten().map(String::as_str)).collect();
    Asked { settled, mixed, raw, needed }
}

/// Whether the step's own form or lookups give the name its value, or a part of it.
fn fills(step: &Step, name: &str) -> bool {
    stems(name).any(|stem| fills_fact(step, stem))
}

/// Whether nothing but the step's own form and lookups gives the name its value.
pub(super) fn fills_all(step: &Step, name: &str) -> bool {
    stems(name).all(|stem| fills_fact(step, stem))
}

fn fills_fact(step: &Step, fact: &str) -> bool {
    let field = step.fields.iter().any(|field| field.id == fact && field.on.is_empty());
    field || step.lookups.iter().any(|lookup| lookup.id == fact)
}

/// The facts that a name reads: the first part of a dotted one, or the amounts behind a tier.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let behind = facts_of(stem);
    behind.iter().copied().chain(behind.is_empty().then_some(stem))
}

fn is_number(affair: &Affair, name: &str) -> bool {
    matches!(affair.facts.get(name), Some(FieldKind::Money | FieldKind::Count)) || !facts_of(name).is_empty()
}

pub(super) fn is_constant(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    ["param", "list", "village", "today", "outcome", "actor", "tally"].contains(&stem)
}

/// Whether the condition reads only facts that are always set together, so that its truth says all.
fn is_settled(affair: &Affair, set_by: &BTreeMap<&str, BTreeSet<&str>>, condition: &Condition) -> bool {
    let mut sets: BTreeSet<Option<&BTreeSet<&str>>> = BTreeSet::new();
    for name in condition.reads() {
        for fact in stems(name) {
            if ["param", "list", "village"].contains(&fact) {
                continue;
            }
            if !affair.facts.contains_key(fact) {
                return false;
            }
            sets.insert(set_by.get(fact));
        }
    }
    sets.len() <= 1 && !sets.contains(&None)
}

/// Every condition that a step asks.
pub(crate) fn conditions_of(step: &Step) -> impl Iterator<Item = &Condition> {
    let gates = step.gates.iter().map(|gate| &gate.must);
    let papers = step.papers.iter().filter_map(|paper| paper.when.as_ref());
    let bodies = step.bodies.iter().filter_map(|body| body.when.as_ref());
    let stricter = step.stricter.iter().map(|stricter| &stricter.when);
    let branches = step.outcomes.iter().flat_map(|o| &o.branches).filter_map(|branch| branch.when.as_ref());
    gates.chain(papers).chain(bodies).chain(stricter).chain(branches)
}

fn reach<'a>(affair: &'a Affair, from: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut queue) = (BTreeSet::from([from]), VecDeque::from([from]));
    while let Some(id) = queue.pop_front() {
        let Some(step) = affair.step(id) else { continue };
        for branch in step.outcomes.iter().flat_map(|outcome| &outcome.branches) {
            if seen.insert(&branch.to) {
                queue.push_back(&branch.to);
            }
        }
    }
    seen
}

/// An attempt that only carries the other cases, for conditions that are asked between acts.
fn dummy(others: &BTreeMap<String, Reference>, now: Moment) -> Attempt {
    Attempt {
        step: String::new(),
        outcome: String::new(),
        actor: Actor { person: nobody(), posts: BTreeSet::new(), kin_of_party: None, stands_in: None },
        fields: BTreeMap::new(),
        papers: Vec::new(),
        sitting: None,
        roll: None,
        references: others.clone(),
        facts: Facts::new(),
        now,
    }
}

fn nobody() -> PersonId {
    super::village_roster::nobody()
}
