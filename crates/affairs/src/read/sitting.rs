//! Questions to the affairs: meetings as they were held.

use crate::sql;
use crate::state::day;
use archive::Query;
use village::{CaseId, Day, Fault, Group};

/// A meeting as it was held.
#[derive(Debug, Clone)]
pub struct SittingRow {
    /// The act that records it.
    pub act: i64,
    /// The body.
    pub body: String,
    /// The villagers' group that met; nothing where the body is the village's.
    pub group: Option<Group>,
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
                group: Group::read(&row.text("villagers_group")?).ok(),
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
