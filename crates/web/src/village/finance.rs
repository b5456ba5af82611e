//! What came in and what went out: a tap on a line opens its account, papers and decision.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Pager, Paper, Switch};
use crate::sample;
use crate::show::{Link, State, Tag, When};
use askama::Template;

/// One movement of money.
pub(crate) struct MoneyLine {
    pub(crate) when: When,
    pub(crate) what: String,
    /// What for, when the title does not say it.
    pub(crate) purpose: String,
    pub(crate) amount: Html,
    /// That the money came back; empty when it did not.
    pub(crate) returned: String,
    pub(crate) about: Vec<Line>,
    pub(crate) papers: Vec<Paper>,
    /// That there are papers for the village's own people.
    pub(crate) kept: String,
    /// The case in which it was decided.
    pub(crate) href: String,
    /// Where to ask about it; empty when it is no longer open.
    pub(crate) ask_href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "village/finance.html")]
pub(crate) struct FinancePage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) months: Vec<Switch>,
    pub(crate) income: Html,
    /// What money was left at the end of the month, once it is closed.
    pub(crate) left: Html,
    pub(crate) spent: Html,
    pub(crate) missing: Vec<Tag>,
    /// What the catalogue asks for and is not there.
    pub(crate) unpublished: Vec<Tag>,
    pub(crate) lines: Vec<MoneyLine>,
    pub(crate) empty: Empty,
    /// The books, where months are closed.
    pub(crate) books_href: String,
    /// The village's property.
    pub(crate) budget_href: String,
    /// That no budget was decided for this year; none where one was.
    pub(crate) no_budget: Option<Tag>,
    pub(crate) assets_href: String,
    pub(crate) plots_href: String,
    pub(crate) members_href: String,
    /// What of the month there is to print, once it is closed.
    pub(crate) sheets: Vec<Link>,
    pub(crate) pager: Pager,
}

impl FinancePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |zh: &str, en: &str, day: &str, fen: i64| MoneyLine {
            when: sample::day(&frame, day),
            what: sample::say(&frame, zh, en),
            purpose: sample::say(&frame, "6套，每套214.40元", "6 sets at ¥214.40"),
            amount: sample::yuan(fen).into(),
            returned: String::new(),
            about: vec![
                Line::text(sample::say(&frame, "收款人", "Paid to"), "清和县恒达建材经营部"),
                Line::text(
                    sample::say(&frame, "经手、证明、审批", "Handled, witnessed, approved by"),
                    "王*、李*、陈**",
                ),
                Line::text(
                    sample::say(&frame, "监督", "Checked by"),
                    sample::say(&frame, "村务监督委员会 3月10日", "Supervision committee, 10 March"),
                ),
            ],
            papers: sample::papers(&frame),
            kept: frame.say("papers-sign-in").to_string(),
            href: "/cases/990101001001-C1-2026-0007".to_owned(),
            ask_href: "/cases/990101001001-C1-2026-0007/objection".to_owned(),
        };
        let lines = vec![
            line("路灯维修材料", "Parts for repairing street lamps", "2026-03-10", -128_650),
            line("老粮站租金（第一季度）", "Rent of the old grain store, first quarter", "2026-03-06", 900_000),
            line(
                "上坞自然村至石桥自然村机耕路路面硬化工程第二期进度款",
                "Second progress payment for the hard surface of the farm road from Shangwu to Shiqiao",
                "2026-03-03",
                -112_846_000,
            ),
        ];
        Self {
            name: "柳湾村".to_owned(),
            months: sample::months(&frame),
            income: sample::yuan(1_230_000).into(),
            left: sample::yuan(186_420_355).into(),
            spent: sample::yuan(112_974_650).into(),
            missing: Vec::new(),
            unpublished: vec![Tag::new(
                State::Yellow,
                sample::say(&frame, "收入明细：2026年2月的没有公开", "Income: February 2026 is missing"),
            )],
            lines,
            empty: Empty::default(),
            books_href: "/v/990101001001/books".to_owned(),
            budget_href: "/v/990101001001/budget".to_owned(),
            no_budget: None,
            assets_href: "/v/990101001001/assets".to_owned(),
            plots_href: "/v/990101001001/plots".to_owned(),
            members_href: "/v/990101001001/members".to_owned(),
            sheets: vec![Link::new(frame.say("print-board"), "/v/990101001001/print/board.pdf")],
            pager: Pager::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self {
            no_budget: Some(Tag::new(State::Orange, frame.say("budget-none").put("year", "2026"))),
            lines: Vec::new(),
            empty,
            income: sample::yuan(0).into(),
            spent: sample::yuan(0).into(),
            ..Self::sample(frame)
        }
    }
}
