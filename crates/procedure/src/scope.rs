//! What a condition can see: the form, the facts, the parameters, who acts, what other cases say.

use crate::affair::{Affair, FieldKind, Unit};
use crate::attempt::{Attempt, Reference};
use crate::book::RuleBook;
use crate::quorum::Tally;
use crate::state::{CaseState, FactValue, Facts, day_words_on};
use cel::common::types::{CelBool, CelInt, CelList, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use std::borrow::Cow;
use village::{Day, Words};

/// What sort of value a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Int,
    Text,
    Truth,
    Day,
    List,
}

impl From<FieldKind> for Shape {
    fn from(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Money | FieldKind::Count => Self::Int,
            FieldKind::Truth => Self::Truth,
            FieldKind::Day => Self::Day,
            _ => Self::Text,
        }
    }
}

/// The fact that holds the sum of the other cases that are looked at together with a case.
pub(crate) const RECENT: &str = "recent_fen";
/// The tier of the case's amount and of those others together.
pub(crate) const TIER_TOGETHER: &str = "tier_together";
const TOGETHER_FEN: &str = "together_fen";

/// The facts that a name stands for: the first part of a dotted one, or the amounts of which a tier is the tier.
pub(crate) fn facts_of(name: &str) -> &[&str] {
    match name {
        "tier" => &["amount_fen"],
        TIER_TOGETHER | TOGETHER_FEN => &["amount_fen", RECENT],
        _ => &[],
    }
}

/// Names that every condition has, with their shape.
const STANDING: &[(&str, Shape)] = &[
    ("tier", Shape::Int),
    (TIER_TOGETHER, Shape::Int),
    (TOGETHER_FEN, Shape::Int),
    ("highest_fen", Shape::Int),
    ("emergency", Shape::Truth),
    ("today", Shape::Day),
    ("village", Shape::Text),
    ("outcome", Shape::Text),
    ("actor.person", Shape::Text),
    ("actor.posts", Shape::List),
    ("tally.body", Shape::Text),
    ("tally.entitled", Shape::Int),
    ("tally.present", Shape::Int),
    ("tally.for", Shape::Int),
    ("tally.against", Shape::Int),
    ("tally.abstain", Shape::Int),
    ("tally.typed", Shape::Truth),
    ("tally.by_ballot", Shape::Truth),
];

const REFERENCE: &[(&str, Shape)] = &[
    ("exists", Shape::Truth),
    ("affair", Shape::Text),
    ("village", Shape::Text),
    ("ended", Shape::Truth),
    ("ending", Shape::Text),
    ("good", Shape::Truth),
    ("step", Shape::Text),
    ("allows", Shape::List),
    ("amount_fen", Shape::Int),
    ("paid_fen", Shape::Int),
    ("left_fen", Shape::Int),
    ("party", Shape::Text),
    ("decided", Shape::Truth),
    ("decided_on", Shape::Day),
];

/// The shape of a name in the conditions of an affair; `None` when there is no such name.
pub(crate) fn shape(affair: &Affair, name: &str) -> Option<Shape> {
    if let Some(kind) = affair.facts.get(name) {
        return Some((*kind).into());
    }
    if let Some((_, shape)) = STANDING.iter().find(|(known, _)| *known == name) {
        let filled = facts_of(name).iter().all(|fact| name == "tier" || affair.facts.contains_key(*fact));
        return filled.then_some(*shape);
    }
    let (stem, rest) = name.split_once('.')?;
    match stem {
        "param" => affair.parameters.contains_key(rest).then_some(Shape::Int),
        "list" => affair.lists.contains_key(rest).then_some(Shape::List),
        "by" => affair.step(rest).map(|_| Shape::Text),
        "day_of" => affair.step(rest).map(|_| Shape::Day),
        _ if affair.facts.get(stem) == Some(&FieldKind::CaseRef) => match rest.strip_prefix("facts.") {
            Some(_) => affair.foreign.get(name).map(|kind| (*kind).into()),
            None => REFERENCE.iter().find(|(known, _)| *known == rest).map(|(_, shape)| *shape),
        },
        _ => None,
    }
}

