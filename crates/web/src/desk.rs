//! The desk: what waits for you.

mod arrears;
mod away;
mod confirmations;
mod objections;
pub(crate) mod own;
pub(crate) mod place;
pub(crate) mod posts;
pub(crate) mod refused;
pub(crate) mod show;
pub(crate) mod waiting;

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Empty;
use crate::sample;
use crate::show::{Amount, State, Tag, When};
use crate::sign_in::notice::ResetNotice;
use askama::Template;

/// A step that waits for this person.
pub(crate) struct Task {
    pub(crate) href: String,
    pub(crate) step: String,
    pub(crate) what: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) village: String,
    pub(crate) number: String,
    pub(crate) tag: Tag,
    pub(crate) due: String,
}

/// An alert that nobody has acknowledged yet.
pub(crate) struct FreshAlert {
    pub(crate) tag: Tag,
    pub(crate) what: String,
    pub(crate) href: String,
    /// The village and the case.
    pub(crate) about: String,
    pub(crate) when: When,
}

/// Something that this person did.
pub(crate) struct RecentAct {
    pub(crate) when: When,
    pub(crate) what: String,
    pub(crate) number: String,
    pub(crate) href: String,
}

/// What one's own village has made public.
pub(crate) struct OwnVillage {
    pub(crate) heading: String,
    pub(crate) links: Vec<VillageLink>,
}

pub(crate) struct VillageLink {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) icon: Icon,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/page.html")]
pub(crate) struct DeskPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) today: String,
    /// The latest of those that wait to be acknowledged.
    pub(crate) alerts: Vec<FreshAlert>,
    /// How many wait.
    pub(crate) new: u64,
    /// Alerts that are about this person.
    pub(crate) about_you: Vec<FreshAlert>,
    pub(crate) waiting: Vec<Task>,
    /// How many of them are near their limit; empty when none is.
    pub(crate) soon: String,
    /// The villages of which one is, with what each has made public.
    pub(crate) villages: Vec<OwnVillage>,
    /// Whether steps can come to this person: a villager as such is spared an empty list.
    pub(crate) works: bool,
    pub(crate) empty: Empty,
    pub(crate) recent: Vec<RecentAct>,
    /// For whom the person stands in, who stands in for them, that their posts have ended.
    pub(crate) away: Vec<String>,
    /// That somebody reset this person's password.
    pub(crate) notice: Option<ResetNotice>,
}

impl DeskPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let task = |step: String, what: String, state, word: String| Task {
            href: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            step,
            what,
            amount: Some(sample::yuan(128_650)),
            village: "柳湾村".to_owned(),
            number: "990101001001-C1-2026-0007".to_owned(),
            tag: Tag::new(state, word),
            due: say("3月17日（周二）", "Tue 17 March"),
        };
        Self {
            name: "李秀英".to_owned(),
            today: say("2026年3月12日（周四）", "Thu 12 March 2026"),
            alerts: vec![FreshAlert {
                tag: Tag::new(State::Red, say("红色", "Red")),
                what: say(
                    "报账员王大山试图办理“付款”，没有办成：没有村民代表会议的决议",
                    "王大山 (bookkeeper) tried “Pay” and was refused: there is no decision of the representatives",
                ),
                about: "柳湾村 · 村道路面维修".to_owned(),
                href: "/desk/alerts/990101001001-W-2026-0003".to_owned(),
                when: sample::moment(&frame, "2026-03-12"),
            }],
            new: 1,
            about_you: Vec::new(),
            waiting: vec![
                task(
                    say("监督委员会审核", "Check by the committee"),
                    say("路灯维修材料", "Parts for street lamps"),
                    State::Notice,
                    say("已过期限：逾期1个工作日", "Past its limit by 1 working day"),
                ),
                task(
                    say("现场见证", "Witness on the spot"),
                    say(
                        "上坞自然村至石桥自然村机耕路路面硬化及排水沟修复工程（二期）",
                        "Hard surface of the farm road from Shangwu to Shiqiao (second part)",
                    ),
                    State::Ordinary,
                    say("快到期：还有2天", "Due soon: 2 days left"),
                ),
            ],
            villages: vec![own_village(&frame, "柳湾村", "990101001001")],
            works: true,
            soon: frame.say("desk-soon").put("count", 1).to_string(),
            empty: Empty::default(),
            recent: vec![RecentAct {
                when: sample::moment(&frame, "2026-03-11"),
                what: say("审核了“办公用品”", "Checked “office supplies”"),
                number: "990101001001-C1-2026-0006".to_owned(),
                href: "/desk/cases/990101001001-C1-2026-0006".to_owned(),
            }],
            away: Vec::new(),
            notice: None,
            frame,
        }
    }

    /// Somebody's desk who tried what was refused.
    pub(crate) fn sample_concerned(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        (page.about_you, page.new) = (std::mem::take(&mut page.alerts), 0);
        page
    }

    /// A villager's desk.
    pub(crate) fn sample_villager(frame: Frame) -> Self {
        Self { works: false, soon: String::new(), ..Self::sample_empty(frame) }
    }

    pub(crate) fn sample_reset(frame: Frame) -> Self {
        Self { notice: Some(ResetNotice::sample(&frame, "k0007")), ..Self::sample(frame) }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = Empty { what: frame.say("desk-empty").to_string(), why: frame.say("desk-empty-why").to_string() };
        Self {
            alerts: Vec::new(),
            new: 0,
            waiting: Vec::new(),
            soon: String::new(),
            recent: Vec::new(),
            empty,
            ..Self::sample(frame)
        }
    }
}

/// The ways into a village's public pages.
pub(crate) fn own_village(frame: &Frame, name: &str, code: &str) -> OwnVillage {
    let link = |key: &'static str, icon: Icon, part: &str| VillageLink {
        words: frame.say(key).to_string(),
        href: format!("/v/{code}{part}"),
        icon,
    };
    let links = vec![
        link("desk-village-page", Icon::Affairs, ""),
        link("finance", Icon::Finance, "/finance"),
        link("desk-village-books", Icon::List, "/books"),
        link("desk-village-how", Icon::Picture, "/how"),
        link("desk-village-who", Icon::People, "/who"),
    ];
    OwnVillage { heading: frame.say("desk-village").put("village", name).to_string(), links }
}
