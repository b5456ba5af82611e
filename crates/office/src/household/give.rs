//! Giving households their codes. The log is told first, then the directory; a code is shown once, on the sheet that is printed.

use super::{hashed, homes};
use crate::{About, Deed, Desk, Office, Receipt};
use archive::{Change, Directory, Entry, Tx};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{Fault, FieldFault, Kind, Place, Refusal, Stop, Words};

/// Letters and digits that nobody mistakes for one another on paper.
pub const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How many letters a code has.
const LONG: usize = 12;

/// How many households get a code at once: what one sheet after the other prints in a minute.
const AT_ONCE: usize = 2_000;

/// Records that households are given a code each.
pub struct GiveCodes {
    /// The village.
    pub village: Place,
    /// The households, by their numbers in the roster.
    pub households: Vec<String>,
}

/// A code as it is handed over. It is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeGiven {
    /// The household.
    pub household: String,
    /// Its code, in groups of four.
    pub code: String,
}

/// What the entry keeps: which households.
#[derive(Serialize, Deserialize)]
struct Recorded {
    households: Vec<String>,
}

impl Deed for GiveCodes {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "give_household_code".into() }
    }

    /// Whoever may hand people the keys to their posts may hand households theirs, but not their own.
    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        desk.may("grant_mandate", &self.village, BTreeSet::new(), false)?;
        if self.households.is_empty() || self.households.len() > AT_ONCE {
            let words = Words::new(
                format!("请选要发码的户，一次最多{AT_ONCE}户"),
                format!("choose the households, at most {AT_ONCE} at once"),
            );
            let fault = FieldFault { field: "household".into(), words };
            return Err(Refusal::faulty("household.none", vec![fault]).into());
        }
        let known = homes(tx, &self.village)?;
        for household in &self.households {
            let Some(home) = known.iter().find(|home| home.household == *household) else {
                return Err(Refusal::not_there().into());
            };
            if home.people.iter().any(|one| Some(&one.id) == desk.person() || desk.tied.contains(&one.id)) {
                return Err(own().into());
            }
        }
        let recorded = Recorded { households: self.households.clone() };
        let body =
            serde_json::to_value(recorded).map_err(|error| Fault::from("cannot write the codes given", error))?;
        let entry = tx.append(desk.draft(&self.village, "household_code.given", self.village.as_str(), body))?;
        Ok(Receipt { subject: self.village.to_string(), entry: entry.seq, again: false })
    }
}

fn own() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "household.own_code",
        Words::new("自己家的家庭码，不能由自己发", "nobody gives their own household its code"),
        Words::new("请由另一位经办人发", "let another official give it"),
    )
}

/// Gives households a code each; the codes they had open nothing from now on. Nothing when the same form was sent before: its
/// codes were given then.
///
/// # Errors
/// Refused when the person at the desk may not, a household is their own, or is none; failed when a store cannot be written.
pub fn give_codes(directory: &Directory, desk: &Desk, deed: GiveCodes) -> Result<Option<Vec<CodeGiven>>, Stop> {
    let office = &desk.office;
    let (village, households) = (deed.village.clone(), deed.households.clone());
    if office.perform(desk, deed)?.again {
        return Ok(None);
    }
    let mut given = Vec::new();
    for household in households {
        let code = fresh(office);
        directory.keep_household_code(&village, &household, &hashed("household", &read(&code)), desk.now)?;
        given.push(CodeGiven { household, code });
    }
    Ok(Some(given))
}

/// A fresh code, each as likely as another.
fn fresh(office: &Office) -> String {
    let mut code = String::new();
    while code.len() < LONG {
        for byte in office.random::<16>() {
            // 248 is the last multiple of 31 within a byte: the rest would make some letters likelier.
            if byte < 248 && code.len() < LONG {
                code.extend(LETTERS.get(usize::from(byte) % LETTERS.len()).copied().map(char::from));
            }
        }
    }
    grouped(&code)
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as somebody typed it: small letters, strokes, blanks, full-width letters; the letters that we do not use read as what
/// they look like.
pub(super) fn read(typed: &str) -> String {
    let plain = |letter: char| {
        let letter = match letter {
            '！'..='～' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
            other => other,
        };
        let letter = letter.to_ascii_uppercase();
        LETTERS.iter().any(|known| char::from(*known) == letter).then_some(letter)
    };
    typed.chars().filter_map(plain).take(LONG + 1).collect()
}

/// No table changes by it: the directory is part of no log.
pub(super) fn apply(_: &mut Change<'_>, _: &Entry) -> Result<(), Fault> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["K7QX-3MPW-9TRD", "k7qx3mpw9trd", " k7qx 3mpw 9trd ", "Ｋ７ＱＸ－３ＭＰＷ－９ＴＲＤ"]
        {
            assert_eq!(read(typed), "K7QX3MPW9TRD", "{typed}");
        }
        assert_eq!(grouped("K7QX3MPW9TRD"), "K7QX-3MPW-9TRD");
        assert_eq!(read(&"K".repeat(500)).len(), LONG + 1, "what is too long is no code");
    }
}
