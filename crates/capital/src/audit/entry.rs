//! One entry of the log with its proof, as a line of text.

use archive::Entry;
use serde::{Deserialize, Serialize};
use village::{Fault, Hash, Moment, PersonId, Place};

/// A line of `entries.jsonl`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proved {
    seq: u64,
    village: Place,
    moment: i64,
    person: Option<PersonId>,
    kind: String,
    subject: String,
    rules: Option<Hash>,
    key: Option<String>,
    body: serde_json::Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Hash>,
    /// The hash of its leaf, of an entry whose names are masked: the rest of it cannot be hashed once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leaf: Option<Hash>,
    proof: Vec<Hash>,
}

impl Proved {
    pub(super) fn of(entry: Entry, proof: Vec<[u8; 32]>) -> Self {
        let mut salt = [0; 32];
        salt.iter_mut().zip(entry.salt).for_each(|(to, from)| *to = from);
        Self {
            seq: entry.seq,
            village: entry.village,
            moment: entry.moment.0,
            person: entry.person,
            kind: entry.kind,
            subject: entry.subject,
            rules: entry.rules,
            key: entry.key,
            body: entry.body,
            salt: Some(Hash(salt)),
            leaf: None,
            proof: proof.into_iter().map(Hash).collect(),
        }
    }

    /// An entry whose names were masked; without its salt nobody can guess them.
    pub(super) fn masked(entry: Entry, leaf: [u8; 32], proof: Vec<[u8; 32]>) -> Self {
        Self { salt: None, leaf: Some(Hash(leaf)), ..Self::of(entry, proof) }
    }

    /// Whether it says of itself that its names are masked.
    pub(super) fn is_masked(&self) -> bool {
        self.leaf.is_some()
    }

    /// The hash of its leaf: given where names are masked, computed from everything else otherwise.
    pub(super) fn leaf_hash(&self, entry: &Entry) -> Result<[u8; 32], Fault> {
        match self.leaf {
            Some(leaf) => Ok(leaf.0),
            None => entry.leaf_bytes().map(|bytes| tlog::leaf_hash(&bytes)),
        }
    }

    /// The entry, and the hashes that prove that it stands in the log.
    pub(super) fn open(&self) -> (Entry, Vec<[u8; 32]>) {
        let mut salt = [0; 16];
        salt.iter_mut().zip(self.salt.map(|salt| salt.0).unwrap_or_default()).for_each(|(to, from)| *to = from);
        let entry = Entry {
            seq: self.seq,
            village: self.village.clone(),
            moment: Moment(self.moment),
            person: self.person.clone(),
            kind: self.kind.clone(),
            subject: self.subject.clone(),
            rules: self.rules,
            key: self.key.clone(),
            body: self.body.clone(),
            salt,
            leaf: Hash([0; 32]),
        };
        (entry, self.proof.iter().map(|hash| hash.0).collect())
    }

    pub(super) fn line(&self) -> Result<String, Fault> {
        serde_json::to_string(self).map_err(|error| Fault::from("an entry cannot be written", error))
    }
}
