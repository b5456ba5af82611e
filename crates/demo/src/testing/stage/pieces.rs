//! Cases that are looked at together: every road has a party of its own, so that no two of them are one matter by chance, and
//! where an example has others with the same party, they are brought about.

use super::{Play, Stage};
use crate::road::Road;
use crate::testing::cast;
use affairs::{Act, Form};
use procedure::{Affair, Attempt, FactValue, Together};
use std::collections::BTreeSet;
use village::{CaseId, Fen, Place};

/// The affair in which an expense is claimed and can grow when it is corrected.
const EXPENSE: &str = "C1";

impl Stage<'_> {
    /// The road with a party that no other road has, where its affair looks at cases with the same party together; with an
    /// official, where an example finds a relative of the party's after somebody has named it.
    pub(super) fn with_a_party_of_its_own(&self, road: &Road, serial: u32) -> Road {
        let mut road = road.clone();
        let Some(affair) = self.book.affair(&road.affair) else { return road };
        for act in road.acts.iter_mut() {
            let same = same_facts(affair);
            let typed = act.fields.iter_mut().filter(|(field, typed)| same.contains(*field) && !typed.is_empty());
            typed.for_each(|(_, typed)| typed.push_str(&numeral(serial)));
        }
        let Some(fact) = affair.shares.party.as_ref() else { return road };
        let mut looks =
            affair.steps.iter().flat_map(|step| &step.lookups).filter_map(|lookup| lookup.together.as_ref());
        let kin = |act: &Attempt| matches!(act.facts.get("party_kin"), Some(FactValue::Text(who)) if !who.is_empty());
        let related = road.acts.iter().any(|act| kin(act) && !act.fields.contains_key(fact));
        let typed = road.acts.iter().find_map(|act| act.fields.get(fact).filter(|typed| !typed.is_empty()).cloned());
        let Some(old) = typed else { return road };
        let own = if related {
            cast::SUPERVISOR.to_owned()
        } else if looks.any(|one| one.same.iter().any(|same| same == Together::PARTY)) {
            format!("{old}{}", numeral(serial))
        } else {
            return road;
        };
        for act in &mut road.acts {
            act.fields.values_mut().filter(|typed| **typed == old).for_each(|typed| typed.clone_from(&own));
            act.references.values_mut().filter(|seen| seen.party == old).for_each(|seen| seen.party.clone_from(&own));
        }
        road
    }

    /// What others with the same party come to must be so: another claim is made before this one, or one that was made
    /// before grows now.
    pub(super) fn pieces(&self, play: &Play, affair: &str, act: &Attempt, sum: Fen) -> Result<(), String> {
        let affair = self.book.affair(affair).ok_or("no such affair")?;
        if let Some((fact, same)) = same_facts(affair).iter().find_map(|fact| act.fields.get_key_value(fact)) {
            return self.piece_of(&affair.code, fact, same, sum, play);
        }
        let fact = affair.shares.party.as_ref().ok_or("no party")?;
        if let Some(party) = act.fields.get(fact) {
            let road = self.expense(party, sum, 1)?;
            return self.play_out(self.play(&play.village), &road, &|turn| self.by_deed(turn)).map(drop);
        }
        let own = play.case.as_ref().and_then(|case| self.bench.read(|reader| affairs::case(reader, case)));
        let party = own.and_then(|case| case.party).ok_or("nobody is paid yet")?;
        let piece = play.piece.clone().ok_or("another claim would have to be made before")?;
        let road = self.expense(&party, sum, usize::MAX)?;
        let last = road.acts.last().ok_or("no act")?;
        let mut other = Play { case: Some(piece.clone()), ..self.play(&play.village) };
        let turn = self.turn(&mut other, EXPENSE, last, &|turn| self.by_deed(turn))?;
        let row = self.bench.read(|reader| affairs::case(reader, &piece));
        let form = Form { ..turn.form.clone() };
        let act = Act { case: piece, village: turn.village.clone(), revision: row.map_or(0, |row| row.revision), form };
        match self.tried(&turn) {
            Some(refusal) => Err(format!("another claim would have to pass `{}`", refusal.rule)),
            None => {
                self.bench.done(&turn.desk, act);
                Ok(())
            }
        }
    }

    /// Another case of the affair about the same thing, of so much, as it is begun.
    fn piece_of(&self, affair: &str, fact: &str, same: &str, sum: Fen, play: &Play) -> Result<(), String> {
        let roads = self.roads.get(affair).into_iter().flatten();
        let mut road = roads.clone().find(|road| road.acts.len() > 1).cloned().ok_or("no example goes on")?;
        road.acts.truncate(1);
        for act in &mut road.acts {
            act.fields.insert(fact.to_owned(), same.to_owned());
            act.fields.insert("amount_fen".into(), sum.to_string());
        }
        self.play_out(self.play(&play.village), &road, &|turn| self.by_deed(turn)).map(drop)
    }

    /// A claim to somebody else that waits for its correction, where the road's last act finds another one to its party that
    /// was not there before.
    pub(super) fn piece_before(&self, road: &Road, village: &Place) -> Result<Option<CaseId>, String> {
        let found = |act: &Attempt| matches!(act.facts.get("recent_fen"), Some(FactValue::Int(fen)) if *fen > 0);
        let Some((last, before)) = road.acts.split_last() else { return Ok(None) };
        let stated = last.fields.contains_key("amount_fen");
        if stated || !found(last) || before.iter().any(found) {
            return Ok(None);
        }
        let mut other = self.expense("别家小店", Fen::yuan(100), usize::MAX)?;
        other.acts.pop();
        let play = self.play(village);
        let other = self.with_a_party_of_its_own(&other, play.serial);
        self.play_out(play, &other, &|turn| self.by_deed(turn)).map(Some)
    }

    /// The acts of an expense up to its correction, or fewer, to somebody, of so much.
    fn expense(&self, party: &str, sum: Fen, acts: usize) -> Result<Road, String> {
        let roads = self.roads.get(EXPENSE).into_iter().flatten();
        let corrected = |road: &&Road| {
            let place = road.acts.iter().position(|act| act.step == "correct" && act.outcome == "corrected");
            place.is_some_and(|place| place + 1 < road.acts.len() || road.to.is_ok())
        };
        let mut road = roads.clone().find(corrected).cloned().ok_or("no example corrects an expense")?;
        let place = road.acts.iter().position(|act| act.step == "correct").unwrap_or(0);
        road.acts.truncate(acts.min(place + 1));
        for act in &mut road.acts {
            act.fields.entry("payee".into()).and_modify(|typed| party.clone_into(typed));
            act.fields.entry("amount_fen".into()).and_modify(|typed| *typed = sum.to_string());
        }
        Ok(road)
    }
}

/// The facts, other than the party, by which an affair's cases are looked at together.
fn same_facts(affair: &Affair) -> BTreeSet<String> {
    let together = affair.steps.iter().flat_map(|step| &step.lookups).filter_map(|lookup| lookup.together.as_ref());
    together.flat_map(|one| &one.same).filter(|same| *same != Together::PARTY).cloned().collect()
}

/// A number in Chinese figures, one after another: what stands in a name is told from it by no blank and no digit.
fn numeral(serial: u32) -> String {
    let figure = |c: char| c.to_digit(10).and_then(|digit| "零一二三四五六七八九".chars().nth(digit as usize));
    serial.to_string().chars().filter_map(figure).collect()
}
