//! Objections on the bench: answered by somebody who is free to, reviewed by somebody else.

use super::Bench;
use affairs::{AnswerObjection, ReviewAnswer, Task};
use office::Desk;
use village::{CaseId, Place};

impl Bench {
    /// The desk of the first who may answer an objection, or review its answer.
    #[must_use]
    pub fn free(&self, case: &CaseId, objection: &str, task: Task) -> Desk {
        let found = self.read(|reader| {
            let row = affairs::case(reader, case)?;
            let known = affairs::objections(reader, case)?.into_iter().find(|known| known.id == objection);
            match (row, known) {
                (Some(row), Some(known)) => affairs::whose(reader, &self.office, &row, &known, task, self.today()),
                _ => Ok(Vec::new()),
            }
        });
        let holder = found.first().unwrap_or_else(|| panic!("nobody is free for {objection}"));
        self.desk_of(&holder.mandate.person)
    }

    /// An objection is answered by somebody who is free to, and the answer agreed to.
    pub fn answered(&self, case: &CaseId, village: &Place, objection: &str, upheld: bool) {
        let answer = AnswerObjection {
            case: case.clone(),
            village: village.clone(),
            objection: objection.to_owned(),
            answer: "经核实，情况已经写在公示里".into(),
            upheld,
        };
        self.done(&self.free(case, objection, Task::Answer), answer);
        let review = ReviewAnswer {
            case: case.clone(),
            village: village.clone(),
            objection: objection.to_owned(),
            agreed: true,
            words: "已对照材料，答复属实".into(),
        };
        self.done(&self.free(case, objection, Task::Review), review);
    }
}
