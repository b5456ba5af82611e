//! Forms, filled in step by step.

use super::Bench;
use affairs::{Act, Form, Open, PaperSent, SittingSent};
use village::{CaseId, Day, PersonId, Place};

/// A form that is being filled in.
#[derive(Clone)]
pub struct Sheet<'a> {
    bench: &'a Bench,
    form: Form,
}

/// An empty form for a step with its outcome.
#[must_use]
pub fn form<'a>(bench: &'a Bench, step: &str, outcome: &str) -> Sheet<'a> {
    Sheet { bench, form: Form { step: step.into(), outcome: outcome.into(), ..Form::default() } }
}

impl Sheet<'_> {
    /// Fills in a field.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.form.fields.insert(field.into(), value.into());
        self
    }

    /// Adds a paper that says `text`.
    #[must_use]
    pub fn paper(mut self, kind: &str, text: &str) -> Self {
        let file = crate::make_paper(self.bench.office.files(), kind, &[text.to_owned()]);
        let file = file.unwrap_or_else(|stop| panic!("the paper `{kind}` is not kept: {stop:?}"));
        self.form.papers.push(PaperSent { kind: kind.into(), name: format!("{kind}.pdf"), file });
        self
    }

    /// Adds what a meeting is recorded with: minutes that say `text`, the sheet that people signed, the ballots.
    #[must_use]
    pub fn minutes(self, text: &str) -> Self {
        self.paper("minutes", text).paper("sign_in_sheet", "签到册").paper("ballots", "表决票")
    }

    /// Adds how a meeting's notice was sent, to whom, and what was sent.
    #[must_use]
    pub fn notice(self) -> Self {
        let told = self.with("sent_by", "group_message").with("sent_to", "应到会的都通知到了");
        told.paper("notice", "会议通知")
    }

    /// Adds a meeting at which these people came, of whom so many voted for, against, or abstained.
    #[must_use]
    pub fn meeting(mut self, body: &str, day: Day, present: &[PersonId], votes: (u32, u32, u32)) -> Self {
        self.form.sitting = Some(SittingSent {
            body: body.into(),
            day,
            by_household: false,
            present: present.to_vec(),
            recused: Vec::new(),
            votes_for: votes.0,
            against: votes.1,
            abstain: votes.2,
        });
        self
    }

    /// Changes the meeting: who was kept out of the matter, whether households were counted.
    #[must_use]
    pub fn meeting_with(mut self, change: impl FnOnce(&mut SittingSent)) -> Self {
        change(self.form.sitting.as_mut().unwrap_or_else(|| panic!("the form has no meeting")));
        self
    }

    /// The form.
    #[must_use]
    pub fn made(self) -> Form {
        self.form
    }

    /// Opens a case with it.
    #[must_use]
    pub fn open(self, village: &Place, affair: &str) -> Open {
        Open { village: village.clone(), affair: affair.into(), title: "测试事项".into(), form: self.form }
    }

    /// Takes a step of a case with it, as the case stands now.
    #[must_use]
    pub fn act(self, case: &CaseId) -> Act {
        let row = self.bench.read(|reader| affairs::case(reader, case));
        let row = row.unwrap_or_else(|| panic!("there is no case {case}"));
        Act { case: case.clone(), village: row.village, revision: row.revision, form: self.form }
    }
}
