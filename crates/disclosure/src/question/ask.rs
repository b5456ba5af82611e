//! Asking.

use super::held::{Held, Voice};
use super::read::Subject;
use crate::entries::{Asked, to_body};
use crate::sql;
use archive::{Query, Tx};
use office::{About, Deed, Desk, Receipt};
use procedure::Standing;
use village::{FieldFault, Kind, Place, Refusal, Stop, Words, serial_after};

/// So many questions about one thing are taken within an hour: more than a village has voices for, and few enough that a flood does
/// not bury the real ones. Counted in the store, so that a restart forgets nothing.
pub const QUESTIONS_AN_HOUR: i64 = 20;

const HOUR_MS: i64 = 3_600_000;
/// The longest question, in characters.
pub(super) const LONGEST: usize = 500;

/// Asks about something public. No name is asked for.
pub struct AskQuestion {
    /// The village.
    pub village: Place,
    /// What it is about.
    pub about: Subject,
    /// The line that it is about, in the words that stand there.
    pub line: String,
    /// The question; may be empty where it was spoken.
    pub words: String,
    /// The question as it was spoken.
    pub voice: Option<Voice>,
}

impl Deed for AskQuestion {
    fn about(&self) -> About {
        About { place: self.village.clone(), subject: self.village.to_string(), step: "ask".into() }
    }

    fn run(&self, desk: &Desk, tx: &mut Tx<'_>) -> Result<Receipt, Stop> {
        let words = self.words.trim();
        let length = words.chars().count();
        let least = if self.voice.is_some() { 0 } else { 4 };
        if !(least..=LONGEST).contains(&length) {
            let words = Words::new(
                format!("请写4到{LONGEST}个字，现在是{length}个字；不方便写，可以录一段话"),
                format!("please write 4 to {LONGEST} characters; there are {length}. You can also record what you say"),
            );
            return Err(Refusal::faulty("question.text", vec![FieldFault { field: "words".into(), words }]).into());
        }
        let (about, subject) = self.about.parts();
        let since = desk.now.plus_ms(-HOUR_MS);
        let params = [(&self.village).into(), about.into(), subject.into(), since.into()];
        if tx.one(sql::COUNT_QUESTIONS_SINCE, &params)?.int("many")? >= QUESTIONS_AN_HOUR {
            return Err(too_many().into());
        }
        let today = desk.now.day();
        let book = desk.office.current_book(tx)?.at(&self.village, today);
        let year = format!("{}-Q-{}", self.village, today.year());
        let between = [format!("{year}-").into(), format!("{year}.").into()];
        let last = tx.maybe(sql::LAST_QUESTION, &between)?.map(|row| row.text("id")).transpose()?;
        let id = format!("{year}-{:04}", serial_after(last.as_deref()).unwrap_or(1));
        let body = Asked {
            id: id.clone(),
            about: about.into(),
            subject: subject.into(),
            line: self.line.chars().take(200).collect(),
            words: words.to_owned(),
            due: book.last_day(Standing::QuestionDays, today),
            held: Held::of(&book, words, self.voice.is_some()).into_iter().map(|why| why.code().to_owned()).collect(),
            voice: self.voice.clone(),
        };
        let entry = tx.append(desk.draft(&self.village, "question.asked", &id, to_body(&body)?))?;
        Ok(Receipt { subject: id, entry: entry.seq, again: false })
    }
}

fn too_many() -> Refusal {
    Refusal::new(
        Kind::TooMuch,
        "question.too_many",
        Words::new(
            format!("这一项一小时内已收到{QUESTIONS_AN_HOUR}条提问，您这一条还没有收下"),
            format!("{QUESTIONS_AN_HOUR} questions about this came within an hour; yours has not been taken yet"),
        ),
        Words::new(
            "请一小时后再提交；着急的，请打本页下方的电话，或者到村务监督委员会当面问",
            "please send it again in an hour, call the number on this page, or ask the supervision committee in person",
        ),
    )
}
