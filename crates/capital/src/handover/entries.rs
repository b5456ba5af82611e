//! What each entry of a handover adds up to in the tables.

use super::keep::{HandoverAnswered, HandoverPrepared};
use super::sql;
use crate::entries::body;
use archive::{Change, Entry, Kind};
use village::Fault;

/// The kinds of entry that handing over writes.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "handover.prepared", apply: apply_prepared },
        Kind { name: "handover.confirmed", apply: apply_confirmed },
        Kind { name: "handover.returned", apply: apply_returned },
    ]
}

fn apply_prepared(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: HandoverPrepared = body(entry)?;
    let text = |value: serde_json::Result<String>| value.map_err(|e| Fault::from("writing a handover", e));
    change.execute(sql::REPLACE, &[(&entry.village).into(), said.what.as_str().into()])?;
    change.execute(
        sql::INSERT,
        &[
            (&entry.village).into(),
            said.number.into(),
            said.what.into(),
            said.words.into(),
            said.file.map(|hash| hash.to_string()).into(),
            said.former.into(),
            said.days.map(|days| days.0).into(),
            said.days.map(|days| days.1).into(),
            said.many.into(),
            said.sum_fen.into(),
            text(serde_json::to_string(&said.sums))?.into(),
            said.paper.to_string().into(),
            archive::canonical(&said.body)?.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_confirmed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    answered(change, entry, "confirmed")
}

fn apply_returned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    answered(change, entry, "returned")
}

fn answered(change: &mut Change<'_>, entry: &Entry, state: &str) -> Result<(), Fault> {
    let said: HandoverAnswered = body(entry)?;
    change.execute(
        sql::ANSWER,
        &[
            (&entry.village).into(),
            said.number.into(),
            state.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            said.remark.into(),
        ],
    )?;
    Ok(())
}
