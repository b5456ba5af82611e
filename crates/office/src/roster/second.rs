//! The second check (复核): no single registrar makes an officer, or a new password for one. What one asks for, another person
//! looks at, who is neither the asker, nor the person concerned, nor a declared relative of either. Until then it is in force
//! for nobody. A county's choice.

mod answer;
mod read;

pub use answer::AnswerCheck;
pub(super) use read::pending;
pub use read::{SecondCheck, WEEK_MS, agreed_reset, open_checks, open_checks_of, second_check};

use super::entries::{AskedFor, CheckAsked};
use super::mandates::{Since, check_grant};
use super::{is_relative, sql};
use crate::{About, Deed, Desk, Receipt};
use archive::{Query, Tx};
use std::collections::BTreeSet;
use village::{Fault, Kind, Mandate, PersonId, Place, Refusal, Stop, Words};

/// What a second person checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// An office, with the first day as it was stated.
    Grant(Mandate),
    /// A new password for an officer's sign-in.
    Reset,
}

/// Asks for a new password for an officer's sign-in.
pub struct AskReset {
    /// The place whose roster names the person.
    pub place: Place,
    /// The person.
    pub person: PersonId,
}

impl Deed for AskReset {
    fn about(&self) -> About {
        About { place: self.place.clone(), subject: self.person.to_string(), step: "give_sign_in".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let known = super::person(tx, &self.person)?.filter(|person| person.village == self.place);
        if known.is_none() {
            return Err(Refusal::not_there().into());
        }
        let concerned = BTreeSet::from([self.person.clone()]);
        let kin = is_relative(desk, tx, &self.person)?;
        desk.may("grant_mandate", &self.place, concerned.clone(), kin)?;
        for mandate in super::mandates_from(tx, &self.person, desk.now.day())? {
            desk.may("grant_mandate", &mandate.place, concerned.clone(), kin)?;
        }
        let waits = open_checks_of(tx, &self.person, desk.now)?.iter().any(|check| check.act == Act::Reset);
        if waits || agreed_reset(tx, &self.person, desk)?.is_some() {
            return Err(waits_already().into());
        }
        let asked = CheckAsked {
            id: number(desk, tx)?,
            act: AskedFor::SignIn,
            person: self.person.clone(),
            place: self.place.clone(),
            post: None,
            starts: None,
            ends: None,
            opening: false,
        };
        let entry = append(desk, tx, &asked)?;
        Ok(Receipt { subject: self.person.to_string(), entry, again: false })
    }
}

/// Asks for an office: everything is checked as if it were granted now, and beside what waits already.
pub(super) fn ask(desk: &Desk, tx: &mut Tx<'_>, stated: &Mandate, since: Since) -> Result<u64, Stop> {
    let today = desk.now.day();
    let starts = if since == Since::TermBegan { stated.starts } else { stated.starts.max(today) };
    let new = Mandate { starts, ..stated.clone() };
    let waiting = pending(tx, &new, desk.now)?;
    check_grant(desk, tx, stated, &new, &waiting)?;
    if waiting.iter().any(|other| other.person == new.person && other.post == new.post && other.place == new.place) {
        return Err(waits_already().into());
    }
    let asked = CheckAsked {
        id: number(desk, tx)?,
        act: AskedFor::Grant,
        person: stated.person.clone(),
        place: stated.place.clone(),
        post: Some(stated.post),
        starts: Some(stated.starts),
        ends: Some(stated.ends),
        opening: since == Since::TermBegan,
    };
    Ok(append(desk, tx, &asked)?)
}

fn number(desk: &Desk, tx: &mut Tx<'_>) -> Result<String, Fault> {
    let many = tx.one(sql::COUNT_CHECKS, &[])?.int("many")?;
    Ok(format!("{}-S{:06}", desk.office.county(), many + 1))
}

fn append(desk: &Desk, tx: &mut Tx<'_>, asked: &CheckAsked) -> Result<u64, Fault> {
    let body = serde_json::to_value(asked).map_err(|e| Fault::from("cannot write a second check", e))?;
    Ok(tx.append(desk.draft(&asked.place, "second_check.asked", asked.person.as_str(), body))?.seq)
}

fn waits_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "second_check.waits",
        Words::new(
            "同样的申请已经提出，正等另一个人复核",
            "the same was asked for already and waits for a second person",
        ),
        Words::new("请等复核，或者先撤回原来的申请", "wait for the second person, or take back what was asked"),
    )
}
