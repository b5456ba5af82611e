//! Check your answers, before an act that cannot be taken back.

use crate::foresee::Consequence;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Line, Paper, Votes};
use crate::sample;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "case/check.html")]
pub(crate) struct CheckPage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) step: String,
    pub(crate) lines: Vec<Line>,
    /// What differs from the invoices that were read.
    pub(crate) differs: Vec<String>,
    pub(crate) votes: Option<Votes>,
    pub(crate) papers: Vec<Paper>,
    /// What will happen when it is sent.
    pub(crate) then: Vec<Consequence>,
    pub(crate) action: String,
    pub(crate) key: String,
    /// Everything that was answered, to be sent again unchanged.
    pub(crate) answers: Vec<(String, String)>,
}

impl CheckPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            what: say("路灯维修材料", "Parts for street lamps"),
            step: say("填写报销单", "Fill in the expense"),
            lines: vec![
                Line::new(say("金额", "Amount"), sample::yuan(128_650)),
                Line::text(say("大写", "In capitals"), "壹仟贰佰捌拾陆元伍角整"),
                Line::text(say("用途", "What for"), say("更换村道路灯12盏", "Twelve new lamps for the village road")),
            ],
            differs: vec![say(
                "金额（元）：发票上是1,286.00，与这里填的不同，请核对。",
                "Amount: the invoice says 1,286.00, which differs.",
            )],
            votes: Some(sample::votes(&frame)),
            papers: sample::papers(&frame),
            then: Consequence::sample(&frame),
            action: "/desk/cases/990101001001-C1-2026-0007/acts/fill/send".to_owned(),
            key: "k0001".to_owned(),
            answers: vec![("amount".to_owned(), "1286.50".to_owned())],
            frame,
        }
    }
}
