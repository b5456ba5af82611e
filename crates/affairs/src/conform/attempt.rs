//! An act of the log as the attempt that it was.

use super::Replay;
use crate::entries::{Acted, SittingKept};
use crate::meeting::{Standing, meetings};
use archive::{Entry, Query};
use office::roster;
use procedure::{
    Actor, Affair, Attempt, Body, CaseState, Counted, FactValue, Facts, FieldKind, PaperGiven, Reference, Roll,
    RuleBook, Sitting, Step, StepKind, Voting, Way, decided_by,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Fault, PersonId, Post};

/// A roster that suffices for any meeting: how large it was is not in the entry of a notice.
const SUFFICIENT: Roll = Roll { entitled: 1_000, kept_out: 0 };

impl Replay<'_> {
    /// The attempt that the entry records; two of them where it does not say whether persons or households were counted.
    pub(super) fn attempts(
        &self,
        query: &mut dyn Query,
        entry: &Entry,
        acted: &Acted,
        book: &RuleBook,
        state: &CaseState,
    ) -> Result<Vec<Attempt>, Fault> {
        let affair = book.affair(&state.affair);
        let step = affair.and_then(|affair| affair.step(&acted.step));
        let mandates = roster::mandates_then(query, &acted.person, entry.moment, &state.affair)?;
        let held: BTreeSet<Post> = mandates.iter().filter(|m| m.reaches(&entry.village)).map(|m| m.post).collect();
        let attempt = Attempt {
            step: acted.step.clone(),
            outcome: acted.outcome.clone(),
            actor: Actor {
                person: acted.person.clone(),
                stands_in: step.and_then(|step| stands_in(book, step, &held)),
                posts: held,
                kin_of_party: None,
            },
            fields: acted.fields.clone(),
            papers: acted.papers.iter().map(|p| PaperGiven { kind: p.kind.clone(), hash: p.hash }).collect(),
            sitting: None,
            roll: step.filter(|step| step.kind == StepKind::Notice).map(|_| SUFFICIENT),
            references: match affair {
                Some(affair) => self.references(query, acted, affair, step, state)?,
                None => BTreeMap::new(),
            },
            facts: step.map_or_else(|| Ok(Facts::new()), |step| facts(acted, step))?,
            now: entry.moment,
        };
        let sittings = match &acted.sitting {
            Some(kept) => sittings(query, &acted.case, kept)?,
            None => return Ok(vec![attempt]),
        };
        Ok(sittings.into_iter().map(|sitting| Attempt { sitting: Some(sitting), ..attempt.clone() }).collect())
    }

    /// The other cases that the form and the case name, as they stood then.
    fn references(
        &self,
        query: &mut dyn Query,
        acted: &Acted,
        affair: &Affair,
        step: Option<&Step>,
        state: &CaseState,
    ) -> Result<BTreeMap<String, Reference>, Fault> {
        let mut found = BTreeMap::new();
        for (name, _) in affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef) {
            let sent = acted.fields.get(name).map(String::as_str).filter(|number| !number.trim().is_empty());
            let asked = step.is_some_and(|step| {
                let goes_on = step.outcome(&acted.outcome).is_none_or(|outcome| outcome.way == Way::On);
                let concerns = |on: &[String]| if on.is_empty() { goes_on } else { on.contains(&acted.outcome) };
                step.fields.iter().any(|field| field.id == *name && concerns(&field.on))
            });
            let number = sent.unwrap_or_else(|| if asked { "" } else { state.text(name) });
            if number.is_empty() {
                continue;
            }
            let mut seen = self.reference(query, number, state)?.unwrap_or_default();
            if step.is_some_and(Step::pays) {
                seen.deciders = self.decided_behind(query, number)?;
            }
            found.insert(name.clone(), seen);
        }
        Ok(found)
    }

    fn reference(&self, query: &mut dyn Query, number: &str, own: &CaseState) -> Result<Option<Reference>, Fault> {
        let known = CaseId::new(number.trim()).ok().and_then(|id| self.known.get(&id));
        if known.is_none() {
            return self.office.refer(query, &own.village, number);
        }
        let Some(known) = known.filter(|known| known.state.village == own.village) else { return Ok(None) };
        let book = self.office.book(query, &known.rules)?;
        let affair = book.affair(&known.state.affair);
        Ok(affair.map(|affair| Reference::to(affair, &known.state, known.paid_fen)))
    }

    /// Who decided a case, and what it rests on in turn.
    fn decided_behind(&self, query: &mut dyn Query, number: &str) -> Result<BTreeMap<PersonId, String>, Fault> {
        let (mut found, mut queue, mut next) = (BTreeMap::new(), vec![number.trim().to_owned()], 0);
        while let Some(number) = queue.get(next).cloned() {
            next += 1;
            let Some(known) = CaseId::new(&number).ok().and_then(|id| self.known.get(&id)) else { continue };
            let book = self.office.book(query, &known.rules)?;
            let Some(affair) = book.affair(&known.state.affair) else { continue };
            for person in decided_by(affair, &known.state) {
                found.entry(person).or_insert_with(|| number.clone());
            }
            for (field, _) in affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef) {
                let other = known.state.text(field).trim().to_owned();
                if !other.is_empty() && !queue.contains(&other) {
                    queue.push(other);
                }
            }
        }
        Ok(found)
    }
}

/// The post for which somebody acted who holds none of the step's.
fn stands_in(book: &RuleBook, step: &Step, held: &BTreeSet<Post>) -> Option<Post> {
    if step.who.iter().any(|post| held.contains(post)) {
        return None;
    }
    let named = |absent: &&Post| {
        book.deputies.get(absent).is_some_and(|deputies| deputies.stands_in.iter().any(|post| held.contains(post)))
    };
    step.who.iter().find(named).copied()
}

/// What the office looked up, as the case keeps it; what it does not keep found nothing.
fn facts(acted: &Acted, step: &Step) -> Result<Facts, Fault> {
    let after = Facts::deserialize(&acted.facts).map_err(|e| Fault::from("a case's facts are malformed", e))?;
    let kept = |id: &String| after.get(id).cloned().unwrap_or_else(|| FactValue::Text(String::new()));
    let seen = |keep: bool, id: &String| if keep { kept(id) } else { FactValue::Text(String::new()) };
    Ok(step.lookups.iter().map(|lookup| (lookup.id.clone(), seen(lookup.keep, &lookup.id))).collect())
}

/// The meeting: as its own entries have it, or as the one form had it.
fn sittings(query: &mut dyn Query, case: &CaseId, kept: &SittingKept) -> Result<Vec<Sitting>, Fault> {
    if let Some(id) = &kept.meeting {
        let held = meetings(query, case)?.into_iter().find(|meeting| meeting.id == *id);
        return Ok(held
            .map(|meeting| Standing::of(query, meeting))
            .transpose()?
            .map(|held| held.sitting)
            .into_iter()
            .collect());
    }
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let those = |which: fn(&crate::entries::Attendance) -> bool| -> Vec<PersonId> {
        kept.roster.iter().filter(|one| which(one)).map(|one| one.person.clone()).collect()
    };
    let sitting = |counted| Sitting {
        body: Body(kept.body.clone()),
        day: kept.day,
        counted,
        entitled: those(|_| true),
        present: those(|one| one.present),
        recused: those(|one| one.recused),
        votes_for: whole(kept.votes_for),
        against: whole(kept.against),
        abstain: whole(kept.abstain),
        voting: Voting::Hands,
        proxies: Vec::new(),
        typed: true,
        on_paper: false,
    };
    Ok([Counted::Persons, Counted::Households].map(sitting).into())
}
