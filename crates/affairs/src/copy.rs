//! Covered copies (公开件): a paper that only the village's own people may open, as everybody may see it. One person covers what is
//! personal, the supervision committee compares the copy with the original and releases it; a copy that is public can be taken down.
//! The original stays as closed as it was.

mod cover;
mod read;
mod review;
mod sql;

pub use cover::{CoverPaper, MOST_COPY_PAGES, may_cover};
pub use read::{Bare, CopyPage, CopyRow, CopyState, all_copies, bare_papers, copies, waiting_copies};
pub use review::ReviewCopy;

use crate::entries::body;
use archive::{Change, Entry, Kind};
use serde::{Deserialize, Serialize};
use village::{CaseId, Fault, Hash};

pub(crate) fn kinds() -> Vec<Kind> {
    vec![
        Kind { name: "copy.covered", apply: apply_covered },
        Kind { name: "copy.released", apply: apply_released },
        Kind { name: "copy.returned", apply: apply_returned },
    ]
}

/// Which version of the copy of which paper.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Which {
    case: CaseId,
    paper: Hash,
    version: i64,
}

/// Somebody covered a paper.
#[derive(Debug, Serialize, Deserialize)]
struct Covered {
    #[serde(flatten)]
    which: Which,
    pages: Vec<CopyPage>,
    /// The fingerprint of all pages.
    hash: Hash,
}

/// The committee found nothing personal left open, and nothing hidden that everybody should see.
#[derive(Debug, Serialize, Deserialize)]
struct Released {
    #[serde(flatten)]
    which: Which,
    hash: Hash,
}

/// It did, before or after the copy was public.
#[derive(Debug, Serialize, Deserialize)]
struct Returned {
    #[serde(flatten)]
    which: Which,
    why: String,
}

fn apply_covered(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Covered = body(entry)?;
    let (case, paper) = (made.which.case.to_string(), made.which.paper.to_string());
    change.execute(sql::REPLACE_WAITING, &[case.as_str().into(), paper.as_str().into()])?;
    let pages = serde_json::to_string(&made.pages).map_err(|e| Fault::from("a copy cannot be written", e))?;
    change.execute(
        sql::KEEP,
        &[
            case.into(),
            paper.into(),
            made.which.version.into(),
            (&entry.village).into(),
            pages.into(),
            made.hash.into(),
            entry.person.clone().into(),
            entry.moment.into(),
        ],
    )?;
    Ok(())
}

fn apply_released(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Released = body(entry)?;
    let (case, paper) = (made.which.case.to_string(), made.which.paper.to_string());
    change.execute(sql::REPLACE_RELEASED, &[case.as_str().into(), paper.as_str().into()])?;
    let by = (entry.person.clone(), entry.moment);
    change.execute(
        sql::REVIEW,
        &[case.into(), paper.into(), made.which.version.into(), "released".into(), by.0.into(), by.1.into(), "".into()],
    )?;
    Ok(())
}

fn apply_returned(change: &mut Change<'_>, entry: &Entry) -> Result<(), Fault> {
    let made: Returned = body(entry)?;
    change.execute(
        sql::REVIEW,
        &[
            made.which.case.to_string().into(),
            made.which.paper.to_string().into(),
            made.which.version.into(),
            "returned".into(),
            entry.person.clone().into(),
            entry.moment.into(),
            made.why.into(),
        ],
    )?;
    Ok(())
}
