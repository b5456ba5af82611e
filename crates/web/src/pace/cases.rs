//! The cases behind a figure.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Empty;
use crate::sample;
use crate::show::{State, Tag, When};
use askama::Template;

/// A stay of a case at a step.
pub(crate) struct StayLine {
    pub(crate) what: String,
    pub(crate) href: String,
    pub(crate) village: String,
    pub(crate) step: String,
    pub(crate) since: When,
    /// The day on which it was taken; none while it waits.
    pub(crate) until: Option<When>,
    pub(crate) days: u32,
    pub(crate) tag: Option<Tag>,
}

/// The page.
#[derive(Template)]
#[template(path = "pace/cases.html")]
pub(crate) struct StaysPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) stays: Vec<StayLine>,
    /// How many more there are than are shown.
    pub(crate) more: usize,
    pub(crate) empty: Empty,
}

impl StaysPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let stay = |days, until: Option<&str>, tag| StayLine {
            what: say("路灯维修材料", "Parts for street lamps"),
            href: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            village: "柳湾村".to_owned(),
            step: say("村监会审核", "Check"),
            since: sample::day(&frame, "2026-03-02"),
            until: until.map(|day| sample::day(&frame, day)),
            days,
            tag,
        };
        let late = Tag::new(State::Yellow, frame.say("pace-late"));
        Self {
            title: say("日常开支报销 · 村监会审核", "Routine expense · Check"),
            lead: frame.say("pace-cases-lead").to_string(),
            stays: vec![stay(8, Some("2026-03-12"), None), stay(12, None, Some(late))],
            more: 0,
            empty: Empty::default(),
            frame,
        }
    }
}
