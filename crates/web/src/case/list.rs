//! The officials' list of cases, with filters as links and columns that sort.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Filter, Pager};
use crate::sample;
use crate::show::{Amount, State, Tag, When};
use askama::Template;

/// A row.
pub(crate) struct CaseRow {
    pub(crate) what: String,
    pub(crate) href: String,
    pub(crate) affair: String,
    pub(crate) number: String,
    pub(crate) village: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) tag: Tag,
    pub(crate) step: String,
    pub(crate) due: String,
    pub(crate) moved: When,
}

/// A column; one that sorts has an address, the sorted one says `ascending` or `descending`.
pub(crate) struct Column {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) sorted: &'static str,
    pub(crate) numeric: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "case/list.html")]
pub(crate) struct CaseListPage {
    pub(crate) frame: Frame,
    pub(crate) filters: Vec<Filter>,
    pub(crate) columns: Vec<Column>,
    pub(crate) cases: Vec<CaseRow>,
    pub(crate) empty: Empty,
    pub(crate) pager: Pager,
}

impl CaseListPage {
    /// The columns' heads, in order; `sorted` names the one that the list is sorted by.
    pub(crate) fn columns(frame: &Frame, sorted: &str, descending: bool, address: &str) -> Vec<Column> {
        let direction = if descending { "descending" } else { "ascending" };
        ["what", "village", "amount", "step", "due", "moved"]
            .into_iter()
            .map(|name| {
                let words = match name {
                    "what" => frame.say("column-what"),
                    "village" => frame.say("column-village"),
                    "amount" => frame.say("column-amount"),
                    "step" => frame.say("column-step"),
                    "due" => frame.say("column-due"),
                    _ => frame.say("column-moved"),
                };
                let back = if name == sorted && !descending { "&descending=yes" } else { "" };
                Column {
                    words: words.to_string(),
                    href: format!("{address}sort={name}{back}"),
                    sorted: if name == sorted { direction } else { "" },
                    numeric: name == "amount",
                }
            })
            .collect()
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let case = |zh: &str, en: &str, affair: (&str, &str), fen, state, word: (&str, &str)| CaseRow {
            what: sample::say(&frame, zh, en),
            href: "/desk/cases/990101001001-D1-2026-0002".to_owned(),
            affair: sample::say(&frame, affair.0, affair.1),
            number: "990101001001-D1-2026-0002".to_owned(),
            village: "柳湾村".to_owned(),
            amount: fen,
            tag: Tag::new(state, sample::say(&frame, word.0, word.1)),
            step: sample::say(&frame, "村民代表会议表决", "Representatives' meeting"),
            due: sample::say(&frame, "3月20日（周五），还有8天", "Fri 20 March, 8 days left"),
            moved: sample::day(&frame, "2026-03-10"),
        };
        let lease = ("资产出租发包", "Lease of property");
        let cases = vec![
            case(
                "老粮站房屋出租",
                "Lease of the old grain store",
                lease,
                Some(sample::yuan(3_600_000)),
                State::Notice,
                ("公示中", "Open for objection"),
            ),
            case(
                "路灯维修材料",
                "Parts for street lamps",
                ("日常开支报销", "Routine expense"),
                Some(sample::yuan(128_650)),
                State::Done,
                ("已办结", "Ended"),
            ),
            case(
                "上坞自然村至石桥自然村机耕路路面硬化及排水沟修复工程（二期）",
                "Hard surface of the farm road from Shangwu to Shiqiao (second part)",
                ("小微工程", "Small project"),
                Some(sample::yuan(128_460_000)),
                State::Orange,
                ("逾期2天", "2 days overdue"),
            ),
            case(
                "在贷款担保书上用印",
                "Seal on a loan guarantee",
                ("印章使用", "Seal use"),
                None,
                State::Red,
                ("被拒绝", "Refused"),
            ),
        ];
        Self {
            filters: sample::filters(&frame),
            columns: Self::columns(&frame, "moved", true, "/desk/cases?"),
            cases,
            empty: Empty::default(),
            pager: Pager::new("/desk/cases?page=", 1, 50, 120),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { cases: Vec::new(), empty: sample::empty(&frame), pager: Pager::default(), ..Self::sample(frame) }
    }

    pub(crate) fn sample_many(frame: Frame) -> Self {
        let cases = (0..125).flat_map(|_| Self::sample(frame.clone()).cases).collect();
        Self { cases, ..Self::sample(frame) }
    }
}
