//! The village page: this month, what is open for objection, party, village, finance, and whom to telephone.

use crate::case::mark::Mark;
use crate::frame::{Contact, Frame};
use crate::icon::Icon;
use crate::part::{Html, Subject};
use crate::sample;
use crate::show::{Amount, Link, State, Tag, Twice};
use askama::Template;

/// The month's three figures.
pub(crate) struct Month {
    pub(crate) name: String,
    /// Paid this month.
    pub(crate) spent: Html,
    /// Paid last month.
    pub(crate) before: Html,
    /// Paid this year.
    pub(crate) year: Html,
    /// Until when the figures are complete.
    pub(crate) fresh: String,
    /// What the last closed month of the books says.
    pub(crate) books: Option<MonthBooks>,
    /// The figures that are not there, each in its place.
    pub(crate) missing: Vec<Tag>,
    pub(crate) href: String,
}

/// What a closed month brought in, and what was left at its end.
pub(crate) struct MonthBooks {
    pub(crate) income: String,
    pub(crate) income_fen: Html,
    pub(crate) left: String,
    pub(crate) left_fen: Html,
    pub(crate) href: String,
}

impl MonthBooks {
    fn sample(frame: &Frame) -> Self {
        let month = sample::say(frame, "2月", "February");
        Self {
            income: frame.say("books-month-income").put("month", month.as_str()).to_string(),
            income_fen: sample::yuan(1_230_000).into(),
            left: frame.say("books-month-left").put("month", month.as_str()).to_string(),
            left_fen: sample::yuan(186_420_355).into(),
            href: "/v/990101001001/books".to_owned(),
        }
    }
}

/// Something that a villager may object to now.
pub(crate) struct OpenItem {
    pub(crate) what: String,
    pub(crate) amount: Option<Amount>,
    /// Until when, and how long that is.
    pub(crate) until: Twice,
    pub(crate) href: String,
}

/// A case in the emergency lane, with its mark.
pub(crate) struct EmergencyItem {
    pub(crate) what: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) mark: Mark,
    pub(crate) href: String,
}

impl OpenItem {
    fn sample(frame: &Frame) -> Self {
        Self {
            what: sample::say(frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            amount: Some(sample::yuan(3_600_000)),
            until: Twice::same(&sample::say(frame, "3月20日（周五）前，还有8天", "until Fri 20 March, 8 days left")),
            href: "/cases/990101001001-D1-2026-0002".to_owned(),
        }
    }
}

impl EmergencyItem {
    fn sample(frame: &Frame) -> Self {
        Self {
            what: sample::say(frame, "堤岸抢险沙袋", "Sandbags for the dyke"),
            amount: Some(sample::yuan(2_800_000)),
            mark: Mark::sample(frame),
            href: "/cases/990101001001-F3-2026-0003".to_owned(),
        }
    }
}

/// Party, village or finance, with what is new and what is missing.
pub(crate) struct Row {
    pub(crate) subject: Subject,
    pub(crate) news: String,
    pub(crate) missing: Vec<Tag>,
    pub(crate) href: String,
}

/// A line of a shelf: a project, a contract, a use of the seal.
pub(crate) struct ShelfItem {
    pub(crate) what: String,
    pub(crate) where_it_stands: String,
    pub(crate) amount: Option<Amount>,
    pub(crate) href: String,
}

pub(crate) struct Shelf {
    pub(crate) subject: Subject,
    pub(crate) items: Vec<ShelfItem>,
    /// The whole list.
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "village/page.html")]
pub(crate) struct VillagePage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) township: String,
    pub(crate) month: Month,
    /// What was done first and is still to be made up, or never was.
    pub(crate) emergencies: Vec<EmergencyItem>,
    pub(crate) open: Vec<OpenItem>,
    pub(crate) rows: Vec<Row>,
    pub(crate) shelves: Vec<Shelf>,
    pub(crate) people: Vec<Contact>,
    pub(crate) posts_href: String,
    pub(crate) poster_href: String,
    pub(crate) search_href: String,
    /// How things are done, in pictures.
    pub(crate) how_href: String,
    /// The disclosure board, and how many items are late there.
    pub(crate) board: Link,
    pub(crate) board_tag: Tag,
    /// How many delegations are in force, and where they stand.
    pub(crate) delegated: String,
    pub(crate) delegations_href: String,
}

