//! Meetings: for which day they are called, who comes, how they vote. Everything about the holding of a meeting is here.

use super::Year;
use crate::Halt;
use crate::matter::Matter;
use crate::oracle::Case;
use affairs::{Form, SittingSent};
use procedure::{Affair, Attempt, Body, Counted, FactValue, Step, TallyResult};
use std::collections::BTreeSet;
use village::{Day, PersonId, Place, Stop};

/// How a meeting comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Most come, and most agree.
    Carried,
    /// Most come, and do not agree.
    Lost,
    /// Too few come.
    Few,
}

impl Year<'_> {
    /// The day for which a notice calls the meeting.
    pub(super) fn meeting_day(
        &self,
        matter: &Matter,
        case: Option<&Case>,
        affair: &Affair,
        notice: &Step,
        act: Option<&Attempt>,
    ) -> Day {
        let meeting = affair.steps.iter().find(|step| step.convened_by.as_deref() == Some(notice.id.as_str()));
        let bodies = meeting.map_or(&[][..], |meeting| &meeting.bodies);
        let typed = act.and_then(|act| act.fields.get("body")).filter(|_| bodies.len() > 1).cloned();
        let known = case.map(|case| case.text("body").to_owned()).filter(|body| !body.is_empty());
        let body = typed.or(known).map(Body).or_else(|| bodies.first().map(|choice| choice.body.clone()));
        let book = self.book.in_force(&matter.village, self.today());
        let ahead = body.and_then(|body| book.quorums.get(&body)).map_or(10, |quorum| i64::from(quorum.notice_days));
        self.book.calendar.next_working(self.today().plus(ahead + 1))
    }

    /// The body that holds a meeting: the one that was called, else the one of the example.
    fn body_of(&self, matter: &Matter, case: Option<&Case>, step: &Step) -> Option<Body> {
        let may = |body: &str| step.bodies.iter().any(|choice| choice.body.as_str() == body);
        let called = case.map(|case| case.text("body").to_owned()).filter(|body| may(body));
        let shown = matter.act(&step.id).and_then(|act| act.sitting.as_ref()).map(|held| held.body.0.clone());
        let shown = shown.filter(|body| may(body));
        called.or(shown).map(Body).or_else(|| step.bodies.first().map(|choice| choice.body.clone()))
    }

    /// The day of a meeting: the one that was announced, else today.
    pub(super) fn day_of(&self, case: Option<&Case>, step: &Step) -> Day {
        match case.and_then(|case| case.facts.get("meeting_day")) {
            Some(FactValue::Day(day)) if step.convened_by.is_some() => *day,
            _ => self.today(),
        }
    }

    /// A meeting of a matter.
    pub(super) fn sitting(&self, index: usize, affair: &Affair, step: &Step, mood: Mood) -> Option<SittingSent> {
        let matter = self.matters.get(index)?;
        let case = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id));
        let body = self.body_of(matter, case, step)?;
        let shown = matter.act(&step.id).and_then(|act| act.sitting.as_ref());
        let by_household = shown.is_some_and(|held| held.counted == Counted::Households);
        let day = self.day_of(case, step);
        let parties = self.parties_of(index, affair);
        let concerned: BTreeSet<PersonId> =
            parties.iter().flat_map(|party| self.hand.oracle.people.meant(party)).collect();
        let group = match case.and_then(|case| case.facts.get("group")) {
            Some(FactValue::Text(group)) if body.0 == "group_meeting" => Some(group.as_str()),
            _ => None,
        };
        self.meeting(&matter.village, (&body, group), day, by_household, &concerned, mood)
    }

    /// A meeting of a body, from which some are kept out with their relatives.
    pub(super) fn meeting(
        &self,
        village: &Place,
        (body, group): (&Body, Option<&str>),
        day: Day,
        by_household: bool,
        concerned: &BTreeSet<PersonId>,
        mood: Mood,
    ) -> Option<SittingSent> {
        let book = self.book.in_force(village, self.today());
        let people = &self.hand.oracle.people;
        let mut roll: Vec<PersonId> = people.roll(&book.quorums.get(body)?.members, village, day).into_iter().collect();
        roll.retain(|one| group.is_none_or(|group| people.group(one, day) == group));
        if by_household {
            let mut homes = BTreeSet::new();
            roll.retain(|one| people.household(one).is_empty() || homes.insert(people.household(one).to_owned()));
        }
        let came = match mood {
            Mood::Few => roll.len() / 4,
            Mood::Carried | Mood::Lost => roll.len() - roll.len() / 14,
        };
        let present: Vec<PersonId> = roll.into_iter().take(came).collect();
        let aside =
            |one: &&PersonId| concerned.contains(*one) || concerned.iter().any(|party| people.related(party, one));
        let recused: Vec<PersonId> = present.iter().filter(aside).cloned().collect();
        let voters = u32::try_from(present.len() - recused.len()).unwrap_or(0);
        let against = if mood == Mood::Lost { voters - voters / 4 } else { voters / 25 };
        let (votes_for, abstain) = (voters - against, 0);
        Some(SittingSent { body: body.0.clone(), day, by_household, present, recused, votes_for, against, abstain })
    }

    /// The form of a meeting with its count; a meeting to which too few came is recorded as not held.
    pub(super) fn with_sitting(&self, mut form: Form, index: usize, affair: &Affair, step: &Step, mood: Mood) -> Form {
        form.sitting = self.sitting(index, affair, step, mood);
        let wanted = match mood {
            Mood::Carried => return form,
            Mood::Lost => TallyResult::NotPassed,
            Mood::Few => TallyResult::NotQuorate,
        };
        let outcome = step.outcomes.iter().find(|outcome| outcome.when_tally == Some(wanted));
        match outcome {
            Some(outcome) => {
                let sitting = form.sitting.take();
                form = self.form(index, affair, step, Some(&outcome.id));
                form.sitting = sitting;
            }
            None => form.sitting = self.sitting(index, affair, step, Mood::Carried),
        }
        form
    }

    /// A meeting that no form alone records is held first, with its entries; the form then carries its number. What is
    /// refused there leaves the form as it is, for the step to refuse.
    pub(super) fn held_on_its_page(&mut self, index: usize, step: &Step, mut form: Form) -> Result<Form, Halt> {
        let matter = self.matters.get(index);
        let Some((village, case)) = matter.and_then(|matter| Some((matter.village.clone(), matter.case.clone()?)))
        else {
            return Ok(form);
        };
        let Some(sent) = form.sitting.clone() else { return Ok(form) };
        let book = self.book.in_force(&village, self.today());
        if !demo::on_its_page(book, step, &sent.body) {
            return Ok(form);
        }
        let held = demo::hold(&self.hand.office, &case, &village, step, &sent, self.now);
        self.hand.catch_up()?;
        match held {
            Ok(Ok(meeting)) => (form.meeting, form.sitting) = (Some(meeting), None),
            Ok(Err(_)) | Err(Stop::Refused(_)) => {}
            Err(Stop::Failed(fault)) => return Err(fault.into()),
        }
        Ok(form)
    }
}
