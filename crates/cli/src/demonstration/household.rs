//! The codes on paper of the first village's households: all have one, and at every run one of them gets a new one, which is told.

use super::Household;
use crate::installation::{Installation, stopped};
use office::Desk;
use office::household::{GiveCodes, Home, give_codes, homes};
use village::{Fault, Moment, Place, Post};

/// The homes of a village that somebody may give codes to, and the desk of whoever does: the county's office of civil affairs.
fn known(installation: &Installation, village: &Place, now: Moment) -> Result<(Desk, Vec<Home>), String> {
    let office = &installation.office;
    let desk = demo::desk_of(office, village, Post::CivilAffairsOfficer, now).map_err(|fault| fault.chain())?;
    let desk = desk.ok_or("nobody gives households their codes")?;
    let homes = office.read(|reader| homes(reader, village)).map_err(|fault: Fault| fault.chain())?;
    Ok((desk, homes))
}

/// Gives every household of a village its code.
pub(super) fn give_all(installation: &Installation, village: &Place, now: Moment) -> Result<(), String> {
    let (desk, homes) = known(installation, village, now)?;
    let households = homes.into_iter().map(|home| home.household).collect();
    let deed = GiveCodes { village: village.clone(), households };
    give_codes(&installation.directory, &desk, deed).map(drop).map_err(stopped)
}

/// Gives the household of an ordinary villager a new code: those that were given are kept nowhere.
pub(super) fn give_one(installation: &Installation, village: &Place) -> Result<Option<Household>, String> {
    let now = installation.office.clock().now();
    let (desk, homes) = known(installation, village, now)?;
    let Some(home) = homes.into_iter().last() else { return Ok(None) };
    let name = home.people.first().map(|person| person.name.clone()).unwrap_or_default();
    let deed = GiveCodes { village: village.clone(), households: vec![home.household] };
    let given = give_codes(&installation.directory, &desk, deed).map_err(stopped)?;
    Ok(given.into_iter().flatten().next().map(|given| Household { name, code: given.code }))
}
