//! One alert: what happened, who was told, what was done about it, what you can do.

use crate::alert::attempt::Again;
use crate::form::{Choice, Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Act, Line};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// Somebody who was told.
pub(crate) struct Receiver {
    pub(crate) tag: Tag,
    pub(crate) name: String,
    pub(crate) post: String,
    pub(crate) told: String,
}

/// Something that this person can do about it: acknowledge, explain, close.
pub(crate) struct Deed {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) help: String,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
}

/// The page.
#[derive(Template)]
#[template(path = "alert/page.html")]
pub(crate) struct AlertPage {
    pub(crate) frame: Frame,
    pub(crate) number: String,
    pub(crate) village: String,
    pub(crate) what: String,
    /// Why it was refused.
    pub(crate) why: String,
    /// Each attempt, where there were several.
    pub(crate) attempts: Vec<Again>,
    pub(crate) tag: Tag,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) case: Option<Link>,
    pub(crate) receivers: Vec<Receiver>,
    pub(crate) record: Vec<Act>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) deeds: Vec<Deed>,
}

impl AlertPage {
    /// The deed `name`, with the words that belong to it.
    pub(crate) fn deed(frame: &Frame, name: &'static str, number: &str, key: &str) -> Deed {
        let finding = || {
            let choice = |value: &str, key: &'static str| Choice::new(value, frame.say(key).to_string());
            vec![choice("confirmed", "finding-confirmed"), choice("unfounded", "finding-unfounded")]
        };
        let (title, help, fields) = match name {
            "acknowledge" => (frame.say("alert-acknowledge"), frame.say("alert-acknowledge-help"), Vec::new()),
            "explain" => (
                frame.say("alert-explain"),
                frame.say("alert-explain-help"),
                vec![Field::new("explanation", frame.say("alert-explain-text"), Entry::LongText)],
            ),
            _ => (
                frame.say("alert-close"),
                frame.say("alert-close-help"),
                vec![
                    Field::new("finding", frame.say("alert-finding"), Entry::Choice(finding())),
                    Field::new("found", frame.say("alert-close-text"), Entry::LongText),
                ],
            ),
        };
        Deed {
            name,
            title: title.to_string(),
            help: help.to_string(),
            action: format!("/desk/alerts/{number}/{name}"),
            key: format!("{key}-{name}"),
            fields,
        }
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let number = "990101001001-W-2026-0003";
        let receiver = |state, word: String, name: &str, post: String| Receiver {
            tag: Tag::new(state, word),
            name: name.to_owned(),
            post,
            told: say("3月12日（周四）9:05 收到", "told Thu 12 March 9:05"),
        };
        Self {
            number: number.to_owned(),
            village: "柳湾村".to_owned(),
            what: say("报账员王大山试图办理“付款”，没有办成", "王大山 (bookkeeper) tried “Pay” and was refused"),
            why: say("没有村民代表会议的决议", "There is no decision of the representatives"),
            attempts: ["2026-03-12", "2026-03-11", "2026-03-10"]
                .map(|day| Again {
                    when: sample::moment(&frame, day),
                    words: say("没有村民代表会议的决议", "There is no decision of the representatives"),
                })
                .into(),
            tag: Tag::new(State::Red, say("红色", "Red")),
            sentence: say(
                "等待签收，3月13日（周五）前；逾期将上报县纪委。",
                "To be acknowledged by Fri 13 March, else it goes up to the county.",
            ),
            lines: vec![
                Line::text(say("谁", "Who"), say("王大山（报账员）", "王大山 (bookkeeper)")),
                Line::text(
                    say("要做什么", "What was attempted"),
                    say("在没有村民代表会议决议时付款", "A payment without a decision"),
                ),
                Line::text(say("次数", "How often"), "3"),
            ],
            case: Some(Link::new("990101001001-C2-2026-0001", "/desk/cases/990101001001-C2-2026-0001")),
            receivers: vec![
                receiver(
                    State::Done,
                    say("已签收", "Acknowledged"),
                    "李秀英",
                    say("村务监督委员会主任", "director of the supervision committee"),
                ),
                receiver(
                    State::Yellow,
                    say("未签收", "Not yet acknowledged"),
                    "周明",
                    say("乡镇纪检干部", "township discipline officer"),
                ),
            ],
            record: sample::record(&frame).into_iter().take(1).collect(),
            faults: Vec::new(),
            deeds: ["acknowledge", "explain", "close"].map(|name| Self::deed(&frame, name, number, "k0003")).into(),
            frame,
        }
    }
}