/// Names near to which a mistyped one may be.
pub(crate) fn names(affair: &Affair) -> Vec<String> {
    let parameters = affair.parameters.keys().map(|id| format!("param.{id}"));
    let lists = affair.lists.keys().map(|id| format!("list.{id}"));
    let standing = STANDING.iter().map(|(name, _)| (*name).to_owned());
    let references = affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef);
    let references = references.flat_map(|(id, _)| REFERENCE.iter().map(move |(name, _)| format!("{id}.{name}")));
    let steps = affair.steps.iter().flat_map(|s| [format!("by.{}", s.id), format!("day_of.{}", s.id)]);
    affair.facts.keys().cloned().chain(parameters).chain(lists).chain(standing).chain(references).chain(steps).collect()
}

/// Stands in for every name when a condition is tried at loading.
pub(crate) struct Sample<'a>(pub(crate) &'a Affair);

impl VariableResolver for Sample<'_> {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        Some(match shape(self.0, name)? {
            Shape::Int => CowVal::owned(CelInt::from(1_i64)),
            Shape::Text | Shape::Day => CowVal::owned(CelString::from("2026-01-05")),
            Shape::Truth => CowVal::owned(CelBool::from(true)),
            Shape::List => list(std::iter::once("2026-01-05")),
        })
    }
}

/// What the conditions of one attempt can see.
pub(crate) struct Scope<'a> {
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
    pub(crate) state: &'a CaseState,
    pub(crate) attempt: Option<&'a Attempt>,
    pub(crate) form: &'a Facts,
    pub(crate) tally: Option<&'a Tally>,
    pub(crate) outcome: &'a str,
    pub(crate) day: Day,
}

