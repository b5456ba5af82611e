//! The inbox: colour, icon and word of each alert, what happened, what is to be done and by when.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Filter, Pager};
use crate::sample;
use crate::show::{State, Tag, When};
use askama::Template;

/// A line of the inbox.
pub(crate) struct AlertLine {
    pub(crate) tag: Tag,
    pub(crate) number: String,
    pub(crate) what: String,
    /// Why it was refused.
    pub(crate) why: String,
    /// The village and the case.
    pub(crate) about: String,
    pub(crate) when: When,
    /// How often the same was attempted.
    pub(crate) times: u64,
    pub(crate) standing: String,
    pub(crate) due: String,
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "alert/inbox.html")]
pub(crate) struct InboxPage {
    pub(crate) frame: Frame,
    pub(crate) filters: Vec<Filter>,
    pub(crate) alerts: Vec<AlertLine>,
    pub(crate) empty: Empty,
    pub(crate) pager: Pager,
    /// Where it is told who looked at papers; empty where this reader may not know.
    pub(crate) views_href: String,
}

impl InboxPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |state, colour: (&str, &str), what: (&str, &str), why: (&str, &str), times| AlertLine {
            tag: Tag::new(state, sample::say(&frame, colour.0, colour.1)),
            number: "990101001001-W-2026-0003".to_owned(),
            what: sample::say(&frame, what.0, what.1),
            why: sample::say(&frame, why.0, why.1),
            about: sample::say(
                &frame,
                "柳湾村 · 村道路面维修（990101001001-C2-2026-0001）",
                "柳湾村 · 村道路面维修 (990101001001-C2-2026-0001)",
            ),
            when: sample::moment(&frame, "2026-03-12"),
            times,
            standing: sample::say(&frame, "待签收", "To be acknowledged"),
            due: sample::say(&frame, "还有1天", "1 day left"),
            href: "/desk/alerts/990101001001-W-2026-0003".to_owned(),
        };
        let alerts = vec![
            line(
                State::Red,
                ("红色", "Red"),
                ("报账员王大山试图办理“付款”，没有办成", "王大山 (bookkeeper) tried “Pay” and was refused"),
                ("没有村民代表会议的决议", "There is no decision of the representatives"),
                3,
            ),
            line(
                State::Orange,
                ("橙色", "Orange"),
                (
                    "村委会主任陈建国试图办理“签合同”，没有办成",
                    "陈建国 (village director) tried “Sign” and was refused",
                ),
                ("公示期还没有满", "It is still open for objection"),
                1,
            ),
            line(
                State::Yellow,
                ("黄色", "Yellow"),
                ("监督委员会审核逾期2天", "The committee's check is 2 days overdue"),
                ("", ""),
                1,
            ),
        ];
        Self {
            filters: sample::filters(&frame),
            alerts,
            empty: Empty::default(),
            pager: Pager::default(),
            views_href: "/desk/views".to_owned(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { alerts: Vec::new(), empty: sample::empty(&frame), ..Self::sample(frame) }
    }
}
