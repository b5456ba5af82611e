//! Letters (messages) to people of the county, kept beside what they tell of until they are sent: one outbox for every
//! chapter. A letter goes into the entry of what it tells of; that entry's apply function puts it here.

use crate::sql;
use archive::{Change, Entry};
use serde::{Deserialize, Serialize};
use village::{Fault, PersonId};

/// A letter as it stands in an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its number: of what it tells of and of its reader, so that nobody is written to twice about one thing.
    pub id: String,
    /// To whom.
    pub person: PersonId,
    /// The e-mail address.
    pub address: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Puts the letters of an entry into the outbox. For apply functions.
///
/// # Errors
/// When the store cannot be written.
pub fn keep_letters(change: &mut Change<'_>, entry: &Entry, about: &str, letters: Vec<Letter>) -> Result<(), Fault> {
    for letter in letters {
        change.execute(
            sql::INSERT_MESSAGE,
            &[
                letter.id.into(),
                about.into(),
                (&entry.village).into(),
                letter.person.into(),
                letter.address.into(),
                letter.subject.into(),
                letter.text.into(),
                entry.moment.into(),
            ],
        )?;
    }
    Ok(())
}
