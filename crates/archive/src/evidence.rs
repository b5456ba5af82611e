//! The evidence of a public entry: its text, its salt, and the way from its leaf to the root that the log has signed.
//! Whoever holds the file can check it without the program's store, and without a network.

use crate::{Query, canonical, log};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use village::{Fault, Hash};

/// The name and number of the format.
const FORMAT: &str = "qingcun evidence 1";

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    format: String,
    /// The canonical text of the entry.
    entry: String,
    /// What the commitment was salted with, in hexadecimal digits.
    salt: String,
    /// The hashes from the leaf to the root, the lowest first.
    proof: Vec<String>,
    /// The signed checkpoint of which the root is.
    checkpoint: String,
    /// The public half of the log's key. Compare it with the one that you know.
    key: String,
}

/// What a file of evidence shows, once it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The log's name.
    pub origin: String,
    /// How many entries its signed promise covers.
    pub size: u64,
    /// The entry's number.
    pub seq: u64,
    /// The entry's text.
    pub entry: String,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEvidence {
    /// The file is another, or cut off.
    #[error("this is no file of evidence: {0}")]
    Unreadable(String),
    /// It is signed by another key than the one that was given.
    #[error("the file names the key `{found}`, expected `{expected}`")]
    Key {
        /// The key in the file.
        found: String,
        /// The key that was given.
        expected: String,
    },
    /// The log's signature does not hold.
    #[error("the checkpoint cannot be believed: {0}")]
    Checkpoint(#[from] tlog::BadCheckpoint),
    /// The entry is not in the tree that was signed.
    #[error("the entry is not in the signed log: {0}")]
    Proof(#[from] tlog::BadProof),
}

/// The file of an entry, under the last checkpoint; nothing when there is none yet that covers it.
///
/// # Errors
/// When the store cannot be read.
pub fn evidence(query: &mut dyn Query, key: &str, seq: u64) -> Result<Option<String>, Fault> {
    let (Some(entry), Some((note, _))) = (log::entry(query, seq)?, log::last_checkpoint(query)?) else {
        return Ok(None);
    };
    let kept =
        tlog::Checkpoint::open(&note, key).map_err(|error| Fault::from("the kept checkpoint cannot be read", error))?;
    if kept.size < seq || seq == 0 {
        return Ok(None);
    }
    let proof = tlog::inclusion_proof(seq - 1, kept.size, |nodes| log::nodes(query, nodes))
        .map_err(|error| Fault::from(format!("entry {seq} cannot be proved"), error))?;
    let file = File {
        format: FORMAT.to_owned(),
        entry: entry.text()?,
        salt: hex::encode(entry.salt),
        proof: proof.iter().map(hex::encode).collect(),
        checkpoint: note,
        key: key.to_owned(),
    };
    let text = serde_json::to_string_pretty(&file).map_err(|error| Fault::from("cannot write evidence", error))?;
    Ok(Some(text + "\n"))
}

/// Checks a file of evidence. `key` is the log's key as the reader knows it; without one the key in the file is taken, which
/// shows that the file is whole, and not whose log it is.
///
/// # Errors
/// When anything does not hold.
pub fn check_evidence(text: &str, key: Option<&str>) -> Result<Shown, BadEvidence> {
    let unreadable = |what: &str| BadEvidence::Unreadable(what.to_owned());
    let file: File = serde_json::from_str(text).map_err(|error| BadEvidence::Unreadable(error.to_string()))?;
    if file.format != FORMAT {
        return Err(BadEvidence::Unreadable(format!("its format is `{}`, expected `{FORMAT}`", file.format)));
    }
    if let Some(expected) = key.filter(|expected| *expected != file.key) {
        return Err(BadEvidence::Key { found: file.key, expected: expected.to_owned() });
    }
    let kept = tlog::Checkpoint::open(&file.checkpoint, &file.key)?;
    let entry: serde_json::Value = serde_json::from_str(&file.entry).map_err(|_| unreadable("its entry is no JSON"))?;
    // One value, one text: else the text could say another number than the one that is read here.
    if canonical(&entry).ok().as_deref() != Some(file.entry.as_str()) {
        return Err(unreadable("its entry is not written canonically"));
    }
    let seq =
        entry.get("seq").and_then(serde_json::Value::as_u64).ok_or_else(|| unreadable("its entry has no number"))?;
    let salt = hex::decode(&file.salt).map_err(|_| unreadable("its salt is no hexadecimal number"))?;
    let leaf = tlog::leaf_hash(&leaf_text(&salt, &file.entry, seq));
    let proof = file.proof.iter().map(|hash| Hash::parse(hash).map(|hash| hash.0)).collect::<Result<Vec<_>, _>>();
    let proof = proof.map_err(|_| unreadable("a hash of its proof cannot be read"))?;
    tlog::check_inclusion(&proof, seq.wrapping_sub(1), &leaf, kept.size, &kept.root)?;
    Ok(Shown { origin: kept.origin, size: kept.size, seq, entry: file.entry })
}

/// The bytes of a leaf: the entry's number, and the salted commitment to its text.
pub(crate) fn leaf_text(salt: &[u8], text: &str, seq: u64) -> Vec<u8> {
    let commitment = Sha256::new().chain_update(salt).chain_update(text.as_bytes()).finalize();
    format!("{{\"commitment\":\"{}\",\"seq\":{seq}}}", hex::encode(commitment)).into_bytes()
}
