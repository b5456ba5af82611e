//! What an act makes of its case's own row.

use super::{Acted, Opened, to_text};
use crate::sql;
use archive::{Change, Entry, Query as _};
use office::roster;
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
    keep_party(change, acted)
}

fn update_case(change: &mut Change<'_>, entry: &Entry, acted: &Acted) -> Result<(), Fault> {
    let before = change.maybe(sql::PARTY, &[(&acted.case).into()])?;
    let before = before.map(|row| row.maybe_text("party")).transpose()?.flatten();
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
    if before == acted.party {
        return Ok(());
    }
    change.execute(sql::FORGET_PARTY, &[(&acted.case).into()])?;
    keep_party(change, acted)
}

/// Keeps the words by which the case's party is known.
fn keep_party(change: &mut Change<'_>, acted: &Acted) -> Result<(), Fault> {
    let Some(party) = &acted.party else { return Ok(()) };
    for (word, is_whole) in roster::party_words(change, party)? {
        change.execute(sql::INSERT_PARTY, &[(&acted.case).into(), word.into(), is_whole.into()])?;
    }
    Ok(())
}
