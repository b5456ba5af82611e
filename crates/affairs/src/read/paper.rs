//! Questions to the affairs: papers.

use super::malformed;
use crate::sql;
use archive::{Query, Row};
use village::{CaseId, Fault, Hash};

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
