//! Who looked at which papers: the entries of looks at originals, for those who supervise the village.

pub(crate) mod show;

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Pager, Switch};
use crate::sample;
use crate::show::{Link, When};
use askama::Template;

/// One look at one paper.
pub(crate) struct LookLine {
    pub(crate) when: When,
    pub(crate) who: String,
    pub(crate) posts: String,
    pub(crate) paper: String,
    pub(crate) case: Link,
}

/// The page.
#[derive(Template)]
#[template(path = "view/page.html")]
pub(crate) struct LooksPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    /// What is shown of whom, and why.
    pub(crate) lead: String,
    pub(crate) looks: Vec<LookLine>,
    pub(crate) empty: Empty,
    pub(crate) pager: Pager,
}

impl LooksPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let look = |day: &str, who: String, posts: String, paper: String| LookLine {
            when: sample::moment(&frame, day),
            who,
            posts,
            paper,
            case: Link::new(say("买扫帚20把", "Twenty brooms"), "/desk/cases/990101001001-C1-2026-0007"),
        };
        Self {
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            lead: frame.say("looks-lead-outside").to_string(),
            looks: vec![
                look("2026-03-12", "王大山".to_owned(), say("报账员", "bookkeeper"), say("发票", "invoice")),
                look(
                    "2026-03-11",
                    frame.say("looks-villager").to_string(),
                    String::new(),
                    say("会议记录和签到表", "minutes and sign-in sheet"),
                ),
            ],
            empty: Empty::default(),
            pager: Pager::new("/desk/views?page=", 1, 50, 2),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = Empty { what: frame.say("looks-none").to_string(), why: frame.say("looks-none-why").to_string() };
        Self { looks: Vec::new(), empty, ..Self::sample(frame) }
    }
}
