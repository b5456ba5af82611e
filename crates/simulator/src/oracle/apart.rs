//! Separation: nobody has two duties in a case that the law keeps apart, returned or not.

use super::case::{Case, Trial};
use super::{Oracle, law};

impl Oracle {
    pub(super) fn judge_apart(&mut self, trial: &Trial<'_>, after: &Case) {
        let duty = trial.step.duty.as_str();
        if trial.outcome.way != procedure::Way::On {
            return;
        }
        let own = after.acts.iter().filter(|act| act.on && act.person == trial.acted.person && act.duty != duty);
        let own: Vec<&str> = own.map(|act| act.duty.as_str()).collect();
        for group in law::APART.iter().filter(|group| group.contains(&duty)) {
            if let Some(other) = own.iter().find(|other| group.contains(*other)) {
                let name = self.people.name(&trial.acted.person).to_owned();
                let what = format!("{}: {name} had both `{other}` and `{duty}`", trial.which());
                self.find(
                    "handler, witness, approver, checker and payer are different people",
                    trial.acted.case.as_str(),
                    what,
                );
                return;
            }
        }
    }
}
