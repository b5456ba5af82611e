//! A matter's turn: whoever's it is takes the next step, now or when its time has come.

use super::agenda::Turn;
use super::meet::Mood;
use super::{Year, was_done};
use crate::Halt;
use crate::hand::Done;
use crate::matter::{Matter, Stage};
use crate::oracle::Case;
use affairs::{Act, Form, Open};
use office::{Desk, Preview};
use procedure::{Affair, FactValue, Position, Step, StepKind, Way};
use village::{CaseId, Day, Fault, Moment, PersonId, Refusal};

/// How often a step is tried in vain before nobody tries any more.
const PATIENCE: u32 = 45;
/// The most acts that a case has before it is left alone: it goes round.
const MOST_ACTS: usize = 70;

/// What stands in the way of a matter today.
enum Wait {
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
    pub(super) fn go_on(&mut self, index: usize) -> Result<(), Halt> {
        let Some(matter) = self.matters.get(index).filter(|matter| matter.stage == Stage::Going) else { return Ok(()) };
        let (village, code) = (matter.village.clone(), matter.affair.clone());
        if !self.book.calendar.is_working(self.today()) {
            let at = self.morning_of(self.today());
            self.agenda.at(at, Turn::Matter(index));
            return Ok(());
        }
        let Some(affair) = self.affair_of(&village, &code) else { return Ok(()) };
        let Some(step) = self.waiting_step(index, &affair) else { return Ok(()) };
        match self.wait(index, &affair, &step) {
            Wait::Nothing => self.take_turn(index, &affair, &step, None),
            Wait::Back => {
                let outcomes = step.outcomes.iter().filter(|outcome| outcome.way == Way::Back);
                let back = outcomes.min_by_key(|outcome| outcome.id != "upheld").map(|outcome| outcome.id.clone());
                match back {
                    Some(back) => self.take_turn(index, &affair, &step, Some(back)),
                    None => Ok(self.stop(index, "an objection was found right, and no way leads back")),
                }
            }
            Wait::Until(day) => {
                self.hurry(index, &affair, &step)?;
                let at = self.morning_of(day);
                self.agenda.at(at, Turn::Matter(index));
                Ok(())
            }
            Wait::Others(why) => Ok(self.again(index, why)),
        }
    }

    /// The step at which a matter stands; none when it has ended, or stands where another needs it.
    fn waiting_step(&mut self, index: usize, affair: &Affair) -> Option<Step> {
        let matter = self.matters.get_mut(index)?;
        let Some(id) = &matter.case else { return affair.steps.first().cloned() };
        let case = self.hand.oracle.cases.get(id)?;
        if case.acts.len() > MOST_ACTS {
            self.stop(index, "it goes round and round");
            return None;
        }
        let position = if case.runs() { Position::Step(case.at.clone()) } else { Position::Ended(case.at.clone()) };
        if matter.hold.as_ref() == Some(&position) && case.runs() {
            matter.stage = Stage::Held;
            return None;
        }
        if !case.runs() {
            if matter.hold.as_ref().is_some_and(|hold| *hold != position) {
                self.stop(index, "it ended otherwise than it was needed");
                return None;
            }
            matter.stage = Stage::Ended;
            self.let_go(index);
            return None;
        }
        affair.step(&case.at).cloned()
    }

