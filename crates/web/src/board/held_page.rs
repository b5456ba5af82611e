//! The list of questions that the township looks through first.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Empty;
use crate::sample;
use crate::show::Tag;
use askama::Template;

/// A question that is looked through before everybody reads it.
pub(crate) struct HeldLine {
    pub(crate) village: String,
    pub(crate) why: String,
    /// What it is about.
    pub(crate) line: String,
    pub(crate) when: String,
    pub(crate) number: String,
    pub(crate) tag: Tag,
    pub(crate) href: String,
}

/// The questions that are looked through first.
#[derive(Template)]
#[template(path = "board/held.html")]
pub(crate) struct HeldPage {
    pub(crate) frame: Frame,
    pub(crate) lines: Vec<HeldLine>,
    pub(crate) empty: Empty,
}

impl HeldPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |number: usize, zh: &str, en: &str| HeldLine {
            village: sample::say(&frame, "清溪村", "Qingxi"),
            why: sample::say(&frame, zh, en),
            line: sample::say(
                &frame,
                "3月10日 · 路灯维修材料 · 1,286.50元",
                "10 March · parts for street lamps · 1,286.50",
            ),
            when: sample::day(&frame, "2026-03-11").words,
            number: format!("990101001001-Q-2026-000{number}"),
            tag: Tag::new(crate::show::State::Notice, frame.say("held-until").put("day", "3月13日").put("left", "")),
            href: format!("/desk/questions/990101001001-Q-2026-000{number}"),
        };
        let lines =
            vec![line(4, "是录音", "it was spoken"), line(6, "里面像有个人信息", "it seems to hold personal data")];
        Self { lines, empty: Empty { what: String::new(), why: String::new() }, frame }
    }
}
