//! The public record of a case: where it stands, the flow chart, each act with its votes and papers.

use crate::case::mark::Mark;
use crate::case::page::{CasePage, ObjectionLine};
use crate::flow::FlowChart;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Act, Votes};
use crate::sample;
use crate::show::{Amount, Link, State, Tag, Twice};
use askama::Template;

/// The time in which anyone may object.
pub(crate) struct Window {
    /// Until when, and how long that is.
    pub(crate) until: Twice,
    pub(crate) objections: u32,
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "case/record.html")]
pub(crate) struct RecordPage {
    pub(crate) frame: Frame,
    pub(crate) affair: String,
    pub(crate) rules_href: String,
    pub(crate) what: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) tag: Twice,
    pub(crate) sentence: Twice,
    /// The mark of a case in the emergency lane.
    pub(crate) mark: Option<Mark>,
    /// Who stands aside from the step that waits, and who takes it instead.
    pub(crate) aside: Vec<String>,
    /// That the party is an official, or a relative of one; empty where it is not.
    pub(crate) kinship: String,
    /// That money of it came back.
    pub(crate) returned: Vec<String>,
    pub(crate) window: Option<Window>,
    /// The vote that decided the matter: it leads, so that nobody must look for it in the record.
    pub(crate) decision: Option<Votes>,
    pub(crate) chart: FlowChart,
    pub(crate) record: Vec<Act>,
    pub(crate) objections: Vec<ObjectionLine>,
    /// Whom to turn to who is not content with an answer.
    pub(crate) beyond: String,
    pub(crate) number: String,
    pub(crate) entry: String,
    pub(crate) fingerprint: String,
    /// What of it was made public, each with its evidence.
    pub(crate) published: Vec<Link>,
    /// What is said of the papers that are not for everybody.
    pub(crate) kept: String,
    pub(crate) poster_href: String,
    /// The plate for the site; empty where the case is no project.
    pub(crate) plate_href: String,
    /// Under which rules it runs.
    pub(crate) rules: String,
}

impl RecordPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            affair: say("资产出租发包", "Lease of property"),
            rules_href: "/rules/D1".to_owned(),
            what: say("老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            amount: Some(sample::yuan(3_600_000)),
            tag: Tag::new(State::Notice, say("公示中", "Open for objection")).into(),
            sentence: Twice::same(&say(
                "正在公示，3月20日（周五）前都可以提异议。",
                "Open for objection until Fri 20 March.",
            )),
            mark: Some(Mark::sample(&frame)),
            aside: Vec::new(),
            kinship: String::new(),
            returned: Vec::new(),
            window: Some(Window {
                until: Twice::same(&say(
                    "3月20日（周五）前都可以提，还有8天。",
                    "Open until Fri 20 March, 8 days left.",
                )),
                objections: 1,
                href: "/cases/990101001001-D1-2026-0002/objection".to_owned(),
            }),
            decision: sample::record(&frame).into_iter().find_map(|act| act.votes),
            chart: sample::chart(&frame, false),
            record: sample::record(&frame),
            number: "990101001001-D1-2026-0002".to_owned(),
            objections: CasePage::sample(frame.clone())
                .objections
                .into_iter()
                .map(|objection| ObjectionLine { href: String::new(), ..objection })
                .collect(),
            beyond: say(
                "对答复不满意的，可以找乡镇干部孙明德：138 0000 0021。",
                "If the answer does not satisfy you, call the township: 138 0000 0021.",
            ),
            entry: "1024".to_owned(),
            fingerprint: "a1b2c3d4".to_owned(),
            rules: say(
                "本办件按2026年1月1日起采用的规则办（指纹0f1e2d3c）。",
                "This case follows the rules of 1 January 2026 (fingerprint 0f1e2d3c).",
            ),
            published: vec![Link::new(
                frame.say("published-one").put("day", sample::day(&frame, "2026-03-12").words).put("entry", 1_024),
                "/log/publications/1024",
            )],
            kept: frame.say("papers-sign-in").to_string(),
            poster_href: "/cases/990101001001-D1-2026-0002/poster".to_owned(),
            plate_href: "/cases/990101001001-F2-2026-0002/plate.pdf".to_owned(),
            frame,
        }
    }

    /// A case that has only begun.
    pub(crate) fn sample_begun(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        page.window = None;
        page.mark = None;
        page.decision = None;
        page.amount = None;
        page.record.truncate(1);
        page.chart.nodes.truncate(2);
        page
    }
}
