//! What inspections write into the log, and what each entry adds up to.

use super::sql;
use crate::entries::{body, seq};
use archive::{Change, Entry, Kind};
use serde::{Deserialize, Serialize};
use village::{Day, Fault, Words};

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "inspection.opened", apply: apply_opened },
        Kind { name: "inspection.found", apply: apply_found },
        Kind { name: "rectification.ordered", apply: apply_ordered },
        Kind { name: "rectification.answered", apply: apply_answered },
        Kind { name: "rectification.judged", apply: apply_judged },
        Kind { name: "rectification.late", apply: apply_late },
    ]
}

/// A finding as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) number: i64,
    pub(super) kind: String,
    /// Empty where it is about no item.
    pub(super) item: String,
    pub(super) term: String,
    pub(super) words: Words,
}

/// An inspection was opened; what the system saw by itself stands in it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Opened {
    pub(super) id: String,
    pub(super) chosen: String,
    pub(super) seed: String,
    pub(super) seen: Vec<Seen>,
}

/// The inspector saw something.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Found {
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) seen: Seen,
}

/// Findings are to be put right by a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Ordered {
    pub(super) id: String,
    pub(super) numbers: Vec<i64>,
    pub(super) due: Day,
}

/// The village says what it did.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answered {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) answer: String,
}

/// The inspector accepts it, or sends it back with a new last day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Judged {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) is_right: bool,
    pub(super) said: String,
    pub(super) due: Day,
}

/// The supervisors were told of what is not put right in time.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Late {
    pub(super) id: String,
    pub(super) number: i64,
    pub(super) due: Day,
    pub(super) colour: String,
}

fn find(change: &mut Change<'_>, entry: &Entry, id: &str, seen: Seen, by_system: bool) -> Result<(), Fault> {
    let words = serde_json::to_string(&seen.words).map_err(|e| Fault::from("a finding cannot be written", e))?;
    let person = entry.person.clone().filter(|_| !by_system);
    change.execute(
        sql::FIND,
        &[
            id.into(),
            seen.number.into(),
            seen.kind.into(),
            seen.item.into(),
            seen.term.into(),
            words.into(),
            person.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Opened = body(entry)?;
    change.execute(
        sql::OPEN,
        &[
            made.id.as_str().into(),
            (&entry.village).into(),
            made.chosen.into(),
            made.seed.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    for seen in made.seen {
        find(change, entry, &made.id, seen, true)?;
    }
    Ok(())
}

fn apply_found(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Found = body(entry)?;
    find(change, entry, &made.id, made.seen, false)
}

fn apply_ordered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Ordered = body(entry)?;
    for number in made.numbers {
        change.execute(sql::ORDER, &[made.id.as_str().into(), number.into(), made.due.into()])?;
    }
    Ok(())
}

fn apply_answered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Answered = body(entry)?;
    let params =
        [made.id.into(), made.number.into(), made.answer.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::ANSWER, &params)?;
    Ok(())
}

fn apply_judged(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Judged = body(entry)?;
    let state = if made.is_right { "right" } else { "ordered" };
    change.execute(
        sql::JUDGE,
        &[
            made.id.into(),
            made.number.into(),
            state.into(),
            made.said.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            made.due.into(),
        ],
    )?;
    Ok(())
}

fn apply_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Late = body(entry)?;
    let params = [made.id.into(), made.number.into(), made.due.into(), made.colour.into(), seq(entry)?.into()];
    change.execute(sql::TELL, &params)?;
    Ok(())
}
