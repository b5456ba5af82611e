//! What leaves write into the log, and what each entry adds up to in the tables.

use super::super::entries::body;
use super::super::sql;
use super::written;
use archive::{Change, Entry, Kind, Value};
use serde::{Deserialize, Serialize};
use village::{Day, Fault, PersonId, Place, Post};

/// The body of `leave.proposed` and of `leave.begun`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct LeaveWritten {
    pub(super) id: String,
    pub(super) mandate: String,
    pub(super) person: PersonId,
    pub(super) post: Post,
    pub(super) place: Place,
    pub(super) stand_in: PersonId,
    pub(super) starts: Day,
    pub(super) ends: Day,
    #[serde(default)]
    pub(super) affairs: Vec<String>,
    pub(super) reason: String,
}

/// The body of `leave.declined` and of `leave.ended`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct LeaveClosed {
    pub(super) id: String,
}

pub(in super::super) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "leave.proposed", apply: apply_written },
        Kind { name: "leave.begun", apply: apply_begun },
        Kind { name: "leave.declined", apply: apply_declined },
        Kind { name: "leave.ended", apply: apply_ended },
    ]
}

fn apply_written(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let new: LeaveWritten = body(entry)?;
    change.execute(
        sql::INSERT_LEAVE,
        &[
            new.id.into(),
            new.place.into(),
            new.mandate.into(),
            new.person.into(),
            new.post.into(),
            new.stand_in.into(),
            new.starts.into(),
            new.ends.into(),
            written(&new.affairs).into(),
            new.reason.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

/// What was proposed stands already; what the officer himself hands over begins with this entry.
fn apply_begun(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    apply_written(change, entry)?;
    let new: LeaveWritten = body(entry)?;
    settle(change, entry, sql::BEGIN_LEAVE, &new.id)
}

fn apply_declined(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let closed: LeaveClosed = body(entry)?;
    settle(change, entry, sql::DECLINE_LEAVE, &closed.id)
}

fn apply_ended(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let closed: LeaveClosed = body(entry)?;
    settle(change, entry, sql::END_LEAVE, &closed.id)
}

fn settle(change: &mut Change<'_>, entry: &Entry, sql: &'static str, id: &str) -> Result<(), Fault> {
    let values: [Value; 3] = [id.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql, &values)?;
    Ok(())
}
