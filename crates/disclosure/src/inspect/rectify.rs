//! Findings: added from the wall, ordered to be put right, answered by the village, accepted or sent back.

use super::entries::{Answered, Found, Judged, Ordered, Seen};
use super::open::may_inspect;
use super::read::{Finding, FindingKind, FindingState, findings, inspection};
use crate::entries::to_body;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use std::collections::BTreeSet;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words, mask};

const LONGEST: usize = 500;
/// A village has so many days at least, and at most.
const DAYS: (i64, i64) = (1, 60);

/// Words that everybody will read.
fn words(field: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    let fault = if !(4..=LONGEST).contains(&length) {
        Words::new(
            format!("请写4到{LONGEST}个字，现在是{length}个字"),
            format!("please write 4 to {LONGEST} characters; there are {length}"),
        )
    } else if text != mask::text(text) {
        Words::new(
            "这里的话人人都能看到，里面有身份证号、电话、账号这样的个人信息，请删去",
            "everybody reads this, and it holds personal data (identity number, telephone, account): leave it out",
        )
    } else {
        return Ok(text.to_owned());
    };
    Err(Refusal::faulty("inspection.words", vec![FieldFault { field: field.into(), words: fault }]))
}

/// The last day after so many days, which the inspector chose.
fn last_day(desk: &Desk, days: i64) -> Result<village::Day, Refusal> {
    if !(DAYS.0..=DAYS.1).contains(&days) {
        let words = Words::new(
            format!("整改期限是{}到{}天", DAYS.0, DAYS.1),
            format!("it takes {} to {} days", DAYS.0, DAYS.1),
        );
        return Err(Refusal::faulty("inspection.days", vec![FieldFault { field: "days".into(), words }]));
    }
    Ok(desk.now.day().plus(days))
}

/// All findings of an inspection of that village.
fn own(query: &mut dyn Query, id: &str, village: &Place) -> Result<Vec<Finding>, Stop> {
    let found = inspection(query, id)?.filter(|row| row.village == *village).ok_or_else(Refusal::not_there)?;
    Ok(findings(query, &found.id)?)
}

fn finding(query: &mut dyn Query, id: &str, village: &Place, number: i64) -> Result<Finding, Stop> {
    let all = own(query, id, village)?;
    Ok(all.into_iter().find(|one| one.number == number).ok_or_else(Refusal::not_there)?)
}

/// Adds what the inspector saw on the wall or was told.
#[derive(Debug, Clone)]
pub struct AddFinding {
    /// The inspection.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// One of the three kinds that a person sees.
    pub kind: String,
    /// What was seen.
    pub words: String,
}

impl Deed for AddFinding {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "add_finding".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let before = own(tx, &self.id, &self.village)?;
        may_inspect(desk, tx, &self.village)?;
        let kind = FindingKind::of(&self.kind).filter(|kind| kind.is_seen_by_person()).ok_or_else(|| {
            let words = Words::new("请选一种", "please choose one");
            Refusal::faulty("inspection.kind", vec![FieldFault { field: "kind".into(), words }])
        })?;
        let text = words("words", &self.words)?;
        let number = before.iter().map(|one| one.number).max().unwrap_or(0) + 1;
        let seen = Seen {
            number,
            kind: kind.code().into(),
            item: String::new(),
            term: String::new(),
            words: Words::new(text.clone(), text),
        };
        let body = to_body(&Found { id: self.id.clone(), seen })?;
        let entry = tx.append(desk.draft(&self.village, "inspection.found", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

/// Orders findings to be put right.
#[derive(Debug, Clone)]
pub struct OrderRectification {
    /// The inspection.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// Which findings, by number.
    pub numbers: Vec<i64>,
    /// Within so many days.
    pub days: i64,
}

impl Deed for OrderRectification {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "order_rectification".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let all = own(tx, &self.id, &self.village)?;
        may_inspect(desk, tx, &self.village)?;
        let numbers: BTreeSet<i64> = self.numbers.iter().copied().collect();
        let is_open = |number: &i64| all.iter().any(|one| one.number == *number && one.state == FindingState::Seen);
        if numbers.is_empty() || !numbers.iter().all(is_open) {
            let words = Words::new(
                "请勾选还没有要求整改的问题，至少一条",
                "tick findings that were not ordered yet, one at least",
            );
            return Err(
                Refusal::faulty("inspection.findings", vec![FieldFault { field: "numbers".into(), words }]).into()
            );
        }
        let due = last_day(desk, self.days)?;
        let body = to_body(&Ordered { id: self.id.clone(), numbers: numbers.into_iter().collect(), due })?;
        let entry = tx.append(desk.draft(&self.village, "rectification.ordered", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

/// The village says what it did.
#[derive(Debug, Clone)]
pub struct AnswerFinding {
    /// The inspection.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The finding.
    pub number: i64,
    /// What was done.
    pub answer: String,
}

impl Deed for AnswerFinding {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "answer_finding".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = finding(tx, &self.id, &self.village, self.number)?;
        desk.may("draft_disclosure", &self.village, BTreeSet::new(), false)?;
        if found.state != FindingState::Ordered {
            return Err(not_now("这条不在等整改", "this is not waiting to be put right").into());
        }
        let answer = words("answer", &self.answer)?;
        let body = to_body(&Answered { id: self.id.clone(), number: self.number, answer })?;
        let entry = tx.append(desk.draft(&self.village, "rectification.answered", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

/// The inspector accepts what was done, or sends it back with a new last day.
#[derive(Debug, Clone)]
pub struct JudgeFinding {
    /// The inspection.
    pub id: String,
    /// Its village.
    pub village: Place,
    /// The finding.
    pub number: i64,
    /// Whether it is put right.
    pub is_right: bool,
    /// How that was seen, or what is missing.
    pub said: String,
    /// Sent back: within so many days.
    pub days: i64,
}

impl Deed for JudgeFinding {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.id.clone(), step: "judge_finding".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let found = finding(tx, &self.id, &self.village, self.number)?;
        may_inspect(desk, tx, &self.village)?;
        let waiting = found.state == FindingState::Answered;
        let Some(before) = found.due.filter(|_| waiting) else {
            return Err(not_now("这条还没有整改回复", "the village has not answered this").into());
        };
        // An answer is not accepted by whoever gave it, also where that person came to the township since.
        let answered_by = found.answered.and_then(|(person, _)| person).into_iter().collect();
        desk.may("inspect_disclosure", &self.village, answered_by, false)?;
        let said = words("said", &self.said)?;
        let due = if self.is_right { before } else { last_day(desk, self.days)? };
        let body = to_body(&Judged { id: self.id.clone(), number: self.number, is_right: self.is_right, said, due })?;
        let entry = tx.append(desk.draft(&self.village, "rectification.judged", &self.id, body))?;
        Ok(Receipt { subject: self.id.clone(), entry: entry.seq, again: false })
    }
}

fn not_now(zh: &str, en: &str) -> Refusal {
    Refusal::new(
        Kind::NotNow,
        "inspection.state",
        Words::new(zh, en),
        Words::new("请重新打开再看", "please open it again"),
    )
}
