//! How long people keep at it: they put things off, try again, send back, withdraw, give up, take another way.

use super::Year;
use super::agenda::Turn;
use super::meet::Mood;
use crate::matter::Stage;
use procedure::{Step, Way};
use village::{Moment, PersonId};

/// How often a step is tried in vain before nobody tries any more.
const PATIENCE: u32 = 45;

impl Year<'_> {
    /// The matter is looked at again on another day, or never.
    pub(super) fn again(&mut self, index: usize, why: &str) {
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
            let shared =
                links.iter().filter(|(known, _)| **known != field).map(|(known, link)| (known.clone(), link.matter));
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
    pub(super) fn let_go(&mut self, index: usize) {
        let links = self.matters.get(index).map(|matter| matter.links.clone()).unwrap_or_default();
        let linked: Vec<usize> = links.values().map(|link| link.matter).collect();
        for other in linked {
            let needed = (0..self.matters.len()).any(|third| {
                third != index
                    && self.rests_on(third, other)
                    && self.matters.get(third).is_some_and(crate::matter::Matter::lives)
            });
            let held = self.matters.get_mut(other).filter(|matter| !needed && matter.stage == Stage::Held);
            if let Some(matter) = held {
                (matter.stage, matter.hold) = (Stage::Going, None);
                let at = self.later(1, 3);
                self.agenda.at(at, Turn::Matter(other));
            }
        }
    }

    /// What has been refused again and again is withdrawn, where the step has a way to.
    pub(super) fn gives_up(&self, index: usize, step: &Step) -> Option<String> {
        let refused =
            self.matters.get(index).is_some_and(|matter| matter.tries > 5 && matter.why.contains("be refused by"));
        let ways = step.outcomes.iter().filter(|outcome| outcome.when_tally.is_none());
        let away = ways.filter(|outcome| outcome.way != Way::On).min_by_key(|outcome| outcome.way == Way::Stop);
        away.filter(|_| refused).map(|outcome| outcome.id.clone())
    }

    /// How a meeting comes out.
    pub(super) fn mood(&mut self, index: usize) -> Mood {
        let needed = self.matters.get(index).is_none_or(|matter| matter.hold.is_some());
        match self.dice.between(0, 99) {
            0..5 => Mood::Few,
            5..8 if !needed => Mood::Lost,
            _ => Mood::Carried,
        }
    }

    /// Now and then whoever checks sends a matter back, though its road goes on.
    pub(super) fn sent_back(&mut self, index: usize, step: &Step) -> Option<String> {
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
    pub(super) fn puts_off(&mut self, index: usize, person: &PersonId) -> bool {
        let forgetful = if person.as_str().bytes().last().is_some_and(|digit| digit % 5 == 0) { 160 } else { 25 };
        let forgets = self.dice.happens(forgetful);
        let days = self.dice.between(4, 22);
        let later = self.today().plus(days);
        let Some(matter) = self.matters.get_mut(index).filter(|matter| forgets && !matter.put_off) else {
            return false;
        };
        (matter.put_off, matter.not_before) = (true, Some(later));
        let at = self.morning_of(later);
        self.agenda.at(at, Turn::Matter(index));
        true
    }
}
