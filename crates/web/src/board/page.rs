//! The pages of the board.

use crate::board::content::{Said, SaidFigure, SaidRow, SaidTable};
use crate::board::differ::Difference;
use crate::copy::shown::Shown;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Line, Switch};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// An item in its place.
pub(crate) struct ItemRow {
    pub(crate) name: String,
    /// How often and for whom.
    pub(crate) often: String,
    pub(crate) tag: Tag,
    /// The latest that is public, or what happens as it happens.
    pub(crate) news: String,
    pub(crate) href: String,
}

/// The items of a subject.
pub(crate) struct ItemGroup {
    pub(crate) id: &'static str,
    pub(crate) icon: Icon,
    pub(crate) name: String,
    pub(crate) rows: Vec<ItemRow>,
}

/// The board: every item of the catalogue.
#[derive(Template)]
#[template(path = "board/board.html")]
pub(crate) struct BoardPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    /// How many items are due by now and how many of them are public.
    pub(crate) sums: Vec<Line>,
    pub(crate) groups: Vec<ItemGroup>,
    pub(crate) asked: Link,
    pub(crate) inspections_href: String,
    /// What is read over the loudspeaker.
    pub(crate) script_href: String,
    /// Where calendars and other people's programs fetch the same.
    pub(crate) machines: Vec<Link>,
}

/// Where the board is fetched by programs: the calendar, by its name; the feeds; the interface.
pub(crate) fn machines((calendar, data): (&str, &str), village: &str) -> Vec<Link> {
    vec![
        Link::new(data, format!("{village}/data")),
        Link::new(calendar, format!("{village}/calendar.ics")),
        Link::new("RSS", format!("{village}/feed.xml")),
        Link::new("JSON Feed", format!("{village}/feed.json")),
        Link::new("API", "/api"),
    ]
}

/// One item: what it is and every time that it covers.
#[derive(Template)]
#[template(path = "board/item.html")]
pub(crate) struct ItemPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) village: String,
    pub(crate) holds: String,
    pub(crate) about: Vec<Line>,
    pub(crate) slots: Vec<SlotRow>,
    /// The cases that made something public of it as it happened.
    pub(crate) cases: Vec<CaseLine>,
    pub(crate) empty: Empty,
}

/// A time that an item covers.
pub(crate) struct SlotRow {
    pub(crate) term: String,
    pub(crate) tag: Tag,
    /// Where it can be read; empty where it cannot.
    pub(crate) href: String,
}

/// What a case made public.
pub(crate) struct CaseLine {
    pub(crate) what: String,
    pub(crate) when: String,
    pub(crate) href: String,
}

/// A question with its answer.
pub(crate) struct QuestionCard {
    pub(crate) number: String,
    pub(crate) tag: Tag,
    /// What it is about.
    pub(crate) line: String,
    pub(crate) about_href: String,
    pub(crate) words: String,
    pub(crate) when: String,
    pub(crate) answer: String,
    pub(crate) who: String,
    /// Where it is answered or hidden, on the desk.
    pub(crate) href: String,
    pub(crate) go: String,
}

/// The pictures below what an item says.
#[derive(Default)]
pub(crate) struct Pictures {
    /// The papers of its lines that everybody may see.
    pub(crate) copies: Vec<Shown>,
    /// That it hangs on the wall.
    pub(crate) photos: Vec<Shown>,
}

/// What is public of an item for a time.
#[derive(Template)]
#[template(path = "board/slot.html")]
pub(crate) struct SlotPage {
    pub(crate) frame: Frame,
    pub(crate) pictures: Pictures,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) term: String,
    pub(crate) tag: Tag,
    /// Why it cannot be read here; empty where it can.
    pub(crate) closed: String,
    /// That books or cases have changed since; empty where they have not.
    pub(crate) outdated: String,
    /// Why there is nothing, or why it was corrected.
    pub(crate) reason: String,
    pub(crate) said: Said,
    pub(crate) is_bare: bool,
    pub(crate) hands: Vec<Line>,
    pub(crate) versions: Vec<Switch>,
    pub(crate) difference: Difference,
    pub(crate) hash: String,
    /// The picture for a chat group; empty where there is none.
    pub(crate) picture: String,
    pub(crate) ask_href: String,
    pub(crate) questions: Vec<QuestionCard>,
}

