//! What objections, their answers and the reviews write into the log, and what each entry adds up to in the tables.

use crate::entries::body;
use crate::sql;
use archive::{Change, Entry};
use serde::{Deserialize, Serialize};
use village::{CaseId, Fault, Post};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ObjectionLodged {
    pub(crate) id: String,
    pub(crate) case: CaseId,
    pub(crate) act: i64,
    pub(crate) text: String,
    pub(crate) contact: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ObjectionAnswered {
    pub(crate) id: String,
    pub(crate) answer: String,
    pub(crate) upheld: bool,
    /// Whether it holds only once it was reviewed; answers of before that were final at once.
    #[serde(default)]
    pub(crate) to_review: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) post: Option<Post>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ObjectionReviewed {
    pub(crate) id: String,
    pub(crate) agreed: bool,
    pub(crate) words: String,
    pub(crate) post: Post,
}

pub(crate) fn apply_lodged(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let lodged: ObjectionLodged = body(entry)?;
    change.execute(
        sql::INSERT_OBJECTION,
        &[
            lodged.id.into(),
            lodged.case.into(),
            lodged.act.into(),
            entry.moment.into(),
            lodged.text.into(),
            lodged.contact.into(),
        ],
    )?;
    Ok(())
}

pub(crate) fn apply_answered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let answered: ObjectionAnswered = body(entry)?;
    change.execute(
        sql::ANSWER_OBJECTION,
        &[
            answered.id.into(),
            answered.answer.into(),
            answered.upheld.into(),
            entry.person.clone().into(),
            entry.moment.into(),
            if answered.to_review { "given" } else { "answered" }.into(),
            answered.post.map(Post::code).into(),
        ],
    )?;
    Ok(())
}

/// What is agreed is the answer; what is not leaves the objection open again.
pub(crate) fn apply_reviewed(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let reviewed: ObjectionReviewed = body(entry)?;
    change.execute(
        sql::REVIEW_ANSWER,
        &[
            reviewed.id.into(),
            if reviewed.agreed { "answered" } else { "open" }.into(),
            reviewed.words.into(),
            entry.person.clone().into(),
            reviewed.post.into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}
