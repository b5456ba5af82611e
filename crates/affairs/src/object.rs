//! Objections: anybody may lodge one while a matter is open for objection; somebody who had no hand in the matter answers it,
//! the supervision committee reviews the answer, and the next step waits for both.

mod answer;
mod entries;
mod review;
mod who;

pub use answer::AnswerObjection;
pub use review::ReviewAnswer;
pub use who::{Task, may_take, whose};

pub(crate) use entries::{
    ObjectionAnswered, ObjectionLodged, ObjectionReviewed, apply_answered, apply_lodged, apply_reviewed,
};

use crate::entries::to_body;
use crate::read::{case, windows};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use village::{CaseId, FieldFault, Kind, Place, Refusal, Stop, Words};

/// So many objections to one case are taken within an hour: more than a village has voices for, and few enough that a
/// flood of them does not bury the real ones. Counted in the store, so that a restart forgets nothing.
pub const OBJECTIONS_AN_HOUR: i64 = 20;

const HOUR_MS: i64 = 3_600_000;

/// Lodges an objection. No name is asked for.
pub struct LodgeObjection {
    /// The case.
    pub case: CaseId,
    /// The case's village.
    pub village: Place,
    /// What is wrong.
    pub text: String,
    /// How to reach the person, if they wish; may be empty.
    pub contact: String,
}

impl Deed for LodgeObjection {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.case.to_string(), step: "object".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let row = case(tx, &self.case)?.filter(|row| row.village == self.village).ok_or_else(Refusal::not_there)?;
        let today = desk.now.day();
        let open = windows(tx, &self.case)?.into_iter().rev().find(|w| w.opens <= today && today <= w.closes);
        let Some(window) = open.filter(|_| row.status == "running") else {
            return Err(not_open().into());
        };
        let text = sized(&self.text, "text", 4, 1_000)?;
        let since = desk.now.plus_ms(-HOUR_MS);
        let lately = tx.one(sql::COUNT_OBJECTIONS_SINCE, &[(&self.case).into(), since.into()])?.int("many")?;
        if lately >= OBJECTIONS_AN_HOUR {
            return Err(too_many().into());
        }
        let contact =
            if self.contact.trim().is_empty() { String::new() } else { sized(&self.contact, "contact", 5, 60)? };
        let many = tx.one(sql::COUNT_OBJECTIONS, &[(&self.case).into()])?.int("many")?;
        let id = format!("{}-Y{:03}", self.case, many + 1);
        let body = ObjectionLodged { id: id.clone(), case: self.case.clone(), act: window.act, text, contact };
        let entry = tx.append(desk.draft(&self.village, "objection.lodged", &id, to_body(&body)?))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

/// A text that is long enough to say something and short enough to be read.
pub(super) fn sized(text: &str, field: &str, least: usize, most: usize) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    let words = if length < least {
        Words::new(format!("请至少写{least}个字"), format!("please write at least {least} characters"))
    } else if length > most {
        Words::new(
            format!("最多{most}个字，现在是{length}个字"),
            format!("at most {most} characters; there are {length}"),
        )
    } else {
        return Ok(text.to_owned());
    };
    Err(Refusal::faulty("objection.text", vec![FieldFault { field: field.into(), words }]))
}

fn not_open() -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "objection.not_open",
        Words::new("这件事现在不在公示期内", "this matter is not open for objection now"),
        Words::new(
            "如果您发现问题，请打本页下方的电话，或到村务监督委员会反映",
            "if something is wrong, call the number on this page or tell the village supervision committee",
        ),
    )
}

/// Nothing is dropped in silence: the person reads that it was not taken, when it will be, and who else hears them today.
fn too_many() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "objection.too_many",
        Words::new(
            format!("这件事一小时内已收到{OBJECTIONS_AN_HOUR}条异议，您这一条还没有收下"),
            format!("{OBJECTIONS_AN_HOUR} objections to this matter came within an hour; yours has not been taken yet"),
        ),
        Words::new(
            "请一小时后再提交；着急的，请打本页下方的电话，或者当面、书面向村务监督委员会或乡镇纪检反映，一样有效",
            "Please send it again in an hour; if it cannot wait, call the number on this page, or tell the village supervision \
             committee or the township discipline office in person or in writing: it counts the same",
        ),
    )
}
