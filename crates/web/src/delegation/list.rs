//! The delegations of a village: what is in force, what was.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Switch};
use crate::sample;
use crate::show::{State, Tag, When};
use askama::Template;

/// A delegation.
pub(crate) struct DelegationCard {
    pub(crate) number: String,
    pub(crate) body: String,
    pub(crate) tag: Tag,
    pub(crate) matters: Vec<String>,
    pub(crate) from: When,
    pub(crate) until: When,
    /// By which meeting, on which day, with how many votes.
    pub(crate) decided: String,
    pub(crate) minutes_href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "delegation/list.html")]
pub(crate) struct DelegationsPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) law: String,
    /// Where one is recorded; empty where this reader may not.
    pub(crate) record_href: String,
    pub(crate) in_force: Vec<DelegationCard>,
    pub(crate) others: Vec<DelegationCard>,
    pub(crate) empty: Empty,
}

impl DelegationsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let card = |tag: Tag, until: &str| DelegationCard {
            number: "990101001001-Q001".to_owned(),
            body: say("村民代表会议", "Villagers' representatives' meeting"),
            tag,
            matters: vec![
                say("集体经济收益的使用", "use of collective income"),
                say("以租赁等方式处分集体财产", "leasing or otherwise disposing of property"),
            ],
            from: sample::day(&frame, "2026-01-05"),
            until: sample::day(&frame, until),
            decided: say(
                "1月5日（周一）村民会议：应到120人，到会98人，同意91票",
                "Villagers' meeting on Mon 5 January: 98 of 120 present, 91 votes for",
            ),
            minutes_href: "/desk/delegations/990101001001-Q001/minutes".to_owned(),
        };
        let switch = |words: &str, code: &str, chosen| Switch {
            words: words.to_owned(),
            href: format!("/desk/delegations?village={code}"),
            chosen,
            count: 0,
        };
        Self {
            village: "柳湾村".to_owned(),
            villages: vec![switch("柳湾村", "990101001001", true), switch("石桥村", "990101001002", false)],
            law: say("《村民委员会组织法》第25条（2018年文本）", "Organic Law, article 25 (text of 2018)"),
            record_href: "/desk/delegations/new?village=990101001001".to_owned(),
            in_force: vec![card(Tag::new(State::Ordinary, say("还有299天", "299 days left")), "2027-01-04")],
            others: vec![card(Tag::new(State::Done, frame.say("term-ended")), "2026-02-01")],
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = Empty {
            what: frame.say("delegations-empty").to_string(),
            why: frame.say("delegations-empty-why").to_string(),
        };
        Self { in_force: Vec::new(), others: Vec::new(), villages: Vec::new(), empty, ..Self::sample(frame) }
    }
}
