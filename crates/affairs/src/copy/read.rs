//! Covered copies as they are kept.

use super::sql;
use archive::{Query, Row};
use serde::{Deserialize, Serialize};
use village::{CaseId, Fault, Hash, Moment, PersonId, Place};

/// A page of a copy: a picture in which the covered places are black.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyPage {
    /// The picture, by its content.
    pub hash: Hash,
    /// How wide, in pixels.
    pub width: i64,
    /// How high, in pixels.
    pub height: i64,
    /// How large.
    pub size_bytes: i64,
    /// What is covered: left, top, width, height, in thousandths of the page.
    pub areas: Vec<[u16; 4]>,
}

/// How a copy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyState {
    /// It waits for the supervision committee.
    Waiting,
    /// Everybody sees it.
    Released,
    /// It was sent back, or taken down.
    Returned,
    /// There is a later one.
    Replaced,
}

/// A covered copy of a paper.
#[derive(Debug, Clone)]
pub struct CopyRow {
    /// The case.
    pub case: CaseId,
    /// The paper, by its content.
    pub paper: Hash,
    /// From 1.
    pub version: i64,
    /// The village.
    pub village: Place,
    /// Its pages.
    pub pages: Vec<CopyPage>,
    /// The fingerprint of all its pages.
    pub hash: Hash,
    /// How it stands.
    pub state: CopyState,
    /// Who covered it, and when.
    pub covered: (Option<PersonId>, Moment),
    /// Who reviewed it, and when.
    pub reviewed: Option<(Option<PersonId>, Moment)>,
    /// Why it was sent back.
    pub why: String,
}

impl CopyRow {
    /// How many places are covered.
    #[must_use]
    pub fn places(&self) -> usize {
        self.pages.iter().map(|page| page.areas.len()).sum()
    }
}

/// A paper of a public case that everybody should see, and that nobody has covered yet.
#[derive(Debug, Clone)]
pub struct Bare {
    /// The case.
    pub case: CaseId,
    /// The paper, by its content.
    pub paper: Hash,
    /// When it came.
    pub moment: Moment,
}

fn row(row: &Row) -> Result<CopyRow, Fault> {
    let state = match row.text("state")?.as_str() {
        "waiting" => CopyState::Waiting,
        "released" => CopyState::Released,
        "returned" => CopyState::Returned,
        "replaced" => CopyState::Replaced,
        other => return Err(Fault::new(format!("`{other}` is no state of a copy"))),
    };
    let reviewed = match row.maybe_int("reviewed")? {
        Some(moment) => Some((row.maybe_read("reviewed_by")?, Moment(moment))),
        None => None,
    };
    Ok(CopyRow {
        case: row.read("case_id")?,
        paper: paper(row)?,
        version: row.int("version")?,
        village: row.read("village")?,
        pages: serde_json::from_str(&row.text("pages")?).map_err(|e| Fault::from("a copy holds malformed pages", e))?,
        hash: row.hash("hash")?,
        state,
        covered: (row.maybe_read("covered_by")?, row.moment("covered")?),
        reviewed,
        why: row.text("why")?,
    })
}

fn paper(row: &Row) -> Result<Hash, Fault> {
    Hash::parse(&row.text("paper")?).map_err(|e| Fault::from("a copy holds a malformed hash", e))
}

/// The copies of a case's papers, every version, by paper (at most 1,000).
///
/// # Errors
/// When the store cannot be read.
pub fn copies(query: &mut dyn Query, case: &CaseId) -> Result<Vec<CopyRow>, Fault> {
    query.query(sql::COPIES, &[case.into()])?.iter().map(row).collect()
}

/// The copies of a village that wait for the supervision committee, the oldest first (at most 200).
///
/// # Errors
/// When the store cannot be read.
pub fn waiting_copies(query: &mut dyn Query, village: &Place) -> Result<Vec<CopyRow>, Fault> {
    query.query(sql::WAITING, &[village.into()])?.iter().map(row).collect()
}

/// The invoices, contracts and photographs of a village's public cases that have no copy yet, the latest first (at most 100).
///
/// # Errors
/// When the store cannot be read.
pub fn bare_papers(query: &mut dyn Query, village: &Place) -> Result<Vec<Bare>, Fault> {
    let rows = query.query(sql::BARE, &[village.into()])?;
    let bare =
        |row: &Row| Ok(Bare { case: row.read("case_id")?, paper: paper(row)?, moment: Moment(row.int("moment")?) });
    rows.iter().map(bare).collect()
}

/// The content of every page of every copy of the county, with its case: for whoever checks the files.
///
/// # Errors
/// When the store cannot be read.
pub fn all_copies(query: &mut dyn Query) -> Result<Vec<(Hash, String)>, Fault> {
    let mut all = Vec::new();
    let mut last = String::new();
    loop {
        let cases = query.query(sql::COPIED, &[last.as_str().into()])?;
        let Some(end) = cases.last() else { return Ok(all) };
        last = end.text("case_id")?;
        for case in &cases {
            let case: CaseId = case.read("case_id")?;
            let pages = copies(query, &case)?.into_iter().flat_map(|copy| copy.pages);
            all.extend(pages.map(|page| (page.hash, case.to_string())));
        }
    }
}
