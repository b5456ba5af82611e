//! Delegations: representatives decide only what the full meeting has let them decide.

use super::Oracle;
use super::case::Trial;
use super::meeting::reaches;
use super::seen::{Delegated, Held};
use archive::Entry;
use procedure::{Body, MajorityOf, Way};
use village::{Day, Place};

/// What representatives were let decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delegation {
    village: Place,
    body: String,
    matters: Vec<String>,
    starts: Day,
    ends: Day,
}

impl Oracle {
    pub(super) fn delegated(&mut self, entry: &Entry) {
        let Some(new) = self.body::<Delegated>(entry) else { return };
        let giver = if new.body == "member_rep_assembly" { "member_assembly" } else { "villagers_meeting" };
        let rules = self.rules(&entry.village, entry.moment.day());
        let enough = rules.quorums.get(&Body(giver.to_owned())).is_some_and(|quorum| {
            let whole = if quorum.pass.of == MajorityOf::Present { new.present } else { new.entitled };
            let came = quorum.attend.iter().any(|way| reaches(way.share, new.present, new.entitled));
            came && reaches(quorum.pass.share, new.votes_for, whole)
        });
        if !enough || new.starts < new.decided_on || new.decided_on > entry.moment.day() {
            let what = format!("entry {}: {} of {} for it", entry.seq, new.votes_for, new.entitled);
            self.find("only a full meeting lets representatives decide", &entry.subject, what);
        }
        let Delegated { body, matters, starts, ends, .. } = new;
        self.delegations.push(Delegation { village: entry.village.clone(), body, matters, starts, ends });
    }

    /// Whether representatives of a village may decide a matter on a day; any matter, when none is named.
    pub(crate) fn delegated_to(&self, village: &Place, body: &str, matter: &str, day: Day) -> bool {
        let of_body = |one: &&Delegation| one.village == *village && one.body == body;
        let mut known = self.delegations.iter().filter(of_body).filter(|one| one.starts <= day && day <= one.ends);
        known.any(|one| matter.is_empty() || one.matters.iter().any(|known| known == matter))
    }

    pub(super) fn judge_delegation(&mut self, trial: &Trial<'_>, held: &Held) {
        let choice = trial.step.bodies.iter().find(|choice| choice.body.as_str() == held.body);
        let needs =
            choice.and_then(|choice| choice.when.as_ref()).is_some_and(|when| when.text().contains("&& delegation"));
        let called = trial.step.convened_by.is_some() && trial.outcome.way == Way::On;
        if !needs || !called {
            return;
        }
        let matter = match trial.affair.code.as_str() {
            "D1" => "dispose_property".to_owned(),
            _ => trial.before.text("matter").to_owned(),
        };
        if !self.delegated_to(&trial.before.village, &held.body, &matter, trial.day()) {
            let what = format!("{}: `{}` was not authorised for `{matter}`", trial.which(), held.body);
            self.find("representatives decide only what they were authorised for", trial.acted.case.as_str(), what);
        }
    }
}
