//! Villagers who read their own household's matters: codes on paper, numbers on telephones, and their sessions.

use super::{Directory, sql};
use crate::Row;
use village::{Fault, Hash, Moment, PersonId, Place};

/// For how long after its end a household can read that somebody looked: 90 days.
pub const VISITS_MS: i64 = 90 * 24 * 3_600_000;

/// How often at most it is written down that a session is in use.
const TOUCH_MS: i64 = 60_000;

/// What a session of a household is opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Who reads.
    pub person: PersonId,
    /// The village whose roster names them.
    pub village: Place,
    /// Their household there; empty when the roster knows none.
    pub household: String,
    /// `phone`, `code` or `helper`.
    pub way: String,
    /// The official who helps, where one does.
    pub helper: Option<PersonId>,
    /// How long it may lie idle, in milliseconds.
    pub idle_ms: i64,
    /// When it ends in any case.
    pub expires: Moment,
}

/// A session of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdSession {
    /// Who reads, where, by which way, and until when.
    pub opening: Opening,
    /// When it was opened.
    pub opened: Moment,
    /// When it was last used, to the minute.
    pub last_seen: Moment,
    /// When it was ended before its time.
    pub ended: Option<Moment>,
    /// The secret that its forms carry.
    pub csrf: String,
}

impl Directory {
    /// Gives a household a code by its hash; the one before no longer opens anything, and whoever came in by it is out.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_household_code(&self, village: &Place, household: &str, hash: &Hash, now: Moment) -> Result<(), Fault> {
        self.change(sql::KEEP_HOUSEHOLD_CODE, &[village.into(), household.into(), hash.into(), now.into()])?;
        self.change(sql::CLOSE_HOUSEHOLDS, &[village.into(), household.into(), now.into()]).map(drop)
    }

    /// The households of a village that have a code, and since when (at most 5,000).
    ///
    /// # Errors
    /// When the store fails.
    pub fn household_codes(&self, village: &Place) -> Result<Vec<(String, Moment)>, Fault> {
        let rows = self.look(sql::HOUSEHOLD_CODES, &[village.into()])?;
        rows.iter().map(|row| Ok((row.text("household")?, row.moment("given")?))).collect()
    }

    /// Whose code has this hash: the village, and the household in it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn household_of_code(&self, hash: &Hash) -> Result<Option<(Place, String)>, Fault> {
        let rows = self.look(sql::HOUSEHOLD_OF_CODE, &[hash.into()])?;
        rows.first().map(|row| Ok((row.read("village")?, row.text("household")?))).transpose()
    }

    /// Keeps a number that is on its way to somebody's telephone; to nobody's when the person is not known.
    ///
    /// # Errors
    /// When the ticket was used before, or the store fails.
    pub fn keep_phone_code(
        &self,
        ticket: &Hash,
        person: Option<&PersonId>,
        hash: &Hash,
        expires: Moment,
    ) -> Result<(), Fault> {
        let person = person.map(ToString::to_string);
        self.change(sql::KEEP_PHONE_CODE, &[ticket.into(), person.into(), hash.into(), expires.into()]).map(drop)
    }

    /// Counts a try at a number: whose it is, its hash, and how many tries there were with this one. Nothing when there is no such
    /// ticket, or its time is over.
    ///
    /// # Errors
    /// When the store fails.
    pub fn try_phone_code(&self, ticket: &Hash, now: Moment) -> Result<Option<(Option<PersonId>, Hash, u64)>, Fault> {
        let rows = self.look(sql::TRY_PHONE_CODE, &[ticket.into(), now.into()])?;
        let read = |row: &Row| {
            let person = row.maybe_text("person")?.map(PersonId::new).transpose();
            let person = person.map_err(|error| Fault::from("the person of a number", error))?;
            Ok((person, row.hash("hash")?, row.count("tries")?))
        };
        rows.first().map(read).transpose()
    }

    /// Whether a ticket is still waited for.
    ///
    /// # Errors
    /// When the store fails.
    pub fn has_phone_code(&self, ticket: &Hash, now: Moment) -> Result<bool, Fault> {
        Ok(!self.look(sql::PHONE_CODE, &[ticket.into(), now.into()])?.is_empty())
    }

    /// Forgets a number: it was used, or guessed at too often.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget_phone_code(&self, ticket: &Hash) -> Result<(), Fault> {
        self.change(sql::FORGET_PHONE_CODE, &[ticket.into()]).map(drop)
    }

    /// Opens a session of a household.
    ///
    /// # Errors
    /// When the token was used before, or the store fails.
    pub fn open_household(&self, token: &Hash, opening: &Opening, csrf: &str, now: Moment) -> Result<(), Fault> {
        let helper = opening.helper.as_ref().map(ToString::to_string);
        let params = [
            token.into(),
            (&opening.person).into(),
            (&opening.village).into(),
            opening.household.as_str().into(),
            opening.way.as_str().into(),
            helper.into(),
            now.into(),
            opening.idle_ms.into(),
            opening.expires.into(),
            csrf.into(),
        ];
        self.change(sql::OPEN_HOUSEHOLD, &params).map(drop)
    }

    /// The session of a token, when it is in force; one that has lain idle for too long, or has expired, is ended.
    ///
    /// # Errors
    /// When the store fails.
    pub fn household_session(&self, token: &Hash, now: Moment) -> Result<Option<HouseholdSession>, Fault> {
        let rows = self.look(sql::HOUSEHOLD_SESSION, &[token.into()])?;
        let Some(mut session) = rows.first().map(HouseholdSession::from_row).transpose()? else { return Ok(None) };
        if session.opening.expires <= now || session.last_seen.plus_ms(session.opening.idle_ms) <= now {
            self.close_household(token, now)?;
            return Ok(None);
        }
        if session.last_seen.plus_ms(TOUCH_MS) <= now {
            self.change(sql::TOUCH_HOUSEHOLD, &[token.into(), now.into()])?;
            session.last_seen = now;
        }
        Ok(Some(session))
    }

    /// Ends a session of a household.
    ///
    /// # Errors
    /// When the store fails.
    pub fn close_household(&self, token: &Hash, now: Moment) -> Result<(), Fault> {
        self.change(sql::CLOSE_HOUSEHOLD, &[token.into(), now.into()]).map(drop)
    }

    /// The sessions of a household of the last 90 days, the latest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn household_visits(
        &self,
        village: &Place,
        household: &str,
        limit: u32,
    ) -> Result<Vec<HouseholdSession>, Fault> {
        let rows = self.look(sql::HOUSEHOLD_VISITS, &[village.into(), household.into(), limit.into()])?;
        rows.iter().map(HouseholdSession::from_row).collect()
    }
}

impl HouseholdSession {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        let helper = row.maybe_text("helper")?.map(PersonId::new).transpose();
        Ok(Self {
            opening: Opening {
                person: row.read("person")?,
                village: row.read("village")?,
                household: row.text("household")?,
                way: row.text("way")?,
                helper: helper.map_err(|error| Fault::from("who helps a household", error))?,
                idle_ms: row.int("idle_ms")?,
                expires: row.moment("expires")?,
            },
            opened: row.moment("opened")?,
            last_seen: row.moment("last_seen")?,
            ended: row.maybe_int("ended")?.map(Moment),
            csrf: row.text("csrf")?,
        })
    }
}
