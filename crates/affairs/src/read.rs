//! Questions to the affairs: cases, acts, papers, meetings, objections, payments.

mod paper;
mod payment;
mod sitting;
mod window;

pub use paper::{PaperRow, all_papers, paper, papers};
pub use payment::{Month, PaymentRow, months, payments, payments_to};
pub use sitting::{SittingRow, attendance, sittings};
pub use window::{ObjectionRow, OpenWindow, WindowRow, contacts, objections, open_windows, unanswered, windows};

use crate::sql;
use crate::state::day;
use archive::{Query, Row, Value};
use office::roster::PartyWords;
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
    /// What the program noticed when it read its invoices.
    pub noticed: Vec<village::Words>,
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
    // Between the code and the code with a colon, the character after the digits, lie the codes within the place.
    let params: [Value; 4] =
        [place.into(), format!("{place}:").into(), status.unwrap_or("%").into(), affair.unwrap_or("%").into()];
    query.query(sql::CASES_WITHIN, &params)?.iter().map(case_row).collect()
}

/// The running cases that are past their limit on a day and were not reported as far past it (at most 500).
pub(crate) fn cases_late(query: &mut dyn Query, today: Day) -> Result<Vec<CaseRow>, Fault> {
    query.query(sql::CASES_LATE, &[today.into()])?.iter().map(case_row).collect()
}

/// The cases of a village that were begun between two moments and have not come to nothing, but for one (at most 5,000).
pub(crate) fn cases_begun(
    query: &mut dyn Query,
    village: &Place,
    between: (Moment, Moment),
    but: &CaseId,
) -> Result<Vec<CaseRow>, Fault> {
    let params: [Value; 4] = [village.into(), between.0.into(), between.1.into(), but.into()];
    query.query(sql::CASES_BEGUN, &params)?.iter().map(case_row).collect()
}

/// Of the cases of a village that [`cases_begun`] gives, those whose party may be the one that is known by these words.
pub(crate) fn cases_of_party(
    query: &mut dyn Query,
    village: &Place,
    words: &PartyWords,
    between: (Moment, Moment),
    but: &CaseId,
) -> Result<Vec<CaseRow>, Fault> {
    let mut found = BTreeMap::new();
    // A word of one is compared with the whole of the other; two that have no more than a word in common are not the same.
    let asked = words
        .iter()
        .flat_map(|(word, is_whole)| [(word, true), (word, false)].into_iter().take(1 + usize::from(*is_whole)));
    for (word, is_whole) in asked {
        let params: [Value; 6] =
            [village.into(), word.as_str().into(), between.0.into(), between.1.into(), but.into(), is_whole.into()];
        for row in query.query(sql::CASES_OF_PARTY, &params)? {
            let case = case_row(&row)?;
            found.insert((case.opened, case.id.clone()), case);
        }
    }
    Ok(found.into_values().collect())
}

/// A village's cases whose other party is somebody of exactly this name, the latest first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn cases_with(query: &mut dyn Query, village: &Place, party: &str) -> Result<Vec<CaseRow>, Fault> {
    query.query(sql::CASES_WITH, &[village.into(), party.into()])?.iter().map(case_row).collect()
}

/// The cases within a place that run or have changed since a moment (at most 5,000).
pub(crate) fn cases_moved(query: &mut dyn Query, params: &[Value]) -> Result<Vec<CaseRow>, Fault> {
    query.query(sql::CASES_MOVED, params)?.iter().map(case_row).collect()
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
                noticed: decode(&row.text("noticed")?)?,
            })
        })
        .collect()
}

/// What a village's cases made public, the latest first (at most 1,000).
///
/// # Errors
/// When the store cannot be read.
pub fn disclosures(query: &mut dyn Query, village: &Place) -> Result<Vec<Disclosure>, Fault> {
    query.query(sql::DISCLOSURES, &[village.into()])?.iter().map(disclosure).collect()
}

/// All that a village's cases made public from one moment to before another, the latest first.
///
/// # Errors
/// When the store cannot be read.
pub fn disclosures_between(
    query: &mut dyn Query,
    village: &Place,
    (from, before): (Moment, Moment),
) -> Result<Vec<Disclosure>, Fault> {
    let params: [Value; 3] = [village.into(), from.into(), before.into()];
    query.query(sql::DISCLOSURES_BETWEEN, &params)?.iter().map(disclosure).collect()
}

fn disclosure(row: &Row) -> Result<Disclosure, Fault> {
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

/// How many cases still run under each rule book.
///
/// # Errors
/// When the store cannot be read.
pub fn running_by_rules(query: &mut dyn Query) -> Result<Vec<(Hash, u64)>, Fault> {
    let read = |row: &Row| {
        let hash = Hash::parse(&row.text("rules")?).map_err(|e| malformed("hash", e))?;
        Ok((hash, u64::try_from(row.int("many")?).unwrap_or(0)))
    };
    query.query(sql::RUNNING_BY_RULES, &[])?.iter().map(read).collect()
}

/// A case that runs, in a line.
#[derive(Debug, Clone)]
pub struct Running {
    /// Its number.
    pub id: CaseId,
    /// What it is about.
    pub title: String,
    /// The rule book that it is pinned to.
    pub rules: Hash,
}

/// Every case of an affair that still runs, at most 2000.
///
/// # Errors
/// When the store cannot be read.
pub fn running(query: &mut dyn Query, affair: &str) -> Result<Vec<Running>, Fault> {
    let read = |row: &Row| {
        Ok(Running {
            id: CaseId::new(row.text("id")?).map_err(|e| malformed("number", e))?,
            title: row.text("title")?,
            rules: Hash::parse(&row.text("rules")?).map_err(|e| malformed("hash", e))?,
        })
    };
    query.query(sql::RUNNING, &[affair.into()])?.iter().map(read).collect()
}
