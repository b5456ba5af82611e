//! Checkpoints of C2SP tlog-checkpoint: a log's promise, signed, of how many entries it has and what they are.

use crate::Hash;
use signed_note::{Note, NoteError, Signature, StandardVerifier, VerifierList};
use tlog_tiles::tlog;

/// A signed promise: this log has `size` leaves under this `root`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: its unique name, such as `example.org/990101`.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The whole signed note, as it is published.
    pub note: String,
}

/// A checkpoint that cannot be written, read or believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// The origin cannot stand on a line of its own.
    #[error("`{0}` cannot be an origin: expected one line without control characters, such as `example.org/990101`")]
    Origin(String),
    /// The verifier key cannot be read.
    #[error("`{0}` is no verifier key: expected `<name>+<id>+<key>`")]
    Verifier(String),
    /// The text is not a signed note.
    #[error("expected a signed note, found something else")]
    NotANote,
    /// The note is signed, but its text is not a checkpoint.
    #[error("the note is signed, but its text is not a checkpoint")]
    NotACheckpoint,
    /// The key's signature is missing or wrong.
    #[error("the checkpoint bears no valid signature of `{0}`")]
    Signature(String),
}

impl Checkpoint {
    /// Opens a signed note: checks the signature of the holder of `vkey`, then reads the text. Signatures of others
    /// are left alone. Whether `origin` is the log that was meant is for the caller to compare.
    ///
    /// # Errors
    /// When the key or the note cannot be read, or the signature does not hold.
    pub fn open(note: &str, vkey: &str) -> Result<Self, BadCheckpoint> {
        let verifier = StandardVerifier::new(vkey).map_err(|_| BadCheckpoint::Verifier(vkey.to_owned()))?;
        let parsed = Note::from_bytes(note.as_bytes()).map_err(|_| BadCheckpoint::NotANote)?;
        parsed
            .verify(&VerifierList::new(vec![Box::new(verifier)]))
            .map_err(|_| BadCheckpoint::Signature(vkey.to_owned()))?;
        let text = tlog_tiles::Checkpoint::from_bytes(parsed.text()).map_err(|_| BadCheckpoint::NotACheckpoint)?;
        Ok(Self { origin: text.origin().to_owned(), size: text.size(), root: text.hash().0, note: note.to_owned() })
    }

    pub(crate) fn write(
        origin: &str,
        size: u64,
        root: Hash,
        sign: impl FnOnce(&[u8]) -> Result<Signature, NoteError>,
    ) -> Result<Self, BadCheckpoint> {
        let bad_origin = || BadCheckpoint::Origin(origin.to_owned());
        if origin.trim().is_empty() || origin.chars().any(char::is_control) {
            return Err(bad_origin());
        }
        let text =
            tlog_tiles::Checkpoint::new(origin, size, tlog::Hash(root), "").map_err(|_| bad_origin())?.to_bytes();
        let signature = sign(&text).map_err(|_| bad_origin())?;
        let note = Note::new(&text, &[signature]).map_err(|_| bad_origin())?.to_bytes();
        let note = String::from_utf8(note).map_err(|_| bad_origin())?;
        Ok(Self { origin: origin.to_owned(), size, root, note })
    }
}