enum Seen<'a> {
    Int(i64),
    Text(Cow<'a, str>),
    Truth(bool),
    List(Vec<&'a str>),
}

impl<'a> Scope<'a> {
    /// The amount that the case is about, for its tier.
    fn amount_fen(&self) -> i64 {
        match self.fact("amount_fen") {
            Some(FactValue::Int(fen)) => *fen,
            _ => 0,
        }
    }

    /// The same with the other cases that are looked at together with it.
    fn together_fen(&self) -> i64 {
        let recent = match self.fact(RECENT) {
            Some(FactValue::Int(fen)) => *fen,
            _ => 0,
        };
        self.amount_fen().saturating_add(recent)
    }

    /// The largest amount of the highest tier that the affair takes.
    fn highest_fen(&self) -> Option<i64> {
        let place = self.affair.parameters.get("highest_tier")?.on(self.day);
        self.book.tiers.list.get(usize::try_from(place).ok()?)?.limit_fen(self.day)
    }

    fn fact(&self, name: &str) -> Option<&'a FactValue> {
        let looked_up = || self.attempt.and_then(|attempt| attempt.facts.get(name));
        self.form.get(name).or_else(looked_up).or_else(|| self.state.facts.get(name))
    }

    fn reference(&self, field: &str) -> Option<&'a Reference> {
        self.attempt.and_then(|attempt| attempt.references.get(field))
    }

    /// Whether the field is for another case, and none is named in it.
    pub(crate) fn is_missing(&self, field: &str) -> bool {
        let is_case = self.affair.facts.get(field) == Some(&FieldKind::CaseRef);
        is_case && self.reference(field).is_none_or(|case| case.affair.is_empty())
    }

    fn see(&self, name: &str) -> Option<Seen<'a>> {
        if let Some(kind) = self.affair.facts.get(name) {
            return Some(value(self.fact(name), (*kind).into()));
        }
        let Some((stem, rest)) = name.split_once('.') else { return self.standing(name) };
        Some(match stem {
            "param" => Seen::Int(self.affair.parameters.get(rest)?.on(self.day)),
            "list" => Seen::List(self.affair.lists.get(rest)?.iter().map(String::as_str).collect()),
            "by" => {
                Seen::Text(Cow::Borrowed(self.state.stands(self.affair, rest).map_or("", |done| done.person.as_str())))
            }
            "day_of" => Seen::Text(Cow::Owned(
                self.state.stands(self.affair, rest).map_or_else(String::new, |done| done.moment.day().to_string()),
            )),
            "actor" => match (rest, self.attempt) {
                ("person", attempt) => Seen::Text(attempt.map_or("", |a| a.actor.person.as_str()).into()),
                ("posts", Some(attempt)) => Seen::List(attempt.actor.posts.iter().map(|post| post.code()).collect()),
                ("posts", None) => Seen::List(Vec::new()),
                _ => return None,
            },
            "tally" => self.count(rest)?,
            _ if self.affair.facts.get(stem) == Some(&FieldKind::CaseRef) => self.about(name, stem, rest)?,
            _ => return None,
        })
    }

    fn standing(&self, name: &str) -> Option<Seen<'a>> {
        Some(match name {
            "tier" => Seen::Int(self.book.tiers.of(self.amount_fen(), self.day)),
            TIER_TOGETHER => Seen::Int(self.book.tiers.of(self.together_fen(), self.day)),
            TOGETHER_FEN => Seen::Int(self.together_fen()),
            "highest_fen" => Seen::Int(self.highest_fen()?),
            "emergency" => Seen::Truth(crate::lane::is_open(self.affair, self.state)),
            "today" => Seen::Text(Cow::Owned(self.day.to_string())),
            "village" => Seen::Text(Cow::Borrowed(self.state.village.as_str())),
            "outcome" => Seen::Text(Cow::Borrowed(self.outcome)),
            _ => return None,
        })
    }

    fn count(&self, what: &str) -> Option<Seen<'a>> {
        let number = |pick: fn(&Tally) -> u64| {
            Seen::Int(self.tally.map_or(0, |tally| i64::try_from(pick(tally)).unwrap_or(i64::MAX)))
        };
        let held = self.attempt.and_then(|attempt| attempt.sitting.as_ref());
        Some(match what {
            "body" => Seen::Text(Cow::Borrowed(self.tally.map_or("", |tally| tally.body.as_str()))),
            "entitled" => number(|t| t.entitled),
            "present" => number(|t| t.present),
            "for" => number(|t| t.votes_for),
            "against" => number(|t| t.against),
            "abstain" => number(|t| t.abstain),
            "typed" => Seen::Truth(held.is_some_and(|held| held.typed)),
            "by_ballot" => Seen::Truth(held.is_some_and(|held| held.on_paper)),
            _ => return None,
        })
    }

    fn about(&self, name: &str, field: &str, what: &str) -> Option<Seen<'a>> {
        let case = self.reference(field);
        let text = |text: Option<&'a str>| Seen::Text(Cow::Borrowed(text.unwrap_or("")));
        if let Some(fact) = what.strip_prefix("facts.") {
            let shape = (*self.affair.foreign.get(name)?).into();
            return Some(value(case.and_then(|case| case.facts.get(fact)), shape));
        }
        Some(match what {
            "exists" => Seen::Truth(case.is_some_and(|c| !c.affair.is_empty())),
            "affair" => text(case.map(|c| c.affair.as_str())),
            "village" => text(case.map(|c| c.village.as_str())),
            "ended" => Seen::Truth(case.is_some_and(|c| c.ending.is_some())),
            "ending" => text(case.and_then(|c| c.ending.as_deref())),
            "good" => Seen::Truth(case.is_some_and(|c| c.good)),
            "step" => text(case.map(|c| c.step.as_str())),
            "allows" => Seen::List(case.map(|c| c.allows.iter().map(String::as_str).collect()).unwrap_or_default()),
            "amount_fen" => Seen::Int(case.map_or(0, |c| c.amount_fen)),
            "paid_fen" => Seen::Int(case.map_or(0, |c| c.paid_fen)),
            "left_fen" => Seen::Int(case.map_or(0, |c| c.amount_fen.saturating_sub(c.paid_fen))),
            "party" => text(case.map(|c| c.party.as_str())),
            "decided" => Seen::Truth(case.is_some_and(|c| c.decided_on.is_some())),
            "decided_on" => {
                Seen::Text(Cow::Owned(case.and_then(|c| c.decided_on).map_or_else(String::new, |day| day.to_string())))
            }
            _ => return None,
        })
    }

    /// The words with every `{hole}` filled from what this scope sees.
    pub(crate) fn fill(&self, words: &Words) -> Words {
        let mut filled = words.clone();
        for hole in holes(words) {
            let value = self.say(hole).unwrap_or_default();
            filled = filled.fill(&[(hole, &value)]);
        }
        filled
    }

    fn say(&self, name: &str) -> Option<Words> {
        let kind = self.affair.facts.get(name).or_else(|| self.affair.foreign.get(name)).copied();
        Some(match self.see(name)? {
            Seen::Int(number) => FactValue::Int(number).words(self.is_money(name, kind)),
            Seen::Text(text) if text.is_empty() => Words::new("（未填）", "(not given)"),
            Seen::Text(text) => match (text.parse::<Day>(), self.choice(name, &text)) {
                (Ok(day), _) => day_words_on(day, self.day),
                (_, Some(words)) => words,
                _ => Words::same(text),
            },
            Seen::Truth(truth) => FactValue::Truth(truth).words(false),
            Seen::List(items) => Words::new(items.join("、"), items.join(", ")),
        })
    }

    fn is_money(&self, name: &str, kind: Option<FieldKind>) -> bool {
        let parameter = name.strip_prefix("param.").and_then(|id| self.affair.parameters.get(id));
        kind == Some(FieldKind::Money) || name.ends_with("_fen") || parameter.is_some_and(|p| p.unit == Unit::Fen)
    }

    fn choice(&self, field: &str, code: &str) -> Option<Words> {
        let fields = self.affair.steps.iter().flat_map(|step| &step.fields).filter(|f| f.id == field);
        fields.flat_map(|f| &f.choices).find(|choice| choice.code == code).map(|choice| choice.words.clone())
    }
}

