//! The other cases of a village that are looked at together with one, because the same party is paid or the same thing is done
//! within the days that the rules name: what was cut into pieces is judged as the whole.

use crate::read::{CaseRow, cases_begun, cases_of_party};
use crate::take::{Form, Matter};
use archive::Query;
use office::{Desk, roster};
use procedure::{FactValue, Facts, Step, Together};
use village::{CaseId, Fault, Moment};

/// So many numbers are told one by one.
const TOLD: usize = 8;

const DAY_MS: i64 = 86_400_000;

/// A case that is looked at together with this one.
pub(super) struct Beside {
    case: CaseId,
    amount_fen: i64,
}

/// What must be the same, as this case has it.
struct Own<'t> {
    /// The fact's name, or [`Together::PARTY`].
    same: &'t str,
    name: String,
    /// Whether the step's form says it; else the case has known it before.
    stated: bool,
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
    let own = together.same.iter().map(|same| own_name(matter, step, form, same)).collect::<Result<Vec<_>, _>>()?;
    let own: Vec<Own<'_>> = own.into_iter().filter(|own| !own.name.is_empty()).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let days = affair.parameters.get(&together.within).map_or(0, |parameter| parameter.on(desk.now.day()));
    let begun = matter.state.opened.unwrap_or(desk.now);
    let stated = own.iter().any(|own| own.stated);
    let until = if stated { begun.plus_ms((days + 1) * DAY_MS) } else { begun };
    let between = (begun.day().plus(-days).at(0, 0), until);
    let mut found = Vec::new();
    for other in others(tx, matter, &own, between)? {
        let is_later = (other.opened, &other.id) > (begun, &matter.case);
        let is_decided = together.undecided && rests_on_decision(&other.facts);
        if is_decided || !together.affairs.contains(&other.affair) {
            continue;
        }
        let mut is_same = false;
        for own in own.iter().filter(|own| own.stated || !is_later) {
            is_same = is_same || is_same_thing(tx, own, &other)?;
        }
        if is_same {
            found.push(Beside { amount_fen: amount(&other), case: other.id });
        }
    }
    Ok(found)
}

/// The village's other cases among which they are: where only the party tells, those in which it is named.
fn others(
    tx: &mut dyn Query,
    matter: &Matter,
    own: &[Own<'_>],
    between: (Moment, Moment),
) -> Result<Vec<CaseRow>, Fault> {
    let (village, case) = (&matter.state.village, &matter.case);
    match own {
        [only] if only.same == Together::PARTY => {
            let words = roster::party_words(tx, &only.name)?;
            cases_of_party(tx, village, &words, between, case)
        }
        _ => cases_begun(tx, village, between, case),
    }
}

fn is_same_thing(tx: &mut dyn Query, own: &Own<'_>, other: &CaseRow) -> Result<bool, Fault> {
    let theirs = match own.same {
        Together::PARTY => other.party.clone().unwrap_or_default(),
        fact => text(&other.facts, fact).to_owned(),
    };
    Ok(!theirs.is_empty() && roster::is_same_party(tx, &own.name, &theirs)?)
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
fn own_name<'t>(matter: &Matter, step: &Step, form: &Form, same: &'t str) -> Result<Own<'t>, Fault> {
    let affair = matter.affair()?;
    let fact = match (same, &affair.shares.party) {
        (Together::PARTY, Some(fact)) => fact.as_str(),
        (fact, _) => fact,
    };
    let asked = step.fields.iter().any(|field| field.id == fact && field.on.is_empty());
    let typed = form.fields.get(fact).filter(|_| asked).map(String::as_str);
    let name = typed.unwrap_or_else(|| matter.state.text(fact)).trim().to_owned();
    Ok(Own { same, name, stated: asked })
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
