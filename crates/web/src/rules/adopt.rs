//! The page on which rules are proposed, with what was proposed before.

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Empty;
use crate::rules::plain::in_chinese;
use crate::sample;
use crate::show::{State, Tag};
use askama::Template;
use village::Language;

/// A proposal of the list.
pub(crate) struct ProposalLine {
    pub(crate) number: String,
    pub(crate) href: String,
    pub(crate) reason: String,
    pub(crate) about: String,
    pub(crate) tag: Tag,
}

/// The page.
#[derive(Template)]
#[template(path = "rules/adopt.html")]
pub(crate) struct AdoptPage {
    pub(crate) frame: Frame,
    pub(crate) in_force: String,
    pub(crate) proposals: Vec<ProposalLine>,
    pub(crate) empty: Empty,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
}

/// The form: a packed book and a reason.
pub(crate) fn fields(frame: &Frame) -> Vec<Field> {
    vec![
        Field::new("file", frame.say("adopt-file"), Entry::Files(".json")).hint(frame.say("adopt-file-hint")),
        Field::new("reason", frame.say("adopt-reason"), Entry::LongText).hint(frame.say("adopt-reason-hint")),
    ]
}

impl AdoptPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let line = ProposalLine {
            number: "990101-R002".to_owned(),
            href: "/desk/rules/990101-R002".to_owned(),
            reason: say("按县里新规定缩短报销期限", "claims sooner, by the county's new rule"),
            about: say("王敏，3月12日（周四）", "Wang Min, Thu 12 March"),
            tag: Tag::new(State::Notice, frame.say("proposal-open")),
        };
        Self {
            in_force: say("2026年1月1日起 · 建县时采用 · 0f1e2d3c", "since 1 January 2026 · founding · 0f1e2d3c"),
            proposals: vec![line],
            empty: Empty { what: String::new(), why: String::new() },
            faults: Vec::new(),
            key: "k0009".to_owned(),
            fields: fields(&frame),
            frame,
        }
    }

    pub(crate) fn sample_faulty(frame: Frame) -> Self {
        let words = "qingxi/parameters.toml:3: on 2026-02-01 `step_days` is 5; 7 would loosen it";
        let words = if frame.language == Language::Zh { in_chinese(words) } else { words.to_owned() };
        let (what, why) = (frame.say("adopt-none").to_string(), frame.say("adopt-none-why").to_string());
        let faults = vec![FaultLine { href: "#file".to_owned(), words }];
        Self { proposals: Vec::new(), empty: Empty { what, why }, faults, ..Self::sample(frame) }
    }
}