    fn wait(&self, index: usize, affair: &Affair, step: &Step) -> Wait {
        let today = self.today();
        let Some(matter) = self.matters.get(index) else { return Wait::Nothing };
        if let Some(why) = self.unready(matter) {
            return why;
        }
        if let Some(day) = matter.not_before.filter(|day| today < *day) {
            return Wait::Until(day);
        }
        let Some(case) = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id)) else { return Wait::Nothing };
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

    fn take_turn(&mut self, index: usize, affair: &Affair, step: &Step, back: Option<String>) -> Result<(), Halt> {
        let (may, barred) = self.who(index, affair, step);
        let Some(person) = may.first().cloned() else {
            return Ok(self.again(index, &format!("nobody is left who may take `{}`", step.id)));
        };
        if self.puts_off(index, &person) {
            return Ok(());
        }
        let mood = self.mood(index);
        let back = back.or_else(|| self.sent_back(index, step)).or_else(|| self.gives_up(index, step));
        let mut form = self.form(index, affair, step, back.as_deref());
        if step.kind == StepKind::Meeting {
            form = self.with_sitting(form, index, affair, step, mood);
        }
        self.collude(index, &barred, &form)?;
        self.trespass(index, affair, step, &form)?;
        let desk = self.desk(&person)?.with_key(self.mark());
        if self.looks_first(index)
            && let Some(refusal) = self.preview(index, &form, &desk)?
        {
            let why = format!("`{}` would be refused by `{}`{}", form.step, refusal.rule, first_fault(&refusal));
            return Ok(self.again(index, &why));
        }
        let done = match may.get(1).filter(|_| self.dice.happens(25)) {
            Some(other) if self.matters.get(index).is_some_and(|matter| matter.case.is_some()) => {
                let other = self.desk(other)?.with_key(self.mark());
                self.both(index, &form, &desk, &other)?
            }
            _ => self.click(index, &form, &desk)?,
        };
        self.went(index, affair, step, &person, done, &form)
    }

    /// Whoever was refused before, or on whose case others wait, looks what would happen before sending the form.
    fn looks_first(&mut self, index: usize) -> bool {
        let careful = self.matters.get(index).is_some_and(|matter| matter.tries > 0 || matter.hold.is_some());
        careful || self.dice.happens(100)
    }

    /// Why a form would be refused; `None` when it would not.
    fn preview(&mut self, index: usize, form: &Form, desk: &Desk) -> Result<Option<Refusal>, Halt> {
        let seen = match self.act(index, form) {
            Ok(act) => self.hand.preview(desk, act)?,
            Err(open) => self.hand.preview(desk, *open)?,
        };
        Ok(match seen {
            Preview::Refused(refusal) => Some(*refusal),
            Preview::Done(_) => None,
        })
    }

    /// What has been refused again and again is withdrawn, where the step has a way to.
    fn gives_up(&self, index: usize, step: &Step) -> Option<String> {
        let refused = self.matters.get(index).is_some_and(|matter| matter.tries > 5 && matter.why.contains("be refused by"));
        let ways = step.outcomes.iter().filter(|outcome| outcome.when_tally.is_none());
        let away = ways.filter(|outcome| outcome.way != Way::On).min_by_key(|outcome| outcome.way == Way::Stop);
        away.filter(|_| refused).map(|outcome| outcome.id.clone())
    }

    /// What comes of a turn that was taken.
    fn went(
        &mut self,
        index: usize,
        affair: &Affair,
        step: &Step,
        person: &PersonId,
        done: Done,
        form: &Form,
    ) -> Result<(), Halt> {
        match done {
            Done::Taken(receipt) => {
                let case = CaseId::new(receipt.subject).map_err(|error| Fault::from("a case has no number", error))?;
                let actor = self.hand.oracle.cases.get(&case).and_then(|case| case.acts.last()).map(|act| act.person.clone());
                if let Some(matter) = self.matters.get_mut(index) {
                    if let Some(part) = matter.act(&step.id).map(|act| act.actor.person.clone()) {
                        matter.cast.insert(part, actor.unwrap_or_else(|| person.clone()));
                    }
                    matter.did(&step.id);
                    matter.case = Some(case.clone());
                }
                self.after_step(index, &case, step);
                Ok(())
            }
            Done::Refused(refusal) => {
                let surprising = refusal.violation || !matches!(refusal.rule.as_str(), "overtaken" | "already_done");
                if surprising {
                    let what = format!("{} {} {}{}", affair.code, step.id, refusal.rule, first_fault(&refusal));
                    *self.hand.report.unexpected.entry(what).or_default() += 1;
                }
                let why = format!("`{}` is refused by `{}`{}", form.step, refusal.rule, first_fault(&refusal));
                self.again(index, &why);
                Ok(())
            }
        }
    }

    /// After a step the next one comes, soon or late; and what was made public is read.
    fn after_step(&mut self, index: usize, case: &CaseId, step: &Step) {
        let at = if self.dice.happens(600) { self.later(0, 1) } else { self.later(1, 3) };
        self.agenda.at(at, Turn::Matter(index));
        if step.kind == StepKind::Publicity {
            self.plan_voices(case);
        }
    }

    /// The case of a matter, its step taken by a desk with a form.
    pub(super) fn send(&mut self, index: usize, form: &Form, desk: &Desk) -> Result<Done, Halt> {
        match self.act(index, form) {
            Ok(act) => self.hand.perform(desk, act),
            Err(open) => self.hand.perform(desk, *open),
        }
    }

    pub(super) fn act(&self, index: usize, form: &Form) -> Result<Act, Box<Open>> {
        let matter = self.matters.get(index);
        let village = matter.map_or_else(|| self.hand.office.county().clone(), |matter| matter.village.clone());
        let case = matter.and_then(|matter| matter.case.clone());
        let known = case.and_then(|id| Some((id.clone(), self.hand.oracle.cases.get(&id)?.revision())));
        match known {
            Some((case, revision)) => Ok(Act { case, village, revision, form: form.clone() }),
            None => {
                let (affair, title) = matter.map(|m| (m.affair.clone(), m.title.clone())).unwrap_or_default();
                Err(Box::new(Open { village, affair, title, form: form.clone() }))
            }
        }
    }

    /// The matter is looked at again on another day, or never.
    fn again(&mut self, index: usize, why: &str) {
        let Some(matter) = self.matters.get_mut(index) else { return };
        matter.tries += 1;
        why.clone_into(&mut matter.why);
        let waits_for_others = why.starts_with("a case that") || why.starts_with("what must");
        let patience = if waits_for_others { PATIENCE * 12 } else { PATIENCE };
        if matter.tries > patience {
            return self.stop(index, why);
        }
        let days = i64::from(matter.tries / 8) + 1;
        let at = self.later(days, days + 1);
        self.agenda.at(at, Turn::Matter(index));
    }

    /// Nobody takes the matter further. Where another one needs it, another way is tried.
    pub(super) fn stop(&mut self, index: usize, why: &str) {
        if let Some(matter) = self.matters.get_mut(index) {
            matter.stage = Stage::Stuck(why.to_owned());
        }
        self.let_go(index);
        let at = self.morning_of(self.today().plus(1));
        self.try_another_way(index, at);
    }

    fn try_another_way(&mut self, index: usize, at: Moment) {
        let waiting: Vec<usize> = (0..self.matters.len()).filter(|other| self.rests_on(*other, index)).collect();
        for other in waiting {
            let Some(matter) = self.matters.get_mut(other).filter(|matter| matter.lives()) else { continue };
            let village = matter.village.clone();
            let link = matter.links.iter_mut().find(|(_, link)| link.matter == index);
            let Some((field, link)) = link.filter(|(_, link)| !link.ways.is_empty()) else {
                self.stop(other, "a case that it rests on came to nothing");
                continue;
            };
            let (field, way) = (field.clone(), link.ways.remove(0));
            let hold = self.matters.get(index).and_then(|matter| matter.hold.clone());
            let links = self.matters.get(other).map(|matter| matter.links.clone()).unwrap_or_default();
            let shared = links.iter().filter(|(known, _)| **known != field).map(|(known, link)| (known.clone(), link.matter));
            let new = self.spawn(&village, &way, hold, &shared.collect(), at);
            if let Some(link) = self.matters.get_mut(other).and_then(|matter| matter.links.get_mut(&field)) {
                link.matter = new;
            }
        }
    }

    fn rests_on(&self, matter: usize, other: usize) -> bool {
        self.matters.get(matter).is_some_and(|matter| matter.links.values().any(|link| link.matter == other))
    }

    /// What stood still for this matter goes on, unless somebody else needs it there.
    fn let_go(&mut self, index: usize) {
        let links = self.matters.get(index).map(|matter| matter.links.clone()).unwrap_or_default();
        let linked: Vec<usize> = links.values().map(|link| link.matter).collect();
        for other in linked {
            let needed = (0..self.matters.len()).any(|third| {
                third != index && self.rests_on(third, other) && self.matters.get(third).is_some_and(crate::matter::Matter::lives)
            });
            let held = self.matters.get_mut(other).filter(|matter| !needed && matter.stage == Stage::Held);
            if let Some(matter) = held {
                (matter.stage, matter.hold) = (Stage::Going, None);
                let at = self.later(1, 3);
                self.agenda.at(at, Turn::Matter(other));
            }
        }
    }

    fn mood(&mut self, index: usize) -> Mood {
        let needed = self.matters.get(index).is_none_or(|matter| matter.hold.is_some());
        match self.dice.between(0, 99) {
            0..5 => Mood::Few,
            5..8 if !needed => Mood::Lost,
            _ => Mood::Carried,
        }
    }

    /// Now and then whoever checks sends a matter back, though its road goes on.
    fn sent_back(&mut self, index: usize, step: &Step) -> Option<String> {
        let back: Vec<String> = step
            .outcomes
            .iter()
            .filter(|outcome| outcome.way == Way::Back && outcome.when_tally.is_none())
            .map(|outcome| outcome.id.clone())
            .collect();
        let fresh = self.matters.get(index).is_some_and(|matter| matter.case.is_some() && matter.tries == 0);
        if !fresh || !self.dice.happens(35) {
            return None;
        }
        self.dice.pick(&back).cloned()
    }

    /// A forgetful officer puts it off, once, for days or weeks: the limit passes.
    fn puts_off(&mut self, index: usize, person: &PersonId) -> bool {
        let forgetful = if person.as_str().bytes().last().is_some_and(|digit| digit % 5 == 0) { 160 } else { 25 };
        let forgets = self.dice.happens(forgetful);
        let days = self.dice.between(4, 22);
        let later = self.today().plus(days);
        let Some(matter) = self.matters.get_mut(index).filter(|matter| forgets && !matter.put_off) else { return false };
        (matter.put_off, matter.not_before) = (true, Some(later));
        let at = self.morning_of(later);
        self.agenda.at(at, Turn::Matter(index));
        true
    }

    /// Two who may take the step take it at one moment.
    fn both(&mut self, index: usize, form: &Form, desk: &Desk, other: &Desk) -> Result<Done, Halt> {
        let (Ok(one), Ok(two)) = (self.act(index, form), self.act(index, form)) else {
            return self.send(index, form, desk);
        };
        let (one, two) = self.hand.perform_both((desk, one), (other, two))?;
        Ok(if was_done(&one) { one } else { two })
    }
}

fn first_fault(refusal: &Refusal) -> String {
    refusal.faults.first().map(|fault| format!(" ({}: {})", fault.field, fault.words.en)).unwrap_or_default()
}
