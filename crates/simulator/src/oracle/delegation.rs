//! Delegations: representatives decide only what the full meeting has let them decide, and what somebody else than its
//! recorder has confirmed against the papers.

use super::Oracle;
use super::alarm::likeness;
use super::case::Trial;
use super::meeting::reaches;
use super::seen::{Delegated, DelegationAnswered, Held};
use archive::Entry;
use procedure::{Body, MajorityOf, Way};
use village::{Day, PersonId, Place, Post};

/// How many days before a full meeting everybody is told of it (Organic Law of Villagers' Committees, 2018, article 21).
const NOTICE_DAYS: i64 = 10;

/// What representatives were let decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delegation {
    village: Place,
    body: String,
    matters: Vec<String>,
    starts: Day,
    ends: Day,
    id: String,
    recorder: Option<PersonId>,
    /// Whether the papers bear it out; nothing before somebody has looked.
    confirmed: Option<bool>,
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
        if new.decided_on.since(new.noticed) < NOTICE_DAYS || new.minutes == new.attendance {
            let what = format!("entry {}: called on {} for {}", entry.seq, new.noticed, new.decided_on);
            self.find("a delegation has its notice, its minutes and its sign-in sheet", &entry.subject, what);
        }
        // Whoever must confirm it, and the township, learn of it at once.
        let (step, rule) = ("record_delegation", "delegation.recorded");
        self.alarms.wait_for(entry.seq, likeness(entry, &entry.subject, step, rule, entry.person.clone()));
        let Delegated { body, matters, starts, ends, .. } = new;
        let (village, id, recorder) = (entry.village.clone(), entry.subject.clone(), entry.person.clone());
        self.delegations.push(Delegation { village, body, matters, starts, ends, id, recorder, confirmed: None });
    }

    pub(super) fn delegation_answered(&mut self, entry: &Entry) {
        let Some(answer) = self.body::<DelegationAnswered>(entry) else { return };
        let directors = self.people.holders(Post::SupervisionDirector, &entry.village, entry.moment.day());
        let director = entry.person.clone().filter(|person| directors.contains(person));
        let mut known = self.delegations.iter_mut();
        let known = known.find(|one| one.id == answer.id && one.village == entry.village && one.confirmed.is_none());
        let recorder = known.and_then(|one| {
            one.confirmed = Some(answer.confirmed);
            one.recorder.clone()
        });
        let another = match (&director, &recorder) {
            (Some(director), Some(recorder)) => director != recorder && !self.people.related(director, recorder),
            _ => false,
        };
        if !another {
            let what = format!("entry {} by {:?}, recorded by {recorder:?}", entry.seq, entry.person);
            self.find("the director of the supervision committee confirms a delegation, once", &answer.id, what);
        }
        if !answer.confirmed {
            let told = likeness(entry, &answer.id, "answer_delegation", "delegation.declined", recorder);
            self.alarms.wait_for(entry.seq, told);
        }
    }

    /// Whether representatives of a village may decide a matter on a day; any matter, when none is named.
    pub(crate) fn delegated_to(&self, village: &Place, body: &str, matter: &str, day: Day) -> bool {
        let of_body = |one: &&Delegation| one.village == *village && one.body == body;
        let mut known = self
            .delegations
            .iter()
            .filter(of_body)
            .filter(|one| one.confirmed == Some(true) && one.starts <= day && day <= one.ends);
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
