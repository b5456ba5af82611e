//! Other cases that a form can name: a good one, and every way in which one can be wrong, one at a time.

use crate::affair::{Affair, Field, FieldKind, Unit};
use crate::attempt::Reference;
use crate::book::RuleBook;
use crate::state::{FactValue, Facts};
use village::{Day, Place};

/// The other party in the cases that the walk names.
pub(crate) const PARTY: &str = "甲公司";

/// A case that a form may name: its number, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub(crate) number: String,
    pub(crate) case: Reference,
}

/// The cases that matter for a field, the good one first; `amount_fen` is what the form asks for.
pub(crate) fn named(
    book: &RuleBook,
    affair: &Affair,
    field: &Field,
    village: &Place,
    amount_fen: i64,
    day: Day,
) -> Vec<Named> {
    let codes: Vec<&String> =
        if field.affairs.is_empty() { book.affairs.keys().collect() } else { field.affairs.iter().collect() };
    let mut list: Vec<Named> = Vec::new();
    for code in codes {
        let Some(target) = book.affair(code) else { continue };
        let good = good(affair, field, target, village, amount_fen, day);
        list.extend(positions(target, &good));
    }
    list.sort_by_key(|named| std::cmp::Reverse(named.case.allows.len()));
    let Some(best) = list.first().map(|named| named.case.clone()) else { return list };
    let changed = |change: &dyn Fn(&mut Reference)| {
        let mut case = best.clone();
        change(&mut case);
        Named { number: number(&case), case }
    };
    list.push(changed(&|case| case.village = "990101001002".to_owned()));
    list.push(changed(&|case| case.decided_on = None));
    list.push(changed(&|case| case.party = "乙公司".to_owned()));
    let shares = affair.parameters.values().filter(|p| p.unit == Unit::Percent).map(|p| p.on(day)).filter(|p| *p > 0);
    let just: Vec<i64> = shares.map(|share| (amount_fen * 100 + share - 1) / share).chain([amount_fen]).collect();
    for total in just {
        list.push(changed(&|case| (case.amount_fen, case.paid_fen) = (total, 0)));
        list.push(changed(&|case| (case.amount_fen, case.paid_fen) = (total - 1, 0)));
    }
    list.push(changed(&|case| (case.amount_fen, case.paid_fen) = (amount_fen * 2, amount_fen)));
    list.push(changed(&|case| (case.amount_fen, case.paid_fen) = (amount_fen * 2, amount_fen + 1)));
    for (name, values) in foreign(book, affair, field) {
        for value in values {
            list.push(changed(&|case| drop(case.facts.insert(name.clone(), value.clone()))));
        }
    }
    list
}

fn good(affair: &Affair, field: &Field, target: &Affair, village: &Place, amount_fen: i64, day: Day) -> Reference {
    let mut facts = Facts::new();
    for name in affair.foreign.keys().filter_map(|name| name.strip_prefix(&format!("{}.facts.", field.id))) {
        if affair.foreign.get(&format!("{}.facts.{name}", field.id)) == Some(&FieldKind::Money) {
            facts.insert(name.to_owned(), FactValue::Int(amount_fen));
            continue;
        }
        let choices = target.steps.iter().flat_map(|s| &s.fields).filter(|f| f.id == name).flat_map(|f| &f.choices);
        let asked: Vec<String> = affair
            .steps
            .iter()
            .flat_map(super::key::conditions_of)
            .filter(|condition| condition.reads().any(|read| read.ends_with(&format!(".facts.{name}"))))
            .map(|condition| condition.text().to_owned())
            .collect();
        let mut choices = choices.map(|choice| choice.code.clone());
        let fitting = choices.find(|code| asked.iter().any(|text| text.contains(&format!("'{code}'"))));
        facts.insert(name.to_owned(), FactValue::Text(fitting.unwrap_or_default()));
    }
    Reference {
        affair: target.code.clone(),
        village: village.to_string(),
        amount_fen: amount_fen.saturating_mul(10),
        party: PARTY.to_owned(),
        decided_on: Some(day.plus(-20)),
        facts,
        ..Reference::default()
    }
}

/// The target at every step or ending that allows something else than the others do.
fn positions(target: &Affair, good: &Reference) -> Vec<Named> {
    let mut list: Vec<Named> = Vec::new();
    let mut push = |case: Reference| {
        let same = |other: &Named| {
            (&other.case.allows, other.case.good, other.case.ending.is_some())
                == (&case.allows, case.good, case.ending.is_some())
        };
        if !list.iter().any(same) {
            list.push(Named { number: number(&case), case });
        }
    };
    for step in &target.steps {
        let mut case = good.clone();
        case.step.clone_from(&step.id);
        case.allows.clone_from(&step.allows);
        push(case);
    }
    for ending in &target.endings {
        let mut case = good.clone();
        case.ending = Some(ending.id.clone());
        case.good = ending.good;
        case.allows.clone_from(&ending.allows);
        push(case);
    }
    list
}

fn foreign(book: &RuleBook, affair: &Affair, field: &Field) -> Vec<(String, Vec<FactValue>)> {
    let prefix = format!("{}.facts.", field.id);
    let mut found = Vec::new();
    for (name, kind) in affair.foreign.iter().filter_map(|(name, kind)| Some((name.strip_prefix(&prefix)?, kind))) {
        let values = if *kind == FieldKind::Choice {
            let targets = book.affairs.values().filter(|target| field.affairs.contains(&target.code));
            let fields =
                targets.flat_map(|target| target.steps.iter().flat_map(|s| &s.fields)).filter(|f| f.id == name);
            let mut codes: Vec<&str> = fields.flat_map(|f| &f.choices).map(|choice| choice.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.into_iter().map(|code| FactValue::Text(code.to_owned())).collect()
        } else if *kind == FieldKind::Money {
            vec![FactValue::Int(0), FactValue::Int(1), FactValue::Int(i64::MAX / 1_000)]
        } else {
            vec![
                FactValue::Text("990101001001-A1-2026-0001".to_owned()),
                FactValue::Text("990101001001-A1-2026-0099".to_owned()),
            ]
        };
        found.push((name.to_owned(), values));
    }
    found
}

fn number(case: &Reference) -> String {
    format!("990101001001-{}-2026-0001", case.affair)
}
