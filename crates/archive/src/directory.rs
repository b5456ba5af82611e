//! The directory: who signs in, who is signed in, which counties there are. Not part of any log.
//!
//! It knows no clock and no secret: moments are given to it, passwords come hashed, tokens come as hashes.

mod guess;
mod household;
mod opinion;
mod reading;
mod search;
mod seen;
mod session;
mod sql;

pub use household::{HouseholdSession, Opening, VISITS_MS};
pub use opinion::SealedOpinion;
pub use search::{SearchLine, Searched};
pub use session::{IDLE_MS, Session};

use crate::dialect::{Leave, Link, Role};
use crate::migrate::{DIRECTORY, migrate};
use crate::pool::Pool;
use crate::{OpenError, Row, Store, Value};
use std::sync::Arc;
use village::{Fault, Moment, PersonId, Place};

/// How often a statement is tried: more often than there can be connections that died together.
const TRIES: u32 = 10;

/// The directory's store, open. A cheap handle.
#[derive(Clone)]
pub struct Directory {
    pool: Arc<Pool>,
}

/// A name under which a person signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The name, unique in the installation.
    pub name: String,
    /// Who it is.
    pub person: PersonId,
    /// The county in whose roster the person stands.
    pub county: Place,
    /// The password's hash, as text.
    pub password: String,
    /// Whether the password must be changed before anything else.
    pub must_change: bool,
    /// When it was made.
    pub created: Moment,
}

impl Directory {
    /// Opens the directory; makes it when it does not exist, brings it up to date when it is older.
    ///
    /// # Errors
    /// When the store is newer than the program, was made by other migrations, or cannot be reached.
    pub fn open(store: Store) -> Result<Self, OpenError> {
        migrate(&mut Link::open(&store, Role::Writer)?, DIRECTORY)?;
        Ok(Self { pool: Arc::new(Pool::new(store, Role::Writer)) })
    }

    /// Adds a sign-in. `false` when the name is taken; then nothing is changed.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add_sign_in(&self, sign_in: &SignIn) -> Result<bool, Fault> {
        let params = [
            sign_in.name.as_str().into(),
            (&sign_in.person).into(),
            (&sign_in.county).into(),
            sign_in.password.as_str().into(),
            sign_in.must_change.into(),
            sign_in.created.into(),
        ];
        Ok(self.change(sql::ADD_SIGN_IN, &params)? == 1)
    }

    /// The sign-in of a name, as somebody typed it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_in_by_name(&self, name: &str) -> Result<Option<SignIn>, Fault> {
        if name.contains('\0') {
            return Ok(None);
        }
        self.look(sql::SIGN_IN_BY_NAME, &[name.into()])?.first().map(SignIn::from_row).transpose()
    }

    /// The sign-ins of a person, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_ins_of(&self, person: &PersonId) -> Result<Vec<SignIn>, Fault> {
        self.look(sql::SIGN_INS_OF, &[person.into()])?.iter().map(SignIn::from_row).collect()
    }

    /// Every sign-in of a county, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_ins_in(&self, county: &Place) -> Result<Vec<SignIn>, Fault> {
        let mut all: Vec<SignIn> = Vec::new();
        loop {
            let after = all.last().map_or_else(String::new, |last| last.name.clone());
            let rows = self.look(sql::SIGN_INS_IN, &[county.into(), after.into()])?;
            if rows.is_empty() {
                return Ok(all);
            }
            for row in &rows {
                all.push(SignIn::from_row(row)?);
            }
        }
    }

    /// The hashes of the passwords that a sign-in had before, the latest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn earlier_passwords(&self, name: &str, limit: u32) -> Result<Vec<String>, Fault> {
        self.look(sql::EARLIER, &[name.into(), limit.into()])?.iter().map(|row| row.text("password")).collect()
    }

    /// Gives a sign-in another password; the one until now is kept among the earlier ones. `false` when there is no such
    /// name.
    ///
    /// # Errors
    /// When the store fails.
    pub fn set_password(&self, name: &str, password: &str, must_change: bool) -> Result<bool, Fault> {
        self.change(sql::KEEP_EARLIER, &[name.into()])?;
        Ok(self.change(sql::SET_PASSWORD, &[name.into(), password.into(), must_change.into()])? == 1)
    }

    /// Adds a county, or names it anew.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add_county(&self, code: &Place, name: &str) -> Result<(), Fault> {
        self.change(sql::ADD_COUNTY, &[code.into(), name.into()]).map(drop)
    }

    /// The counties, by code, with their names.
    ///
    /// # Errors
    /// When the store fails.
    pub fn counties(&self) -> Result<Vec<(Place, String)>, Fault> {
        self.look(sql::COUNTIES, &[])?.iter().map(|row| Ok((row.read("code")?, row.text("name")?))).collect()
    }

    /// The secret of this name: the one that is kept, else `fresh`, which is kept from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub fn secret(&self, name: &str, fresh: [u8; 32]) -> Result<Vec<u8>, Fault> {
        self.change(sql::ADD_SECRET, &[name.into(), fresh.to_vec().into()])?;
        let kept = self.look(sql::SECRET, &[name.into()])?;
        kept.first()
            .ok_or_else(|| Fault::new(format!("the directory does not keep the secret `{name}`")))?
            .blob("value")
    }

    /// Forgets sessions that have ended and guesses that are a day old. Tells how many rows went.
    ///
    /// # Errors
    /// When the store fails.
    pub fn purge(&self, now: Moment) -> Result<u64, Fault> {
        let sessions = self.change(sql::PURGE_SESSIONS, &[now.into(), now.plus_ms(-IDLE_MS).into()])?;
        let guesses = self.change(sql::PURGE_GUESSES, &[now.plus_ms(-guess::KEPT_MS).into()])?;
        let codes = self.change(sql::PURGE_PHONE_CODES, &[now.into()])?;
        let visits = self.change(sql::PURGE_HOUSEHOLDS, &[now.plus_ms(-VISITS_MS).into()])?;
        Ok(sessions + guesses + codes + visits)
    }

    fn change(&self, sql: &'static str, params: &[Value]) -> Result<u64, Fault> {
        self.with(|link| link.execute(sql, params))
    }

    fn look(&self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, Fault> {
        self.with(|link| link.query(sql, params, Leave::Change))
    }

    /// Runs one statement; again on another connection as long as the one it had turns out to be gone.
    fn with<T>(&self, run: impl Fn(&mut Link) -> Result<T, Fault>) -> Result<T, Fault> {
        for _ in 0..TRIES {
            let mut link = self.pool.take()?;
            match run(&mut link) {
                Err(fault) if link.is_lost() => tracing::debug!(fault = fault.chain(), "a connection was lost"),
                done => return done,
            }
        }
        Err(Fault::new("the directory's store drops every connection"))
    }
}

impl SignIn {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            name: row.text("name")?,
            person: row.read("person")?,
            county: row.read("county")?,
            password: row.text("password")?,
            must_change: row.truth("must_change")?,
            created: row.moment("created")?,
        })
    }
}
