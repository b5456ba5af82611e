//! What each entry of members adds up to in the tables.

use super::keep::{Apportioned, ChangeProposed, DistributionPaid, MembersChanged, MembersImported, StandingKept};
use super::owed::distribution_lines;
use super::sql;
use crate::entries::body;
use archive::{Change, Entry, Kind};
use village::{CaseId, Fault, Fen};

/// The kinds of entry that members write.
pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "member.imported", apply: apply_imported },
        Kind { name: "member.proposed", apply: apply_proposed },
        Kind { name: "member.changed", apply: apply_changed },
        Kind { name: "distribution.apportioned", apply: apply_apportioned },
        Kind { name: "distribution.paid", apply: apply_paid },
    ]
}

/// Whether an entry tells of a distribution. It names members by their number alone, so it may leave the village with its proof.
pub(crate) fn is_of_a_distribution(kind: &str) -> bool {
    matches!(kind, "distribution.apportioned" | "distribution.paid")
}

fn number(entry: &Entry) -> Result<i64, Fault> {
    i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))
}

/// How somebody stands from now on, beside how they stood before.
fn stand(
    change: &mut Change<'_>,
    entry: &Entry,
    one: &StandingKept,
    reason: &str,
    case: Option<&CaseId>,
) -> Result<(), Fault> {
    let seq = number(entry)?;
    let person = one.person.as_ref().map(ToString::to_string);
    change.execute(
        sql::INSERT_MEMBER,
        &[one.member.as_str().into(), (&entry.village).into(), one.name.as_str().into(), person.into(), seq.into()],
    )?;
    change.execute(
        sql::INSERT_STANDING,
        &[
            one.member.as_str().into(),
            one.household.as_str().into(),
            one.state.as_str().into(),
            one.heads_hs.into(),
            one.work_hs.into(),
            one.other_hs.into(),
            reason.into(),
            case.map(ToString::to_string).into(),
            one.day.into(),
            seq.into(),
        ],
    )?;
    Ok(())
}

fn apply_imported(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let imported: MembersImported = body(entry)?;
    imported.members.iter().try_for_each(|one| stand(change, entry, one, "imported", None))
}

fn apply_proposed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: ChangeProposed = body(entry)?;
    let lines = serde_json::to_string(&said.lines).map_err(|e| Fault::from("writing a proposal", e))?;
    change.execute(sql::PROPOSE, &[(&said.case).into(), (&entry.village).into(), lines.into()])?;
    Ok(())
}

fn apply_changed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: MembersChanged = body(entry)?;
    said.members.iter().try_for_each(|one| stand(change, entry, one, &said.reason, Some(&said.case)))
}

fn apply_apportioned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: Apportioned = body(entry)?;
    let shares: i64 = said.parts.iter().map(|part| part.shares_hs).sum();
    change.execute(sql::DROP_LINES, &[(&said.case).into()])?;
    change.execute(
        sql::DISTRIBUTE,
        &[
            (&said.case).into(),
            (&entry.village).into(),
            said.total_fen.into(),
            shares.into(),
            said.day.into(),
            number(entry)?.into(),
        ],
    )?;
    for part in &said.parts {
        let params = [(&said.case).into(), part.member.as_str().into(), part.shares_hs.into(), part.amount_fen.into()];
        change.execute(sql::INSERT_LINE, &params)?;
    }
    Ok(())
}

fn apply_paid(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let said: DistributionPaid = body(entry)?;
    for line in distribution_lines(change, said.case.as_str())? {
        let rest = said.open.iter().find(|open| open.member == line.member).map_or(Fen(0), |open| open.amount_fen);
        let fen = line.open() - rest;
        if fen > Fen(0) {
            let params: [archive::Value; 5] =
                [(&said.case).into(), line.member.as_str().into(), said.act.into(), said.day.into(), fen.into()];
            change.execute(sql::PAY_LINE, &params)?;
        }
    }
    if said.open.is_empty() {
        change.execute(sql::PAY, &[(&said.case).into(), said.day.into()])?;
    }
    Ok(())
}
