//! Questions to the affairs: publicity windows and objections.

use super::{CaseRow, malformed};
use crate::sql;
use crate::state::day;
use archive::Query;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Moment, PersonId, Place, Post, mask};

/// A publicity window.
#[derive(Debug, Clone)]
pub struct WindowRow {
    /// The act that opened it.
    pub act: i64,
    /// The step.
    pub step: String,
    /// The first day.
    pub opens: Day,
    /// The last day.
    pub closes: Day,
    /// Objections not yet answered.
    pub waiting: i64,
    /// Objections that were found right.
    pub upheld: i64,
}

/// An objection (异议), as it may be shown to anybody: what tells who lodged it is masked in every text of it. How to reach whoever
/// lodged it is read by [`contacts`] alone.
#[derive(Debug, Clone)]
pub struct ObjectionRow {
    /// Its number, which is the receipt.
    pub id: String,
    /// The window's act.
    pub act: i64,
    /// When it was lodged.
    pub lodged: Moment,
    /// What it says, masked.
    pub text: String,
    /// Whether it was said how to reach who lodged it.
    pub is_reachable: bool,
    /// `open`, `given` (answered, and not reviewed yet) or `answered`.
    pub status: String,
    /// The answer, masked.
    pub answer: Option<String>,
    /// Whether it was upheld.
    pub upheld: Option<bool>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// The same, by number.
    pub answerer: Option<PersonId>,
    /// In which post.
    pub answered_post: Option<Post>,
    /// When.
    pub answered: Option<Moment>,
    /// What whoever reviewed the answer found; of an answer that was sent back, why. Masked.
    pub review: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// In which post.
    pub reviewed_post: Option<Post>,
    /// When.
    pub reviewed: Option<Moment>,
}

/// What is open for objection.
#[derive(Debug, Clone)]
pub struct OpenWindow {
    /// The case.
    pub case: CaseId,
    /// The affair's code.
    pub affair: String,
    /// The case's title.
    pub title: String,
    /// The step.
    pub step: String,
    /// The last day.
    pub closes: Day,
}

/// The publicity windows of a case.
///
/// # Errors
/// When the store cannot be read.
pub fn windows(query: &mut dyn Query, id: &CaseId) -> Result<Vec<WindowRow>, Fault> {
    query
        .query(sql::WINDOWS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(WindowRow {
                act: row.int("act")?,
                step: row.text("step")?,
                opens: day(&row.text("opens")?)?,
                closes: day(&row.text("closes")?)?,
                waiting: row.int("waiting")?,
                upheld: row.int("upheld")?,
            })
        })
        .collect()
}

/// What is open for objection in a village on a day, the soonest to close first.
///
/// # Errors
/// When the store cannot be read.
pub fn open_windows(query: &mut dyn Query, village: &Place, today: Day) -> Result<Vec<OpenWindow>, Fault> {
    query
        .query(sql::OPEN_WINDOWS, &[village.into(), today.into()])?
        .iter()
        .map(|row| {
            Ok(OpenWindow {
                case: CaseId::new(row.text("id")?).map_err(|e| malformed("case", e))?,
                affair: row.text("affair")?,
                title: row.text("title")?,
                step: row.text("step")?,
                closes: day(&row.text("closes")?)?,
            })
        })
        .collect()
}

/// The objections of a case, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn objections(query: &mut dyn Query, id: &CaseId) -> Result<Vec<ObjectionRow>, Fault> {
    query
        .query(sql::OBJECTIONS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(ObjectionRow {
                id: row.text("id")?,
                act: row.int("act")?,
                lodged: Moment(row.int("lodged")?),
                text: mask::text(&row.text("text")?),
                is_reachable: !row.text("contact")?.is_empty(),
                status: row.text("status")?,
                answer: row.maybe_text("answer")?.map(|answer| mask::text(&answer)),
                upheld: row.maybe_int("upheld")?.map(|upheld| upheld != 0),
                answered_by: row.maybe_text("name")?,
                answerer: person(row.maybe_text("answered_by")?)?,
                answered_post: post(row.maybe_text("answered_post")?)?,
                answered: row.maybe_int("answered")?.map(Moment),
                review: row.maybe_text("review")?.map(|words| mask::text(&words)),
                reviewed_by: row.maybe_text("reviewer")?,
                reviewed_post: post(row.maybe_text("reviewed_post")?)?,
                reviewed: row.maybe_int("reviewed")?.map(Moment),
            })
        })
        .collect()
}

/// How to reach whoever lodged each objection of a case, by the objections' numbers; empty where they did not say. For whoever
/// answers for the case outside the village, and for nobody in it.
///
/// # Errors
/// When the store cannot be read.
pub fn contacts(query: &mut dyn Query, id: &CaseId) -> Result<BTreeMap<String, String>, Fault> {
    query.query(sql::OBJECTIONS, &[id.into()])?.iter().map(|row| Ok((row.text("id")?, row.text("contact")?))).collect()
}

fn person(number: Option<String>) -> Result<Option<PersonId>, Fault> {
    number.map(|number| PersonId::new(number).map_err(|e| malformed("person", e))).transpose()
}

fn post(code: Option<String>) -> Result<Option<Post>, Fault> {
    code.map(|code| code.parse().map_err(|e| malformed("post", e))).transpose()
}

/// The objections within a place that wait for an answer, or whose answer waits to be reviewed, each with its running case; the
/// oldest first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn unanswered(query: &mut dyn Query, place: &Place) -> Result<Vec<(CaseRow, ObjectionRow)>, Fault> {
    let rows = query.query(sql::UNANSWERED, &[place.into(), format!("{place}:").into()])?;
    let mut all = Vec::new();
    for row in rows {
        let id = CaseId::new(row.text("case_id")?).map_err(|e| malformed("an objection", e))?;
        let number = row.text("id")?;
        let objection = objections(query, &id)?.into_iter().find(|one| one.id == number);
        if let Some((case, objection)) = super::case(query, &id)?.zip(objection) {
            all.push((case, objection));
        }
    }
    Ok(all)
}
