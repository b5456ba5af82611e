//! What people do that they should not: hurry, collude, trespass, click twice. All of it is refused, or makes no difference; the
//! oracle sees to that.

use super::Year;
use super::meet::Mood;
use crate::Halt;
use crate::hand::Done;
use crate::oracle::Bar;
use affairs::{Act, Form};
use office::Desk;
use procedure::{Affair, Step, StepKind};
use village::{PersonId, Post};

impl Year<'_> {
    /// Somebody does not wait for the end of a publicity, or for the day of the meeting.
    pub(super) fn hurry(&mut self, index: usize, affair: &Affair, step: &Step) -> Result<(), Halt> {
        if self.matters.get(index).is_none_or(|matter| matter.case.is_none()) || !self.dice.happens(60) {
            return Ok(());
        }
        let (may, _) = self.who(index, affair, step);
        let Some(person) = may.first().cloned() else { return Ok(()) };
        let mut form = self.form(index, affair, step, None);
        if step.kind == StepKind::Meeting {
            form = self.with_sitting(form, index, affair, step, Mood::Carried);
            if let Some(sitting) = form.sitting.as_mut().filter(|_| self.dice.happens(500)) {
                sitting.day = self.now.day();
            }
        }
        let desk = self.desk(&person)?.with_key(self.mark());
        self.send(index, &form, &desk).map(drop)
    }

    /// Too few came, and the minutes are sent as if it had been a meeting.
    pub(super) fn pass_all_the_same(
        &mut self,
        index: usize,
        affair: &Affair,
        step: &Step,
        person: &PersonId,
        mood: Mood,
    ) -> Result<(), Halt> {
        if mood != Mood::Few || !self.dice.happens(600) {
            return Ok(());
        }
        let mut form = self.form(index, affair, step, None);
        form.outcome.clear();
        form.sitting = self.sitting(index, affair, step, Mood::Few);
        let desk = self.desk(person)?.with_key(self.mark());
        self.send(index, &form, &desk).map(drop)
    }

    /// Whoever must not, tries: the handler approves, a relative signs, the top leader handles.
    pub(super) fn collude(&mut self, index: usize, barred: &[(PersonId, Bar)], form: &Form) -> Result<(), Halt> {
        if !self.dice.happens(90 * self.plan.temptation) {
            return Ok(());
        }
        // A relative or a party who tries is rarer than a handler, and is mostly tried first.
        let worst = barred.iter().map(|(_, bar)| *bar).max().filter(|_| self.dice.happens(700));
        let fit = barred.iter().filter(|(_, bar)| worst.is_none_or(|worst| worst == *bar));
        let fit: Vec<PersonId> = fit.map(|(person, _)| person.clone()).collect();
        let Some(person) = self.dice.pick(&fit).cloned() else { return Ok(()) };
        let desk = self.desk(&person)?.with_key(self.mark());
        self.send(index, form, &desk).map(drop)
    }

    /// Somebody takes a later step, another's step, another village's, a step that has been overtaken.
    pub(super) fn trespass(&mut self, index: usize, affair: &Affair, step: &Step, form: &Form) -> Result<(), Halt> {
        if self.dice.happens(150) {
            self.inflate(index, affair, step, form)?;
        }
        if !self.dice.happens(55) {
            return Ok(());
        }
        let Some(village) = self.matters.get(index).map(|matter| matter.village.clone()) else { return Ok(()) };
        match self.dice.below(7) {
            0 | 1 => self.skip(index, affair, step),
            6 => self.send_bare(index, affair, step, form),
            2 => {
                let people = self.hand.oracle.people.of(&village);
                let person = self.dice.pick(&people).cloned();
                let holds = |person: &PersonId| {
                    let posts = self.hand.oracle.people.posts(person, &village, self.now.day());
                    step.who.iter().any(|post| posts.contains(post))
                };
                match person.filter(|person| !holds(person)) {
                    Some(person) => {
                        let desk = self.desk(&person)?.with_key(self.mark());
                        self.send(index, form, &desk).map(drop)
                    }
                    None => Ok(()),
                }
            }
            3 => {
                let elsewhere: Vec<_> = self.villages.iter().filter(|other| **other != village).cloned().collect();
                let Some(other) = self.dice.pick(&elsewhere).cloned() else { return Ok(()) };
                let post = step.who.first().copied().unwrap_or(Post::Clerk);
                let holders = self.hand.oracle.people.holders(post, &other, self.now.day());
                match holders.first().filter(|_| post.level() == village::Level::Village) {
                    Some(person) => {
                        let desk = self.desk(person)?;
                        self.send(index, form, &desk).map(drop)
                    }
                    None => Ok(()),
                }
            }
            4 => {
                let desk = Desk::unnamed(&self.hand.office, self.now);
                self.send(index, form, &desk).map(drop)
            }
            _ => self.send_stale(index, affair, step, form),
        }
    }

    /// A later step, by whoever will have to take it.
    fn skip(&mut self, index: usize, affair: &Affair, step: &Step) -> Result<(), Halt> {
        if self.matters.get(index).is_none_or(|matter| matter.case.is_none()) {
            return Ok(());
        }
        let place = affair.steps.iter().position(|known| known.id == step.id).unwrap_or(0);
        let later: Vec<&Step> = affair.steps.iter().skip(place + 1).collect();
        let Some(later) = self.dice.pick(&later).map(|step| (*step).clone()) else { return Ok(()) };
        let (may, _) = self.who(index, affair, &later);
        let Some(person) = may.first().cloned() else { return Ok(()) };
        let form = self.form(index, affair, &later, None);
        let desk = self.desk(&person)?.with_key(self.mark());
        self.send(index, &form, &desk).map(drop)
    }

    /// A routine expense that is none: far more than may be paid without a decision.
    fn inflate(&mut self, index: usize, affair: &Affair, step: &Step, form: &Form) -> Result<(), Halt> {
        let mut large = form.clone();
        let begins = self.matters.get(index).is_some_and(|matter| matter.case.is_none());
        if affair.code != "C1" || !begins || large.fields.insert("amount_fen".into(), "68000".into()).is_none() {
            return Ok(());
        }
        self.send_wrong(index, affair, step, &large)
    }

    /// The same form without the cases on which it should rest.
    fn send_bare(&mut self, index: usize, affair: &Affair, step: &Step, form: &Form) -> Result<(), Halt> {
        let mut bare = form.clone();
        for field in step.fields.iter().filter(|field| field.kind == procedure::FieldKind::CaseRef) {
            bare.fields.entry(field.id.clone()).and_modify(String::clear);
        }
        if bare.fields == form.fields { Ok(()) } else { self.send_wrong(index, affair, step, &bare) }
    }

    /// A form that should be refused, by whoever's turn it is.
    fn send_wrong(&mut self, index: usize, affair: &Affair, step: &Step, wrong: &Form) -> Result<(), Halt> {
        let (may, _) = self.who(index, affair, step);
        let Some(person) = may.first() else { return Ok(()) };
        let desk = self.desk(person)?.with_key(self.mark());
        let done = self.send(index, wrong, &desk)?;
        if let (Done::Taken(receipt), Some(matter)) = (done, self.matters.get_mut(index)) {
            // Nobody has stopped it: the matter goes on as it is.
            matter.did(&step.id);
            matter.case = village::CaseId::new(receipt.subject).ok();
        }
        Ok(())
    }

    /// A form that was left open while others acted.
    fn send_stale(&mut self, index: usize, affair: &Affair, step: &Step, form: &Form) -> Result<(), Halt> {
        let (may, _) = self.who(index, affair, step);
        let (Some(person), Ok(mut act)) = (may.first(), self.act(index, form)) else { return Ok(()) };
        act.revision -= 1;
        let case = self.hand.oracle.cases.get(&act.case);
        let before = case.and_then(|case| case.acts.last()).map(|act| act.step.clone()).unwrap_or_default();
        act.form.step = before;
        let desk = self.desk(person)?.with_key(self.mark());
        self.hand.perform(&desk, act).map(drop)
    }

    /// Sends a form; sometimes the button is pressed twice, one after the other or at one moment.
    pub(super) fn click(&mut self, index: usize, form: &Form, desk: &Desk) -> Result<Done, Halt> {
        let again = |act: &Act| Act {
            case: act.case.clone(),
            village: act.village.clone(),
            revision: act.revision,
            form: act.form.clone(),
        };
        match self.dice.between(0, 99) {
            0..4 => {
                let done = match self.act(index, form) {
                    Ok(act) => {
                        let second = again(&act);
                        let done = self.hand.perform(desk, act)?;
                        self.hand.perform(desk, second)?;
                        done
                    }
                    Err(open) => {
                        let second = self.act(index, form);
                        let done = self.hand.perform(desk, *open)?;
                        if let Err(second) = second {
                            self.hand.perform(desk, *second)?;
                        }
                        done
                    }
                };
                Ok(done)
            }
            4..6 => match (self.act(index, form), self.act(index, form)) {
                (Ok(one), Ok(two)) => Ok(taken(self.hand.perform_both((desk, one), (desk, two))?)),
                (Err(one), Err(two)) => Ok(taken(self.hand.perform_both((desk, *one), (desk, *two))?)),
                _ => self.send(index, form, desk),
            },
            _ => self.send(index, form, desk),
        }
    }
}

/// What came of the one of two that was done, when one was.
fn taken((one, two): (Done, Done)) -> Done {
    if super::was_done(&one) { one } else { two }
}
