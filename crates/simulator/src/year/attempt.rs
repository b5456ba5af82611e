//! A matter's turn: whoever's it is takes the next step, now or when its time has come.

use super::agenda::Turn;
use super::wait::Wait;
use super::{Year, was_done};
use crate::Halt;
use crate::hand::Done;
use crate::matter::Stage;
use affairs::{Act, Form, Open};
use office::{Desk, Preview};
use procedure::{Affair, Position, Step, StepKind, Way};
use village::{CaseId, Fault, PersonId, Refusal};

/// The most acts that a case has before it is left alone: it goes round.
const MOST_ACTS: usize = 70;

impl Year<'_> {
    pub(super) fn go_on(&mut self, index: usize) -> Result<(), Halt> {
        let Some(matter) = self.matters.get(index).filter(|matter| matter.stage == Stage::Going) else { return Ok(()) };
        let (village, code) = (matter.village.clone(), matter.affair.clone());
        if !self.book.calendar.is_working(self.today()) {
            let at = self.morning_of(self.today());
            self.agenda.at(at, Turn::Matter(index));
            return Ok(());
        }
        let book = self.book.at(&village, self.today());
        let Some(affair) = book.affair(&code) else { return Ok(()) };
        let Some(step) = self.waiting_step(index, affair) else { return Ok(()) };
        match self.wait(index, affair, step) {
            Wait::Nothing => self.take_turn(index, affair, step, None),
            Wait::Back => {
                let outcomes = step.outcomes.iter().filter(|outcome| outcome.way == Way::Back);
                let back = outcomes.min_by_key(|outcome| outcome.id != "upheld").map(|outcome| outcome.id.clone());
                match back {
                    Some(back) => self.take_turn(index, affair, step, Some(back)),
                    None => {
                        self.stop(index, "an objection was found right, and no way leads back");
                        Ok(())
                    }
                }
            }
            Wait::Until(day) => {
                self.hurry(index, affair, step)?;
                let at = self.morning_of(day);
                self.agenda.at(at, Turn::Matter(index));
                Ok(())
            }
            Wait::Others(why) => {
                self.again(index, why);
                Ok(())
            }
        }
    }

    /// The step at which a matter stands; none when it has ended, or stands where another needs it.
    fn waiting_step<'a>(&mut self, index: usize, affair: &'a Affair) -> Option<&'a Step> {
        let matter = self.matters.get_mut(index)?;
        let Some(id) = &matter.case else { return affair.steps.first() };
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
        affair.step(&case.at)
    }

    fn take_turn(&mut self, index: usize, affair: &Affair, step: &Step, back: Option<String>) -> Result<(), Halt> {
        let (may, barred) = self.who(index, affair, step);
        let Some(person) = may.first().cloned() else {
            self.again(index, &format!("nobody is left who may take `{}`", step.id));
            return Ok(());
        };
        if self.puts_off(index, &person) {
            return Ok(());
        }
        let mood = self.mood(index);
        let back = back.or_else(|| self.sent_back(index, step)).or_else(|| self.gives_up(index, step));
        let mut form = self.form(index, affair, step, back.as_deref());
        if step.kind == StepKind::Meeting {
            self.pass_all_the_same(index, affair, step, &person, mood)?;
            form = self.with_sitting(form, index, affair, step, mood);
            form = self.held_on_its_page(index, step, form)?;
        }
        self.collude(index, &barred, &form)?;
        self.trespass(index, affair, step, &form)?;
        let desk = self.desk(&person)?.with_key(self.mark());
        if self.looks_first(index)
            && let Some(refusal) = self.preview(index, &form, &desk)?
        {
            let why = format!("`{}` would be refused by `{}`{}", form.step, refusal.rule, first_fault(&refusal));
            self.again(index, &why);
            return Ok(());
        }
        let done = match may.get(1).filter(|_| self.dice.happens(30)) {
            Some(other) => {
                let other = self.desk(other)?.with_key(self.mark());
                self.both(index, affair, step, &form, (&desk, &other))?
            }
            None => self.click(index, &form, &desk)?,
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
                let actor =
                    self.hand.oracle.cases.get(&case).and_then(|case| case.acts.last()).map(|act| act.person.clone());
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

    /// Two who may take the step take it at one moment, not always with the same outcome; or claim one invoice twice.
    fn both(
        &mut self,
        index: usize,
        affair: &Affair,
        step: &Step,
        form: &Form,
        desks: (&Desk, &Desk),
    ) -> Result<Done, Halt> {
        let back = step.outcomes.iter().find(|outcome| outcome.way == Way::Back && outcome.when_tally.is_none());
        let differs = step.kind == StepKind::Act && self.dice.happens(300);
        let other = match back.filter(|_| differs) {
            Some(back) => self.form(index, affair, step, Some(&back.id)),
            None => form.clone(),
        };
        let (one, two) = match (self.act(index, form), self.act(index, &other)) {
            (Ok(one), Ok(two)) => self.hand.perform_both((desks.0, one), (desks.1, two))?,
            (Err(one), Err(two)) if form.fields.contains_key("invoice_no") => {
                self.hand.perform_both((desks.0, *one), (desks.1, *two))?
            }
            _ => return self.click(index, form, desks.0),
        };
        Ok(if was_done(&one) { one } else { two })
    }
}

fn first_fault(refusal: &Refusal) -> String {
    refusal.faults.first().map(|fault| format!(" ({}: {})", fault.field, fault.words.en)).unwrap_or_default()
}