impl Month {
    fn sample(frame: &Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(frame, zh, en);
        Self {
            name: say("2026年3月", "March 2026"),
            spent: sample::yuan(3_184_650).into(),
            before: sample::yuan(5_260_000).into(),
            year: sample::yuan(48_620_355).into(),
            fresh: say("截至3月12日（周四）9:05", "As of Thu 12 March 9:05"),
            books: Some(MonthBooks::sample(frame)),
            missing: Vec::new(),
            href: "/v/990101001001/finance".to_owned(),
        }
    }
}

impl VillagePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let month = Month::sample(&frame);
        let rows = vec![
            Row {
                subject: Subject::Party,
                news: say("本月新公开1项：支部党员大会决议", "1 new: resolution of the party members' meeting"),
                missing: Vec::new(),
                href: "/v/990101001001/party".to_owned(),
            },
            Row {
                subject: Subject::Affairs,
                news: say("本月新公开3项，最新：停车场扩建表决通过", "3 new, latest: the car park was voted through"),
                missing: vec![Tag::new(
                    State::Yellow,
                    say(
                        "2月村务监督报告未公开，3月10日起逾期2天",
                        "February's supervision report is missing since 10 March",
                    ),
                )],
                href: "/v/990101001001/affairs".to_owned(),
            },
            Row {
                subject: Subject::Finance,
                news: say("本月支出14笔，收入2笔", "14 payments and 2 receipts this month"),
                missing: Vec::new(),
                href: month.href.clone(),
            },
        ];
        let shelves = vec![
            Shelf {
                subject: Subject::Projects,
                items: Self::sample_items(&frame),
                href: "/v/990101001001/projects".to_owned(),
            },
            Shelf {
                subject: Subject::Contracts,
                items: Self::sample_items(&frame).into_iter().take(1).collect(),
                href: "/v/990101001001/contracts".to_owned(),
            },
            Shelf { subject: Subject::Seal, items: Vec::new(), href: "/v/990101001001/seal".to_owned() },
        ];
        Self {
            name: "柳湾村".to_owned(),
            township: "清和县青溪镇".to_owned(),
            month,
            emergencies: vec![EmergencyItem::sample(&frame)],
            open: vec![OpenItem::sample(&frame)],
            rows,
            shelves,
            people: sample::people(&frame),
            posts_href: "/v/990101001001/who".to_owned(),
            poster_href: "/v/990101001001/poster".to_owned(),
            search_href: "/v/990101001001/search".to_owned(),
            how_href: "/v/990101001001/how".to_owned(),
            board: Link::new(frame.say("board-title"), "/v/990101001001/disclosures"),
            board_tag: Tag::new(State::Orange, frame.say("board-late-many").put("count", 3)),
            delegated: frame.say("delegations-many").put("count", 1).to_string(),
            delegations_href: "/v/990101001001/delegations".to_owned(),
            frame,
        }
    }

    fn sample_items(frame: &Frame) -> Vec<ShelfItem> {
        let item = |zh: &str, en: &str, fen, state: (&str, &str)| ShelfItem {
            what: sample::say(frame, zh, en),
            where_it_stands: sample::say(frame, state.0, state.1),
            amount: Some(sample::yuan(fen)),
            href: "/cases/990101001001-F1-2026-0001".to_owned(),
        };
        vec![
            item("村口停车场扩建", "Car park at the village gate", 8_640_000, ("已签合同", "Contract signed")),
            item(
                "上坞自然村至石桥自然村机耕路路面硬化及排水沟修复工程（二期）",
                "Hard surface of the farm road from Shangwu to Shiqiao hamlet with repair of its ditches (second part)",
                128_460_000,
                ("等待村民代表会议表决", "Waiting for the representatives' vote"),
            ),
        ]
    }

    /// A village without a single record.
    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        page.open.clear();
        page.emergencies.clear();
        for row in &mut page.rows {
            row.news = page.frame.say("row-none").to_string();
            row.missing.clear();
        }
        for shelf in &mut page.shelves {
            shelf.items.clear();
        }
        page.month.spent = sample::yuan(0).into();
        page.month.before = sample::yuan(0).into();
        page.month.year = sample::yuan(0).into();
        page.frame.help = None;
        page.frame.watch = None;
        page
    }
}
