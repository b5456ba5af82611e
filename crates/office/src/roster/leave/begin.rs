//! Handing a post over for a time, by the officer himself or by two people of the township; and taking it back.

use super::super::entries::MandateEnded;
use super::super::mandates::{grant_leave, is_relative};
use super::NewLeave;
use super::entries::{LeaveClosed, LeaveWritten};
use super::read::{Leave, LeaveState, leave};
use super::unfit::{Held, held, unfit};
use crate::roster::sql;
use crate::{About, Deed, Desk, Receipt};
use archive::{Query, Tx};
use serde::Serialize;
use std::collections::BTreeSet;
use village::{Day, Fault, Kind, Mandate, PersonId, Place, Refusal, Stop, Words};

/// An officer hands one of his own posts over.
pub struct TakeLeave(pub NewLeave);

/// The township names who stands in for an officer who cannot hand over himself; another person confirms it.
pub struct ProposeLeave(pub NewLeave);

/// Another person of the township confirms what was proposed.
pub struct ConfirmLeave {
    /// The place.
    pub place: Place,
    /// The leave's number.
    pub id: String,
}

/// What was proposed does not come about: declined, or withdrawn by whoever proposed it.
pub struct DeclineLeave {
    /// The place.
    pub place: Place,
    /// The leave's number.
    pub id: String,
}

/// The officer is back, whoever stood in lays it down, or the township ends it: at once.
pub struct EndLeave {
    /// The place.
    pub place: Place,
    /// The leave's number.
    pub id: String,
}

fn about(place: &Place, subject: &str, step: &str) -> About {
    About { place: place.clone(), subject: subject.to_owned(), step: step.to_owned() }
}

fn body(what: impl Serialize) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(what).map_err(|error| Fault::from("cannot write a leave", error))
}

impl Deed for TakeLeave {
    fn about(&self) -> About {
        about(&self.0.place, &self.0.mandate, "take_leave")
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let held = held(tx, &self.0)?;
        if desk.person() != Some(&held.mandate.person) {
            return Err(not_your_post().into());
        }
        unfit(desk, tx, &self.0, &held, None)?;
        let written = written(desk, tx, &self.0, &held)?;
        begin(desk, tx, written)
    }
}

