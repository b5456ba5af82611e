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
    salt: Hash,
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
            salt: Hash(salt),
            proof: proof.into_iter().map(Hash).collect(),
        }
    }

    /// The entry, and the hashes that prove that it stands in the log.
    pub(super) fn open(self) -> (Entry, Vec<[u8; 32]>) {
        let mut salt = [0; 16];
        salt.iter_mut().zip(self.salt.0).for_each(|(to, from)| *to = from);
        let entry = Entry {
            seq: self.seq,
            village: self.village,
            moment: Moment(self.moment),
            person: self.person,
            kind: self.kind,
            subject: self.subject,
            rules: self.rules,
            key: self.key,
            body: self.body,
            salt,
            leaf: Hash([0; 32]),
        };
        (entry, self.proof.into_iter().map(|hash| hash.0).collect())
    }

    pub(super) fn line(&self) -> Result<String, Fault> {
        serde_json::to_string(self).map_err(|error| Fault::from("an entry cannot be written", error))
    }
}
