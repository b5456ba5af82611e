//! A proposed rule book compared with the one in force, in plain words; another person confirms it here.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::rules::outdated::OutdatedLine;
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// An affair that changes, and its cases that run on under the rules they began with.
pub(crate) struct Touched {
    pub(crate) words: String,
    pub(crate) cases: Vec<Link>,
    /// How many more there are than are listed; empty when all are.
    pub(crate) more: String,
}

/// The page.
#[derive(Template)]
#[template(path = "rules/proposal.html")]
pub(crate) struct ProposalPage {
    pub(crate) frame: Frame,
    pub(crate) number: String,
    pub(crate) reason: String,
    pub(crate) about: String,
    pub(crate) tag: Tag,
    /// What changes, from which day, in plain words.
    pub(crate) changes: Vec<String>,
    /// How many cases still run, and that they stay as they are.
    pub(crate) running: String,
    /// The running cases of each affair that changes.
    pub(crate) touched: Vec<Touched>,
    /// Laws that no longer read as the proposed rules cite them.
    pub(crate) laws: Vec<OutdatedLine>,
    /// What is said to the proposer instead of the button.
    pub(crate) waits: String,
    pub(crate) may_confirm: bool,
    /// The words of the button that declines or withdraws; empty when it is decided.
    pub(crate) decline: String,
    pub(crate) key: String,
}

impl ProposalPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            number: "990101-R002".to_owned(),
            reason: say("按县里新规定缩短报销期限", "claims sooner, by the county's new rule"),
            about: say("王敏，3月12日（周四）", "Wang Min, Thu 12 March"),
            tag: Tag::new(State::Notice, frame.say("proposal-open")),
            changes: vec![say(
                "从2026年7月1日起，C1 日常开支报销：“报销期限”由30天改为20天（更严）",
                "from 2026-07-01: C1 Routine expense: “time for a claim” changes from 30 days to 20 days (stricter)",
            )],
            running: frame.say("proposal-running").put("count", 14).to_string(),
            touched: vec![Touched {
                words: say("C1 日常开支报销：2件仍按旧规则办", "C1 Routine expense: 2 go on under the old rules"),
                cases: vec![
                    Link::new(say("C1-0001 购买扫帚", "C1-0001 brooms"), "/desk/cases/990101001001-C1-2026-0001"),
                    Link::new(say("C1-0002 修路灯", "C1-0002 street lamps"), "/desk/cases/990101001001-C1-2026-0002"),
                ],
                more: String::new(),
            }],
            laws: vec![OutdatedLine::sample(&frame)],
            waits: String::new(),
            may_confirm: true,
            decline: frame.say("proposal-decline").to_string(),
            key: "k0010".to_owned(),
            frame,
        }
    }

    pub(crate) fn sample_own(frame: Frame) -> Self {
        let (waits, decline) = (frame.say("proposal-own").to_string(), frame.say("proposal-withdraw").to_string());
        Self { waits, decline, may_confirm: false, ..Self::sample(frame) }
    }
}
