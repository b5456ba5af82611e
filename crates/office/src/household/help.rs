//! Beside an official: somebody without a telephone and without a code is shown what concerns their household. Who helped whom is
//! recorded, and the household reads it.

use super::{Entered, Way, enter};
use crate::{About, Deed, Desk, Receipt, roster};
use archive::{Directory, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, PersonId, Place, Refusal, Stop, Words};

/// Records that an official opens, for somebody who is there and asks for it, what concerns their household.
pub struct HelpHousehold {
    /// The village.
    pub village: Place,
    /// Who asks for it.
    pub person: PersonId,
    /// Whether the official says that the person is there and asked for it.
    pub present: bool,
}

#[derive(Serialize, Deserialize)]
struct Recorded {
    person: PersonId,
}

impl Deed for HelpHousehold {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.person.to_string(), step: "help_household".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let known = roster::person(tx, &self.person)?.filter(|person| person.village == self.village);
        if known.is_none() {
            return Err(Refusal::not_there().into());
        }
        desk.may("help_household", &self.village, BTreeSet::new(), false)?;
        if !self.present {
            let words = Words::new(
                "村民本人在场并且要求帮忙，才能打开",
                "it is opened only when the villager is there and asks for it",
            );
            let fault = FieldFault { field: "present".into(), words };
            return Err(Refusal::faulty("household.absent", vec![fault]).into());
        }
        let body = serde_json::to_value(Recorded { person: self.person.clone() })
            .map_err(|error| Fault::from("cannot write who was helped", error))?;
        let entry = tx.append(desk.draft(&self.village, "household.helped", self.person.as_str(), body))?;
        Ok(Receipt { subject: self.person.to_string(), entry: entry.seq, again: false })
    }
}

/// Opens it, for a quarter of an hour. Nothing when the same form was sent before.
///
/// # Errors
/// Refused when the person at the desk may not, or the villager is not there; failed when a store cannot be written.
pub fn open_helped(directory: &Directory, desk: &Desk, deed: HelpHousehold) -> Result<Option<Entered>, Stop> {
    let person = deed.person.clone();
    if desk.office.perform(desk, deed)?.again {
        return Ok(None);
    }
    let helper = desk.person().cloned();
    Ok(Some(enter(&desk.office, directory, &person, (Way::Helper, false, helper), desk.now)?))
}
