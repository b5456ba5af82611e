//! Answering: for everybody to read.

use super::read::{QuestionState, question};
use crate::entries::{Answered, to_body};
use archive::Tx;
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words, mask};

const LONGEST: usize = 1_000;

/// Answers a question.
pub struct AnswerQuestion {
    /// The question.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The answer.
    pub answer: String,
}

impl Deed for AnswerQuestion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "answer_question".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = question(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        desk.may("answer_question", &self.village, BTreeSet::new(), false)?;
        if row.state == QuestionState::Answered {
            return Err(answered().into());
        }
        if row.is_held() {
            return Err(held().into());
        }
        let answer = self.answer.trim();
        let length = answer.chars().count();
        let fault = if !(4..=LONGEST).contains(&length) {
            Some(Words::new(
                format!("请写4到{LONGEST}个字，现在是{length}个字"),
                format!("please write 4 to {LONGEST} characters; there are {length}"),
            ))
        } else if answer != mask::text(answer) {
            Some(Words::new(
                "答复人人都能看到，里面有身份证号、电话、账号这样的个人信息，请删去",
                "everybody reads the answer, and it holds personal data (identity number, telephone, account): leave it out",
            ))
        } else {
            None
        };
        if let Some(words) = fault {
            return Err(Refusal::faulty("question.answer", vec![FieldFault { field: "answer".into(), words }]).into());
        }
        let body = to_body(&Answered { id: self.id.clone(), answer: answer.to_owned() })?;
        let entry = tx.append(desk.draft(&self.village, "question.answered", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn held() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "question.held",
        Words::new(
            "这条提问还没有公开，镇街正在先看",
            "the township is looking through this question before everybody reads it",
        ),
        Words::new("公开以后就可以答复", "it can be answered once everybody reads it"),
    )
}

fn answered() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "question.answered",
        Words::new("这条提问已经答复过", "this question has its answer already"),
        Words::new("无需再办", "nothing is to be done"),
    )
}
