//! Where a case stands, in one sentence: what is awaited, from whom, until when.

use crate::case::told::Told;
use crate::part::Votes;
use crate::told::Teller;
use affairs::CaseRow;
use procedure::{Affair, FactValue, Step, StepKind};
use village::Day;

impl Told {
    /// Where it stands, in one sentence, and that its day is provisional while nobody knows the holidays of its year.
    pub(crate) fn sentence(&self, teller: &Teller) -> String {
        let (said, counted) = self.where_it_stands(teller);
        format!("{said}{}", self.provisional(teller, counted))
    }

    /// That a day was counted without the holidays of its year; empty where it was not.
    pub(crate) fn provisional(&self, teller: &Teller, day: Option<Day>) -> String {
        let Some(day) = day.filter(|day| procedure::is_provisional(&self.book, *day)) else { return String::new() };
        teller.say("day-provisional").put("year", day.year().to_string()).to_string()
    }

    /// The sentence, and the day in it that was counted in working days.
    fn where_it_stands(&self, teller: &Teller) -> (String, Option<Day>) {
        let Some(affair) = self.affair() else { return Default::default() };
        if self.case.status != "running" {
            let ending = affair.ending(&self.case.step).map_or_else(String::new, |ending| teller.words(&ending.words));
            return (teller.say("stands-ended").put("ending", ending).to_string(), None);
        }
        if let Some(window) = self.window(teller) {
            let (day, left) = (teller.day(window.closes).words, teller.left(window.closes));
            return (teller.say("stands-open").put("day", day).put("left", left).to_string(), Some(window.closes));
        }
        if self.unanswered() > 0 {
            let unchecked = self.objections.iter().filter(|objection| objection.status == "given").count();
            let key = if unchecked == self.unanswered() { "stands-unchecked" } else { "stands-objected" };
            return (teller.say(key).put("count", self.unanswered()).to_string(), None);
        }
        let Some(step) = affair.step(&self.case.step) else { return Default::default() };
        let (name, who) = (teller.words(&step.name), teller.posts(&self.who_acts(step)));
        if let Some(day) = meets(&self.case, affair, step, teller) {
            let said = teller.say("stands-meets").put("step", name).put("who", who);
            return (said.put("day", teller.day(day).words).to_string(), None);
        }
        match self.case.due {
            Some(due) => {
                let (day, left) = (teller.day(due).words, teller.left(due));
                let said = teller.say("stands-due").put("step", name).put("who", who);
                (said.put("day", day).put("left", left).to_string(), Some(due))
            }
            None => (teller.say("stands-who").put("step", name).put("who", who).to_string(), None),
        }
    }

    /// Which official the party is, or is a declared relative of: a kinship that is declared is made public, not only that it was.
    pub(crate) fn kinship(&self, teller: &Teller) -> String {
        match self.state.text("party_kin") {
            "" => String::new(),
            official => teller.say("record-kinship").put("official", official.to_owned()).to_string(),
        }
    }

    /// The vote that decided the matter.
    pub(crate) fn decision(&self, teller: &Teller) -> Option<Votes> {
        let decided = self.affair()?.decided(&self.state)?;
        let act = self.acts.iter().rev().find(|act| act.step == decided.step)?;
        let sitting = self.sittings.iter().find(|sitting| sitting.act == act.number)?;
        Some(self.votes(teller, sitting))
    }
}

/// The day to come on which the meeting was called that a step records, as far as this reader may know of it.
pub(crate) fn meets(case: &CaseRow, affair: &Affair, step: &Step, teller: &Teller) -> Option<Day> {
    let notice = affair.step(step.convened_by.as_deref()?).filter(|_| step.kind == StepKind::Meeting)?;
    let field = notice.fields.iter().find(|field| field.id == "meeting_day" && teller.eyes.see(field.scope))?;
    match case.facts.get(&field.id) {
        Some(FactValue::Day(day)) if *day > teller.today => Some(*day),
        _ => None,
    }
}
