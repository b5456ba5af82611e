//! What was cut into pieces: expenses to one payee that begin within the days of the law are judged as one.

use super::case::{Act, Case, Trial};
use super::seen::Payment;
use super::{Oracle, law};
use procedure::FactValue;
use village::Moment;

impl Oracle {
    /// A routine expense, together with what the same payee had asked for before, went the road of the whole.
    pub(super) fn judge_pieces(&mut self, trial: &Trial<'_>, after: &Case, payment: &Payment) {
        let Some(begun) = after.acts.first().map(|act| act.moment).filter(|_| after.affair == "C1") else { return };
        // What changed after the agency had looked was judged with this one then.
        let looked = last(after, &["check_books"]).unwrap_or(begun);
        let before: Vec<(&village::CaseId, &Case)> = self
            .cases
            .iter()
            .filter(|(id, other)| **id != trial.acted.case && is_piece(other, after, begun))
            .filter(|(_, other)| last(other, STATED).is_some_and(|stated| stated < looked))
            .collect();
        let sum = before.iter().fold(payment.amount_fen, |sum, (_, other)| sum + asked_for(other));
        let decided = |act: &&Act| act.duty == "decide" && act.carried_by.is_some();
        let meeting = after.standing().find(decided).map(|act| act.moment);
        let reviewed = |act: &Act| act.duty == "check" && meeting.is_some_and(|meeting| act.moment < meeting);
        let missing = if sum > law::ROUTINE_FEN {
            "a decision of all or of their representatives"
        } else if sum > law::DEPUTY_FEN && meeting.is_none() {
            "the joint meeting"
        } else if sum > law::UNREVIEWED_FEN && !after.standing().any(reviewed) {
            "the supervisors' review before the meeting"
        } else {
            return;
        };
        let others: Vec<String> = before.iter().map(|(id, other)| format!("{id} {}", asked_for(other))).collect();
        let what = format!(
            "{}: {} fen, with {} {sum} fen in all, without {missing}",
            trial.which(),
            payment.amount_fen,
            others.join(", ")
        );
        self.find("what is cut into pieces is paid as the whole", trial.acted.case.as_str(), what);
    }
}

/// The steps that say what is asked for, and whom it is for.
const STATED: &[&str] = &["claim", "correct", "need", "order", "order_at_once", "award", "open_bids", "choose"];

fn last(case: &Case, steps: &[&str]) -> Option<Moment> {
    case.acts.iter().rev().find(|act| steps.contains(&act.step.as_str())).map(|act| act.moment)
}

/// Whether the other case is one to the same payee, begun within the days before this one, that rests on no decision.
fn is_piece(other: &Case, own: &Case, begun: Moment) -> bool {
    let close = other.acts.first().is_some_and(|act| {
        act.moment < begun && begun.day().since(act.moment.day()) <= law::SPLIT_DAYS && other.village == own.village
    });
    close
        && other.status != "ended"
        && law::SPLIT_AFFAIRS.contains(&other.affair.as_str())
        && other.text("decision_case").is_empty()
        && matches!((&other.party, &own.party), (Some(one), Some(two)) if plain(one) == plain(two))
}

/// The name without blanks and without what stands in brackets.
fn plain(party: &str) -> String {
    let end = party.find(['（', '(']).unwrap_or(party.len());
    party.get(..end).unwrap_or(party).chars().filter(|c| !c.is_whitespace()).collect()
}

fn asked_for(case: &Case) -> i64 {
    case.amount_fen.filter(|fen| *fen > 0).unwrap_or(match case.facts.get("amount_fen") {
        Some(FactValue::Int(fen)) => *fen,
        _ => 0,
    })
}
