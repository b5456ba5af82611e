//! What of an act goes into its entry: papers, the meeting, the payment.

use super::{Form, Matter, PaperSent};
use crate::entries::{Attendance, PaperKept, PaymentKept, SittingKept};
use office::Desk;
use procedure::{Attempt, CaseState, FactValue, PaperScope, Step, Taken};
use village::{CaseId, Fen, Group};

pub(super) fn papers_kept(step: &Step, papers: &[PaperSent]) -> Vec<PaperKept> {
    let scope = |kind: &str| {
        let need = step.papers.iter().find(|need| need.id == kind);
        need.map_or(PaperScope::Sealed, |need| need.scope).name()
    };
    papers
        .iter()
        .map(|paper| PaperKept {
            kind: paper.kind.clone(),
            name: paper.name.clone(),
            hash: paper.file.hash,
            media_type: paper.file.media_type.as_str().into(),
            size_bytes: i64::try_from(paper.file.size_bytes).unwrap_or(i64::MAX),
            scope: scope(&paper.kind).into(),
        })
        .collect()
}

pub(super) fn sitting_kept(matter: &Matter, attempt: &Attempt, taken: &Taken, form: &Form) -> Option<SittingKept> {
    let (sitting, tally) = (attempt.sitting.as_ref()?, taken.tally.as_ref()?);
    let roster = sitting
        .entitled
        .iter()
        .map(|person| Attendance {
            person: person.clone(),
            present: sitting.present.contains(person),
            recused: sitting.recused.contains(person),
        })
        .collect();
    Some(SittingKept {
        meeting: form.meeting.clone(),
        body: sitting.body.0.clone(),
        group: crate::group::met(matter, &sitting.body).map_or_else(String::new, |group| Group::code(&group)),
        day: sitting.day,
        votes_for: sitting.votes_for.into(),
        against: sitting.against.into(),
        abstain: sitting.abstain.into(),
        passed: tally.passed,
        rule: tally.rules.join(","),
        roster,
    })
}

/// The payment that the step made, when it made one.
pub(super) fn payment(
    desk: &Desk,
    matter: &Matter,
    after: &CaseState,
    taken: &Taken,
    amount_fen: Option<Fen>,
    party: Option<&str>,
) -> Option<PaymentKept> {
    if !taken.effects.iter().any(|effect| effect == "payment") {
        return None;
    }
    let mut counts_for = vec![matter.case.clone()];
    counts_for.extend(CaseId::new(after.text("contract_case")).ok());
    let paid_on = match after.facts.get("paid_on") {
        Some(FactValue::Day(day)) => *day,
        _ => desk.now.day(),
    };
    Some(PaymentKept {
        counts_for,
        paid_on,
        amount_fen: amount_fen.unwrap_or_default(),
        payee: party.unwrap_or_default().to_owned(),
        purpose: after.text("purpose").to_owned(),
        method: method(after).to_owned(),
    })
}

/// How it was paid: as the case says, and where it does not, by transfer, for nothing else is left. Only a routine expense may
/// choose cash; every other payment is the agency's, out of the village's account.
fn method(after: &CaseState) -> &str {
    let chosen = after.text("pay_by");
    if chosen.is_empty() { "transfer" } else { chosen }
}
