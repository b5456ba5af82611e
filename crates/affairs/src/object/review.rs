//! The review of an answer: by the supervision committee; by the township, where the objection is about the committee's own act
//! or nobody on the committee is free. What is agreed is the village's answer; what is not is answered anew.

use super::answer::answered_already;
use super::entries::ObjectionReviewed;
use super::sized;
use super::who::{Task, may_take};
use crate::entries::to_body;
use crate::read::{ObjectionRow, case, objections};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, Kind, Place, Refusal, Stop, Words};

/// Reviews an answer.
pub struct ReviewAnswer {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// The objection's number.
    pub objection: String,
    /// Whether the answer is right and says enough.
    pub agreed: bool,
    /// What the reviewer found.
    pub words: String,
}

impl Deed for ReviewAnswer {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "review_answer".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let found = objections(tx, &self.case)?.into_iter().find(|o| o.id == self.objection);
        let found: ObjectionRow = found.ok_or_else(Refusal::not_there)?;
        let post = may_take(desk, tx, &row, &found, Task::Review)?;
        match found.status.as_str() {
            "given" => {}
            "open" => return Err(not_answered().into()),
            _ => return Err(answered_already().into()),
        }
        let words = sized(&self.words, "words", 4, 1_000)?;
        let body = ObjectionReviewed { id: found.id.clone(), agreed: self.agreed, words, post };
        let entry = tx.append(desk.draft(&self.village, "objection.reviewed", &found.id, to_body(&body)?))?;
        Ok(Receipt { subject: self.case.to_string(), entry: entry.seq, again: false })
    }
}

fn not_answered() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "objection.unanswered",
        Words::new("这条异议还没有人答复", "this objection has no answer yet"),
        Words::new("请等答复后再审核", "review it once it is answered"),
    )
}
