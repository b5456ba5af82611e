//! What an act makes of its case's own row.

use super::{Acted, Opened, to_text};
use crate::sql;
use archive::{Change, Entry};
use village::Fault;

pub(super) fn apply(change: &mut Change<'_>, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
    match &acted.opened {
        Some(opened) => insert_case(change, entry, acted, opened),
        None => update_case(change, entry, acted),
    }
}

/// A case that begins, as its first act leaves it.
fn insert_case(change: &mut Change<'_>, entry: &Entry, acted: &Acted, opened: &Opened) -> Result<(), Fault> {
    change.execute(
        sql::INSERT_CASE,
        &[
            (&acted.case).into(),
            opened.affair.as_str().into(),
            (&entry.village).into(),
            opened.title.as_str().into(),
            opened.rules.to_string().into(),
            acted.status.as_str().into(),
            acted.at.as_str().into(),
            acted.number.into(),
            entry.moment.into(),
            (&acted.person).into(),
            acted.due.into(),
            acted.remind.into(),
            acted.amount_fen.into(),
            acted.party.clone().into(),
            to_text(&acted.facts)?.into(),
        ],
    )?;
    Ok(())
}

fn update_case(change: &mut Change<'_>, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
    change.execute(
        sql::UPDATE_CASE,
        &[
            (&acted.case).into(),
            acted.status.as_str().into(),
            acted.at.as_str().into(),
            acted.number.into(),
            entry.moment.into(),
            acted.due.into(),
            acted.remind.into(),
            acted.amount_fen.into(),
            acted.party.clone().into(),
            to_text(&acted.facts)?.into(),
        ],
    )?;
    Ok(())
}
