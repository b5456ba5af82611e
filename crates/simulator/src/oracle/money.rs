//! Money: only after its decision, no more than was agreed, to whom it was agreed, once for each invoice. And whatever else a
//! step brings about: contracts, seals, permits.

use super::case::{Case, Trial};
use super::seen::{Acted, Payment};
use super::{Oracle, law};
use procedure::FactValue;
use village::CaseId;

impl Oracle {
    pub(super) fn judge_money(&mut self, trial: &Trial<'_>, after: &Case) {
        let subject = trial.acted.case.to_string();
        for effect in &trial.outcome.effects {
            let needs = law::NEEDS.iter().find(|(known, _)| known == effect).map_or(&[][..], |(_, needs)| needs);
            // An emergency puts the decision and the check off, for everything but the money itself.
            let put_off = effect != "payment" && after.standing().any(|act| act.duty == "open_emergency");
            let waits = |any: &&&[&str]| put_off && any.iter().all(|duty| law::PUT_OFF.contains(duty));
            let stands = |any: &&&[&str]| after.standing().any(|act| any.contains(&act.duty.as_str()));
            let missing = needs.iter().find(|any| !stands(any) && !waits(any));
            if let Some(any) = missing {
                let what = format!("{} brought about `{effect}` without any of {any:?}", trial.which());
                self.find("nothing comes about without what must go before", &subject, what);
            }
        }
        let pays = trial.outcome.effects.iter().any(|effect| effect == "payment");
        match (&trial.acted.payment, pays) {
            (Some(payment), true) => self.judge_payment(trial, after, payment),
            (None, false) => {}
            (Some(_), false) => self.find("only a payment pays", &subject, trial.which()),
            (None, true) => self.find("a payment is written down", &subject, trial.which()),
        }
    }

    fn judge_payment(&mut self, trial: &Trial<'_>, after: &Case, payment: &Payment) {
        let subject = trial.acted.case.to_string();
        if Some(payment.amount_fen) != after.amount_fen || payment.amount_fen <= 0 {
            let what = format!("{}: {} fen paid, {:?} decided", trial.which(), payment.amount_fen, after.amount_fen);
            self.find("what is paid is what was decided", &subject, what);
        }
        let rests = self.rests_on(trial.affair, &trial.acted.facts, &after.village);
        let others: Vec<(&str, &Case)> =
            rests.iter().filter_map(|(field, id)| Some((field.as_str(), self.cases.get(id)?))).collect();
        let named = rests.iter().filter(|(field, _)| field == "decision_case").map(|(_, id)| id);
        let undecided = named.clone().find(|id| self.cases.get(id).is_some_and(|case| !is_decided(case, false)));
        let large = payment.amount_fen > law::ROUTINE_FEN && !law::PASSED_ON.contains(&after.affair.as_str());
        let by_all = |case: &Case| is_decided(case, true);
        let somewhere = by_all(after) || others.iter().any(|(_, case)| by_all(case) || self.rests_on_decision(case));
        if undecided.is_some() || (large && !somewhere) {
            let told = |id: &CaseId| format!("{id} {}", self.cases.get(id).map(Case::story).unwrap_or_default());
            let all: Vec<String> = named.map(told).collect();
            let on = all.join(", ");
            let what = format!("{}: {} fen without a decision that stands ({on})", trial.which(), payment.amount_fen);
            self.find("money only after its decision", &subject, what);
        }
        self.judge_pieces(trial, after, payment);
        self.judge_contract(trial, after, payment);
        let used = trial
            .acted
            .invoices
            .iter()
            .find(|number| self.invoices.get(*number).is_some_and(|case| *case != trial.acted.case));
        if let Some(number) = used {
            let what = format!("{}: invoice {number} was paid under another case", trial.which());
            self.find("an invoice is paid once", &subject, what);
        }
    }

    fn rests_on_decision(&self, case: &Case) -> bool {
        let decision = CaseId::new(case.text("decision_case")).ok().and_then(|id| self.cases.get(&id));
        decision.is_some_and(|case| is_decided(case, true))
    }

    /// Whatever is paid under a contract stays within it and goes to whom it was made with.
    fn judge_contract(&mut self, trial: &Trial<'_>, after: &Case, payment: &Payment) {
        let under = payment.counts_for.iter().filter(|id| **id != trial.acted.case);
        let contracts: Vec<_> = under.filter_map(|id| Some((id.clone(), self.cases.get(id)?.clone()))).collect();
        for (id, contract) in contracts {
            let settled = match trial.acted.facts.get("final_fen") {
                Some(FactValue::Int(fen)) => *fen,
                _ => 0,
            };
            let most = contract.amount_fen.unwrap_or(0).max(settled);
            if contract.paid_fen + payment.amount_fen > most {
                let what = format!(
                    "{}: {} paid before and {} now, of {most} under {id}",
                    trial.which(),
                    contract.paid_fen,
                    payment.amount_fen
                );
                self.find("no more is paid than the contract says", trial.acted.case.as_str(), what);
            }
            if contract.party.is_some() && contract.party != after.party {
                let what = format!("{}: paid to {:?}, contract with {:?}", trial.which(), after.party, contract.party);
                self.find("the contract's party is paid", trial.acted.case.as_str(), what);
            }
        }
    }

    /// The invoices that were paid.
    pub(super) fn keep_invoices(&mut self, acted: &Acted) {
        if acted.payment.is_some() {
            self.invoices.extend(acted.invoices.iter().map(|number| (number.clone(), acted.case.clone())));
        }
    }
}

/// Whether a meeting's decision stands in a case: of any body, or of one that decides for all.
fn is_decided(case: &Case, by_all: bool) -> bool {
    let carried = |body: &String| !by_all || law::DECIDING.contains(&body.as_str());
    case.standing().any(|act| act.duty == "decide" && act.carried_by.as_ref().is_some_and(carried))
}
