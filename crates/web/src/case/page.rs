//! The officials' page of a case: where it stands, the flow chart, what you can do now, the record.

use crate::case::mark::Mark;
use crate::flow::FlowChart;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Act, Line};
use crate::sample;
use crate::show::{Amount, Link, State, Tag, Twice, When};
use askama::Template;

/// An act that this person can take now.
pub(crate) struct OpenAct {
    pub(crate) name: String,
    pub(crate) help: String,
    pub(crate) href: String,
    /// Why it cannot go on yet, and from when; empty when it can be done now.
    pub(crate) waits: String,
}

/// An objection, with its answer or the way to give one.
pub(crate) struct ObjectionLine {
    pub(crate) number: String,
    pub(crate) tag: Tag,
    pub(crate) text: String,
    pub(crate) when: When,
    pub(crate) answer: String,
    /// Who answered, and who reviewed the answer.
    pub(crate) who: Vec<String>,
    /// Why an answer was sent back.
    pub(crate) sent_back: String,
    /// How to reach who lodged it; for those who handle the case only.
    pub(crate) contact: String,
    pub(crate) href: String,
    /// What the link does.
    pub(crate) go: String,
    /// Why this reader cannot do it.
    pub(crate) why: String,
}

impl ObjectionLine {
    fn sample(frame: &Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(frame, zh, en);
        Self {
            number: "Y-0001".to_owned(),
            tag: Tag::new(State::Yellow, say("待答复，还有3天", "To be answered, 3 days left")),
            text: say("底价比去年低，请说明怎么定的。", "The floor price is lower than last year's. How was it set?"),
            when: sample::day(frame, "2026-03-11"),
            answer: String::new(),
            contact: String::new(),
            href: "/desk/objections/Y-0001".to_owned(),
            who: Vec::new(),
            sent_back: String::new(),
            go: say("答复这条异议", "Answer this objection"),
            why: String::new(),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "case/page.html")]
pub(crate) struct CasePage {
    pub(crate) frame: Frame,
    pub(crate) affair: String,
    pub(crate) village: String,
    pub(crate) number: String,
    pub(crate) what: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) tag: Tag,
    pub(crate) sentence: Twice,
    /// The mark of a case in the emergency lane.
    pub(crate) mark: Option<Mark>,
    /// Who stands aside from the step that waits, and who takes it instead.
    pub(crate) aside: Vec<String>,
    pub(crate) chart: FlowChart,
    pub(crate) acts: Vec<OpenAct>,
    /// Said when there is nothing that this person can do now: who is to act.
    pub(crate) now_none: String,
    /// Steps that come later; each leads to why it cannot be taken yet.
    pub(crate) later: Vec<Link>,
    pub(crate) objections: Vec<ObjectionLine>,
    /// Whom to turn to who is not content with an answer.
    pub(crate) beyond: String,
    pub(crate) facts: Vec<Line>,
    pub(crate) record: Vec<Act>,
    pub(crate) public_href: String,
    /// Where this person may correct the record.
    pub(crate) correct_href: String,
    /// Under which rules it runs.
    pub(crate) rules: String,
}

impl CasePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let acts = vec![
            OpenAct {
                name: say("登记会议表决", "Enter the meeting's vote"),
                help: say(
                    "到会三分之二以上、应到三分之二以上同意才算通过",
                    "Two thirds must be present, and two thirds of all must agree",
                ),
                href: "/desk/cases/990101001001-D1-2026-0002/acts/meeting".to_owned(),
                waits: String::new(),
            },
            OpenAct {
                name: say("撤回", "Withdraw"),
                help: say("公示期内可以撤回，撤回也会记录", "Possible while it is open; this too is recorded"),
                href: "/desk/cases/990101001001-D1-2026-0002/acts/withdraw".to_owned(),
                waits: String::new(),
            },
        ];
        let objections = vec![ObjectionLine::sample(&frame)];
        let facts = vec![
            Line::text(
                say("标的", "Object"),
                say("老粮站房屋，建筑面积320平方米", "Old grain store, 320 square metres"),
            ),
            Line::text(say("租期", "Term"), say("5年", "5 years")),
            Line::new(say("年租金底价", "Floor price a year"), sample::yuan(3_600_000)),
        ];
        Self {
            affair: say("资产出租发包", "Lease of property"),
            village: "柳湾村".to_owned(),
            number: "990101001001-D1-2026-0002".to_owned(),
            what: say("老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            amount: Some(sample::yuan(3_600_000)),
            tag: Tag::new(State::Notice, say("公示中", "Open for objection")),
            sentence: Twice::same(&say(
                "等待村民代表会议表决，3月20日（周五）前。",
                "Waiting for the representatives' meeting, by Fri 20 March.",
            )),
            mark: Some(Mark::sample(&frame)),
            aside: vec![say(
                "王建国（村党组织书记）是当事人的近亲属，应当回避。",
                "Wang Jianguo (party secretary) is a relative of a party and stands aside.",
            )],
            chart: sample::chart(&frame, true),
            acts,
            now_none: String::new(),
            later: vec![Link::new(
                say("签订合同", "Sign the contract"),
                "/desk/cases/990101001001-D1-2026-0002/acts/sign",
            )],
            objections,
            beyond: String::new(),
            facts,
            record: sample::record(&frame),
            public_href: "/cases/990101001001-D1-2026-0002".to_owned(),
            correct_href: "/desk/cases/990101001001-D1-2026-0002/correct".to_owned(),
            rules: say(
                "本办件按2026年1月1日起采用的规则办（指纹0f1e2d3c）。",
                "This case follows the rules of 1 January 2026 (fingerprint 0f1e2d3c).",
            ),
            frame,
        }
    }

    /// The page for somebody who has nothing to do here now.
    pub(crate) fn sample_onlooker(frame: Frame) -> Self {
        let now_none = sample::say(
            &frame,
            "现在由村民代表会议召集人（王*）办理，您不用做什么。",
            "The convener of the representatives' meeting (王*) acts next; there is nothing for you to do.",
        );
        let mut page = Self {
            acts: Vec::new(),
            objections: Vec::new(),
            beyond: String::new(),
            facts: Vec::new(),
            now_none,
            amount: None,
            mark: None,
            aside: Vec::new(),
            ..Self::sample(frame)
        };
        page.record.truncate(1);
        page
    }
}