/// A village's questions and answers.
#[derive(Template)]
#[template(path = "board/questions.html")]
pub(crate) struct QuestionsPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) lead: String,
    pub(crate) ask_href: String,
    pub(crate) questions: Vec<QuestionCard>,
    pub(crate) empty: Empty,
}

fn line(frame: &Frame, zh: &str, en: &str, fen: i64) -> SaidRow {
    SaidRow {
        what: sample::say(frame, zh, en),
        notes: sample::day(frame, "2026-03-10").words,
        amounts: vec![(frame.say("board-amount").to_string(), sample::yuan(fen).into())],
        href: "/v/990101001001/books/990101001001-2026-03-P0001".to_owned(),
        case_href: String::new(),
        ask_href: "/v/990101001001/ask?about=F02/2026-03&line=0.1".to_owned(),
        asked: usize::from(fen > 100_000),
    }
}

pub(crate) fn sample_said(frame: &Frame) -> Said {
    let figure = |zh: &str, en: &str, fen| SaidFigure {
        name: sample::say(frame, zh, en),
        value: sample::yuan(fen).into(),
        before: vec![frame.say("board-before").put("value", "1,024.00").to_string()],
    };
    Said {
        summary: sample::say(
            frame,
            "收进12,300.00元，花出8,214.00元，月末还有186,420.00元。最大一笔：路灯维修材料，1,286.50元。",
            "12,300.00 yuan came in, 8,214.00 went out, 186,420.00 are left. The largest: parts for street lamps, 1,286.50.",
        ),
        figures: vec![figure("本期收入", "Came in", 1_230_000), figure("本期支出", "Went out", 821_400)],
        tables: vec![SaidTable {
            id: "t0".to_owned(),
            name: sample::say(frame, "花出去的钱，逐笔", "Each sum that went out"),
            is_money: true,
            rows: vec![
                line(frame, "路灯维修材料", "Parts for street lamps", 128_650),
                line(frame, "办公用纸", "Paper for the office", 1_000),
            ],
        }],
        text: vec![sample::say(
            frame,
            "三月看了全部凭证，没有发现问题。",
            "All vouchers of March were read; nothing was found.",
        )],
    }
}

pub(crate) fn sample_question(frame: &Frame, answered: bool) -> QuestionCard {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    QuestionCard {
        number: format!("990101001001-Q-2026-{:04}", 3 + u8::from(answered)),
        tag: if answered {
            Tag::new(State::Done, say("已答复，用了2天", "answered within 2 days"))
        } else {
            Tag::new(State::Red, say("逾期15天没有答复", "15 days late"))
        },
        line: say("3月10日 · 路灯维修材料 · 1,286.50元", "Tue 10 March · Parts for street lamps · 1,286.50 yuan"),
        about_href: "/v/990101001001/disclosures/F02/2026-03".to_owned(),
        words: say("一套灯怎么要两百多块？", "Why does one lamp cost over two hundred?"),
        when: sample::moment(frame, "2026-03-11T09:00").words,
        answer: if answered {
            say("含灯杆支架，发票上有明细。", "With its bracket; the invoice lists it.")
        } else {
            String::new()
        },
        who: if answered {
            say("李秀英（报账员）3月13日", "Li Xiuying, bookkeeper, 13 March")
        } else {
            String::new()
        },
        href: String::new(),
        go: String::new(),
    }
}

impl BoardPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |code: &str, zh: &str, en: &str, tag: Tag| ItemRow {
            name: say(zh, en),
            often: say("每月 · 次月10日前", "monthly · until day 10 of the following month"),
            tag,
            news: say("最近公开：2026年2月", "latest: February 2026"),
            href: format!("/v/990101001001/disclosures/{code}"),
        };
        let late = say("2026年3月：逾期5天没有公开", "March 2026: 5 days late");
        Self {
            name: "柳湾村".to_owned(),
            sums: vec![
                Line::text(say("到期应公开", "due by now"), "14"),
                Line::text(say("已公开", "public"), "11"),
                Line::text(say("逾期没有公开", "late"), "3"),
            ],
            groups: vec![ItemGroup {
                id: "F",
                icon: Icon::Finance,
                name: frame.say("finance").to_string(),
                rows: vec![
                    row(
                        "F01",
                        "收入明细",
                        "Income, item by item",
                        Tag::new(State::Done, say("2026年3月已公开", "March 2026 is public")),
                    ),
                    row("F02", "支出明细", "Expenses, item by item", Tag::new(State::Orange, late)),
                ],
            }],
            asked: Link::new(frame.say("questions-title"), "/v/990101001001/questions"),
            inspections_href: "/v/990101001001/inspections".to_owned(),
            script_href: "/v/990101001001/script".to_owned(),
            machines: machines(
                (&frame.say("board-calendar").to_string(), &frame.say("data-title").to_string()),
                "/v/990101001001",
            ),
            frame,
        }
    }
}

