//! The list of what is public in party affairs, village affairs, projects, contracts and seal uses.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Pager, Subject, Switch};
use crate::sample;
use crate::show::{Amount, State, Tag, When};
use askama::Template;

/// One public item.
pub(crate) struct Entry {
    pub(crate) what: String,
    pub(crate) affair: String,
    pub(crate) tag: Tag,
    pub(crate) amount: Option<Amount>,
    /// Who decided and with how many votes, in one line.
    pub(crate) decided: String,
    /// Where it stands, in a few words.
    pub(crate) stands: String,
    pub(crate) when: When,
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "village/list.html")]
pub(crate) struct ListPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) subject: Subject,
    pub(crate) months: Vec<Switch>,
    pub(crate) missing: Vec<Tag>,
    /// What the catalogue asks for and is not there.
    pub(crate) unpublished: Vec<Tag>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) empty: Empty,
    pub(crate) pager: Pager,
}

impl ListPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let entries = vec![
            Entry {
                what: say("村口停车场扩建", "Car park at the village gate"),
                affair: say("小微工程", "Small project"),
                tag: Tag::new(State::Done, say("表决通过", "Voted through")),
                amount: Some(sample::yuan(8_640_000)),
                decided: say("村民代表会议：到会28人，同意26人", "Representatives' meeting: 28 present, 26 in favour"),
                stands: say("等待签订合同", "Waiting for the contract"),
                when: sample::day(&frame, "2026-03-09"),
                href: "/cases/990101001001-F1-2026-0001".to_owned(),
            },
            Entry {
                what: say("老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
                affair: say("小微工程", "Small project"),
                tag: Tag::new(State::Notice, say("公示中", "Open for objection")),
                amount: Some(sample::yuan(3_600_000)),
                decided: String::new(),
                stands: say("等待签订合同", "Waiting for the contract"),
                when: sample::day(&frame, "2026-03-05"),
                href: "/cases/990101001001-D1-2026-0002".to_owned(),
            },
            Entry {
                what: say("2025年度工作计划", "Plan of work for 2025"),
                affair: say("小微工程", "Small project"),
                tag: Tag::new(State::Red, say("有一次越过环节的尝试被拦住", "One attempt to skip a step was stopped")),
                amount: None,
                decided: say(
                    "村民代表会议：到会25人，同意11人，未通过",
                    "Representatives' meeting: 25 present, 11 in favour, not passed",
                ),
                stands: say("等待签订合同", "Waiting for the contract"),
                when: sample::day(&frame, "2025-12-28"),
                href: "/cases/990101001001-A1-2025-0009".to_owned(),
            },
        ];
        Self {
            name: "柳湾村".to_owned(),
            subject: Subject::Affairs,
            months: sample::months(&frame),
            missing: vec![Tag::new(
                State::Yellow,
                say(
                    "2月村务监督报告未公开，3月10日起逾期2天",
                    "February's supervision report is missing since 10 March",
                ),
            )],
            unpublished: vec![Tag::new(
                State::Yellow,
                say("村务监督报告：2026年2月的没有公开", "Supervision report: February 2026 is missing"),
            )],
            entries,
            empty: Empty::default(),
            pager: Pager::new("?page=", 1, 50, 120),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { entries: Vec::new(), missing: Vec::new(), empty, pager: Pager::default(), ..Self::sample(frame) }
    }

    /// Five hundred items, as many as a page may ever be asked for.
    pub(crate) fn sample_many(frame: Frame) -> Self {
        let entries = (0..500).flat_map(|_| Self::sample(frame.clone()).entries.into_iter().take(1)).collect();
        Self { entries, ..Self::sample(frame) }
    }
}
