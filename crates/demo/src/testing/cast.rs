//! Who comes to the meetings of a stage, and how they vote.

use super::stage::Stage;
use super::Bench;
use affairs::{RecordDelegation, SittingSent};
use procedure::{Body, Counted, FactValue, RuleBook, Sitting, Step};
use std::collections::BTreeSet;
use village::{CaseId, PersonId, Place, Post};

/// An official of the bench's village, by name, for whoever must be the party of a case.
pub(super) const OFFICIAL: &str = "支委乙";

/// A meeting in the proportions of an example's, with the people of the village.
pub(super) fn sitting(
    stage: &Stage<'_>,
    case: Option<&CaseId>,
    village: &Place,
    step: &Step,
    held: &Sitting,
) -> SittingSent {
    let bench = stage.bench;
    let row = case.and_then(|case| bench.read(|reader| affairs::case(reader, case)));
    let called = row.and_then(|row| row.facts.get("meeting_day").cloned());
    let day = match called {
        Some(FactValue::Day(called)) if step.convened_by.is_some() => called,
        _ => bench.today(),
    };
    let by_household = held.counted == Counted::Households;
    let mut roll = bench.read(|reader| affairs::roll(reader, &stage.book, village, &held.body, day));
    if by_household {
        let mut seen = BTreeSet::new();
        roll.retain(|one| one.household.is_empty() || seen.insert(one.household.clone()));
    }
    let came = share(roll.len(), held.present.len(), held.entitled.len());
    let present: Vec<PersonId> = roll.into_iter().take(came).map(|one| one.person).collect();
    let kept_out = usize::from(!held.recused.is_empty());
    let recused: Vec<PersonId> = present.iter().take(kept_out).cloned().collect();
    let (voters, before) = (present.len() - recused.len(), held.present.len() - held.recused.len());
    let part = |votes: u32| u32::try_from(share(voters, usize::try_from(votes).unwrap_or(0), before)).unwrap_or(0);
    let votes_for = part(held.votes_for);
    let rest = u32::try_from(voters).unwrap_or(0).saturating_sub(votes_for);
    let against = part(held.against).min(rest);
    SittingSent {
        body: held.body.0.clone(),
        day,
        by_household,
        present,
        recused,
        votes_for,
        against,
        abstain: rest - against,
    }
}

/// The same share of another whole, to the nearest.
fn share(whole: usize, part: usize, of: usize) -> usize {
    if of == 0 { 0 } else { (whole * part + of / 2) / of }
}

/// Lets the full meeting authorise representatives for everything that they may decide, unless it has done so.
pub(super) fn authorise(bench: &Bench, book: &RuleBook, village: &Place, body: &str) {
    let (body, today) = (if body.is_empty() { "rep_meeting" } else { body }, bench.today());
    let known = bench.read(|reader| affairs::delegations(reader, village));
    if known.iter().any(|one| one.body == body && today <= one.ends) {
        return;
    }
    let giver = Body(affairs::giver(body).to_owned());
    let roll = bench.read(|reader| affairs::roll(reader, book, village, &giver, today));
    let present: Vec<PersonId> = roll.into_iter().map(|one| one.person).collect();
    let votes_for = u32::try_from(present.len()).unwrap_or(0);
    let minutes = crate::make_paper(bench.office.files(), "会议记录", &["授权".to_owned()]);
    let record = RecordDelegation {
        village: village.clone(),
        body: body.to_owned(),
        matters: affairs::delegable(book).into_iter().map(|(code, _)| code).collect(),
        starts: today,
        ends: today.plus(1_000),
        sitting: SittingSent {
            body: giver.0,
            day: today,
            by_household: false,
            present,
            recused: Vec::new(),
            votes_for,
            against: 0,
            abstain: 0,
        },
        minutes: minutes.unwrap_or_else(|stop| panic!("the minutes are not kept: {stop:?}")),
    };
    bench.done(&bench.desk(village, Post::Clerk), record);
}
