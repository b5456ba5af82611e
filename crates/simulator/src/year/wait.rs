//! What a matter waits for: a window, a meeting's day, another case, an answer, an authorisation.

use super::Year;
use crate::matter::{Matter, Stage};
use crate::oracle::Case;
use procedure::{Affair, FactValue, Step, StepKind};
use village::Day;

/// What stands in the way of a matter today.
pub(super) enum Wait {
    /// Nothing.
    Nothing,
    /// Nothing before this day.
    Until(Day),
    /// Something that others must do first; look again.
    Others(&'static str),
    /// An objection was found right: only the way back is open.
    Back,
}

impl Year<'_> {
    /// What stands in the way of a matter's next step today.
    pub(super) fn wait(&self, index: usize, affair: &Affair, step: &Step) -> Wait {
        let today = self.today();
        let Some(matter) = self.matters.get(index) else { return Wait::Nothing };
        if let Some(why) = self.unready(matter) {
            return why;
        }
        if let Some(day) = matter.not_before.filter(|day| today < *day) {
            return Wait::Until(day);
        }
        let Some(case) = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id)) else {
            return Wait::Nothing;
        };
        let last = case.acts.last().map_or(today, |act| act.moment.day());
        let pause = last.plus(matter.pause(&step.id));
        let called = self.day_of(Some(case), step);
        match case.windows.last() {
            Some(window) if today <= window.closes => return Wait::Until(window.closes.plus(1)),
            Some(window) if case.open_objections(window) > 0 => return Wait::Others("an objection is not answered"),
            _ => {}
        }
        if case.latest_windows().iter().any(|window| case.was_right(window)) {
            Wait::Back
        } else if step.convened_by.is_some() && today < called {
            Wait::Until(called)
        } else if today < pause {
            Wait::Until(pause)
        } else if self.unauthorised(matter, case, affair, step) {
            Wait::Others("representatives are not authorised")
        } else {
            Wait::Nothing
        }
    }

    /// Whether the cases that a matter rests on are not there yet.
    fn unready(&self, matter: &Matter) -> Option<Wait> {
        let at_place = |other: usize| {
            self.matters.get(other).is_some_and(|other| match (&other.stage, &other.hold) {
                (Stage::Held | Stage::Ended, _) => true,
                (Stage::Going, Some(_)) => other.case.is_some() && other.next >= other.acts.len(),
                _ => false,
            })
        };
        let ended = |other: &usize| self.matters.get(*other).is_some_and(|other| other.stage != Stage::Going);
        if !matter.after.iter().all(ended) {
            return Some(Wait::Others("what must be paid before is not paid"));
        }
        // Once it runs, the cases on which it rests go their own way.
        if matter.case.is_none() && !matter.links.values().all(|link| at_place(link.matter)) {
            return Some(Wait::Others("a case that it rests on is not there yet"));
        }
        None
    }

    /// Whether representatives are to meet who are not authorised for the matter.
    fn unauthorised(&self, matter: &Matter, case: &Case, affair: &Affair, step: &Step) -> bool {
        let typed = matter.act(&step.id).and_then(|act| act.fields.get("body").cloned());
        let body = match step.kind {
            StepKind::Notice => typed.unwrap_or_default(),
            StepKind::Meeting if step.convened_by.is_some() => case.text("body").to_owned(),
            _ => return false,
        };
        if !matches!(body.as_str(), "rep_meeting" | "member_rep_assembly") {
            return false;
        }
        let named = match case.facts.get("matter") {
            Some(FactValue::Text(named)) if affair.code != "D1" => named.clone(),
            _ => String::new(),
        };
        !self.hand.oracle.delegated_to(&matter.village, &body, &named, self.today())
    }
}
