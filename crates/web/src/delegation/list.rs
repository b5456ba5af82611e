//! The delegations of a village: what is in force, what waits to be confirmed, what was. For officials and for villagers.

use crate::form::FaultLine;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Switch};
use crate::sample;
use crate::show::{Link, State, Tag, When};
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
    /// Who recorded it, and when.
    pub(crate) recorded: String,
    /// Who compared it with its papers, when, and what came of it.
    pub(crate) looked: String,
    /// The papers, with what they are called; none for villagers.
    pub(crate) papers: Vec<Link>,
    /// Where the director of the supervision committee answers; empty for all others.
    pub(crate) answer_href: String,
    /// What was typed already about what is wrong with it.
    pub(crate) reason: String,
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
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    /// What nobody has confirmed yet.
    pub(crate) waiting: Vec<DelegationCard>,
    pub(crate) in_force: Vec<DelegationCard>,
    pub(crate) others: Vec<DelegationCard>,
    pub(crate) empty: Empty,
}

/// What villagers see.
#[derive(Template)]
#[template(path = "delegation/public.html")]
pub(crate) struct PublicDelegations {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) law: String,
    pub(crate) key: String,
    pub(crate) waiting: Vec<DelegationCard>,
    pub(crate) in_force: Vec<DelegationCard>,
    pub(crate) others: Vec<DelegationCard>,
    pub(crate) empty: Empty,
}

impl PublicDelegations {
    pub(crate) fn sample(frame: Frame) -> Self {
        let page = DelegationsPage::sample(frame);
        let mut cards = [page.waiting, page.in_force, page.others];
        for card in cards.iter_mut().flatten() {
            card.papers.clear();
            card.answer_href.clear();
        }
        let [waiting, in_force, others] = cards;
        let DelegationsPage { frame, village, law, empty, .. } = page;
        Self { village, law, key: String::new(), waiting, in_force, others, empty, frame }
    }
}

impl DelegationCard {
    fn sample(frame: &Frame, number: &str, tag: Tag, until: &str) -> Self {
        let say = |zh: &str, en: &str| sample::say(frame, zh, en);
        let paper = |key: &'static str, paper: &str| {
            Link::new(frame.say(key), format!("/desk/delegations/990101001001-Q001/{paper}"))
        };
        Self {
            number: number.to_owned(),
            body: say("村民代表会议", "Villagers' representatives' meeting"),
            tag,
            matters: vec![
                say("集体经济收益的使用", "use of collective income"),
                say("以租赁等方式处分集体财产", "leasing or otherwise disposing of property"),
            ],
            from: sample::day(frame, "2026-01-05"),
            until: sample::day(frame, until),
            decided: say(
                "1月5日（周一）村民会议：应到120人，到会98人，同意91票。2025年12月24日通知开会",
                "Villagers' meeting on Mon 5 January, called on 24 December 2025: 98 of 120 present, 91 votes for",
            ),
            recorded: say("1月5日（周一）16:20 李秀英登记", "Recorded by Li Xiuying, Mon 5 January 16:20"),
            looked: say(
                "1月6日（周二）9:10 王德发（村务监督委员会主任）对照会议记录和签到表确认",
                "Confirmed against minutes and sign-in sheet by Wang Defa (supervision director), Tue 6 January 9:10",
            ),
            papers: vec![paper("delegation-minutes", "minutes"), paper("delegation-attendance", "attendance")],
            answer_href: String::new(),
            reason: String::new(),
        }
    }
}

impl DelegationsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let card = |number: &str, tag: Tag, until: &str| DelegationCard::sample(&frame, number, tag, until);
        let waits = Tag::new(State::Yellow, frame.say("delegation-waits"));
        let mut waiting = card("990101001001-Q003", waits, "2026-12-31");
        waiting.answer_href = "/desk/delegations/990101001001-Q003".to_owned();
        waiting.looked = frame.say("delegation-not-looked").to_string();
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
            key: "k0008".to_owned(),
            faults: Vec::new(),
            waiting: vec![waiting],
            in_force: vec![card(
                "990101001001-Q002",
                Tag::new(State::Ordinary, say("还有299天", "299 days left")),
                "2027-01-04",
            )],
            others: vec![card("990101001001-Q001", Tag::new(State::Done, frame.say("term-ended")), "2026-02-01")],
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = Empty {
            what: frame.say("delegations-empty").to_string(),
            why: frame.say("delegations-empty-why").to_string(),
        };
        Self {
            waiting: Vec::new(),
            in_force: Vec::new(),
            others: Vec::new(),
            villages: Vec::new(),
            empty,
            ..Self::sample(frame)
        }
    }
}
