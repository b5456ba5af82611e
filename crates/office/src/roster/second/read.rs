//! Questions about second checks.

use super::Act;
use crate::Desk;
use crate::roster::sql;
use archive::{Query, Row};
use std::collections::BTreeSet;
use village::{Fault, Mandate, Moment, PersonId, Place};

/// What was asked for and answered by nobody lapses after so long; a password that was agreed to is made within it.
pub const WEEK_MS: i64 = 7 * 86_400_000;

/// What one person asked for and another checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondCheck {
    /// The number.
    pub id: String,
    /// What was asked for.
    pub act: Act,
    /// The place at which the office is held, or whose roster names the person.
    pub place: Place,
    /// Whom it concerns, and their name.
    pub person: (PersonId, String),
    /// Whether the office's term began before it was recorded, since the place had no roster yet.
    pub opening: bool,
    /// Who asked, and their name.
    pub asked_by: (PersonId, String),
    /// When.
    pub asked: Moment,
    /// Who answered, their name and when.
    pub answered: Option<(PersonId, String, Moment)>,
    /// Whether the answer was yes.
    pub agreed: bool,
    /// Why not.
    pub reason: String,
    /// Whether the password that was agreed to was made.
    pub used: bool,
}

impl SecondCheck {
    /// Whether it still waits for its answer.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        self.answered.is_none() && self.lapses() > now
    }

    /// When it lapses.
    #[must_use]
    pub fn lapses(&self) -> Moment {
        self.asked.plus_ms(WEEK_MS)
    }

    /// Whom it concerns and who asked for it: neither answers it.
    #[must_use]
    pub fn concerned(&self) -> BTreeSet<PersonId> {
        BTreeSet::from([self.person.0.clone(), self.asked_by.0.clone()])
    }
}

/// A check by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn second_check(query: &mut dyn Query, id: &str) -> Result<Option<SecondCheck>, Fault> {
    query.maybe(sql::CHECK, &[id.into()])?.map(|row| check(&row)).transpose()
}

/// What waits for a second person at a place and below it, the oldest first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn open_checks(query: &mut dyn Query, within: &Place, now: Moment) -> Result<Vec<SecondCheck>, Fault> {
    let known = [format!("{within}%").into(), now.plus_ms(-WEEK_MS).into()];
    query.query(sql::OPEN_CHECKS, &known)?.iter().map(check).collect()
}

/// What waits for a second person about somebody, the oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn open_checks_of(query: &mut dyn Query, person: &PersonId, now: Moment) -> Result<Vec<SecondCheck>, Fault> {
    let known = [person.into(), now.plus_ms(-WEEK_MS).into()];
    query.query(sql::OPEN_CHECKS_OF, &known)?.iter().map(check).collect()
}

/// The new password for this person that the one at the desk asked for, that was agreed to within a week and not made yet.
///
/// # Errors
/// When the store cannot be read.
pub fn agreed_reset(query: &mut dyn Query, person: &PersonId, desk: &Desk) -> Result<Option<String>, Fault> {
    let Some(asker) = desk.person() else { return Ok(None) };
    let known = [person.into(), asker.into(), desk.now.plus_ms(-WEEK_MS).into()];
    query.maybe(sql::AGREED_RESET, &known)?.map(|row| row.text("id")).transpose()
}

/// The offices that wait beside a new one: those of the same person, and those at the same place.
pub(in crate::roster) fn pending(query: &mut dyn Query, new: &Mandate, now: Moment) -> Result<Vec<Mandate>, Fault> {
    let mut all = open_checks_of(query, &new.person, now)?;
    let known = [(&new.place).into(), now.plus_ms(-WEEK_MS).into()];
    let here = query.query(sql::OPEN_CHECKS, &known)?.iter().map(check).collect::<Result<Vec<_>, _>>()?;
    all.extend(here.into_iter().filter(|check| check.person.0 != new.person));
    Ok(all
        .into_iter()
        .filter_map(|check| match check.act {
            Act::Grant(mandate) => Some(mandate),
            Act::Reset => None,
        })
        .collect())
}

fn malformed(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::from(format!("a second check holds a malformed {what}"), error)
}

fn check(row: &Row) -> Result<SecondCheck, Fault> {
    let person = |column: &str| PersonId::new(row.text(column)?).map_err(|e| malformed("person", e));
    let concerned = person("person_id")?;
    let place = Place::new(row.text("place")?).map_err(|e| malformed("place", e))?;
    let act = match row.maybe_text("post")? {
        Some(post) => Act::Grant(Mandate {
            person: concerned.clone(),
            post: post.parse().map_err(|e| malformed("post", e))?,
            place: place.clone(),
            starts: row.text("starts")?.parse().map_err(|e| malformed("day", e))?,
            ends: row.text("ends")?.parse().map_err(|e| malformed("day", e))?,
        }),
        None => Act::Reset,
    };
    let answered = match row.maybe_int("answered")? {
        Some(when) => {
            let name = row.maybe_text("answerer")?.unwrap_or_default();
            Some((person("answered_by")?, name, Moment(when)))
        }
        None => None,
    };
    Ok(SecondCheck {
        id: row.text("id")?,
        act,
        place,
        person: (concerned, row.text("name")?),
        opening: row.truth("opening")?,
        asked_by: (person("asked_by")?, row.text("asker")?),
        asked: Moment(row.int("asked")?),
        answered,
        agreed: row.truth("agreed")?,
        reason: row.text("reason")?,
        used: row.truth("used")?,
    })
}