impl Deed for ProposeLeave {
    fn about(&self) -> About {
        about(&self.0.place, &self.0.mandate, "propose_leave")
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let held = held(tx, &self.0)?;
        may(desk, tx, &held.mandate.place, [&held.mandate.person, &self.0.stand_in])?;
        unfit(desk, tx, &self.0, &held, None)?;
        let written = written(desk, tx, &self.0, &held)?;
        let id = written.id.clone();
        let entry = tx.append(desk.draft(&held.mandate.place, "leave.proposed", &id, body(written)?))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

impl Deed for ConfirmLeave {
    fn about(&self) -> About {
        about(&self.place, &self.id, "confirm_leave")
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = at(tx, &self.place, &self.id)?;
        may(desk, tx, &found.place, [&found.person, &found.stand_in])?;
        open(&found, desk)?;
        another_person(desk, tx, &found)?;
        let new = again(&found);
        let held = held(tx, &new)?;
        unfit(desk, tx, &new, &held, Some(&found.id))?;
        begin(desk, tx, of(&found))
    }
}

impl Deed for DeclineLeave {
    fn about(&self) -> About {
        about(&self.place, &self.id, "decline_leave")
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = at(tx, &self.place, &self.id)?;
        may(desk, tx, &found.place, [&found.person, &found.stand_in])?;
        open(&found, desk)?;
        let closed = body(LeaveClosed { id: found.id.clone() })?;
        let entry = tx.append(desk.draft(&found.place, "leave.declined", &found.id, closed))?;
        Ok(Receipt { subject: found.id, entry: entry.seq, again: false })
    }
}

impl Deed for EndLeave {
    fn about(&self) -> About {
        about(&self.place, &self.id, "end_leave")
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = at(tx, &self.place, &self.id)?;
        let own = desk.person().is_some_and(|person| *person == found.person || *person == found.stand_in);
        if !own {
            may(desk, tx, &found.place, [&found.person, &found.stand_in])?;
        }
        if !matches!(found.state(desk.now.day()), LeaveState::Running | LeaveState::Ahead) {
            return Err(not_now(
                "leave.not_running",
                Words::new("这次代理已经结束了", "this leave is over already"),
                Words::new("不用再办", "There is nothing to end"),
            ));
        }
        let entry = end(desk, tx, &found)?;
        Ok(Receipt { subject: found.id, entry, again: false })
    }
}

/// Ends a leave at once: what the stand-in held ends with it.
fn end(desk: &Desk, tx: &mut Tx<'_>, found: &Leave) -> Result<u64, Stop> {
    let closed = body(LeaveClosed { id: found.id.clone() })?;
    let entry = tx.append(desk.draft(&found.place, "leave.ended", &found.id, closed))?.seq;
    if let Some(id) = &found.stand_in_mandate {
        let last_day = desk.now.day().plus(-1);
        let ended = MandateEnded { id: id.clone(), last_day, reason: found.id.clone() };
        desk.append_more(tx, &found.place, "mandate.ended", id, body(ended)?)?;
    }
    Ok(entry)
}

/// Nobody stands in for a mandate that has ended: its leaves end with it.
pub(in super::super) fn end_with(desk: &Desk, tx: &mut Tx<'_>, mandate: &str, last_day: Day) -> Result<(), Stop> {
    let rows = tx.query(sql::LEAVE_OF_MANDATE, &[mandate.into(), desk.now.day().into()])?;
    let ids = rows.iter().map(|row| row.text("id")).collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        let Some(found) = leave(tx, &id)? else { continue };
        if last_day < desk.now.day() || last_day < found.starts {
            let unmarked = Desk { key: None, ..desk.clone() };
            end(&unmarked, tx, &found)?;
        } else if let Some(id) = found.stand_in_mandate.filter(|_| last_day < found.ends) {
            let ended = MandateEnded { id: id.clone(), last_day, reason: found.id };
            desk.append_more(tx, &found.place, "mandate.ended", &id, body(ended)?)?;
        }
    }
    Ok(())
}

fn begin(desk: &Desk, tx: &mut Tx<'_>, written: LeaveWritten) -> Result<Receipt, Stop> {
    let (id, place) = (written.id.clone(), written.place.clone());
    let mandate = Mandate {
        person: written.stand_in.clone(),
        post: written.post,
        place: place.clone(),
        starts: written.starts,
        ends: written.ends,
    };
    let affairs = written.affairs.clone();
    let entry = tx.append(desk.draft(&place, "leave.begun", &id, body(written)?))?.seq;
    grant_leave(desk, tx, &mandate, &id, affairs)?;
    Ok(Receipt { subject: id, entry, again: false })
}

fn written(desk: &Desk, tx: &mut dyn Query, new: &NewLeave, held: &Held) -> Result<LeaveWritten, Fault> {
    let number = tx.one(sql::COUNT_LEAVES, &[])?.int("many")? + 1;
    Ok(LeaveWritten {
        id: format!("{}-L{number:05}", desk.office.county()),
        mandate: new.mandate.clone(),
        person: held.mandate.person.clone(),
        post: held.mandate.post,
        place: held.mandate.place.clone(),
        stand_in: new.stand_in.clone(),
        starts: new.starts,
        ends: new.ends,
        affairs: new.affairs.clone(),
        reason: new.reason.trim().to_owned(),
    })
}

/// What was proposed, asked for once more on the day of its confirmation: days that passed meanwhile are not made up.
fn again(found: &Leave) -> NewLeave {
    NewLeave {
        place: found.place.clone(),
        mandate: found.mandate_id.clone(),
        stand_in: found.stand_in.clone(),
        starts: found.starts,
        ends: found.ends,
        affairs: found.affairs.clone(),
        reason: found.reason.clone(),
    }
}

fn of(found: &Leave) -> LeaveWritten {
    LeaveWritten {
        id: found.id.clone(),
        mandate: found.mandate_id.clone(),
        person: found.person.clone(),
        post: found.post,
        place: found.place.clone(),
        stand_in: found.stand_in.clone(),
        starts: found.starts,
        ends: found.ends,
        affairs: found.affairs.clone(),
        reason: found.reason.clone(),
    }
}

/// Whoever grants mandates there, and is neither of the two nor their relative.
fn may(desk: &Desk, tx: &mut dyn Query, place: &Place, concerned: [&PersonId; 2]) -> Result<(), Stop> {
    let mut kin = false;
    for person in concerned {
        kin |= is_relative(desk, tx, person)?;
    }
    desk.may("grant_mandate", place, concerned.into_iter().cloned().collect::<BTreeSet<_>>(), kin)
}

fn at(tx: &mut dyn Query, place: &Place, id: &str) -> Result<Leave, Stop> {
    let found = leave(tx, id)?.filter(|found| found.place == *place);
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn open(found: &Leave, desk: &Desk) -> Result<(), Stop> {
    if found.state(desk.now.day()) == LeaveState::Proposed {
        return Ok(());
    }
    Err(not_now(
        "leave.decided",
        Words::new("这次提出已经有结果了", "this proposal was decided already"),
        Words::new("要再办，请重新提出", "To have it again, propose it anew"),
    ))
}

/// Neither the proposer, nor a declared relative of theirs, nor one who stood in for them or the other way round.
fn another_person(desk: &Desk, tx: &mut dyn Query, found: &Leave) -> Result<(), Stop> {
    let Some(person) = desk.person() else { return Err(Refusal::not_there().into()) };
    let words = if *person == found.proposed_by || desk.tied.contains(&found.proposed_by) {
        Words::new("这次代理由您提出，不能由您自己确认", "you proposed this and cannot confirm it yourself")
    } else if is_relative(desk, tx, &found.proposed_by)? {
        Words::new(
            "您是提出人的亲属，不能由您确认",
            "you are a declared relative of the proposer and cannot confirm it",
        )
    } else {
        return Ok(());
    };
    let next = Words::new("请由另一位有权登记任职的人确认", "Another person who may grant mandates must confirm it");
    Err(Refusal::new(Kind::NotYours, "leave.two_people", words, next).violation().into())
}

fn not_your_post() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "leave.not_your_post",
        Words::new("只能把自己的岗位交人代理", "only one's own post can be handed over"),
        Words::new(
            "本人不能办的，请乡镇提出、另一人确认",
            "Where the officer cannot do it, the township proposes and another person confirms",
        ),
    )
    .violation()
}

fn not_now(rule: &str, words: Words, next: Words) -> Stop {
    Refusal::new(Kind::NotNow, rule, words, next).into()
}