impl VariableResolver for Scope<'_> {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        Some(match self.see(name)? {
            Seen::Int(number) => CowVal::owned(CelInt::from(number)),
            Seen::Text(Cow::Borrowed(text)) => CowVal::owned(CelString::from(text)),
            Seen::Text(Cow::Owned(text)) => CowVal::owned(CelString::from(text)),
            Seen::Truth(truth) => CowVal::owned(CelBool::from(truth)),
            Seen::List(items) => list(items.into_iter()),
        })
    }
}

fn list<'b>(items: impl Iterator<Item = &'b str>) -> CowVal<'b, 'b> {
    let items: Vec<Box<dyn Val + 'b>> = items.map(|s| Box::new(CelString::from(s)) as Box<dyn Val + 'b>).collect();
    CowVal::owned(CelList::from(items))
}

fn value(fact: Option<&FactValue>, shape: Shape) -> Seen<'_> {
    match (fact, shape) {
        (Some(FactValue::Int(number)), _) => Seen::Int(*number),
        (Some(FactValue::Text(text)), _) => Seen::Text(Cow::Borrowed(text)),
        (Some(FactValue::Truth(truth)), _) => Seen::Truth(*truth),
        (Some(FactValue::Day(day)), _) => Seen::Text(Cow::Owned(day.to_string())),
        (None, Shape::Int) => Seen::Int(0),
        (None, Shape::Truth) => Seen::Truth(false),
        (None, Shape::List) => Seen::List(Vec::new()),
        (None, Shape::Text | Shape::Day) => Seen::Text(Cow::Borrowed("")),
    }
}

/// The names between braces in words, without repeats.
pub(crate) fn holes(words: &Words) -> Vec<&str> {
    let mut found = Vec::new();
    for text in [&words.zh, &words.en] {
        for part in text.split('{').skip(1) {
            if let Some((hole, _)) = part.split_once('}')
                && !found.contains(&hole)
            {
                found.push(hole);
            }
        }
    }
    found
}
