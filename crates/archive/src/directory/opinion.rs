//! What sealed opinions say until they are opened: outside every log, where no page looks.

use super::{Directory, sql};
use village::Fault;

/// A sealed opinion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOpinion {
    /// What the log has of it.
    pub commitment: String,
    /// What keeps the commitment from being guessed.
    pub salt: String,
    /// For, against, or neither.
    pub stance: String,
    /// The reasons.
    pub words: String,
}

impl Directory {
    /// Keeps what a sealed opinion says.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_opinion(&self, meeting: &str, opinion: &SealedOpinion) -> Result<(), Fault> {
        let params = [
            opinion.commitment.as_str().into(),
            meeting.into(),
            opinion.salt.as_str().into(),
            opinion.stance.as_str().into(),
            opinion.words.as_str().into(),
        ];
        self.change(sql::KEEP_OPINION, &params).map(drop)
    }

    /// Every opinion that was sealed for a meeting, those that were changed before the end among them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn opinions(&self, meeting: &str) -> Result<Vec<SealedOpinion>, Fault> {
        self.look(sql::OPINIONS, &[meeting.into()])?
            .iter()
            .map(|row| {
                Ok(SealedOpinion {
                    commitment: row.text("commitment")?,
                    salt: row.text("salt")?,
                    stance: row.text("stance")?,
                    words: row.text("words")?,
                })
            })
            .collect()
    }

    /// Forgets what was sealed for a meeting: it is opened, and stands in the log.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget_opinions(&self, meeting: &str) -> Result<(), Fault> {
        self.change(sql::FORGET_OPINIONS, &[meeting.into()]).map(drop)
    }
}
