//! The receipt of an act: its number, its entry in the log, what happens next.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Html;
use crate::sample;
use crate::show::When;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "case/receipt.html")]
pub(crate) struct ReceiptPage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) step: String,
    pub(crate) number: String,
    pub(crate) when: When,
    pub(crate) entry: String,
    pub(crate) next: Vec<Html>,
    pub(crate) case_href: String,
}

impl ReceiptPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            what: say("路灯维修材料", "Parts for street lamps"),
            step: say("填写报销单", "Fill in the expense"),
            number: "990101001001-C1-2026-0007".to_owned(),
            when: sample::moment(&frame, "2026-03-12"),
            entry: "1024".to_owned(),
            next: vec![Html::text(say(
                "由证明人李*接着办理，3月17日（周二）前。",
                "The witness 李* acts next, by Tue 17 March.",
            ))],
            case_href: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            frame,
        }
    }
}
