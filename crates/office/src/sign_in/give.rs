//! Giving somebody a sign-in, or a new first password. The log is told first, then the directory: nobody gets in unseen.

use super::{make, reset};
use crate::{About, Deed, Desk, Receipt, roster};
use archive::{Change, Directory, Entry, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Fault, Kind, PersonId, Place, Refusal, Stop, Words};

/// Records that a person is given a sign-in, or a new first password for it.
pub struct GiveSignIn {
    /// The place whose roster names the person.
    pub place: Place,
    /// The person.
    pub person: PersonId,
    /// The name to sign in with.
    pub name: String,
    /// Whether the person has this sign-in already, and gets a new password.
    pub anew: bool,
}

/// A sign-in as it is handed over. The password is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name to sign in with.
    pub name: String,
    /// The first password, which must be changed when it is first used.
    pub password: String,
}

#[derive(Serialize, Deserialize)]
struct Recorded {
    person: PersonId,
    name: String,
}

impl Deed for GiveSignIn {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.person.to_string(), step: "give_sign_in".into() }
    }

    /// Whoever may grant every post of a person may hand them the key to it, but not to themselves and not to relatives.
    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let known = roster::person(tx, &self.person)?.filter(|person| person.village == self.place);
        if known.is_none() {
            return Err(Refusal::not_there().into());
        }
        let concerned = BTreeSet::from([self.person.clone()]);
        let kin = roster::is_relative(desk, tx, &self.person)?;
        desk.may("grant_mandate", &self.place, concerned.clone(), kin)?;
        let held = roster::mandates_from(tx, &self.person, desk.now.day())?;
        if held.is_empty() {
            return Err(no_post().into());
        }
        // A county officer may be listed in a village: a township's official does not hold the key to the county's office.
        for mandate in held {
            desk.may("grant_mandate", &mandate.place, concerned.clone(), kin)?;
        }
        let recorded = Recorded { person: self.person.clone(), name: self.name.clone() };
        let body = serde_json::to_value(recorded).map_err(|error| Fault::from("cannot write a sign-in", error))?;
        let kind = if self.anew { "sign_in.reset" } else { "sign_in.made" };
        let entry = tx.append(desk.draft(&self.place, kind, self.person.as_str(), body))?;
        Ok(Receipt { subject: self.person.to_string(), entry: entry.seq, again: false })
    }
}

/// Gives a person a sign-in with a first password, or a new first password for the one that they have. Nothing when the
/// same form was sent before: then its password was given before, too.
///
/// # Errors
/// Refused when the person at the desk may not, or the person has no post; failed when a store cannot be written.
pub fn give(directory: &Directory, desk: &Desk, person: &PersonId) -> Result<Option<Given>, Stop> {
    let office = &desk.office;
    let Some(known) = office.read(|reader| roster::person(reader, person))? else {
        return Err(Refusal::not_there().into());
    };
    let has = directory.sign_ins_of(person)?.into_iter().find(|sign_in| sign_in.county == *office.county());
    let (name, anew) = match has {
        Some(sign_in) => (sign_in.name, true),
        None => (free_name(directory, &known)?, false),
    };
    let deed = GiveSignIn { place: known.village, person: person.clone(), name: name.clone(), anew };
    if office.perform(desk, deed)?.again {
        return Ok(None);
    }
    let password = if anew {
        reset(office, directory, &name, true)?
    } else {
        make(office, directory, person, &name, true, desk.now)?
    };
    Ok(Some(Given { name, password }))
}

/// The name that a new sign-in gets: the telephone, or the number in the roster when there is none or another has it.
///
/// # Errors
/// When the directory cannot be read.
pub fn free_name(directory: &Directory, person: &roster::PersonRow) -> Result<String, Fault> {
    let phone = person.phone.trim();
    let is_free = !phone.is_empty() && directory.sign_in_by_name(phone)?.is_none();
    Ok(if is_free { phone.to_owned() } else { person.id.to_string() })
}

fn no_post() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "sign_in.no_post",
        Words::new("这个人现在没有岗位，不需要登录", "this person holds no post now, and needs no sign-in"),
        Words::new("请先登记任职，再开通登录", "grant a mandate first, then make the sign-in"),
    )
}

/// The directory is part of no log: the entry only tells who gave whom the key.
pub(super) fn apply(_: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    Recorded::deserialize(&entry.body)
        .map(drop)
        .map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}
