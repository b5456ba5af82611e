//! Questions that somebody of the township looks through before everybody reads them: those with personal data, with abuse, and
//! those that were spoken. The clock runs all the same; the original is kept; nobody in office in the village reads or hears it.

use super::read::question;
use crate::entries::{Heard, Opened, to_body};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use procedure::RuleBook;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use village::{FieldFault, Hash, Kind, Moment, PersonId, Place, Refusal, Stop, Words, mask};

/// Why a question is looked through first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It holds an identity number, a telephone, an account (个人信息保护法第九条).
    Personal,
    /// It holds abuse: a word of the list `insults`.
    Insult,
    /// It was spoken; a voice says who asks.
    Voice,
}

impl Held {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Insult, Self::Voice];

    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Insult => "insult",
            Self::Voice => "voice",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Personal => Words::new("像有个人信息", "it seems to hold personal data"),
            Self::Insult => Words::new("像有骂人的话", "it seems to hold abuse"),
            Self::Voice => Words::new("是录音", "it was spoken"),
        }
    }

    /// Why a question is held; nothing when everybody may read it at once.
    #[must_use]
    pub fn of(book: &RuleBook, words: &str, is_spoken: bool) -> Vec<Self> {
        let found = [
            (words != mask::text(words), Self::Personal),
            (book.is_abusive(words), Self::Insult),
            (is_spoken, Self::Voice),
        ];
        found.into_iter().filter(|(holds, _)| *holds).map(|(_, why)| why).collect()
    }
}

/// A recording, without whatever a telephone writes beside the sound. It is never public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// Its content.
    pub hash: Hash,
    /// Its media type: `audio/mp4`.
    pub media_type: String,
    /// Its size.
    pub size_bytes: i64,
    /// How long it is, where it says so.
    pub seconds: Option<i64>,
}

/// How a held question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRow {
    /// Why.
    pub why: Vec<Held>,
    /// What was spoken.
    pub voice: Option<Voice>,
    /// Whose words everybody reads since, and when they were given.
    pub opened: Option<(Option<PersonId>, Moment)>,
}

/// Lets everybody read a held question, in words that hold nothing personal and no abuse; what was asked stays what was asked.
pub struct OpenQuestion {
    /// The question.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The words that everybody reads.
    pub words: String,
}

/// Records that somebody listens to a recording, once a day.
pub struct HearQuestion {
    /// The question.
    pub id: String,
    /// Its village.
    pub village: Place,
}

impl Deed for OpenQuestion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "open_question".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = question(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("open_question", &self.village, BTreeSet::new(), false)?;
        if !row.is_held() {
            return Err(not_held().into());
        }
        let words = self.words.trim();
        let book = desk.office.current_book(tx)?.at(&self.village, desk.now.day());
        let length = words.chars().count();
        let fault = match Held::of(&book, words, false).first() {
            _ if !(4..=super::ask::LONGEST).contains(&length) => Some(Words::new(
                format!("请写4到{}个字，现在是{length}个字", super::ask::LONGEST),
                format!("please write 4 to {} characters; there are {length}", super::ask::LONGEST),
            )),
            Some(Held::Personal) => Some(Words::new(
                "里面还有身份证号、电话、账号这样的个人信息，请改成星号或者删去",
                "personal data (identity number, telephone, account) is left in it: write asterisks or leave it out",
            )),
            Some(_) => Some(Words::new(
                "里面还有骂人的话，请删去，问的事一点不要改",
                "abuse is left in it: leave it out, and change nothing of what is asked",
            )),
            None => None,
        };
        if let Some(words) = fault {
            return Err(Refusal::faulty("question.open", vec![FieldFault { field: "words".into(), words }]).into());
        }
        let body = to_body(&Opened { id: self.id.clone(), words: words.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "question.opened", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

impl Deed for HearQuestion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "hear_question".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = question(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("open_question", &self.village, BTreeSet::new(), false)?;
        let spoken = row.held.is_some_and(|held| held.voice.is_some());
        let person = desk.person().cloned().filter(|_| spoken).ok_or_else(Refusal::not_there)?;
        let day = desk.now.day();
        let seen = [self.id.as_str().into(), (&person).into(), day.into()];
        if let Some(earlier) = tx.maybe(sql::HEARD, &seen)? {
            let entry = u64::try_from(earlier.int("entry")?).unwrap_or(0);
            return Ok(Receipt { subject: self.id.clone(), entry, again: true });
        }
        let body = to_body(&Heard { id: self.id.clone(), person, day })?;
        let entry = desk.append_more(tx, &self.village, "question.heard", &self.id, body)?;
        Ok(Receipt { subject: self.id.clone(), entry, again: false })
    }
}

/// How many times a recording was listened to: a person once a day.
///
/// # Errors
/// When the store cannot be read.
pub fn heard(query: &mut dyn Query, id: &str) -> Result<u64, village::Fault> {
    let many = query.one(sql::COUNT_HEARD, &[id.into()])?.int("many")?;
    Ok(u64::try_from(many).unwrap_or(0))
}

fn not_held() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "question.not_held",
        Words::new("这条提问不用先看，或者已经看过", "it is not held, or was looked through already"),
        Words::new("无需再办", "nothing is to be done"),
    )
}
