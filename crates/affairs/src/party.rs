//! The other party of a case (payee, tenant, contractor, applicant): whoever it is, and their relatives, stand aside.

use crate::read::CaseRow;
use crate::state::{decided_behind, reference};
use crate::take::{Form, Matter};
use archive::Query;
use office::{Office, roster};
use procedure::{Affair, CaseState, FieldKind, Reference, RuleBook, Sitting, Step};
use std::collections::BTreeMap;
use village::{Fault, FieldFault, Refusal, Stop, Words};

/// The party of the case, as it is known and as this form names it, and those of the cases that it rests on: a seal on a
/// contract is a matter of whoever the contract is with.
pub(crate) fn parties(
    matter: &Matter,
    affair: &Affair,
    form: &Form,
    references: &BTreeMap<String, Reference>,
) -> Vec<String> {
    let mut parties: Vec<String> = matter.party.iter().cloned().collect();
    parties.extend(references.values().map(|other| other.party.clone()));
    if let Some(fact) = &affair.shares.party {
        parties.push(matter.state.text(fact).to_owned());
        parties.extend(form.fields.get(fact).map(|party| party.trim().to_owned()));
    }
    parties.retain(|party| !party.is_empty());
    parties.dedup();
    parties
}

/// The other cases that a case rests on, as it stands, without a form; who decided them only where the step pays.
pub(crate) fn known_references(
    query: &mut dyn Query,
    office: &Office,
    book: &RuleBook,
    affair: &Affair,
    state: &CaseState,
    step: Option<&Step>,
) -> Result<BTreeMap<String, Reference>, Fault> {
    let mut found = BTreeMap::new();
    for (field, _) in affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef) {
        let number = state.text(field);
        if number.is_empty() {
            continue;
        }
        if let Some(mut other) = reference(query, book, office, &state.village, number)? {
            if step.is_some_and(Step::pays) {
                other.deciders = decided_behind(query, book, office, &state.village, number)?;
            }
            found.insert(field.clone(), other);
        }
    }
    Ok(found)
}

/// The parties of a case as it stands, without a form: its own, and those of the cases that it rests on.
pub(crate) fn known_parties(
    affair: &Affair,
    case: &CaseRow,
    state: &CaseState,
    references: &BTreeMap<String, Reference>,
) -> Vec<String> {
    let mut parties: Vec<String> = case.party.iter().cloned().collect();
    parties.extend(affair.shares.party.iter().map(|fact| state.text(fact).to_owned()));
    parties.extend(references.values().map(|other| other.party.clone()));
    parties.retain(|party| !party.is_empty());
    parties.sort();
    parties.dedup();
    parties
}

/// Whoever came to the meeting and is the party, or a declared relative of it, is entered as kept out of the matter.
pub(crate) fn kept_out(tx: &mut dyn Query, parties: &[String], sitting: &Sitting) -> Result<(), Stop> {
    let mut faults = Vec::new();
    let voting = sitting.present.iter().filter(|person| !sitting.recused.contains(person) && !parties.is_empty());
    for person in voting {
        let name = |tx: &mut dyn Query| Ok::<_, Fault>(roster::name_of(tx, person)?.unwrap_or_default());
        let words = if roster::party_among(tx, person, parties)?.is_some() {
            let name = name(tx)?;
            Words::new(
                format!("{name}就是当事人，应当回避：请登记为回避，不计入表决"),
                format!("{name} is a party to the matter: enter them as kept out, without a vote"),
            )
        } else if let Some(party) = roster::kin_among(tx, person, parties)? {
            let name = name(tx)?;
            Words::new(
                format!("{name}申报过与{party}是亲属，应当回避：请登记为回避，不计入表决"),
                format!("{name} is a declared relative of {party}: enter them as kept out, without a vote"),
            )
        } else {
            continue;
        };
        faults.push(FieldFault { field: "sitting".into(), words });
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::faulty("sitting.kin", faults).into()) }
}
