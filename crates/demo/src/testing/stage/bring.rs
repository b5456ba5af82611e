//! The cases that a case rests on, brought to where it may see them so.

use super::{Hands, Play, Stage};
use crate::road::Road;
use procedure::{FactValue, Position, Reference};
use std::collections::BTreeMap;
use village::Place;

/// A case that was brought to where another one may see it so, or why it could not be.
#[derive(Clone)]
pub(super) struct Brought {
    pub(super) village: Place,
    pub(super) seen: Reference,
    pub(super) shared: BTreeMap<String, String>,
    pub(super) case: Result<String, String>,
}

impl Stage<'_> {
    /// Brings a case to where another one may see it so, resting on the same cases as that one where it rests on any.
    pub(super) fn bring(&self, seen: &Reference, play: &Play, hands: &Hands<'_>) -> Brought {
        let village =
            if seen.village == self.village().as_str() { play.village.clone() } else { self.bench.village(2) };
        let own = |field: &str| matches!(seen.facts.get(field), Some(FactValue::Text(named)) if !named.is_empty());
        let rests = self.book.affair(&seen.affair).map(|target| target.facts.clone()).unwrap_or_default();
        let others = play.others.iter().filter(|(field, _)| !own(field) && rests.contains_key(*field));
        let shared = others.filter_map(|(field, one)| Some((field.clone(), one.case.clone().ok()?))).collect();
        let same = |one: &&Brought| (&one.village, &one.seen, &one.shared) == (&village, seen, &shared);
        let known = self.brought.borrow().iter().find(same).cloned();
        known.unwrap_or_else(|| {
            let case = self.bring_anew(seen, &village, &shared, hands);
            let brought = Brought { village, shared, seen: seen.clone(), case };
            self.brought.borrow_mut().push(brought.clone());
            brought
        })
    }

    fn bring_anew(
        &self,
        seen: &Reference,
        village: &Place,
        shared: &BTreeMap<String, String>,
        hands: &Hands<'_>,
    ) -> Result<String, String> {
        let position = match &seen.ending {
            Some(ending) => Position::Ended(ending.clone()),
            None => Position::Step(seen.step.clone()),
        };
        let known = self.roads.get(&seen.affair).into_iter().flatten();
        let mut ways: Vec<Road> = known.filter_map(|road| road.up_to(&position)).collect();
        ways.sort_by_key(|road| road.acts.len());
        ways.dedup_by(|one, other| one.acts == other.acts);
        let mut why = vec![format!("no example brings {} to {position:?}", seen.affair)];
        for with_amount in [true, false] {
            for way in ways.iter().flat_map(|way| way.by_each_body(&self.book)) {
                let play = Play { shared: shared.clone(), ..self.play(village) };
                match self.play_out(play, &way.like(&self.book, seen, with_amount), hands) {
                    Ok(case) => return Ok(case.to_string()),
                    Err(what) => why.push(what),
                }
            }
        }
        why.dedup();
        Err(why.join("; "))
    }
}
