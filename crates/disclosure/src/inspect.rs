//! Inspection of disclosure (公开督查): somebody from outside the village looks at what is public there and on its wall, the system
//! says what it can see itself, and each finding is put right in time, or told in colours (Organic Law, article 31).

mod choose;
mod entries;
mod late;
mod look;
mod open;
mod read;
mod rectify;
mod sql;

pub use choose::{Choice, choose};
pub(crate) use entries::kinds;
pub use late::{ReportUnrectified, to_report_unrectified};
pub use open::OpenInspections;
pub(crate) use open::may_inspect;
pub use read::{
    Finding, FindingKind, FindingState, Inspection, coverage, findings, inspection, inspections, waiting_findings,
};
pub use rectify::{AddFinding, AnswerFinding, JudgeFinding, OrderRectification};
