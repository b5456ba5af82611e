//! A refusal: what is missing, by which article, what to do next, who was told.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Act;
use crate::sample;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "case/refusal.html")]
pub(crate) struct RefusalPage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) step: String,
    pub(crate) words: String,
    pub(crate) articles: Vec<String>,
    pub(crate) next: String,
    /// Who was warned; empty when it is no violation.
    pub(crate) told: Vec<String>,
    pub(crate) entry: String,
    /// Where the person can say what happened; empty when nobody was warned.
    pub(crate) explain_href: String,
    /// What happened to the case since its form was made.
    pub(crate) changed: Vec<Act>,
    pub(crate) case_href: String,
    pub(crate) back: String,
}

impl RefusalPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            what: say("支付停车场工程款", "Payment for the car park"),
            step: say("付款", "Pay"),
            words: say(
                "这一步需要先有村民代表会议的决议，现在还没有。",
                "This step needs a decision of the representatives' meeting, and there is none yet.",
            ),
            articles: vec![say(
                "《村民委员会组织法》第24条（2018年文本）",
                "Organic Law of Villagers' Committees, article 24 (text of 2018)",
            )],
            next: say(
                "请先召开村民代表会议表决，通过后再来付款。",
                "Hold the representatives' meeting first; after it agrees, the payment can be made.",
            ),
            told: vec![
                say("柳湾村村务监督委员会主任 李秀英", "李秀英, director of the village supervision committee"),
                say("青溪镇纪检干部 周明", "周明, township discipline officer"),
            ],
            entry: say("记录第1025条，预警 990101001001-W-2026-0003", "Entry 1025, alert 990101001001-W-2026-0003"),
            explain_href: "/desk/alerts/990101001001-W-2026-0003".to_owned(),
            changed: Vec::new(),
            case_href: "/desk/cases/990101001001-C2-2026-0001".to_owned(),
            back: frame.say("refusal-back").to_string(),
            frame,
        }
    }

    /// A refusal that is no violation: nobody was warned.
    pub(crate) fn sample_slip(frame: Frame) -> Self {
        let words = sample::say(&frame, "别人刚刚已经办了这一步。", "Somebody else has just done this step.");
        Self {
            words,
            told: Vec::new(),
            entry: String::new(),
            explain_href: String::new(),
            articles: Vec::new(),
            step: String::new(),
            changed: sample::record(&frame).into_iter().take(1).collect(),
            ..Self::sample(frame)
        }
    }
}
