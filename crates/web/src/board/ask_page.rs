//! The pages on which a question is asked.

use crate::board::page::QuestionCard;
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::show::Link;
use crate::told::{Eyes, Teller};
use askama::Template;

/// The question's form, or the question as others will read it.
#[derive(Template)]
#[template(path = "board/ask.html")]
pub(crate) struct AskForm {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) action: String,
    /// The line that it is about.
    pub(crate) what: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) answer_by: String,
    /// The question as everybody will read it, before it is sent; empty while it is written.
    pub(crate) shown: String,
    pub(crate) masked: bool,
    /// Whether the township looks through it before everybody reads it.
    pub(crate) is_held: bool,
    pub(crate) typed: String,
}

/// What the sender keeps.
#[derive(Template)]
#[template(path = "board/asked.html")]
pub(crate) struct AskedPage {
    pub(crate) frame: Frame,
    pub(crate) card: QuestionCard,
    pub(crate) answer_by: String,
    pub(crate) all: Link,
}

impl AskForm {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            key: "k0010".to_owned(),
            action: "/v/990101001001/ask?about=F02/2026-03&line=0.1".to_owned(),
            what: "3月10日（周二） · 路灯维修材料 · 1,286.50元".to_owned(),
            faults: Vec::new(),
            fields: fields(&Teller::new(frame.language, village::Moment(0), Eyes::Stranger)),
            answer_by: crate::sample::day(&frame, "2026-03-20").words,
            shown: String::new(),
            masked: false,
            is_held: false,
            typed: String::new(),
            frame,
        }
    }

    pub(crate) fn sample_check(frame: Frame) -> Self {
        let shown = crate::sample::say(&frame, "问：138****5678的人为什么领钱？", "Why was 138****5678 paid?");
        Self { typed: shown.clone(), shown, masked: true, is_held: true, ..Self::sample(frame) }
    }
}

impl AskedPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            card: crate::board::page::sample_question(&frame, false),
            answer_by: crate::sample::day(&frame, "2026-03-20").words,
            all: Link::new(frame.say("questions-title"), "/v/990101001001/questions"),
            frame,
        }
    }
}

pub(crate) fn fields(teller: &Teller) -> Vec<Field> {
    vec![
        Field::new("words", teller.say("question-words"), Entry::LongText).hint(teller.say("question-words-hint")),
        Field::new("voice", teller.say("question-voice"), Entry::Files("audio/*"))
            .hint(teller.say("question-voice-hint")),
    ]
}
