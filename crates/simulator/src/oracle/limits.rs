//! Limits that nobody kept: the supervisors are told of a step that is red, and of an emergency that was not made up.

use super::Oracle;
use super::alarm::likeness;
use super::case::{Case, Trial};
use super::seen::{Lapsed, Late};
use super::window::last_day;
use archive::Entry;
use procedure::{Parameter, Unit};
use village::{CaseId, Day, WorkCalendar};

/// The emergency lane of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Emergency {
    pub(crate) ratify_by: Day,
    pub(crate) ratified: bool,
    pub(crate) lapsed: bool,
}

impl Oracle {
    /// An act in the emergency lane, and one with which it ends without ratification.
    pub(super) fn judge_emergency(&mut self, trial: &Trial<'_>, after: &Case) {
        let Some(rule) = trial.affair.emergency.as_ref() else { return };
        let subject = trial.acted.case.to_string();
        let opened = after.acts.iter().rev().find(|act| act.step == rule.opens && act.on && !act.undone);
        if let (Some(kept), Some(opened)) = (&trial.acted.emergency, opened) {
            let day = opened.moment.day();
            let rules = self.rules(&after.village, trial.day());
            let latest = trial.affair.parameters.get(&rule.within).map(|within| last_day(&rules.calendar, within, day));
            if latest.is_none_or(|latest| kept.ratify_by > latest) {
                let what = format!("{}: to be made up by {}, not by {latest:?}", trial.which(), kept.ratify_by);
                self.find("an emergency is made up within its limit", &subject, what);
            }
        }
        if after.at == rule.unratified && !after.runs() && trial.acted.emergency.is_some() {
            let by = after.acts.iter().rev().find(|act| act.step == rule.opens).map(|act| act.person.clone());
            let told = likeness(trial.entry, &subject, "emergency", "emergency.not_ratified", by);
            self.alarms.wait_for(trial.entry.seq, told);
        }
    }

    /// A step was reported as red, or an emergency as not made up.
    pub(super) fn past_its_limit(&mut self, entry: &Entry) {
        if entry.kind == "case.late" {
            let Some(late) = self.body::<Late>(entry) else { return };
            let red = self.cases.get(&late.case).is_some_and(|case| {
                case.at == late.step && case.due == Some(late.due) && self.is_red(case, entry.moment.day())
            });
            if !red {
                self.find("nothing is called red before it is", late.case.as_str(), format!("entry {}", entry.seq));
            }
            if let Some(case) = self.cases.get_mut(&late.case) {
                case.told_late = true;
            }
            self.alarms.wait_for(entry.seq, likeness(entry, late.case.as_str(), &late.step, "late", None));
            return;
        }
        let Some(lapsed) = self.body::<Lapsed>(entry) else { return };
        let today = entry.moment.day();
        let known = self.cases.get_mut(&lapsed.case);
        let opens = known.as_ref().and_then(|case| {
            let rules = self.reference.at(&case.village, today);
            let step = rules.affair(&case.affair)?.emergency.as_ref()?.opens.clone();
            case.acts.iter().rev().find(|act| act.step == step).map(|act| act.person.clone())
        });
        let due = known.and_then(|case| {
            let runs = case.runs();
            let lane = case.emergency.as_mut().filter(|lane| runs && !lane.lapsed && !lane.ratified)?;
            lane.lapsed = true;
            Some(lane.ratify_by < today)
        });
        if due != Some(true) {
            let what = format!("entry {}", entry.seq);
            self.find("an emergency lapses once, when its limit has passed", lapsed.case.as_str(), what);
        }
        let told = likeness(entry, lapsed.case.as_str(), "emergency", "emergency.lapsed", opens);
        self.alarms.wait_for(entry.seq, told);
    }

    /// What the clockwork should have told by now.
    pub(super) fn judge_limits(&mut self, today: Day) {
        let forgotten = |case: &Case| {
            let lane = case.emergency.as_ref();
            case.runs() && lane.is_some_and(|lane| lane.ratify_by < today && !lane.ratified && !lane.lapsed)
        };
        let untold: Vec<(CaseId, &'static str)> = self
            .cases
            .iter()
            .filter_map(|(id, case)| {
                if forgotten(case) {
                    Some((id.clone(), "an emergency that was not made up is told of"))
                } else if !case.told_late && self.is_red(case, today) {
                    Some((id.clone(), "a step that is red is told of"))
                } else {
                    None
                }
            })
            .collect();
        for (id, invariant) in untold {
            self.find(invariant, id.as_str(), format!("nobody was told by {today}"));
        }
    }

    /// Whether a case waits so long past its limit that it is red.
    fn is_red(&self, case: &Case, today: Day) -> bool {
        let Some(due) = case.due.filter(|due| case.runs() && *due < today) else { return false };
        let rules = self.rules(&case.village, today);
        rules.parameters.get("late_red_days").is_some_and(|red| reached(&rules.calendar, red, due, today))
    }
}

/// Whether as many days as a parameter says have passed since a day, counted one by one.
fn reached(calendar: &WorkCalendar, parameter: &Parameter, since: Day, today: Day) -> bool {
    let days = (1..=today.since(since)).map(|more| since.plus(more));
    let passed = days.filter(|day| parameter.unit != Unit::WorkingDays || calendar.is_working(*day)).count();
    i64::try_from(passed).is_ok_and(|passed| passed >= super::window::strictest(parameter, today))
}
