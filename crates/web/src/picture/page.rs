//! An affair in pictures, for a village.

use super::Pictogram;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// A step under a picture, for who wants to know more.
pub(crate) struct StepLine {
    pub(crate) name: String,
    pub(crate) who: String,
    pub(crate) help: String,
    /// The time it may take; empty when none is set.
    pub(crate) limit: String,
    /// What is to be brought; empty when nothing.
    pub(crate) papers: String,
    /// Which matters need it; empty when all do.
    pub(crate) sometimes: String,
}

/// A picture with its few words.
pub(crate) struct Picture {
    pub(crate) drawing: Pictogram,
    pub(crate) caption: String,
    pub(crate) who: String,
    pub(crate) time: String,
    /// Which matters need the whole picture; empty when all do.
    pub(crate) sometimes: String,
    /// Whether it is the emergency lane: beside the ordinary road, not a step of it.
    pub(crate) aside: bool,
    pub(crate) steps: Vec<StepLine>,
}

/// The page.
#[derive(Template)]
#[template(path = "picture/page.html")]
pub(crate) struct PicturePage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) name: String,
    pub(crate) purpose: String,
    pub(crate) pictures: Vec<Picture>,
    /// How long such matters take here, in one sentence.
    pub(crate) usual: String,
    pub(crate) rules_href: String,
    pub(crate) sheet_href: String,
    pub(crate) bpmn_href: String,
}

impl PicturePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let only = |when: bool| {
            let words = say("金额超过2,000元", "more than 2,000 yuan");
            if when { frame.say("picture-only").put("when", words).to_string() } else { String::new() }
        };
        let step = |name: (&str, &str), who: (&str, &str), sometimes: bool| StepLine {
            name: say(name.0, name.1),
            who: say(who.0, who.1),
            help: say("经手人填写用途和金额，带上发票。", "Fill in what for and how much; bring the invoice."),
            limit: say("5个工作日内", "within 5 working days"),
            papers: say("发票照片", "photograph of the invoice"),
            sometimes: only(sometimes),
        };
        let picture = |drawing: Pictogram, who: (&str, &str), time: String, steps| Picture {
            caption: frame.say(drawing.key()).to_string(),
            drawing,
            who: say(who.0, who.1),
            time,
            sometimes: only(drawing == Pictogram::Meeting),
            aside: false,
            steps,
        };
        let five = || say("5个工作日内", "within 5 working days");
        let clerk = ("村文书", "village clerk");
        let pictures = vec![
            picture(Pictogram::Claim, clerk, String::new(), vec![step(("填报", "Claim"), clerk, false)]),
            picture(Pictogram::Witness, ("村民代表", "representative"), five(), vec![]),
            picture(
                Pictogram::Meeting,
                ("村“两委”", "the two committees"),
                five(),
                vec![step(("村务联席会议商定", "Joint meeting"), clerk, true)],
            ),
            picture(Pictogram::Sign, ("村党组织书记", "party secretary"), five(), vec![]),
            picture(Pictogram::Pay, ("代理出纳", "agency cashier"), five(), vec![]),
            picture(Pictogram::Publish, ("人人可看", "everybody can look"), String::new(), vec![]),
        ];
        Self {
            village: "柳湾村".to_owned(),
            name: say("日常开支报销", "Routine expense"),
            purpose: say("村里日常小额开支怎么报销。", "How small running costs are paid."),
            usual: say(
                "我们村这类事平均12个工作日办完（最近一年9件）。",
                "Here it takes 12 working days on average (9 last year).",
            ),
            rules_href: "/rules/C1".to_owned(),
            sheet_href: "/v/990101001001/how/C1/sheet".to_owned(),
            bpmn_href: "/rules/C1/bpmn".to_owned(),
            pictures,
            frame,
        }
    }
}
