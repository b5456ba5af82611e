//! The cases that a case rests on, brought to where it may see them so.

use super::{Hands, Play, Stage};
use crate::road::{Road, advance, advanced};
use procedure::{FactValue, Position, Reference};
use std::collections::BTreeMap;
use village::{CaseId, Place};

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
        // What another case was paid from is not what this one wants to see.
        let untouched = |one: &&Brought| {
            !advanced(seen) || one.case.as_ref().is_ok_and(|case| self.paid_fen(case) == seen.paid_fen)
        };
        let alike = |one: &&Brought| (&one.village, &one.seen, &one.shared) == (&village, seen, &shared);
        let same = |one: &&Brought| alike(one) && untouched(one);
        let known = self.brought.borrow().iter().find(same).cloned();
        known.unwrap_or_else(|| {
            let case = self.bring_anew(seen, &village, &shared, hands);
            let brought = Brought { village, shared, seen: seen.clone(), case };
            self.brought.borrow_mut().push(brought.clone());
            brought
        })
    }

    /// A contract of which an advance is paid is brought unpaid, and the advance is paid under it; of any other of which
    /// something is paid, as much is left.
    fn bring_anew(
        &self,
        seen: &Reference,
        village: &Place,
        shared: &BTreeMap<String, String>,
        hands: &Hands<'_>,
    ) -> Result<String, String> {
        let payable = seen.allows.iter().any(|effect| effect == "payment");
        if !(payable && advanced(seen)) {
            return self.bring_as_it_is(seen, village, shared, hands);
        }
        let case = self.bring_as_it_is(&Reference { paid_fen: 0, ..seen.clone() }, village, shared, hands)?;
        self.pay_in_advance(&case, seen.paid_fen, village, hands)?;
        Ok(case)
    }

    /// Pays an advance under a contract.
    fn pay_in_advance(&self, contract: &str, paid_fen: i64, village: &Place, hands: &Hands<'_>) -> Result<(), String> {
        let id = CaseId::new(contract).map_err(|error| error.to_string())?;
        let row = self.bench.read(|reader| affairs::case(reader, &id)).ok_or("the contract is gone")?;
        let road = advance(&self.roads, paid_fen, row.party.as_deref()).ok_or("no example pays a large amount")?;
        let mut play = self.play(village);
        play.shared.insert("contract_case".into(), contract.to_owned());
        if let Some(FactValue::Text(decision)) = row.facts.get("decision_case") {
            play.shared.insert("decision_case".into(), decision.clone());
        }
        self.play_out(play, &road, hands).map(drop).map_err(|what| format!("no advance is paid: {what}"))
    }

    /// What is paid under a case by now.
    pub(super) fn paid_fen(&self, case: &str) -> i64 {
        let row = CaseId::new(case).ok().and_then(|id| self.bench.read(|reader| affairs::case(reader, &id)));
        row.map_or(0, |row| row.paid_fen.0)
    }

    fn bring_as_it_is(
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
