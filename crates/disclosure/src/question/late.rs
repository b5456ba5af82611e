//! Questions without an answer past their last day: the supervisors are told, once for each colour.

use super::read::{QuestionRow, QuestionState, late_questions, question};
use crate::colour::Colour;
use crate::entries::{QuestionLate, to_body};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt, Warning};
use procedure::Standing;
use village::{Fault, Kind, Place, Refusal, Stop, Words};

/// Tells the supervisors of a question that waits too long.
pub struct ReportUnanswered {
    /// The question.
    pub id: String,
    /// Its village.
    pub village: Place,
}

/// How loud it is by now, and whether that was told.
fn colour(query: &mut dyn Query, desk: &Desk, row: &QuestionRow) -> Result<Option<Colour>, Fault> {
    let today = desk.now.day();
    if row.state == QuestionState::Answered || today <= row.due {
        return Ok(None);
    }
    let book = desk.office.current_book(query)?.at(&row.village, today);
    let (days, after) = (today.since(row.due), |standing| book.number(standing, today).0);
    let found = if days >= after(Standing::DisclosureRed) {
        Colour::Red
    } else if days >= after(Standing::DisclosureOrange) {
        Colour::Orange
    } else if days >= after(Standing::DisclosureYellow) {
        Colour::Yellow
    } else {
        return Ok(None);
    };
    let told = query.query(sql::TOLD_QUESTION, &[row.id.as_str().into()])?;
    let mut louder = [Colour::Yellow, Colour::Orange, Colour::Red].into_iter().filter(|other| *other >= found);
    let told: Vec<String> = told.iter().map(|row| row.text("colour")).collect::<Result<_, Fault>>()?;
    Ok((!louder.any(|colour| told.iter().any(|code| code == colour.code()))).then_some(found))
}

impl Deed for ReportUnanswered {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "unanswered".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = question(tx, &self.id)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let colour = colour(tx, desk, &row)?.ok_or_else(not_late)?;
        let body = to_body(&QuestionLate { id: self.id.clone(), colour: colour.code().into() })?;
        let entry = desk.append_more(tx, &self.village, "question.late", &self.id, body)?;
        let days = desk.now.day().since(row.due);
        let warning = Warning {
            cause: colour.cause(),
            about: About { step: format!("unanswered.{}", colour.code()), ..self.about() },
            person: None,
            rule: format!("question.late.{}", colour.code()),
            words: Words::new(
                format!("村民提问（{}）应在{}前答复，已经过了{days}天还没有答复", self.id, row.due),
                format!(
                    "question {} was to be answered by {} and is still without an answer {days} days later",
                    self.id, row.due
                ),
            ),
            articles: Vec::new(),
        };
        desk.warn(tx, &warning)?;
        Ok(Receipt { subject: self.id.clone(), entry, again: false })
    }
}

/// The questions of which the supervisors are to be told today.
///
/// # Errors
/// When the store cannot be read.
pub fn to_report_unanswered(query: &mut dyn Query, desk: &Desk) -> Result<Vec<ReportUnanswered>, Fault> {
    let mut found = Vec::new();
    for row in late_questions(query, desk.now.day())? {
        if colour(query, desk, &row)?.is_some() {
            found.push(ReportUnanswered { id: row.id, village: row.village });
        }
    }
    Ok(found)
}

fn not_late() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "question.not_late",
        Words::new("没有超过答复期限，或者已经报告过", "it is not late, or was told already"),
        Words::new("无需办理", "nothing is to be done"),
    )
}
