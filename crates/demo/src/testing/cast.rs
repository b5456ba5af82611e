//! Who comes to the meetings of a stage, and how they vote.

use super::Bench;
use super::stage::Stage;
use affairs::{RecordDelegation, SittingSent};
use procedure::{Body, Counted, FactValue, RuleBook, Sitting, Step, tally};
use std::collections::BTreeSet;
use village::{CaseId, Day, PersonId, Place};

/// An official of the bench's village, by name, for whoever must be the party of a case.
pub(super) const OFFICIAL: &str = "支委乙";

/// One who sits in no body that decides on a case whose party he was from its beginning.
pub(super) const SUPERVISOR: &str = "监委乙";

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
    let group = row.as_ref().and_then(|row| stage.book.affairs.get(&row.affair)?.group(&row.facts));
    let called = row.and_then(|row| row.facts.get("meeting_day").cloned());
    let day = match called {
        Some(FactValue::Day(called)) if step.convened_by.is_some() => called,
        _ => bench.today(),
    };
    let by_household = held.counted == Counted::Households;
    let mut roll = bench.read(|reader| affairs::roll_of(reader, &stage.book, village, &held.body, group.as_ref(), day));
    if by_household {
        let mut seen = BTreeSet::new();
        roll.retain(|one| one.household.is_empty() || seen.insert(one.household.clone()));
    }
    let roll: Vec<PersonId> = roll.into_iter().map(|one| one.person).collect();
    let wanted = outcome(stage, held);
    let came = share(roll.len(), held.present.len(), held.entitled.len());
    let mut best = None;
    for (came, more) in [0, -1, 1, -2, 2].into_iter().flat_map(|more| [(came, more), (near(came, more), 0)]) {
        let sent = like(roll.get(..came).unwrap_or(&roll), held, more, day, by_household);
        let real = Sitting {
            day,
            entitled: roll.clone(),
            present: sent.present.clone(),
            recused: sent.recused.clone(),
            votes_for: sent.votes_for,
            against: sent.against,
            abstain: sent.abstain,
            ..held.clone()
        };
        let fits = outcome(stage, &real) == wanted;
        if fits || best.is_none() {
            best = Some(sent);
        }
        if fits {
            break;
        }
    }
    best.unwrap_or_else(|| panic!("there is no meeting for `{}`", step.id))
}

/// Whether enough came, and whether it was carried.
fn outcome(stage: &Stage<'_>, held: &Sitting) -> Option<(bool, bool)> {
    let count = tally(stage.book.quorums.get(&held.body)?, &[], held);
    Some((count.quorate, count.passed))
}

fn near(number: usize, more: i32) -> usize {
    usize::try_from(i32::try_from(number).unwrap_or(0) + more).unwrap_or(0)
}

/// The example's votes in the same proportions, give or take some.
fn like(came: &[PersonId], held: &Sitting, more: i32, day: Day, by_household: bool) -> SittingSent {
    let present = came.to_vec();
    let recused: Vec<PersonId> = present.iter().take(usize::from(!held.recused.is_empty())).cloned().collect();
    let (voters, before) = (present.len() - recused.len(), held.present.len() - held.recused.len());
    let part = |votes: u32| share(voters, usize::try_from(votes).unwrap_or(0), before);
    let votes_for = near(part(held.votes_for), more).min(voters);
    let against = part(held.against).min(voters - votes_for);
    let count = |votes: usize| u32::try_from(votes).unwrap_or(0);
    SittingSent {
        body: held.body.0.clone(),
        day,
        by_household,
        recused,
        votes_for: count(votes_for),
        against: count(against),
        abstain: count(voters - votes_for - against),
        present,
    }
}

/// The same share of another whole, to the nearest.
fn share(whole: usize, part: usize, of: usize) -> usize {
    (whole * part + of / 2).checked_div(of).unwrap_or(0)
}

/// Lets the full meeting authorise representatives for everything that they may decide, unless it has done so.
pub(super) fn authorise(bench: &Bench, book: &RuleBook, village: &Place, body: &str) {
    let (body, today) = (if body.is_empty() { "rep_meeting" } else { body }, bench.today());
    let known = bench.read(|reader| affairs::delegations(reader, village));
    if known.iter().any(|one| one.body == body && one.is_in_force(today)) {
        return;
    }
    let giver = Body(affairs::giver(body).to_owned());
    let roll = bench.read(|reader| affairs::roll(reader, book, village, &giver, today));
    let present: Vec<PersonId> = roll.into_iter().map(|one| one.person).collect();
    let votes_for = u32::try_from(present.len()).unwrap_or(0);
    let paper = |title: &str| {
        let made = crate::make_paper(bench.office.files(), title, &["授权".to_owned()]);
        made.unwrap_or_else(|stop| panic!("a paper is not kept: {stop:?}"))
    };
    let record = RecordDelegation {
        village: village.clone(),
        body: body.to_owned(),
        matters: affairs::delegable(book).into_iter().map(|(code, _)| code).collect(),
        starts: today,
        ends: today.plus(1_000),
        noticed: today.plus(-10),
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
        minutes: paper("会议记录"),
        attendance: paper("签到表"),
    };
    bench.delegated(record);
}
