//! What disclosure writes into the log, and what each entry adds up to in the tables.

use crate::question::Voice;
use crate::sql;
use crate::term::Term;
use archive::{Change, Entry, Kind};
use office::Content;
use serde::{Deserialize, Serialize};
use village::{Day, Fault, Hash, Moment, PersonId};

/// The kinds of entry that this chapter writes.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    let mut kinds = vec![
        Kind { name: "disclosure.prepared", apply: apply_prepared },
        Kind { name: "disclosure.released", apply: apply_released },
        Kind { name: "disclosure.returned", apply: apply_returned },
        Kind { name: "disclosure.late", apply: apply_late },
        Kind { name: "disclosure.differing", apply: apply_differing },
        Kind { name: "question.asked", apply: apply_asked },
        Kind { name: "question.answered", apply: apply_answered },
        Kind { name: "question.hidden", apply: apply_hidden },
        Kind { name: "question.opened", apply: apply_opened },
        Kind { name: "question.heard", apply: apply_heard },
        Kind { name: "question.late", apply: apply_question_late },
        Kind { name: "screen.registered", apply: apply_screen_registered },
        Kind { name: "screen.removed", apply: apply_screen_removed },
        Kind { name: "screen.told", apply: apply_screen_told },
    ];
    kinds.extend(crate::inspect::kinds());
    kinds.extend(crate::photo::kinds());
    kinds
}

/// Which version of which slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Which {
    pub(crate) item: String,
    pub(crate) term: String,
    pub(crate) version: i64,
}

impl Which {
    pub(crate) fn new(item: &str, term: Term, version: i64) -> Self {
        Self { item: item.to_owned(), term: term.to_string(), version }
    }

    /// As the log names it.
    pub(crate) fn subject(&self, village: &village::Place) -> String {
        format!("{village}-{}-{}-v{}", self.item, self.term, self.version)
    }
}

/// Somebody confirmed what is to be public.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PreparedBody {
    #[serde(flatten)]
    pub(crate) which: Which,
    pub(crate) content: Content,
    pub(crate) hash: Hash,
    /// Why there is nothing, or why it is corrected.
    pub(crate) reason: String,
    /// Not before that day.
    pub(crate) release_on: Day,
    pub(crate) rules: Hash,
}

/// The supervision committee found it true and complete.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Released {
    #[serde(flatten)]
    pub(crate) which: Which,
    pub(crate) hash: Hash,
    pub(crate) public_on: Day,
}

/// It did not.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Returned {
    #[serde(flatten)]
    pub(crate) which: Which,
    pub(crate) why: String,
}

/// The supervisors were told of slots that are late.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Late {
    pub(crate) colour: String,
    /// Item and term.
    pub(crate) slots: Vec<(String, String)>,
}

/// The supervisors were told of what is public and no longer true.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Differing {
    /// Item, term and version.
    pub(crate) slots: Vec<(String, String, i64)>,
}

/// Somebody asked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) about: String,
    pub(crate) subject: String,
    /// The line, in words.
    pub(crate) line: String,
    pub(crate) words: String,
    pub(crate) due: Day,
    /// Why it is looked through first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) held: Vec<String>,
    /// As it was spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) voice: Option<Voice>,
}

/// A held question was looked through: these words everybody reads.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    pub(crate) id: String,
    pub(crate) words: String,
}

/// Somebody listened to a recording.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Heard {
    pub(crate) id: String,
    pub(crate) person: PersonId,
    pub(crate) day: Day,
}

/// An answer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Answered {
    pub(crate) id: String,
    pub(crate) answer: String,
}

/// A question is not shown.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hidden {
    pub(crate) id: String,
    pub(crate) why: String,
}

/// The supervisors were told of a question that waits too long.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct QuestionLate {
    pub(crate) id: String,
    pub(crate) colour: String,
}

/// A screen hangs in the village.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ScreenRegistered {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) from_hour: i64,
    pub(crate) to_hour: i64,
    pub(crate) aloud_hour: Option<i64>,
}

/// A screen was taken down.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ScreenRemoved {
    pub(crate) id: String,
    pub(crate) why: String,
}

/// A screen went dark, or is on again.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ScreenTold {
    pub(crate) id: String,
    pub(crate) dark_since: Option<Moment>,
}

pub(crate) fn to_body(value: &impl Serialize) -> Result<serde_json::Value, Fault> {
    serde_json::to_value(value).map_err(|error| Fault::from("an entry cannot be written", error))
}

