//! How an affair goes: the chart, the steps with who takes them and what they need, the numbers, what is promised.

use crate::flow::FlowChart;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Html, Line};
use crate::sample;
use crate::show::{State, Tag};
use askama::Template;

/// What stops somebody from taking a step.
pub(crate) struct Stopped {
    pub(crate) when: String,
    pub(crate) ground: String,
    /// Whether an attempt warns the supervisors; a slip only says what is missing.
    pub(crate) warns: bool,
}

/// A step.
pub(crate) struct StepCard {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) who: String,
    pub(crate) help: String,
    pub(crate) tag: Option<Tag>,
    pub(crate) lines: Vec<Line>,
    pub(crate) stops: Vec<Stopped>,
    pub(crate) ground: String,
}

/// A number that the law or the county sets.
pub(crate) struct Number {
    pub(crate) name: String,
    pub(crate) value: Html,
    pub(crate) ground: String,
}

/// The page.
#[derive(Template)]
#[template(path = "rules/affair.html")]
pub(crate) struct AffairPage {
    pub(crate) frame: Frame,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) purpose: String,
    pub(crate) chart: FlowChart,
    pub(crate) steps: Vec<StepCard>,
    pub(crate) promises: Vec<String>,
    pub(crate) numbers: Vec<Number>,
    pub(crate) disclosed: Vec<String>,
    pub(crate) fingerprint: String,
}

impl AffairPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let steps = vec![
            StepCard {
                id: "claim".to_owned(),
                name: say("填报", "Claim"),
                who: say("村委会委员、村文书", "member of the villagers' committee, village clerk"),
                help: say("经手人填写用途和金额，带上发票。", "Whoever handled it fills in what for and how much."),
                tag: None,
                lines: vec![Line::text(say("要交的材料", "Papers"), say("发票照片", "photograph of the invoice"))],
                stops: vec![Stopped {
                    when: say("同一张发票已经报销过", "the invoice was claimed already"),
                    ground: say("《会计法》第14条", "Accounting Law, article 14"),
                    warns: true,
                }],
                ground: say("《会计法》第14条", "Accounting Law, article 14"),
            },
            StepCard {
                id: "decide".to_owned(),
                name: say("村务联席会议商定", "Decision of the joint meeting"),
                who: say("村文书", "village clerk"),
                help: say("到会和票数如实登记。", "Attendance and votes are recorded as they were."),
                tag: Some(Tag::new(State::Notice, say("开会表决", "Meeting"))),
                lines: Vec::new(),
                stops: Vec::new(),
                ground: String::new(),
            },
        ];
        let mut chart = sample::chart(&frame, false);
        chart.nodes.iter_mut().for_each(|node| node.href.clear());
        Self {
            code: "C1".to_owned(),
            name: say("日常开支报销", "Routine expense"),
            purpose: say("村里日常小额开支怎么报销。", "How small running costs are paid."),
            chart,
            steps,
            promises: vec![say("同一张发票不会付两次", "no invoice is paid twice")],
            numbers: vec![Number {
                name: say("报销期限", "Time for a claim"),
                value: Html::text(say("30天", "30 days")),
                ground: say("村级财务制度", "the village's finance rules"),
            }],
            disclosed: vec![say("支出明细", "expenses, item by item")],
            fingerprint: "a1b2c3d4".to_owned(),
            frame,
        }
    }
}
