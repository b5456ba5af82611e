//! The list of the affairs, who decides on how much, and what a meeting needs to be valid.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Line;
use crate::rules::history::AdoptionLine;
use crate::rules::outdated::OutdatedLine;
use crate::sample;
use askama::Template;

/// An affair of the list.
pub(crate) struct AffairLine {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) purpose: String,
    pub(crate) href: String,
}

/// A row of one of the two tables: what, what it takes, on which ground.
pub(crate) struct Ruling {
    pub(crate) what: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) ground: String,
}

/// A law, and what a reader should know of its version; the note may be empty.
pub(crate) struct Ground {
    pub(crate) name: String,
    pub(crate) note: String,
}

/// The page.
#[derive(Template)]
#[template(path = "rules/list.html")]
pub(crate) struct RulesPage {
    pub(crate) frame: Frame,
    pub(crate) affairs: Vec<AffairLine>,
    pub(crate) tiers: Vec<Ruling>,
    pub(crate) bodies: Vec<Ruling>,
    /// Laws with their versions, and what a reader should know of them.
    pub(crate) grounds: Vec<Ground>,
    /// Laws that no longer read as they are cited.
    pub(crate) laws: Vec<OutdatedLine>,
    /// Years whose holidays nobody has entered.
    pub(crate) years: Vec<String>,
    pub(crate) layers: String,
    pub(crate) fingerprint: String,
    /// Every adoption, the one in force first.
    pub(crate) adoptions: Vec<AdoptionLine>,
}

impl RulesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let affairs = vec![
            AffairLine {
                code: "C1".to_owned(),
                name: say("日常开支报销", "Routine expense"),
                purpose: say("村里日常小额开支怎么报销。", "How small running costs are paid."),
                href: "/rules/C1".to_owned(),
            },
            AffairLine {
                code: "D1".to_owned(),
                name: say("资产出租发包", "Lease of property"),
                purpose: say("村里的房屋、土地怎么出租。", "How the village's houses and land are let."),
                href: "/rules/D1".to_owned(),
            },
        ];
        let tiers = vec![Ruling {
            what: say("分管副职审批", "The deputy in charge"),
            lines: vec![Line::new(say("金额", "Amount"), sample::yuan(200_000))],
            ground: say("县（市、区）规定", "a county's choice"),
        }];
        let bodies = vec![Ruling {
            what: say("村民代表会议", "Villagers' representatives' meeting"),
            lines: vec![Line::text(say("到会", "Attendance"), "2/3")],
            ground: say("《村民委员会组织法》第26条", "Organic Law of Villagers' Committees, article 26"),
        }];
        Self {
            affairs,
            tiers,
            bodies,
            grounds: vec![Ground {
                name: say("村民委员会组织法（2018年文本）", "Organic Law of Villagers' Committees (text of 2018)"),
                note: say("自2026年1月1日起施行修改后的文本", "amended with effect from 1 January 2026"),
            }],
            laws: vec![OutdatedLine::sample(&frame)],
            years: vec![say("2027年的放假安排还没有录入", "the holidays of 2027 are not entered")],
            layers: say("全国 → 浙江", "the nation → Zhejiang"),
            fingerprint: "a1b2c3d4".to_owned(),
            adoptions: vec![
                AdoptionLine {
                    since: say("2026年3月12日起", "since 12 March 2026"),
                    by: say("王敏提出，赵强确认采用", "proposed by Wang Min, confirmed by Zhao Qiang"),
                    fingerprint: "a1b2c3d4".to_owned(),
                },
                AdoptionLine {
                    since: say("2026年1月1日起", "since 1 January 2026"),
                    by: say("建县时采用", "adopted when the county was founded"),
                    fingerprint: "0f1e2d3c".to_owned(),
                },
            ],
            frame,
        }
    }
}
