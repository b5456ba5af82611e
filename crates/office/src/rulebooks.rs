//! Which rules are in force: a rule book is adopted through the log, and kept whole, so that a case that began under it
//! can always be judged by it.

mod adoption;
mod pack;
mod propose;

pub use adoption::{Adoption, Proposal, adoptions, proposals};
pub use pack::PackedRules;
pub use propose::{ConfirmRules, DeclineRules, ProposeRules, ProvedRules};

use crate::{About, Deed, Desk, Office, Receipt, sql};
use archive::{Change, Entry, Kind, Query, Tx};
use procedure::{RuleBook, RuleFile};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use village::{Fault, Hash, Kind as Sort, PersonId, Place, Refusal, Stop, Words};

/// Adopts the first rule book of a county that is being founded: there is nobody yet who could propose or confirm. Later
/// ones are proposed by one person ([`ProposeRules`]) and confirmed by another ([`ConfirmRules`]).
pub struct AdoptRules {
    /// The county that adopts it.
    pub county: Place,
    /// The files of all its layers.
    pub files: Vec<RuleFile>,
    /// The layers, from the nation down.
    pub layers: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Adopted {
    hash: Hash,
    /// The proposal that holds the files; at the founding the files are here.
    #[serde(default)]
    proposal: Option<String>,
    #[serde(default)]
    proposed_by: Option<PersonId>,
    #[serde(default)]
    layers: Vec<String>,
    #[serde(default)]
    files: Vec<(String, String)>,
}

impl Deed for AdoptRules {
    fn about(&self) -> About {
        About { place: self.county.clone(), subject: self.county.to_string(), step: "adopt_rules".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        if !crate::roster::is_unfounded(tx)? {
            desk.may("adopt_rules", &self.county, std::collections::BTreeSet::default(), false)?;
            return Err(alone().into());
        }
        let book = read_book(&self.files, &self.layers).map_err(unreadable)?;
        let files: Vec<_> = self.files.iter().map(|file| (&file.path, &file.text)).collect();
        let body = json!({ "hash": book.hash, "layers": self.layers, "files": files });
        let entry = tx.append(desk.draft(&self.county, "rulebook.adopted", &book.hash.to_string(), body))?;
        Ok(Receipt { subject: entry.subject, entry: entry.seq, again: false })
    }
}

fn alone() -> Refusal {
    Refusal::new(
        Sort::NotNow,
        "rules.two_people",
        Words::new(
            "采用规则要两个人：一人提出，另一人确认",
            "rules are adopted by two people: one proposes, another confirms",
        ),
        Words::new(
            "请先在“规则”页提出，再由另一位有权的人确认",
            "Propose them on the page “Rules”; another entitled person confirms",
        ),
    )
}

fn unreadable(faults: String) -> Refusal {
    let mut refusal = Refusal::faulty("rules.unreadable", Vec::new());
    refusal.words = Words::same(faults);
    refusal
}

fn read_book(files: &[RuleFile], layers: &[String]) -> Result<Arc<RuleBook>, String> {
    let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
    RuleBook::shared(files, &layers)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

impl Office {
    /// The rule book in force, under which new cases begin.
    ///
    /// # Errors
    /// When none was adopted, or it cannot be read.
    pub fn current_book(&self, query: &mut dyn Query) -> Result<Arc<RuleBook>, Fault> {
        let row = query.maybe(sql::CURRENT_BOOK, &[])?.ok_or_else(|| Fault::new("no rule book was adopted"))?;
        self.book(query, &hash_of(&row.text("hash")?)?)
    }

    /// The rules in force at a place now: with its township's own layer, and with what is in force today.
    ///
    /// # Errors
    /// As [`Self::current_book`].
    pub fn book_at(&self, query: &mut dyn Query, place: &Place) -> Result<Arc<RuleBook>, Fault> {
        Ok(self.current_book(query)?.at(place, self.clock().now().day()))
    }

    /// A rule book by its hash: the one that a case is pinned to.
    ///
    /// # Errors
    /// When it is not kept here, or cannot be read.
    pub fn book(&self, query: &mut dyn Query, hash: &Hash) -> Result<Arc<RuleBook>, Fault> {
        if let Some(book) = self.known_book(hash) {
            return Ok(book);
        }
        let row = query
            .maybe(sql::BOOK_BY_HASH, &[hash.to_string().into()])?
            .ok_or_else(|| Fault::new(format!("the rule book {hash} is not kept here")))?;
        let book = read_book(&rulebook_files(&row)?, &decode::<Vec<String>>(&row.text("layers")?)?)
            .map_err(|faults| {
                Fault::new(format!(
                    "库里的规则（{hash}）读不出来；采用时是读得出来的，可能有人改过这一行 / the rule book {hash} cannot be \
                     read; it could when it was adopted, so its row may have been changed: {faults}"
                ))
            })?;
        if book.hash != *hash {
            return Err(Fault::new(format!("the rule book kept as {hash} hashes to {}", book.hash)));
        }
        self.provides(&book)?;
        Ok(self.keep_book(book))
    }
}

/// The files of a rule book as they were adopted.
///
/// # Errors
/// When the row does not hold them.
pub fn rulebook_files(row: &archive::Row) -> Result<Vec<RuleFile>, Fault> {
    let files = decode::<Vec<(String, String)>>(&row.text("files")?)?;
    Ok(files.into_iter().map(|(path, text)| RuleFile { path, text }).collect())
}

fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::from("a rule book is not readable", error))
}

fn hash_of(text: &str) -> Result<Hash, Fault> {
    Hash::parse(text).map_err(|error| Fault::from("a rule book's hash is not one", error))
}

pub(crate) fn kinds() -> Vec<Kind> {
    let mut kinds = propose::kinds();
    kinds.push(Kind { name: "rulebook.adopted", apply: apply_adopted });
    kinds
}

fn apply_adopted(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let adopted = Adopted::deserialize(&entry.body).map_err(|e| Fault::from("an adopted rule book is malformed", e))?;
    let (layers, files) = match &adopted.proposal {
        None => (encode(&adopted.layers)?, encode(&adopted.files)?),
        Some(id) => {
            let row = change.one(sql::PROPOSED_FILES, &[id.as_str().into()])?;
            (row.text("layers")?, row.text("files")?)
        }
    };
    change.execute(sql::RETIRE_BOOKS, &[])?;
    let hash = adopted.hash.to_string();
    change.execute(
        sql::INSERT_BOOK,
        &[hash.clone().into(), layers.into(), files.into(), entry.person.clone().into(), entry.moment.into()],
    )?;
    let seq = i64::try_from(entry.seq).map_err(|e| Fault::from("an entry's number is too large", e))?;
    change.execute(
        sql::INSERT_ADOPTION,
        &[
            seq.into(),
            hash.into(),
            adopted.proposal.clone().into(),
            adopted.proposed_by.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    match adopted.proposal {
        Some(id) => propose::decide(change, entry, &id, "adopted"),
        None => Ok(()),
    }
}

fn encode<T: Serialize>(what: &T) -> Result<String, Fault> {
    serde_json::to_string(what).map_err(|e| Fault::from("cannot write a rule book", e))
}
