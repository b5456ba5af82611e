//! A contract's whole money on one page.

use crate::contract::bar::bar;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Html, Line};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// An instalment.
pub(crate) struct ScheduleLine {
    pub(crate) number: i64,
    pub(crate) due: Html,
    pub(crate) amount: Html,
    pub(crate) settled: Html,
    pub(crate) owed: Html,
    pub(crate) tag: Option<Tag>,
    /// The voucher by which it was posted; empty where there is none.
    pub(crate) href: String,
}

/// A payment.
pub(crate) struct PaidLine {
    pub(crate) when: Html,
    pub(crate) what: String,
    pub(crate) amount: Html,
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "contract/page.html")]
pub(crate) struct ContractPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) tags: Vec<Tag>,
    /// What is wrong with it, in a sentence each.
    pub(crate) warnings: Vec<String>,
    pub(crate) about: Vec<Line>,
    pub(crate) sums: Vec<Line>,
    pub(crate) bar: Html,
    pub(crate) lines: Vec<ScheduleLine>,
    pub(crate) paid: Vec<PaidLine>,
    pub(crate) changes: Vec<Link>,
    pub(crate) links: Vec<Link>,
}

impl ContractPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let yuan = |fen: i64| Html::from(sample::yuan(fen));
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let text = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        let line = |number, due: &str, settled, tag: Option<Tag>| ScheduleLine {
            number,
            due: sample::day(&frame, due).into(),
            amount: yuan(600_000),
            settled: yuan(settled),
            owed: yuan(600_000 - settled),
            tag,
            href: "/desk/books/990101001001-2026-03-T0001".to_owned(),
        };
        Self {
            village: "柳湾村".to_owned(),
            title: say("老粮站店面三间", "Three shops in the old grain store"),
            tags: vec![Tag::new(State::Orange, say("橙色欠款", "Arrears, orange"))],
            warnings: vec![say(
                "租期超过二十年，2046年3月31日以后无效",
                "Longer than twenty years: void after 31 March 2046",
            )],
            about: vec![text("contract-party", "青溪米业有限公司"), text("contract-number", "CZ-2026-01")],
            sums: vec![
                Line::new(frame.say("contract-total"), yuan(1_200_000)),
                Line::new(frame.say("contract-settled"), yuan(600_000)),
                Line::new(frame.say("contract-overdue"), yuan(600_000)),
            ],
            bar: bar(600_000, 600_000, 1_200_000),
            lines: vec![
                line(1, "2025-04-01", 600_000, Some(Tag::new(State::Done, say("已付清", "Paid")))),
                line(2, "2026-02-01", 0, Some(Tag::new(State::Orange, say("已拖42天", "42 days overdue")))),
            ],
            paid: vec![PaidLine {
                when: sample::day(&frame, "2025-04-03").into(),
                what: say("第1期", "Instalment 1"),
                amount: yuan(600_000),
                href: "/desk/books/990101001001-2026-03-R0001".to_owned(),
            }],
            changes: Vec::new(),
            links: vec![Link::new(frame.say("contract-file"), "/desk/contracts/1/filing")],
            frame,
        }
    }
}
