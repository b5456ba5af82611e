//! A body that was written before the door: its canonical text, and what it was written from.

use crate::{canonical, canonical_of};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use village::Fault;

/// The canonical text of something, together with it. Nobody can put another text beside it.
#[derive(Debug, Clone)]
pub struct Written<T> {
    pub(crate) text: String,
    pub(crate) made: Arc<T>,
}

impl<T: Serialize + DeserializeOwned> Written<T> {
    /// Writes it. Read again it must say the same, or the tables would differ from what the log gives: tests and the debug build look.
    ///
    /// # Errors
    /// As [`canonical_of`].
    pub fn new(made: T) -> Result<Self, Fault> {
        let text = canonical_of(&made)?;
        debug_assert!(comes_back::<T>(&text), "what is handed over must say what the log says: `{text}`");
        Ok(Self { text, made: Arc::new(made) })
    }
}

impl<T> Written<T> {
    /// What it was written from.
    #[must_use]
    pub fn made(&self) -> &T {
        &self.made
    }
}

/// Whether the text, read as a replay of the log reads it, is written as the same text, and canonically.
fn comes_back<T: Serialize + DeserializeOwned>(text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return false };
    let again = T::deserialize(&value).ok().and_then(|read| canonical_of(&read).ok());
    canonical(&value).is_ok_and(|value| value == text) && again.is_some_and(|again| again == text)
}
