//! What was adopted and proposed: which book is in force since when, by whom, and what waits for a second person.

use super::{decode, hash_of, rulebook_files};
use crate::{Office, sql};
use archive::{Query, Row};
use procedure::RuleBook;
use std::sync::Arc;
use village::{Fault, Hash, Moment, PersonId};

/// One adoption of a rule book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The book.
    pub hash: Hash,
    /// Since when it is (or was) in force.
    pub adopted: Moment,
    /// Who proposed it; nobody at the county's founding.
    pub proposed_by: Option<String>,
    /// Who confirmed it; nobody at the county's founding.
    pub adopted_by: Option<String>,
}

/// A rule book that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number, such as `990101-R001`.
    pub id: String,
    /// The book.
    pub hash: Hash,
    /// The book that was in force when it was proposed: what it is compared with.
    pub against: Hash,
    /// Why, in the proposer's words.
    pub reason: String,
    /// `open`, `adopted`, `declined` or `withdrawn`.
    pub status: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Their name.
    pub proposer: String,
    /// When.
    pub proposed: Moment,
    /// Who confirmed, declined or withdrew it.
    pub decider: Option<String>,
    /// When.
    pub decided: Option<Moment>,
}

/// Every adoption, the newest first: the first is in force.
///
/// # Errors
/// When the store cannot be read.
pub fn adoptions(query: &mut dyn Query) -> Result<Vec<Adoption>, Fault> {
    let read = |row: &Row| {
        Ok(Adoption {
            hash: hash_of(&row.text("hash")?)?,
            adopted: Moment(row.int("adopted")?),
            proposed_by: row.maybe_text("proposer")?,
            adopted_by: row.maybe_text("adopter")?,
        })
    };
    query.query(sql::ADOPTIONS, &[])?.iter().map(read).collect()
}

/// Every proposal, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn proposals(query: &mut dyn Query) -> Result<Vec<Proposal>, Fault> {
    let read = |row: &Row| {
        let by = row.text("proposed_by")?;
        Ok(Proposal {
            id: row.text("id")?,
            hash: hash_of(&row.text("hash")?)?,
            against: hash_of(&row.text("against")?)?,
            reason: row.text("reason")?,
            status: row.text("status")?,
            proposer: row.maybe_text("proposer")?.unwrap_or_else(|| by.clone()),
            proposed_by: PersonId::new(by).map_err(|e| Fault::from("a proposer is malformed", e))?,
            proposed: Moment(row.int("proposed")?),
            decider: row.maybe_text("decider")?,
            decided: row.maybe_int("decided")?.map(Moment),
        })
    };
    query.query(sql::PROPOSALS, &[])?.iter().map(read).collect()
}

impl Office {
    /// A proposed rule book.
    ///
    /// # Errors
    /// When there is no such proposal, or it cannot be read.
    pub fn proposed_book(&self, query: &mut dyn Query, proposal: &Proposal) -> Result<Arc<RuleBook>, Fault> {
        if let Some(book) = self.known_book(&proposal.hash) {
            return Ok(book);
        }
        let row = query.one(sql::PROPOSED_FILES, &[proposal.id.as_str().into()])?;
        let book = super::read_book(&rulebook_files(&row)?, &decode::<Vec<String>>(&row.text("layers")?)?)
            .map_err(|faults| Fault::new(format!("the proposal {} cannot be read: {faults}", proposal.id)))?;
        Ok(self.keep_book(book))
    }
}