pub(crate) fn body<'a, T: Deserialize<'a>>(entry: &'a Entry) -> Result<T, Fault> {
    T::deserialize(&entry.body).map_err(|error| Fault::from(format!("entry {} is malformed", entry.seq), error))
}

pub(crate) fn seq(entry: &Entry) -> Result<i64, Fault> {
    i64::try_from(entry.seq).map_err(|e| Fault::from("too many entries", e))
}

fn apply_prepared(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: PreparedBody = body(entry)?;
    let content = serde_json::to_string(&made.content).map_err(|e| Fault::from("a content cannot be written", e))?;
    change.execute(
        sql::KEEP,
        &[
            (&entry.village).into(),
            made.which.item.into(),
            made.which.term.into(),
            made.which.version.into(),
            content.into(),
            made.hash.into(),
            made.reason.into(),
            made.release_on.into(),
            made.rules.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            seq(entry)?.into(),
        ],
    )?;
    Ok(())
}

fn apply_released(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Released = body(entry)?;
    change.execute(
        sql::RELEASE,
        &[
            (&entry.village).into(),
            made.which.item.into(),
            made.which.term.into(),
            made.which.version.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            made.public_on.into(),
        ],
    )?;
    Ok(())
}

fn apply_returned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Returned = body(entry)?;
    change.execute(
        sql::RETURN,
        &[
            (&entry.village).into(),
            made.which.item.into(),
            made.which.term.into(),
            made.which.version.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            made.why.into(),
        ],
    )?;
    Ok(())
}

fn apply_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let late: Late = body(entry)?;
    for (item, term) in late.slots {
        let params =
            [(&entry.village).into(), item.into(), term.into(), late.colour.as_str().into(), seq(entry)?.into()];
        change.execute(sql::TELL, &params)?;
    }
    Ok(())
}

fn apply_differing(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let told: Differing = body(entry)?;
    for (item, term, version) in told.slots {
        let params = [(&entry.village).into(), item.into(), term.into(), version.into(), seq(entry)?.into()];
        change.execute(sql::TELL_DIFFERING, &params)?;
    }
    Ok(())
}

fn apply_asked(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let asked: Asked = body(entry)?;
    let voice = asked.voice.as_ref().map(serde_json::to_string).transpose();
    let voice = voice.map_err(|error| Fault::from("a recording cannot be written", error))?;
    change.execute(
        sql::ASK,
        &[
            asked.id.into(),
            (&entry.village).into(),
            asked.about.into(),
            asked.subject.into(),
            asked.line.into(),
            asked.words.into(),
            entry.moment.into(),
            asked.due.into(),
            asked.held.join(",").into(),
            voice.into(),
        ],
    )?;
    Ok(())
}

fn apply_opened(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let opened: Opened = body(entry)?;
    let params = [opened.id.into(), opened.words.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::OPEN, &params)?;
    Ok(())
}

fn apply_heard(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let heard: Heard = body(entry)?;
    change.execute(sql::HEAR, &[heard.id.into(), heard.person.into(), heard.day.into(), seq(entry)?.into()])?;
    Ok(())
}

fn apply_answered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let answered: Answered = body(entry)?;
    let params = [answered.id.into(), answered.answer.into(), entry.person.clone().into(), entry.moment.into()];
    change.execute(sql::ANSWER, &params)?;
    Ok(())
}

fn apply_hidden(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let hidden: Hidden = body(entry)?;
    let params = [hidden.id.into(), entry.person.clone().into(), entry.moment.into(), hidden.why.into()];
    change.execute(sql::HIDE, &params)?;
    Ok(())
}

fn apply_question_late(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let late: QuestionLate = body(entry)?;
    change.execute(sql::TELL_QUESTION, &[late.id.into(), late.colour.into(), seq(entry)?.into()])?;
    Ok(())
}

fn apply_screen_registered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: ScreenRegistered = body(entry)?;
    change.execute(
        sql::HANG,
        &[
            made.id.into(),
            (&entry.village).into(),
            made.name.into(),
            made.from_hour.into(),
            made.to_hour.into(),
            made.aloud_hour.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_screen_removed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: ScreenRemoved = body(entry)?;
    change.execute(sql::TAKE_DOWN, &[made.id.into(), entry.moment.into(), made.why.into()])?;
    Ok(())
}

fn apply_screen_told(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: ScreenTold = body(entry)?;
    change.execute(sql::DARKEN, &[made.id.into(), made.dark_since.into()])?;
    Ok(())
}
