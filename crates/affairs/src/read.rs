//! Questions to the affairs: cases, acts, papers, meetings, objections, payments.

use crate::sql;
use crate::state::day;
use archive::{Query, Row, Value};
use procedure::Facts;
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Fen, Hash, Moment, PersonId, Place, Post};

/// A case (办件).
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Its number.
    pub id: CaseId,
    /// The affair's code.
    pub affair: String,
    /// The village.
    pub village: Place,
    /// What it is about, in a few words.
    pub title: String,
    /// The rule book that it is pinned to.
    pub rules: Hash,
    /// `running`, `done` or `ended`.
    pub status: String,
    /// The step that waits, or the ending.
    pub step: String,
    /// How many acts it has; a form that was made for an earlier revision is refused.
    pub revision: i64,
    /// When it was opened.
    pub opened: Moment,
    /// By whom.
    pub opened_by: PersonId,
    /// When it last changed.
    pub changed: Moment,
    /// Until when the waiting step is due.
    pub due: Option<Day>,
    /// When a reminder goes out.
    pub remind: Option<Day>,
    /// The amount.
    pub amount_fen: Option<Fen>,
    /// What was paid under it.
    pub paid_fen: Fen,
    /// The other party.
    pub party: Option<String>,
    /// All it knows.
    pub facts: Facts,
}

/// An act (办理).
#[derive(Debug, Clone)]
pub struct ActRow {
    /// Its number within the case, from 1.
    pub number: i64,
    /// The step.
    pub step: String,
    /// The outcome.
    pub outcome: String,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// In which post.
    pub post: Post,
    /// When.
    pub moment: Moment,
    /// The form, as it was sent.
    pub fields: BTreeMap<String, String>,
    /// What it discloses.
    pub discloses: Vec<String>,
}

/// A paper (材料).
#[derive(Debug, Clone)]
pub struct PaperRow {
    /// The act that it came with.
    pub act: i64,
    /// Its place among that act's papers.
    pub position: i64,
    /// Which of the step's papers it is.
    pub kind: String,
    /// The name that it was sent under.
    pub name: String,
    /// Its content.
    pub hash: Hash,
    /// Its type.
    pub media_type: String,
    /// Its size.
    pub size_bytes: i64,
    /// Who may see it: `public`, `village` or `sealed`.
    pub scope: String,
}

/// A meeting as it was held.
#[derive(Debug, Clone)]
pub struct SittingRow {
    /// The act that records it.
    pub act: i64,
    /// The body.
    pub body: String,
    /// The day.
    pub day: Day,
    /// How many were entitled.
    pub entitled: i64,
    /// How many came.
    pub present: i64,
    /// How many were kept out of the matter.
    pub recused: i64,
    /// Votes for.
    pub votes_for: i64,
    /// Votes against.
    pub against: i64,
    /// Abstentions.
    pub abstained: i64,
    /// Whether it was carried.
    pub passed: bool,
    /// The rules applied.
    pub rule: String,
}

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
}

/// An objection (异议).
#[derive(Debug, Clone)]
pub struct ObjectionRow {
    /// Its number, which is the receipt.
    pub id: String,
    /// The window's act.
    pub act: i64,
    /// When it was lodged.
    pub lodged: Moment,
    /// What it says.
    pub text: String,
    /// How to reach who lodged it; empty when they did not say. Never shown in the village.
    pub contact: String,
    /// `open` or `answered`.
    pub status: String,
    /// The answer.
    pub answer: Option<String>,
    /// Whether it was upheld.
    pub upheld: Option<bool>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered: Option<Moment>,
}

/// A payment.
#[derive(Debug, Clone)]
pub struct PaymentRow {
    /// The case.
    pub case: CaseId,
    /// The affair's code.
    pub affair: String,
    /// The case's title.
    pub title: String,
    /// The day.
    pub paid_on: Day,
    /// The amount.
    pub amount_fen: Fen,
    /// To whom.
    pub payee: String,
    /// For what.
    pub purpose: String,
    /// How.
    pub method: String,
}

/// An act that made something public.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// The case.
    pub case: CaseId,
    /// The affair's code.
    pub affair: String,
    /// The case's title.
    pub title: String,
    /// The case's status: `running`, `done` or `ended`.
    pub status: String,
    /// The step that waits, or the ending.
    pub at: String,
    /// The rule book that the case is pinned to.
    pub rules: Hash,
    /// The case's amount.
    pub amount_fen: Option<Fen>,
    /// The act's number.
    pub act: i64,
    /// The step that was taken.
    pub step: String,
    /// Its outcome.
    pub outcome: String,
    /// When.
    pub moment: Moment,
    /// The catalogue's codes.
    pub discloses: Vec<String>,
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