impl ItemPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            name: say("支出明细", "Expenses, item by item"),
            village: "柳湾村".to_owned(),
            holds: say("每一笔花出去的钱：哪天、做什么用、多少", "each sum that went out: when, what for, how much"),
            about: vec![Line::text(say("多久一次", "How often"), say("每月，次月10日前", "monthly, until day 10"))],
            slots: vec![
                SlotRow {
                    term: say("2026年3月", "March 2026"),
                    tag: Tag::new(State::Red, say("逾期16天没有公开", "16 days late")),
                    href: String::new(),
                },
                SlotRow {
                    term: say("2026年2月", "February 2026"),
                    tag: Tag::new(State::Done, say("3月8日公开", "public since 8 March")),
                    href: "/v/990101001001/disclosures/F02/2026-02".to_owned(),
                },
            ],
            cases: vec![CaseLine {
                what: say("路灯维修材料", "Parts for street lamps"),
                when: sample::day(&frame, "2026-03-10").words,
                href: "/cases/990101001001-C1-2026-0007".to_owned(),
            }],
            empty: sample::empty(&frame),
            frame,
        }
    }
}

fn sample_photo(frame: &Frame) -> String {
    let said = frame.say("photo-by").put("name", "王小明").put("day", sample::day(frame, "2026-04-11").words);
    said.put("places", 0).to_string()
}

impl SlotPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let switch = |number: u64, chosen| Switch {
            words: frame.say("board-version").put("number", number).to_string(),
            href: format!("/v/990101001001/disclosures/F02/2026-03?version={number}"),
            chosen,
            count: 0,
        };
        Self {
            pictures: Pictures {
                copies: vec![Shown::sample(&frame)],
                photos: vec![Shown { links: Vec::new(), words: sample_photo(&frame), ..Shown::sample(&frame) }],
            },
            village: "柳湾村".to_owned(),
            title: say("支出明细", "Expenses, item by item"),
            term: say("2026年3月", "March 2026"),
            tag: Tag::new(State::Done, say("4月8日公开", "public since 8 April")),
            closed: String::new(),
            outdated: say(
                "账上在公开以后有变化，更正还没有公开",
                "the books have changed since; the correction is not public yet",
            ),
            reason: say("漏记一笔，已补记", "one sum was left out and is there now"),
            said: sample_said(&frame),
            is_bare: false,
            hands: vec![Line::text(say("核对", "Confirmed by"), "李秀英")],
            versions: vec![switch(1, false), switch(2, true)],
            difference: Difference { out: vec!["扫帚 · 100.00".into()], put_in: vec!["扫帚 · 120.00".into()] },
            hash: "3f9a1c…".to_owned(),
            picture: "/v/990101001001/disclosures/F02/2026-03/card.png".to_owned(),
            ask_href: "/v/990101001001/ask?about=F02/2026-03".to_owned(),
            questions: vec![sample_question(&frame, true), sample_question(&frame, false)],
            frame,
        }
    }

    pub(crate) fn sample_closed(frame: Frame) -> Self {
        let closed = frame.say("board-closed-village").to_string();
        Self {
            said: Said::default(),
            versions: Vec::new(),
            questions: Vec::new(),
            closed,
            difference: Difference::default(),
            ..Self::sample(frame)
        }
    }
}

impl QuestionsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            village: "柳湾村".to_owned(),
            lead: frame.say("questions-lead").put("days", 10).to_string(),
            ask_href: "/v/990101001001/ask".to_owned(),
            questions: vec![sample_question(&frame, false), sample_question(&frame, true)],
            empty: sample::empty(&frame),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { questions: Vec::new(), ..Self::sample(frame) }
    }
}
