//! The other cases of a village that are looked at together with one, because the same party is paid or the same thing is done
//! within the days that the rules name: what was cut into pieces is judged as the whole.

use crate::read::{CaseRow, cases_begun, cases_of_party};
use crate::take::{Form, Matter};
use archive::Query;
use office::{Desk, roster};
use procedure::{FactValue, Facts, Step, Together};
use village::{CaseId, Fault};

/// So many numbers are told one by one.
const TOLD: usize = 8;

const DAY_MS: i64 = 86_400_000;

/// A case that is looked at together with this one.
pub(super) struct Beside {
    case: CaseId,
    amount_fen: i64,
}

/// The cases that count. Where the step's form says what the case is about, all of the village's that were begun within the
/// days before or after this one; later, when it is looked at again, those that were begun before it. So each pair is
/// counted at the later of the two, whichever was stated last.
pub(super) fn beside(
    tx: &mut dyn Query,
    desk: &Desk,
    matter: &Matter,
    step: &Step,
    form: &Form,
    together: &Together,
) -> Result<Vec<Beside>, Fault> {
    let affair = matter.affair()?;
    let own = own_name(matter, step, form, together)?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let days = affair.parameters.get(&together.within).map_or(0, |parameter| parameter.on(desk.now.day()));
    let begun = matter.state.opened.unwrap_or(desk.now);
    let stated = step.fields.iter().any(|field| field.keep && field.on.is_empty());
    let until = if stated { begun.plus_ms((days + 1) * DAY_MS) } else { begun };
    let between = (begun.day().plus(-days).at(0, 0), until);
    let mut found = Vec::new();
    let (village, own_case) = (&matter.state.village, &matter.case);
    let others = if together.same == Together::PARTY {
        let words = roster::party_words(tx, &own)?;
        cases_of_party(tx, village, &words, between, own_case)?
    } else {
        cases_begun(tx, village, between, own_case)?
    };
    for other in others {
        let is_later = !stated && (other.opened, &other.id) > (begun, &matter.case);
        let is_decided = together.undecided && rests_on_decision(&other.facts);
        if is_later || is_decided || !together.affairs.contains(&other.affair) {
            continue;
        }
        let same = match together.same.as_str() {
            Together::PARTY => other.party.clone().unwrap_or_default(),
            fact => text(&other.facts, fact).to_owned(),
        };
        if !same.is_empty() && roster::is_same_party(tx, &own, &same)? {
            found.push(Beside { amount_fen: amount(&other), case: other.id });
        }
    }
    Ok(found)
}

/// What they come to.
pub(super) fn sum(found: &[Beside]) -> FactValue {
    FactValue::Int(found.iter().fold(0_i64, |sum, one| sum.saturating_add(one.amount_fen)))
}

/// Their numbers.
pub(super) fn numbers(found: &[Beside]) -> FactValue {
    let mut told: Vec<String> = found.iter().take(TOLD).map(|one| one.case.to_string()).collect();
    if found.len() > TOLD {
        told.push("…".to_owned());
    }
    FactValue::Text(told.join("、"))
}

/// What must be the same, as this form says it or as the case has known it.
fn own_name(matter: &Matter, step: &Step, form: &Form, together: &Together) -> Result<String, Fault> {
    let affair = matter.affair()?;
    let fact = match (together.same.as_str(), &affair.shares.party) {
        (Together::PARTY, Some(fact)) => fact.as_str(),
        (fact, _) => fact,
    };
    let asked = step.fields.iter().any(|field| field.id == fact && field.on.is_empty());
    let typed = form.fields.get(fact).filter(|_| asked).map(String::as_str);
    Ok(typed.unwrap_or_else(|| matter.state.text(fact)).trim().to_owned())
}

/// What a case comes to: what it shares, or what was estimated as long as that is not known.
fn amount(case: &CaseRow) -> i64 {
    let known = case.amount_fen.map(|fen| fen.0).filter(|fen| *fen > 0);
    known.unwrap_or_else(|| match case.facts.get("amount_fen") {
        Some(FactValue::Int(fen)) => *fen,
        _ => 0,
    })
}

fn rests_on_decision(facts: &Facts) -> bool {
    !text(facts, "decision_case").is_empty()
}

fn text<'f>(facts: &'f Facts, fact: &str) -> &'f str {
    match facts.get(fact) {
        Some(FactValue::Text(text)) => text,
        _ => "",
    }
}
