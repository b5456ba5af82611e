//! What a meeting writes into the log while it is held, and what each entry adds up to in the tables.

use super::sql;
use archive::{Change, Entry, Kind};
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fault, PersonId};

/// A meeting was opened: the roster as of the day is fixed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub(super) meeting: String,
    pub(super) case: CaseId,
    pub(super) step: String,
    pub(super) body: String,
    pub(super) day: Day,
    pub(super) by_household: bool,
    /// `hands` or `ballots`.
    pub(super) voting: String,
    /// What stands on the screen, so that nobody signs in from afar.
    pub(super) code: String,
    pub(super) roster: Vec<Seat>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seat {
    pub(super) person: PersonId,
    pub(super) household: String,
    /// Kept out of the matter: a party, or a declared relative of one.
    pub(super) recused: bool,
}

/// People signed in: entered by the recorder, or each by their own phone.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Attended {
    pub(super) meeting: String,
    pub(super) people: Vec<PersonId>,
    /// `typed` or `phone`.
    pub(super) way: String,
}

/// A seat was put right.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Corrected {
    pub(super) meeting: String,
    pub(super) person: PersonId,
    pub(super) change: super::Correction,
}

/// Somebody counted the votes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Counted {
    pub(super) meeting: String,
    pub(super) round: i64,
    pub(super) person: PersonId,
    pub(super) votes_for: u32,
    pub(super) against: u32,
    pub(super) abstain: u32,
    pub(super) spoilt: u32,
    /// In which round the next count falls: in the next one, when this one and the other differ.
    pub(super) next: i64,
}

/// A meeting was ended without a result, before anybody counted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Abandoned {
    pub(super) meeting: String,
    pub(super) reason: String,
}

/// The kinds of entry that meetings write.
pub(crate) fn kinds() -> [Kind; 5] {
    [
        Kind { name: "meeting.opened", apply: apply_opened },
        Kind { name: "meeting.attended", apply: apply_attended },
        Kind { name: "meeting.corrected", apply: apply_corrected },
        Kind { name: "meeting.counted", apply: apply_counted },
        Kind { name: "meeting.abandoned", apply: apply_abandoned },
    ]
}

fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

fn apply_opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Opened = body(entry)?;
    change.execute(
        sql::INSERT_MEETING,
        &[
            new.meeting.as_str().into(),
            new.case.into(),
            new.step.into(),
            new.body.into(),
            new.day.into(),
            new.by_household.into(),
            new.voting.into(),
            new.code.into(),
            entry.person.as_ref().map_or("", PersonId::as_str).into(),
            entry.moment.into(),
        ],
    )?;
    for seat in &new.roster {
        let seat =
            [new.meeting.as_str().into(), (&seat.person).into(), seat.household.as_str().into(), seat.recused.into()];
        change.execute(sql::INSERT_SEAT, &seat)?;
    }
    Ok(())
}

fn apply_attended(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Attended = body(entry)?;
    for person in &new.people {
        let seat = [new.meeting.as_str().into(), person.into(), entry.moment.into(), new.way.as_str().into()];
        change.execute(sql::ARRIVE, &seat)?;
    }
    Ok(())
}

fn apply_corrected(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Corrected = body(entry)?;
    let (meeting, person) = (new.meeting.as_str(), &new.person);
    match new.change {
        super::Correction::NotThere => change.execute(sql::LEAVE, &[meeting.into(), person.into()])?,
        super::Correction::Recused => change.execute(sql::RECUSE, &[meeting.into(), person.into(), true.into()])?,
        super::Correction::Votes => change.execute(sql::RECUSE, &[meeting.into(), person.into(), false.into()])?,
    };
    Ok(())
}

fn apply_counted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Counted = body(entry)?;
    change.execute(
        sql::INSERT_COUNT,
        &[
            new.meeting.as_str().into(),
            new.round.into(),
            (&new.person).into(),
            new.votes_for.into(),
            new.against.into(),
            new.abstain.into(),
            new.spoilt.into(),
            entry.moment.into(),
        ],
    )?;
    change.execute(sql::SET_ROUND, &[new.meeting.as_str().into(), new.next.into()])?;
    Ok(())
}

fn apply_abandoned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Abandoned = body(entry)?;
    end(change, &new.meeting, "abandoned", entry, &new.reason)
}

/// The step of the case was taken with what the meeting adds up to.
pub(crate) fn close(change: &mut Change<'_>, meeting: &str, entry: &Entry) -> Result<(), Fault> {
    end(change, meeting, "closed", entry, "")
}

fn end(change: &mut Change<'_>, meeting: &str, status: &str, entry: &Entry, reason: &str) -> Result<(), Fault> {
    change.execute(sql::END, &[meeting.into(), status.into(), entry.moment.into(), reason.into()])?;
    Ok(())
}
