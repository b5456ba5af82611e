//! The log's signing key, in the text forms of C2SP signed-note.

use crate::{BadCheckpoint, Checkpoint, Hash};
use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;

/// The signature type Ed25519 of C2SP signed-note.
const ED25519: u8 = 0x01;

/// The key with which a log signs its checkpoints: a name and an Ed25519 key.
#[derive(Clone)]
pub struct LogKey {
    name: String,
    key: SigningKey,
}

/// A key that cannot be made or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// The name is empty, or holds white space or a plus.
    #[error("`{0}` cannot name a key: expected a name without spaces or plus, such as `example.org/990101`")]
    Name(String),
    /// The text is not a private key. It is not repeated here, because it may be nearly one.
    #[error("expected a private key like `PRIVATE+KEY+<name>+<id>+<key>`, found something else")]
    Text,
    /// The identifier within the text is not that of the key.
    #[error("the key's identifier is {expected:08x}, but its text says `{found}`")]
    Id {
        /// What it should be.
        expected: u32,
        /// What the text says.
        found: String,
    },
}

impl LogKey {
    /// Makes the key for a log of this name from 32 random bytes. The name should be the log's origin.
    ///
    /// # Errors
    /// When the name is empty, or holds white space or a plus.
    pub fn generate(name: &str, seed: &[u8; 32]) -> Result<Self, BadKey> {
        if !signed_note::is_key_name_valid(name) || name.chars().any(char::is_control) {
            return Err(BadKey::Name(name.to_owned()));
        }
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The verifier key, which everybody may have: `<name>+<id>+<key>`.
    #[must_use]
    pub fn public(&self) -> String {
        format!("{}+{:08x}+{}", self.name, self.id(), BASE64_STANDARD.encode(self.typed_public()))
    }

    /// The private key as text, to be kept secret: `PRIVATE+KEY+<name>+<id>+<key>`.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut typed = vec![ED25519];
        typed.extend(self.key.to_bytes());
        format!("PRIVATE+KEY+{}+{:08x}+{}", self.name, self.id(), BASE64_STANDARD.encode(typed))
    }

    /// Reads what [`LogKey::encode`] wrote.
    ///
    /// # Errors
    /// When the text is not an Ed25519 private key, or its identifier belongs to another key.
    pub fn decode(text: &str) -> Result<Self, BadKey> {
        let rest = text.trim_end().strip_prefix("PRIVATE+KEY+").ok_or(BadKey::Text)?;
        let (name, rest) = rest.split_once('+').ok_or(BadKey::Text)?;
        let (id, key) = rest.split_once('+').ok_or(BadKey::Text)?;
        let typed = BASE64_STANDARD.decode(key).map_err(|_| BadKey::Text)?;
        let seed = match typed.split_first() {
            Some((&ED25519, seed)) => seed.try_into().map_err(|_| BadKey::Text)?,
            _ => return Err(BadKey::Text),
        };
        let key = Self::generate(name, seed)?;
        if id != format!("{:08x}", key.id()) {
            return Err(BadKey::Id { expected: key.id(), found: id.to_owned() });
        }
        Ok(key)
    }

    /// Promises that the tree with `size` leaves has this `root`.
    ///
    /// # Errors
    /// When the origin is empty or holds control characters.
    pub fn sign(&self, origin: &str, size: u64, root: Hash) -> Result<Checkpoint, BadCheckpoint> {
        Checkpoint::write(origin, size, root, |text| {
            let signature = self.key.sign(text).to_bytes().to_vec();
            signed_note::Signature::new(self.name.clone(), self.id(), signature)
        })
    }

    fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &self.typed_public())
    }

    fn typed_public(&self) -> Vec<u8> {
        let mut typed = vec![ED25519];
        typed.extend(self.key.verifying_key().to_bytes());
        typed
    }
}

impl fmt::Debug for LogKey {
    /// Shows the public half only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.public())
    }
}
