//! An answer to an objection, by somebody who had no hand in the matter. It holds once it was reviewed.

use super::entries::ObjectionAnswered;
use super::sized;
use super::who::{Task, may_take};
use crate::entries::to_body;
use crate::read::{ObjectionRow, case, objections};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, Kind, Place, Refusal, Stop, Words};

/// Answers an objection.
pub struct AnswerObjection {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The objection's number.
    pub objection: String,
    /// The answer, for all to read.
    pub answer: String,
    /// Whether the objection is right.
    pub upheld: bool,
}

impl Deed for AnswerObjection {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "answer_objection".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let found = objections(tx, &self.case)?.into_iter().find(|o| o.id == self.objection);
        let found: ObjectionRow = found.ok_or_else(Refusal::not_there)?;
        let post = may_take(desk, tx, &row, &found, Task::Answer)?;
        match found.status.as_str() {
            "open" => {}
            "given" => return Err(waits_for_review().into()),
            _ => return Err(answered_already().into()),
        }
        let answer = sized(&self.answer, "answer", 4, 2_000)?;
        let body =
            ObjectionAnswered { id: found.id.clone(), answer, upheld: self.upheld, to_review: true, post: Some(post) };
        let entry = tx.append(desk.draft(&self.village, "objection.answered", &found.id, to_body(&body)?))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

pub(super) fn answered_already() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "objection.answered",
        Words::new("这条异议已经答复", "this objection is answered already"),
        Words::new("无需再办", "there is nothing left to do"),
    )
}

fn waits_for_review() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "objection.given",
        Words::new("这条异议已经有人答复，等着审核", "this objection has an answer that waits for its review"),
        Words::new("请等审核；退回的可以重新答复", "wait for the review; if it is sent back, it can be answered anew"),
    )
}
