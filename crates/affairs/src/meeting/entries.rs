//! What a meeting writes into the log while it is held, and what each entry adds up to in the tables.

use super::{Stance, sql};
use archive::{Change, Entry, Kind};
use serde::{Deserialize, Serialize};
use village::{CaseId, Day, Fault, Hash, PersonId};

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
    /// Speaks after all others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) last: bool,
}

/// Somebody came for a member, with a written authority.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ProxyEntered {
    pub(super) meeting: String,
    pub(super) absent: PersonId,
    pub(super) holder: PersonId,
    pub(super) name: String,
    pub(super) hash: Hash,
    pub(super) media_type: String,
    pub(super) size_bytes: i64,
}

/// Somebody sealed an opinion; what it says is nobody's to read yet.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sealed {
    pub(super) meeting: String,
    pub(super) person: PersonId,
    pub(super) commitment: Hash,
}

/// All opinions were opened at once, with that of whoever speaks last.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Unsealed {
    pub(super) meeting: String,
    pub(super) opinions: Vec<Said>,
}

/// What an opinion says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) person: PersonId,
    /// What the commitment was made with; empty for the one that was never sealed.
    pub(super) salt: String,
    pub(super) stance: Stance,
    pub(super) words: String,
    /// The commitment of an opinion that is given only now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) own: Option<Hash>,
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
    /// In which round the next count falls, where this makes void what was counted in the round that ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<i64>,
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
    /// Why somebody else counted, or why there is a third round.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) reason: String,
}

/// A meeting was ended without a result, before anybody counted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Abandoned {
    pub(super) meeting: String,
    pub(super) reason: String,
}

/// The kinds of entry that meetings write.
pub(crate) fn kinds() -> [Kind; 8] {
    [
        Kind { name: "proxy.entered", apply: apply_proxy },
        Kind { name: "opinion.sealed", apply: apply_sealed },
        Kind { name: "opinion.opened", apply: apply_unsealed },
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
        let seat = [
            new.meeting.as_str().into(),
            (&seat.person).into(),
            seat.household.as_str().into(),
            seat.recused.into(),
            seat.last.into(),
        ];
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
        super::Correction::NotThere => {
            change.execute(sql::DELETE_PROXY, &[meeting.into(), person.into()])?;
            change.execute(sql::LEAVE, &[meeting.into(), person.into()])?
        }
        super::Correction::Recused => change.execute(sql::RECUSE, &[meeting.into(), person.into(), true.into()])?,
        super::Correction::Votes => change.execute(sql::RECUSE, &[meeting.into(), person.into(), false.into()])?,
    };
    if let Some(next) = new.next {
        change.execute(sql::SET_ROUND, &[meeting.into(), next.into()])?;
    }
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
            new.reason.into(),
        ],
    )?;
    change.execute(sql::SET_ROUND, &[new.meeting.as_str().into(), new.next.into()])?;
    Ok(())
}

fn apply_proxy(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: ProxyEntered = body(entry)?;
    let proxy = [
        new.meeting.as_str().into(),
        (&new.absent).into(),
        new.holder.into(),
        new.name.into(),
        new.hash.to_string().into(),
        new.media_type.into(),
        new.size_bytes.into(),
        entry.moment.into(),
    ];
    change.execute(sql::INSERT_PROXY, &proxy)?;
    change.execute(sql::ARRIVE, &[new.meeting.into(), new.absent.into(), entry.moment.into(), "proxy".into()])?;
    Ok(())
}

fn apply_sealed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Sealed = body(entry)?;
    seal(change, entry, &new.meeting, &new.person, &new.commitment)
}

fn seal(
    change: &mut Change<'_>,
    entry: &Entry,
    meeting: &str,
    person: &PersonId,
    commitment: &Hash,
) -> Result<(), Fault> {
    let sealed = [meeting.into(), person.into(), commitment.to_string().into(), entry.moment.into(), entry.seq.into()];
    change.execute(sql::SEAL, &sealed)?;
    Ok(())
}

fn apply_unsealed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: Unsealed = body(entry)?;
    for said in &new.opinions {
        if let Some(own) = &said.own {
            seal(change, entry, &new.meeting, &said.person, own)?;
        }
        let opened = [
            new.meeting.as_str().into(),
            (&said.person).into(),
            said.stance.code().into(),
            said.words.as_str().into(),
            entry.moment.into(),
        ];
        change.execute(sql::UNSEAL, &opened)?;
    }
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
