//! The pages of inspections.

use crate::copy::shown::Shown;
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Line};
use crate::sample;
use crate::show::{State as Weight, Tag};
use askama::Template;

/// A village, and when somebody last looked at it.
pub(crate) struct CoverLine {
    pub(crate) name: String,
    pub(crate) tag: Tag,
    pub(crate) href: String,
}

/// An inspection in a list.
pub(crate) struct InspectionLine {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) tag: Tag,
    pub(crate) href: String,
}

/// The inspections of one's own area, which villages they cover, and the form for new ones.
#[derive(Template)]
#[template(path = "inspect/list.html")]
pub(crate) struct InspectionsPage {
    pub(crate) frame: Frame,
    pub(crate) lead: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) inspections: Vec<InspectionLine>,
    pub(crate) cover: Vec<CoverLine>,
}

/// A finding.
pub(crate) struct FindingLine {
    pub(crate) number: i64,
    pub(crate) kind: String,
    /// The item and its days; empty where it is about none.
    pub(crate) about: String,
    pub(crate) words: String,
    pub(crate) tag: Tag,
    /// What was answered and said, each with who and when.
    pub(crate) history: Vec<Line>,
    /// Whether it can be ticked to be put right.
    pub(crate) ticks: bool,
    /// Where it is answered or judged; empty where this reader does neither.
    pub(crate) href: String,
    pub(crate) go: String,
    pub(crate) photos: Vec<Shown>,
    /// Where a photograph of it is handed in; empty for whoever does not.
    pub(crate) photo_href: String,
}

/// One inspection on the desk.
#[derive(Template)]
#[template(path = "inspect/one.html")]
pub(crate) struct InspectionPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) about: Vec<Line>,
    pub(crate) findings: Vec<FindingLine>,
    pub(crate) may_order: bool,
    pub(crate) may_add: bool,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) order: Vec<Field>,
    pub(crate) add: Vec<Field>,
    pub(crate) empty: Empty,
}

/// A village's inspections in public.
#[derive(Template)]
#[template(path = "inspect/public.html")]
pub(crate) struct PublicInspectionsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) inspections: Vec<PublicInspection>,
    pub(crate) empty: Empty,
}

/// An inspection in public.
pub(crate) struct PublicInspection {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) findings: Vec<FindingLine>,
}

fn finding(frame: &Frame, number: i64, state: Weight, word: String) -> FindingLine {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    FindingLine {
        number,
        kind: say("到期没有公开", "not public in time"),
        about: say("支出明细（2026年3月）", "Expenses (March 2026)"),
        words: say("应在4月10日前公开，已经过了9天还没有公开", "to be public by 10 April; not public 9 days later"),
        tag: Tag::new(state, word),
        history: vec![Line::text(say("村里回复", "The village"), say("已经补公开", "made public now"))],
        ticks: state == Weight::Notice,
        href: "/desk/inspections/990101001001-I-2026-0001?finding=2".to_owned(),
        go: frame.say("inspect-judge").to_string(),
        photos: vec![Shown::sample(frame)],
        photo_href: "/desk/photos?about=finding/990101001001-I-2026-0001/1&place=990101001001".to_owned(),
    }
}

impl InspectionsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            lead: frame.say("inspect-lead").put("area", "溪口镇").to_string(),
            sums: vec![Line::text(say("从没看过的村", "Never looked at"), "3")],
            action: "/desk/inspections".to_owned(),
            key: "k0021".to_owned(),
            faults: Vec::new(),
            fields: Vec::new(),
            inspections: vec![InspectionLine {
                name: say("柳湾村", "Liuwan"),
                about: say("4月19日（周日）", "Sun 19 April"),
                tag: Tag::new(Weight::Orange, say("2条待整改", "2 to be put right")),
                href: "/desk/inspections/990101001001-I-2026-0001".to_owned(),
            }],
            cover: vec![CoverLine {
                name: say("石桥村", "Shiqiao"),
                tag: Tag::new(Weight::Yellow, say("从没看过", "never")),
                href: "/v/990101001002/disclosures".to_owned(),
            }],
            frame,
        }
    }
}

impl InspectionPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            title: say("柳湾村", "Liuwan village"),
            about: vec![Line::text(say("督查人", "Inspector"), say("石岩善", "Shi Yanshan"))],
            findings: vec![
                finding(&frame, 1, Weight::Notice, say("还没有要求整改", "not ordered yet")),
                finding(&frame, 2, Weight::Orange, say("4月26日前整改", "until 26 April")),
            ],
            may_order: true,
            may_add: true,
            action: "/desk/inspections/990101001001-I-2026-0001".to_owned(),
            key: "k0022".to_owned(),
            faults: Vec::new(),
            order: Vec::new(),
            add: Vec::new(),
            empty: sample::empty(&frame),
            frame,
        }
    }
}

impl PublicInspectionsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let mut right = finding(&frame, 2, Weight::Done, say("已整改", "put right"));
        right.href = String::new();
        Self {
            name: say("柳湾村", "Liuwan village"),
            inspections: vec![PublicInspection {
                id: "990101001001-I-2026-0001".to_owned(),
                title: say("4月19日，乡镇纪检干部石岩善", "19 April, discipline officer Shi Yanshan"),
                findings: vec![right],
            }],
            empty: sample::empty(&frame),
            frame,
        }
    }
}
