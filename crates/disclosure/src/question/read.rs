//! Questions as they are kept.

use super::held::{Held, HeldRow, Voice};
use crate::sql;
use archive::{Query, Row};
use village::{Day, Fault, Moment, PersonId, Place};

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A slot, or a line of it: `F02/2026-09`.
    Disclosure(String),
    /// A voucher, by its number among all of the county's.
    Voucher(String),
    /// A case, by its number.
    Case(String),
    /// Something that is not public.
    Village,
}

impl Subject {
    /// Kind and key, as they are kept.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Disclosure(key) => ("disclosure", key),
            Self::Voucher(key) => ("voucher", key),
            Self::Case(key) => ("case", key),
            Self::Village => ("village", ""),
        }
    }

    /// From kind and key.
    #[must_use]
    pub fn of(kind: &str, key: &str) -> Option<Self> {
        match kind {
            "disclosure" => Some(Self::Disclosure(key.to_owned())),
            "voucher" => Some(Self::Voucher(key.to_owned())),
            "case" => Some(Self::Case(key.to_owned())),
            "village" => Some(Self::Village),
            _ => None,
        }
    }
}

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// It waits.
    Open,
    /// It has its answer.
    Answered,
}

/// A question.
#[derive(Debug, Clone)]
pub struct QuestionRow {
    /// Its number.
    pub id: String,
    /// The village.
    pub village: Place,
    /// What it is about.
    pub about: Subject,
    /// The line that it is about, in the words that stood there.
    pub line: String,
    /// The question.
    pub words: String,
    /// When.
    pub asked: Moment,
    /// The last day for an answer.
    pub due: Day,
    /// How it stands.
    pub state: QuestionState,
    /// The answer; empty before.
    pub answer: String,
    /// Whose, and when.
    pub answered: Option<(Option<PersonId>, Moment)>,
    /// Who took its words off the public page, when and why; they are kept, and its place stays.
    pub hidden: Option<(Option<PersonId>, Moment, String)>,
    /// What was to be looked through before everybody reads it.
    pub held: Option<HeldRow>,
    /// The words that everybody reads since somebody looked it through; empty before.
    pub opened_words: String,
}

impl QuestionRow {
    /// Whether somebody still has to look it through.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.hidden.is_none() && self.held.as_ref().is_some_and(|held| held.opened.is_none())
    }

    /// The words for those who answer: as everybody reads them, or as they were asked where nothing had to be looked through.
    #[must_use]
    pub fn said(&self) -> &str {
        if self.held.is_some() { &self.opened_words } else { &self.words }
    }

    /// The words as everybody reads them, before masks; none while they are held or when they were taken off the page.
    #[must_use]
    pub fn public_words(&self) -> Option<&str> {
        match &self.held {
            _ if self.hidden.is_some() || self.is_held() => None,
            Some(_) => Some(&self.opened_words),
            None => Some(&self.words),
        }
    }
}

/// Why it is held, as it is kept: `personal,voice`.
fn held(row: &Row) -> Result<Option<HeldRow>, Fault> {
    let codes = row.text("held")?;
    if codes.is_empty() {
        return Ok(None);
    }
    let why = codes.split(',').filter_map(|code| Held::ALL.into_iter().find(|held| held.code() == code)).collect();
    let voice = row.maybe_text("voice")?;
    let voice: Option<Voice> = voice
        .map(|text| serde_json::from_str(&text).map_err(|error| Fault::from("a recording is malformed", error)))
        .transpose()?;
    let opened = match row.maybe_int("opened")? {
        Some(moment) => Some((row.maybe_read("opened_by")?, Moment(moment))),
        None => None,
    };
    Ok(Some(HeldRow { why, voice, opened }))
}

fn row(row: &Row) -> Result<QuestionRow, Fault> {
    let (about, subject) = (row.text("about")?, row.text("subject")?);
    let state = match row.text("state")?.as_str() {
        "open" => QuestionState::Open,
        "answered" => QuestionState::Answered,
        other => return Err(Fault::new(format!("`{other}` is no state of a question"))),
    };
    let answered = match row.maybe_int("answered")? {
        Some(moment) => Some((row.maybe_read("answered_by")?, Moment(moment))),
        None => None,
    };
    let hidden = match row.maybe_int("hidden")? {
        Some(moment) => Some((row.maybe_read("hidden_by")?, Moment(moment), row.text("hidden_why")?)),
        None => None,
    };
    Ok(QuestionRow {
        id: row.text("id")?,
        village: row.read("village")?,
        about: Subject::of(&about, &subject).ok_or_else(|| Fault::new(format!("a question about `{about}`")))?,
        line: row.text("line")?,
        words: row.text("words")?,
        asked: row.moment("asked")?,
        due: row.read("due")?,
        state,
        answer: row.text("answer")?,
        answered,
        hidden,
        held: held(row)?,
        opened_words: row.text("opened_words")?,
    })
}

/// A question by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn question(query: &mut dyn Query, id: &str) -> Result<Option<QuestionRow>, Fault> {
    query.maybe(sql::QUESTION, &[id.into()])?.map(|one| row(&one)).transpose()
}

/// A village's questions, the latest first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn questions(query: &mut dyn Query, village: &Place) -> Result<Vec<QuestionRow>, Fault> {
    query.query(sql::QUESTIONS, &[village.into()])?.iter().map(row).collect()
}

/// The questions about one thing, the first first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn questions_about(query: &mut dyn Query, village: &Place, about: &Subject) -> Result<Vec<QuestionRow>, Fault> {
    let (kind, key) = about.parts();
    query.query(sql::QUESTIONS_ABOUT, &[village.into(), kind.into(), key.into()])?.iter().map(row).collect()
}

/// The questions of a village that wait for an answer, the most urgent first.
///
/// # Errors
/// When the store cannot be read.
pub fn waiting_questions(query: &mut dyn Query, village: &Place) -> Result<Vec<QuestionRow>, Fault> {
    query.query(sql::QUESTIONS_WAITING, &[village.into()])?.iter().map(row).collect()
}

/// The questions of a village that are to be looked through, the first first (at most 500).
///
/// # Errors
/// When the store cannot be read.
pub fn held_questions(query: &mut dyn Query, village: &Place) -> Result<Vec<QuestionRow>, Fault> {
    query.query(sql::QUESTIONS_HELD, &[village.into()])?.iter().map(row).collect()
}

/// Every recording of the county, with its question: for whoever checks the files.
///
/// # Errors
/// When the store cannot be read.
pub fn all_recordings(query: &mut dyn Query) -> Result<Vec<(village::Hash, String)>, Fault> {
    let (mut all, mut last) = (Vec::new(), String::new());
    loop {
        let rows = query.query(sql::RECORDINGS_AFTER, &[last.as_str().into()])?;
        let Some(end) = rows.last() else { return Ok(all) };
        last = end.text("id")?;
        for one in &rows {
            let found = row(one)?;
            all.extend(found.held.and_then(|held| held.voice).map(|voice| (voice.hash, found.id)));
        }
    }
}

/// The questions past their last day (at most 500).
pub(super) fn late_questions(query: &mut dyn Query, today: Day) -> Result<Vec<QuestionRow>, Fault> {
    query.query(sql::QUESTIONS_LATE, &[today.into()])?.iter().map(row).collect()
}
