//! Reading members, their shares and what was distributed over them.

use super::kind::MemberState;
use super::shares::{Holding, Shares};
use super::sql;
use archive::{Query, Row};
use office::{Office, roster};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fault, PersonId, Place};

/// How somebody stands with a village's collective.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// The number among all of the county's; it stays.
    pub id: String,
    /// The village.
    pub village: Place,
    /// The name.
    pub name: String,
    /// The same person on the village's roster, where it was found without doubt.
    pub person: Option<String>,
    /// The household: the name of its head, or its number.
    pub household: String,
    /// How they stand.
    pub state: MemberState,
    /// The shares.
    pub holding: Holding,
    /// Why: `imported`, or the reason that the case names.
    pub reason: String,
    /// The case; none for what was taken over.
    pub case: Option<String>,
    /// From when.
    pub day: Day,
    /// Which of their standings it is: 1, 2, 3 …
    pub serial: i64,
}

/// A change that a case brought.
pub type MemberChange = MemberRow;

fn read(row: &Row) -> Result<MemberRow, Fault> {
    let state = row.text("state")?;
    Ok(MemberRow {
        id: row.text("id")?,
        village: row.read("village")?,
        name: row.text("name")?,
        person: row.maybe_text("person_id")?,
        household: row.text("household")?,
        state: MemberState::named(&state).ok_or_else(|| Fault::new(format!("`{state}` is no standing of a member")))?,
        holding: Holding {
            heads: Shares(row.int("heads_hs")?),
            work: Shares(row.int("work_hs")?),
            other: Shares(row.int("other_hs")?),
        },
        reason: row.text("reason")?,
        case: row.maybe_text("case_id")?,
        day: row.read("day")?,
        serial: row.int("serial")?,
    })
}

/// A village's register as it stands, by households; those who left come too.
///
/// # Errors
/// When the store cannot be read.
pub fn members(query: &mut dyn Query, village: &Place) -> Result<Vec<MemberRow>, Fault> {
    query.query(sql::MEMBERS, &[village.into()])?.iter().map(read).collect()
}

/// Somebody of a register, with all of their standings, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn member(query: &mut dyn Query, id: &str) -> Result<Vec<MemberRow>, Fault> {
    query.query(sql::HISTORY, &[id.into()])?.iter().map(read).collect()
}

/// Somebody of a register as they stand.
pub(super) fn latest(query: &mut dyn Query, id: &str) -> Result<Option<MemberRow>, Fault> {
    query.maybe(sql::MEMBER, &[id.into()])?.as_ref().map(read).transpose()
}

/// What cases have changed in a register, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn member_changes(query: &mut dyn Query, village: &Place) -> Result<Vec<MemberChange>, Fault> {
    query.query(sql::CHANGES, &[village.into()])?.iter().map(read).collect()
}

/// The household of a person of the village's roster; empty where they are not on the register.
///
/// # Errors
/// When the store cannot be read.
pub fn household_of(query: &mut dyn Query, village: &Place, person: &PersonId) -> Result<Vec<MemberRow>, Fault> {
    let Some(row) = query.maybe(sql::OF_PERSON, &[village.into(), person.into()])? else { return Ok(Vec::new()) };
    let Some(own) = latest(query, &row.text("id")?)? else { return Ok(Vec::new()) };
    // Whoever left the collective no longer reads its household.
    if own.state == MemberState::Left {
        return Ok(vec![own]);
    }
    let mut all = members(query, village)?;
    all.retain(|one| one.household == own.household && one.state != MemberState::Left);
    let mut homes = BTreeMap::new();
    for one in &all {
        if let Some(known) = one.person.as_deref().and_then(|known| PersonId::new(known).ok())
            && let Some(row) = roster::person(query, &known)?
        {
            homes.insert(one.id.clone(), row.household);
        }
    }
    // The register names a household by its head or a number, and two may bear one name. Where the roster knows the people named
    // there to live in several households, only those of the reader's own are shown.
    if homes.values().collect::<BTreeSet<_>>().len() > 1 {
        let home = homes.get(&own.id).cloned();
        all.retain(|one| one.id == own.id || (home.is_some() && homes.get(&one.id) == home.as_ref()));
    }
    Ok(all)
}

/// How many are on a village's register, whether they left or not.
pub(super) fn count(query: &mut dyn Query, village: &Place) -> Result<i64, Fault> {
    query.one(sql::COUNT, &[village.into()])?.int("many")
}

/// The largest part of one member in ten-thousandths of all shares that the rules in force allow (J1's `share_cap`).
///
/// # Errors
/// When the rules cannot be read.
pub fn share_cap(office: &Office, query: &mut dyn Query, village: &Place, day: Day) -> Result<i64, Fault> {
    let book = office.current_book(query)?.at(village, day);
    let cap = book.affair("J1").and_then(|affair| affair.parameters.get("share_cap"));
    Ok(cap.map_or(10_000, |parameter| parameter.on(day)))
}