/// A month's payments added up.
#[derive(Debug, Clone)]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// The sum.
    pub total_fen: Fen,
    /// How many payments.
    pub many: i64,
}

/// A case by its number.
///
/// # Errors
/// When the store cannot be read.
pub fn case(query: &mut dyn Query, id: &CaseId) -> Result<Option<CaseRow>, Fault> {
    query.maybe(sql::CASE, &[id.into()])?.map(|row| case_row(&row)).transpose()
}

/// The latest 500 cases of a village.
///
/// # Errors
/// When the store cannot be read.
pub fn cases_of(query: &mut dyn Query, village: &Place) -> Result<Vec<CaseRow>, Fault> {
    query.query(sql::CASES_OF_VILLAGE, &[village.into()])?.iter().map(case_row).collect()
}

/// The latest 500 cases within a place, of a status and an affair when they are given.
///
/// # Errors
/// When the store cannot be read.
pub fn cases_within(
    query: &mut dyn Query,
    place: &Place,
    status: Option<&str>,
    affair: Option<&str>,
) -> Result<Vec<CaseRow>, Fault> {
    let params: [Value; 3] = [format!("{place}%").into(), status.unwrap_or("%").into(), affair.unwrap_or("%").into()];
    query.query(sql::CASES_WITHIN, &params)?.iter().map(case_row).collect()
}

/// The acts of a case, oldest first.
///
/// # Errors
/// When the store cannot be read.
pub fn acts(query: &mut dyn Query, id: &CaseId) -> Result<Vec<ActRow>, Fault> {
    query
        .query(sql::ACTS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(ActRow {
                number: row.int("number")?,
                step: row.text("step")?,
                outcome: row.text("outcome")?,
                person: PersonId::new(row.text("person_id")?).map_err(|e| malformed("person", e))?,
                name: row.maybe_text("name")?.unwrap_or_default(),
                post: row.text("post")?.parse().map_err(|e| malformed("post", e))?,
                moment: Moment(row.int("moment")?),
                fields: decode(&row.text("fields")?)?,
                discloses: decode(&row.text("discloses")?)?,
            })
        })
        .collect()
}

/// What a village's cases made public, the latest first (at most 1,000).
///
/// # Errors
/// When the store cannot be read.
pub fn disclosures(query: &mut dyn Query, village: &Place) -> Result<Vec<Disclosure>, Fault> {
    query
        .query(sql::DISCLOSURES, &[village.into()])?
        .iter()
        .map(|row| {
            Ok(Disclosure {
                case: CaseId::new(row.text("case_id")?).map_err(|e| malformed("case", e))?,
                affair: row.text("affair")?,
                title: row.text("title")?,
                status: row.text("status")?,
                at: row.text("at")?,
                rules: Hash::parse(&row.text("rules")?).map_err(|e| malformed("hash", e))?,
                amount_fen: row.maybe_int("amount_fen")?.map(Fen),
                act: row.int("number")?,
                step: row.text("step")?,
                outcome: row.text("outcome")?,
                moment: Moment(row.int("moment")?),
                discloses: decode(&row.text("discloses")?)?,
            })
        })
        .collect()
}

/// The papers of a case.
///
/// # Errors
/// When the store cannot be read.
pub fn papers(query: &mut dyn Query, id: &CaseId) -> Result<Vec<PaperRow>, Fault> {
    query.query(sql::PAPERS, &[id.into()])?.iter().map(paper_row).collect()
}

/// One paper of a case, by its content.
///
/// # Errors
/// When the store cannot be read.
pub fn paper(query: &mut dyn Query, id: &CaseId, hash: &Hash) -> Result<Option<PaperRow>, Fault> {
    query.maybe(sql::PAPER_BY_HASH, &[hash.to_string().into(), id.into()])?.map(|row| paper_row(&row)).transpose()
}

/// The content of every paper of the county with a case that names it, each once.
///
/// # Errors
/// When the store cannot be read.
pub fn all_papers(query: &mut dyn Query) -> Result<Vec<(Hash, String)>, Fault> {
    let mut all = Vec::new();
    let mut last = String::new();
    loop {
        let rows = query.query(sql::PAPERS_AFTER, &[last.as_str().into()])?;
        let Some(end) = rows.last() else { return Ok(all) };
        last = end.text("hash")?;
        for row in &rows {
            all.push((Hash::parse(&row.text("hash")?).map_err(|e| malformed("hash", e))?, row.text("case_id")?));
        }
    }
}

