//! Sessions: a signed-in browser, known by the hash of its token.

use super::{Directory, sql};
use crate::Row;
use village::{Fault, Hash, Moment, PersonId, Place};

/// How long a session may lie idle before it ends: 30 minutes.
pub const IDLE_MS: i64 = 30 * 60_000;

/// How often at most it is written down that a session is in use.
const TOUCH_MS: i64 = 60_000;

/// A session that is in force, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The name under which the person signed in.
    pub sign_in: String,
    /// Who it is.
    pub person: PersonId,
    /// The county in whose roster the person stands.
    pub county: Place,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// When the person signed in.
    pub opened: Moment,
    /// When the session was last used, to the minute.
    pub last_seen: Moment,
    /// When it ends in any case.
    pub expires: Moment,
    /// The secret that its forms carry.
    pub csrf: String,
}

impl Directory {
    /// Opens a session for a sign-in.
    ///
    /// # Errors
    /// When there is no such sign-in, the token was used before, or the store fails.
    pub fn open_session(
        &self,
        token: &Hash,
        sign_in: &str,
        csrf: &str,
        now: Moment,
        expires: Moment,
    ) -> Result<(), Fault> {
        let params = [token.into(), sign_in.into(), now.into(), expires.into(), csrf.into()];
        self.change(sql::OPEN_SESSION, &params).map(drop)
    }

    /// The session of a token, when it is in force: a session that has lain idle for 30 minutes, or has expired, is
    /// gone for good.
    ///
    /// # Errors
    /// When the store fails.
    pub fn session(&self, token: &Hash, now: Moment) -> Result<Option<Session>, Fault> {
        let rows = self.look(sql::SESSION, &[token.into()])?;
        let Some(mut session) = rows.first().map(Session::from_row).transpose()? else { return Ok(None) };
        if session.expires <= now || session.last_seen.plus_ms(IDLE_MS) <= now {
            self.close_session(token)?;
            return Ok(None);
        }
        if session.last_seen.plus_ms(TOUCH_MS) <= now {
            self.change(sql::TOUCH_SESSION, &[token.into(), now.into()])?;
            session.last_seen = now;
        }
        Ok(Some(session))
    }

    /// Signs out one browser.
    ///
    /// # Errors
    /// When the store fails.
    pub fn close_session(&self, token: &Hash) -> Result<(), Fault> {
        self.change(sql::CLOSE_SESSION, &[token.into()]).map(drop)
    }

    /// Signs a person out everywhere. Tells how many sessions that were.
    ///
    /// # Errors
    /// When the store fails.
    pub fn close_all_sessions(&self, person: &PersonId) -> Result<u64, Fault> {
        self.change(sql::CLOSE_ALL_SESSIONS, &[person.into()])
    }

    /// Signs a person out everywhere but here. Tells how many sessions that were.
    ///
    /// # Errors
    /// When the store fails.
    pub fn close_other_sessions(&self, person: &PersonId, here: &Hash) -> Result<u64, Fault> {
        self.change(sql::CLOSE_OTHER_SESSIONS, &[person.into(), here.into()])
    }
}

impl Session {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            sign_in: row.text("sign_in")?,
            person: row.read("person")?,
            county: row.read("county")?,
            must_change: row.truth("must_change")?,
            opened: row.moment("opened")?,
            last_seen: row.moment("last_seen")?,
            expires: row.moment("expires")?,
            csrf: row.text("csrf")?,
        })
    }
}
