//! Disclosure: what an outcome makes public is public, and no case ends well in silence.

use super::Oracle;
use super::case::{Case, Trial};

impl Oracle {
    pub(super) fn judge_disclosed(&mut self, trial: &Trial<'_>, after: &Case) {
        let subject = trial.acted.case.to_string();
        if let Some(code) = trial.outcome.discloses.iter().find(|code| !trial.acted.discloses.contains(code)) {
            let what = format!("{} does not disclose {code}", trial.which());
            self.find("a step discloses what it should", &subject, what);
        }
        if after.status != "done" {
            return;
        }
        if let Some(code) = trial.affair.must_disclose.iter().find(|code| !after.disclosed.contains(*code)) {
            let what = format!("{} ended it well without {code} being disclosed", trial.which());
            self.find("a case that ended well has all its disclosures", &subject, what);
        }
        let open = after.windows.iter().any(|window| after.open_objections(window) > 0);
        if open {
            self.find("no case ends with an objection open", &subject, trial.which());
        }
    }
}