/// The meetings of a case.
///
/// # Errors
/// When the store cannot be read.
pub fn sittings(query: &mut dyn Query, id: &CaseId) -> Result<Vec<SittingRow>, Fault> {
    query
        .query(sql::SITTINGS, &[id.into()])?
        .iter()
        .map(|row| {
            Ok(SittingRow {
                act: row.int("act")?,
                body: row.text("body")?,
                day: day(&row.text("day")?)?,
                entitled: row.int("entitled")?,
                present: row.int("present")?,
                recused: row.int("recused")?,
                votes_for: row.int("votes_for")?,
                against: row.int("votes_against")?,
                abstained: row.int("abstained")?,
                passed: row.truth("passed")?,
                rule: row.text("rule")?,
            })
        })
        .collect()
}

/// Who came to a meeting: name, present, recused.
///
/// # Errors
/// When the store cannot be read.
pub fn attendance(query: &mut dyn Query, id: &CaseId, act: i64) -> Result<Vec<(String, bool, bool)>, Fault> {
    query
        .query(sql::ATTENDANCE, &[id.into(), act.into()])?
        .iter()
        .map(|row| Ok((row.maybe_text("name")?.unwrap_or_default(), row.truth("present")?, row.truth("recused")?)))
        .collect()
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
                text: row.text("text")?,
                contact: row.text("contact")?,
                status: row.text("status")?,
                answer: row.maybe_text("answer")?,
                upheld: row.maybe_int("upheld")?.map(|upheld| upheld != 0),
                answered_by: row.maybe_text("name")?,
                answered: row.maybe_int("answered")?.map(Moment),
            })
        })
        .collect()
}

/// What a village paid in a month such as `2026-03`, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn payments(query: &mut dyn Query, village: &Place, month: &str) -> Result<Vec<PaymentRow>, Fault> {
    query
        .query(sql::PAYMENTS_OF_MONTH, &[village.into(), month.into()])?
        .iter()
        .map(|row| {
            Ok(PaymentRow {
                case: CaseId::new(row.text("case_id")?).map_err(|e| malformed("case", e))?,
                affair: row.text("affair")?,
                title: row.text("title")?,
                paid_on: day(&row.text("paid_on")?)?,
                amount_fen: Fen(row.int("amount_fen")?),
                payee: row.text("payee")?,
                purpose: row.text("purpose")?,
                method: row.text("method")?,
            })
        })
        .collect()
}

/// A village's months with payments, the latest first (at most 36).
///
/// # Errors
/// When the store cannot be read.
pub fn months(query: &mut dyn Query, village: &Place) -> Result<Vec<Month>, Fault> {
    query
        .query(sql::PAYMENT_MONTHS, &[village.into()])?
        .iter()
        .map(|row| {
            Ok(Month { month: row.text("month")?, total_fen: Fen(row.int("total_fen")?), many: row.int("many")? })
        })
        .collect()
}

fn paper_row(row: &Row) -> Result<PaperRow, Fault> {
    Ok(PaperRow {
        act: row.int("act")?,
        position: row.int("position")?,
        kind: row.text("kind")?,
        name: row.text("name")?,
        hash: Hash::parse(&row.text("hash")?).map_err(|e| malformed("hash", e))?,
        media_type: row.text("media_type")?,
        size_bytes: row.int("size_bytes")?,
        scope: row.text("scope")?,
    })
}

fn case_row(row: &Row) -> Result<CaseRow, Fault> {
    let maybe_day = |column: &str| row.maybe_text(column)?.map(|text| day(&text)).transpose();
    Ok(CaseRow {
        id: CaseId::new(row.text("id")?).map_err(|e| malformed("case", e))?,
        affair: row.text("affair")?,
        village: Place::new(row.text("village")?).map_err(|e| malformed("place", e))?,
        title: row.text("title")?,
        rules: Hash::parse(&row.text("rules")?).map_err(|e| malformed("hash", e))?,
        status: row.text("status")?,
        step: row.text("step")?,
        revision: row.int("revision")?,
        opened: Moment(row.int("opened")?),
        opened_by: PersonId::new(row.text("opened_by")?).map_err(|e| malformed("person", e))?,
        changed: Moment(row.int("changed")?),
        due: maybe_day("due")?,
        remind: maybe_day("remind")?,
        amount_fen: row.maybe_int("amount_fen")?.map(Fen),
        paid_fen: Fen(row.int("paid_fen")?),
        party: row.maybe_text("party")?,
        facts: decode(&row.text("facts")?)?,
    })
}

fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|e| malformed("text", e))
}

fn malformed(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Fault {
    Fault::from(format!("a case holds a malformed {what}"), error)
}
