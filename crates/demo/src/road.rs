//! The worked examples of the rules as roads that people can really go.

use procedure::{Attempt, Body, FactValue, FieldKind, Position, Reference, RuleBook, examples};
use std::collections::BTreeMap;
use village::{Fen, Refusal, Words};

/// One example, played: every act of it, the one in question last.
#[derive(Debug, Clone)]
pub struct Road {
    /// What it shows.
    pub name: Words,
    /// The affair.
    pub affair: String,
    /// The acts.
    pub acts: Vec<Attempt>,
    /// Where it leads, or why not.
    pub to: Result<Position, Refusal>,
}

/// The roads of every affair of the rule book, in the order of its examples.
///
/// # Errors
/// In words, when an example cannot be read or played.
pub fn roads(book: &RuleBook) -> Result<BTreeMap<String, Vec<Road>>, String> {
    let layer = book.layers.last().cloned().unwrap_or_default();
    let mut all: BTreeMap<String, Vec<Road>> = BTreeMap::new();
    for file in crate::shipped_examples() {
        for example in examples(&file).map_err(|fault| fault.to_string())? {
            if !(example.layers.is_empty() || example.layers.contains(&layer)) {
                continue;
            }
            let (acts, result) = example.play(book).map_err(|what| format!("{}: {what}", example.name.en))?;
            let (name, affair, to) = (example.name, example.affair, result.map(|taken| taken.next));
            all.entry(affair.clone()).or_default().push(Road { name, affair, acts, to });
        }
    }
    Ok(all)
}

/// The most that is paid of a contract before anything is built, of a hundred.
const ADVANCE_PERCENT: i64 = 30;

/// Whether what was paid under another case can be an advance: then it can really be paid first.
#[must_use]
pub fn advanced(seen: &Reference) -> bool {
    seen.paid_fen > 0 && seen.paid_fen * 100 <= seen.amount_fen * ADVANCE_PERCENT
}

/// The road of an advance to a contract's party: a large payment for which nothing is accepted yet.
#[must_use]
pub fn advance(roads: &BTreeMap<String, Vec<Road>>, paid_fen: i64, party: Option<&str>) -> Option<Road> {
    let whole =
        |road: &&Road| matches!(road.to, Ok(Position::Ended(_))) && road.acts.iter().any(|act| act.step == "pay");
    let mut road = roads.get("C2")?.iter().filter(whole).min_by_key(|road| road.acts.len())?.clone();
    road.acts.retain(|act| act.step != "accept");
    for act in &mut road.acts {
        act.fields.entry("stage".into()).and_modify(|typed| "advance".clone_into(typed));
        act.fields.entry("amount_fen".into()).and_modify(|typed| *typed = Fen(paid_fen).to_string());
        if let Some(party) = party {
            act.fields.entry("payee".into()).and_modify(|typed| party.clone_into(typed));
        }
    }
    Some(road)
}

impl Road {
    /// The road only as far as a position; `None` when it does not come by.
    #[must_use]
    pub fn up_to(&self, position: &Position) -> Option<Self> {
        let next = self.acts.iter().skip(1).map(|act| Position::Step(act.step.clone()));
        let place = next.chain(self.to.clone().ok()).position(|next| next == *position)?;
        let acts = self.acts.iter().take(place + 1).cloned().collect();
        Some(Self { acts, to: Ok(position.clone()), name: self.name.clone(), affair: self.affair.clone() })
    }

    /// The same road as it is, and with each other body that may decide.
    #[must_use]
    pub fn by_each_body(&self, book: &RuleBook) -> Vec<Self> {
        let steps = book.affair(&self.affair).map_or(&[][..], |affair| &affair.steps);
        let may = |act: &Attempt, body: &Body| {
            let mut held =
                steps.iter().filter(|step| step.id == act.step || step.convened_by.as_ref() == Some(&act.step));
            held.any(|step| step.bodies.iter().any(|choice| choice.body == *body))
        };
        let mut bodies: Vec<&Body> = Vec::new();
        for body in steps.iter().flat_map(|step| &step.bodies).map(|choice| &choice.body) {
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        let mut ways = vec![self.clone()];
        for body in bodies {
            let mut way = self.clone();
            for act in way.acts.iter_mut().filter(|act| may(act, body)) {
                act.fields.entry("body".into()).and_modify(|typed| typed.clone_from(&body.0));
                if let Some(sitting) = &mut act.sitting {
                    sitting.body = body.clone();
                }
            }
            ways.extend((way.acts != self.acts).then_some(way));
        }
        ways
    }

    /// The same road with what another case wants to see of this one: its facts, its party, its amount.
    #[must_use]
    pub fn like(mut self, book: &RuleBook, seen: &Reference, with_amount: bool) -> Self {
        let Some(affair) = book.affair(&self.affair) else { return self };
        let texts = seen.facts.iter().filter_map(|(fact, value)| match value {
            FactValue::Text(text) if !text.is_empty() && affair.facts.get(fact) != Some(&FieldKind::CaseRef) => {
                Some((fact, text))
            }
            _ => None,
        });
        let party = affair.shares.party.as_ref().filter(|_| !seen.party.is_empty()).map(|fact| (fact, &seen.party));
        for (fact, text) in texts.chain(party) {
            for act in &mut self.acts {
                act.fields.entry(fact.clone()).and_modify(|typed| typed.clone_from(text));
            }
        }
        if let Some(fact) = affair.shares.amount.as_ref().filter(|_| with_amount && seen.amount_fen > 0) {
            // A case of which nothing is paid yet, and of which as much is left.
            self.scale(book, fact, seen.amount_fen - seen.paid_fen);
        }
        let sums = seen.facts.iter().filter_map(|(fact, value)| match value {
            FactValue::Int(fen) if affair.facts.get(fact) == Some(&FieldKind::Money) => Some((fact, *fen)),
            _ => None,
        });
        for (fact, fen) in sums {
            for act in &mut self.acts {
                act.fields.entry(fact.clone()).and_modify(|typed| *typed = Fen(fen).to_string());
            }
        }
        self
    }

    /// All money in proportion, so that one amount becomes what is wanted.
    fn scale(&mut self, book: &RuleBook, fact: &str, wanted: i64) {
        let typed = self.acts.iter().rev().find_map(|act| Fen::parse(act.fields.get(fact)?).ok());
        let Some(Fen(typed)) = typed.filter(|typed| typed.0 > 0 && typed.0 != wanted) else { return };
        for act in &mut self.acts {
            let Some(step) = book.affair(&self.affair).and_then(|affair| affair.step(&act.step)) else { continue };
            for field in step.fields.iter().filter(|field| field.kind == FieldKind::Money) {
                if let Some(value) = act.fields.get_mut(&field.id)
                    && let Ok(Fen(fen)) = Fen::parse(value)
                {
                    let scaled = i128::from(fen) * i128::from(wanted) / i128::from(typed);
                    *value = Fen(i64::try_from(scaled).unwrap_or(wanted)).to_string();
                }
            }
        }
    }
}
