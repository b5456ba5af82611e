//! A form that would be refused if it were sent: nothing was sent yet, and the way back comes first.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Line, Paper};
use crate::sample;
use crate::told::Teller;
use askama::Template;
use village::Refusal;

/// The page.
#[derive(Template)]
#[template(path = "case/foretold.html")]
pub(crate) struct ForetoldPage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) step: String,
    pub(crate) words: String,
    pub(crate) articles: Vec<String>,
    pub(crate) next: String,
    /// Who would be told of the attempt.
    pub(crate) warned: Vec<String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) papers: Vec<Paper>,
    /// Where to go back to when nothing that is filled in would change it; empty when the form can be put right.
    pub(crate) home: String,
    pub(crate) action: String,
    pub(crate) key: String,
    /// Everything that was answered, to be sent all the same or put right.
    pub(crate) answers: Vec<(String, String)>,
}

impl ForetoldPage {
    /// Of a refusal with those who would be warned, and of a form with its address and its mark.
    pub(crate) fn of(
        frame: Frame,
        teller: &Teller,
        (what, step): (String, String),
        (refusal, warned): (&Refusal, Vec<String>),
        (action, key, answers): (String, String, Vec<(String, String)>),
    ) -> Self {
        Self {
            words: teller.words(&refusal.words),
            articles: refusal.articles.iter().map(|article| teller.words(&article.words())).collect(),
            next: teller.words(&refusal.next),
            lines: Vec::new(),
            papers: Vec::new(),
            home: String::new(),
            frame,
            what,
            step,
            warned,
            action,
            key,
            answers,
        }
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            what: say("路灯维修材料", "Parts for street lamps"),
            step: say("填写报销单", "Fill in the expense"),
            words: say(
                "报销金额100,000,000.00元超过日常开支的上限10,000.00元，要走大额资金使用。",
                "100,000,000.00 yuan is more than a routine expense may be (10,000.00); it is a large payment.",
            ),
            articles: vec![say(
                "《浙江省农村集体资产管理条例》第25条",
                "Zhejiang rules on rural collective assets, article 25",
            )],
            next: say(
                "请核对金额；确实这么多的，按“大额资金使用”办。",
                "Check the amount; if it is right, begin a large payment.",
            ),
            warned: vec![
                say("柳湾村 · 村务监督委员会主任 李秀英", "柳湾村 · supervision director 李秀英"),
                say("青溪镇 · 乡镇纪检干部 周明", "青溪镇 · township discipline officer 周明"),
            ],
            lines: vec![
                Line::new(say("金额", "Amount"), sample::yuan(10_000_000_000)),
                Line::text(say("用途", "What for"), say("更换村道路灯12盏", "Twelve new lamps for the village road")),
            ],
            papers: sample::papers(&frame),
            home: String::new(),
            action: "/desk/cases/990101001001-C1-2026-0007/acts/fill/send".to_owned(),
            key: "k0001".to_owned(),
            answers: vec![("amount".to_owned(), "100000000".to_owned())],
            frame,
        }
    }

    /// One that nothing in the form would change.
    pub(crate) fn sample_certain(frame: Frame) -> Self {
        let page = Self::sample(frame);
        let say = |zh: &str, en: &str| sample::say(&page.frame, zh, en);
        Self {
            words: say(
                "还不能办“付款”：前面的“监督审核”还没有办。",
                "“Pay” cannot be done yet: “Check” has not been done.",
            ),
            next: say("先办“监督审核”。", "“Check” comes first."),
            home: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            lines: Vec::new(),
            papers: Vec::new(),
            ..page
        }
    }
}
