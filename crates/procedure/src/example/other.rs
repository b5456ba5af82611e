//! Other cases that an example names.

use super::raw::RawCase;
use crate::attempt::Reference;
use crate::book::RuleBook;
use crate::state::{CaseState, FactValue};
use village::Fen;

/// Another case as the example writes it, over the one that the program would take.
pub(super) fn other(book: &RuleBook, state: &CaseState, raw: &RawCase, known: Reference) -> Result<Reference, String> {
    let mut case = known;
    if let Some(code) = &raw.affair {
        case.affair.clone_from(code);
    }
    if let Some(at) = &raw.at {
        let affair = book.affair(&case.affair).ok_or_else(|| format!("no affair `{}`", case.affair))?;
        match (affair.step(at), affair.ending(at)) {
            (Some(step), _) => {
                (case.step, case.ending, case.good) = (at.clone(), None, false);
                case.allows.clone_from(&step.allows);
            }
            (None, Some(ending)) => {
                (case.step, case.ending, case.good) = (String::new(), Some(at.clone()), ending.good);
                case.allows.clone_from(&ending.allows);
            }
            (None, None) => return Err(format!("{} has no step or ending `{at}`", case.affair)),
        }
        let decided = affair.shares.decided.as_deref().and_then(|step| affair.steps.iter().position(|s| s.id == step));
        let here = affair.steps.iter().position(|step| step.id == *at);
        if matches!((decided, here), (Some(decided), Some(here)) if here <= decided) {
            case.decided_on = None;
        }
    }
    case.village = raw.village.clone().unwrap_or_else(|| state.village.to_string());
    let fen = |text: &Option<String>, or: i64| {
        text.as_ref().map_or(Ok(or), |text| Fen::parse(text).map(|fen| fen.0).map_err(|error| error.to_string()))
    };
    case.amount_fen = fen(&raw.amount, case.amount_fen)?;
    case.paid_fen = fen(&raw.paid, case.paid_fen)?;
    if let Some(party) = &raw.party {
        case.party.clone_from(party);
    }
    for (fact, value) in &raw.facts {
        let known = match Fen::parse(value) {
            Ok(Fen(fen)) if fact.ends_with("_fen") => FactValue::Int(fen),
            _ => FactValue::Text(value.clone()),
        };
        case.facts.insert(fact.clone(), known);
    }
    Ok(case)
}
