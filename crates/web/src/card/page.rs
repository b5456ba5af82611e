//! The pages of property: the list, a card, the sheet of labels, a count.

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Switch};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// A card in a list.
pub(crate) struct CardLine {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Number, kind, place.
    pub(crate) about: String,
    pub(crate) cost: Html,
    pub(crate) worn: Html,
    pub(crate) net: Html,
    pub(crate) bar: Html,
    pub(crate) tags: Vec<Tag>,
}

/// The officials' list.
#[derive(Template)]
#[template(path = "card/list.html")]
pub(crate) struct CardsPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) sums: Vec<Line>,
    /// Where cards and books differ.
    pub(crate) warnings: Vec<String>,
    pub(crate) lines: Vec<CardLine>,
    pub(crate) links: Vec<Link>,
    pub(crate) csv_href: String,
    pub(crate) empty: Empty,
}

/// A card; also what anybody sees who scans its label.
#[derive(Template)]
#[template(path = "card/page.html")]
pub(crate) struct CardPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) photo: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) bar: Html,
    pub(crate) about: Vec<Line>,
    pub(crate) wears: Vec<Line>,
    pub(crate) qr: String,
    pub(crate) links: Vec<Link>,
}

/// Everybody's list, and one card of it.
#[derive(Template)]
#[template(path = "card/public.html")]
pub(crate) struct PublicCardsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) lines: Vec<CardLine>,
    pub(crate) links: Vec<Link>,
    pub(crate) empty: Empty,
}

/// A label.
pub(crate) struct Label {
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) qr: String,
}

/// A sheet of labels.
#[derive(Template)]
#[template(path = "card/labels.html")]
pub(crate) struct LabelsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) labels: Vec<Label>,
    pub(crate) back_href: String,
}

/// A card in a count.
pub(crate) struct CountLine {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) tag: Tag,
    pub(crate) href: String,
}

/// A count, with what can be done.
#[derive(Template)]
#[template(path = "card/count.html")]
pub(crate) struct StockPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) lead: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) lines: Vec<CountLine>,
    pub(crate) earlier: Vec<String>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    /// `open` or `decide`; empty where nothing can be done.
    pub(crate) act: &'static str,
    pub(crate) fields: Vec<Field>,
    pub(crate) send: String,
}

fn lines(frame: &Frame) -> Vec<CardLine> {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    let yuan = |fen: i64| Html::from(sample::yuan(fen));
    vec![
        CardLine {
            name: say("村委会办公楼", "Village office"),
            href: "/desk/assets/990101001001-Z-0001".to_owned(),
            about: say("ZC-001 · 房屋建筑 · 村口", "ZC-001 · building · village gate"),
            cost: yuan(24_000_000),
            worn: yuan(11_400_000),
            net: yuan(12_600_000),
            bar: crate::contract::bar::bar(11_400_000, 0, 24_000_000),
            tags: vec![Tag::new(State::Done, say("自用", "used by the village"))],
        },
        CardLine {
            name: say("老粮站店面", "Shops in the old grain store"),
            href: "/desk/assets/990101001001-Z-0002".to_owned(),
            about: say("ZC-002 · 房屋建筑 · 老街12号", "ZC-002 · building · 12 Old Street"),
            cost: yuan(36_000_000),
            worn: yuan(0),
            net: yuan(36_000_000),
            bar: crate::contract::bar::bar(0, 0, 36_000_000),
            tags: vec![Tag::new(State::Red, say("无合同占用", "occupied without a contract"))],
        },
    ]
}

fn sums(frame: &Frame) -> Vec<Line> {
    let sum = |key: &'static str, fen: i64| Line::new(frame.say(key), sample::yuan(fen));
    vec![sum("card-cost", 60_000_000), sum("card-worn", 11_400_000), sum("card-net", 48_600_000)]
}

impl CardsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            sums: sums(&frame),
            warnings: vec![sample::say(
                &frame,
                "卡片原值合计比账上151科目多12,000.00元，请核对",
                "The cards add up to 12,000.00 yuan more than account 151",
            )],
            lines: lines(&frame),
            links: vec![Link::new(frame.say("card-labels"), "/desk/assets/labels")],
            csv_href: "/desk/assets.csv".to_owned(),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, lines: Vec::new(), sums: Vec::new(), warnings: Vec::new(), ..Self::sample(frame) }
    }
}

impl CardPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let text = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        Self {
            village: "柳湾村".to_owned(),
            title: sample::say(&frame, "村委会办公楼", "Village office"),
            tags: vec![Tag::new(State::Done, sample::say(&frame, "自用", "used by the village"))],
            photo: String::new(),
            sums: sums(&frame),
            bar: crate::contract::bar::bar(11_400_000, 0, 24_000_000),
            about: vec![text("card-number", "ZC-001"), text("card-place", "村口"), text("card-keeper", "小吴")],
            wears: vec![Line::new(sample::say(&frame, "2026年3月", "March 2026"), sample::yuan(95_000))],
            qr: crate::qr::svg("http://192.168.1.20:8080/v/990101001001/assets/990101001001-Z-0001")
                .unwrap_or_default(),
            links: vec![Link::new(frame.say("card-edit"), "/desk/assets/1/edit")],
            frame,
        }
    }
}

impl PublicCardsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let mut lines = lines(&frame);
        for line in &mut lines {
            line.href = "/v/990101001001/assets/990101001001-Z-0001".to_owned();
        }
        let (sums, empty) = (sums(&frame), Empty::default());
        Self { name: "柳湾村".to_owned(), sums, lines, links: Vec::new(), empty, frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, lines: Vec::new(), ..Self::sample(frame) }
    }
}

impl LabelsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let qr =
            crate::qr::svg("http://192.168.1.20:8080/v/990101001001/assets/990101001001-Z-0001").unwrap_or_default();
        let label =
            |name: &str, number: &str| Label { name: name.to_owned(), number: number.to_owned(), qr: qr.clone() };
        let labels = vec![label("村委会办公楼", "ZC-001"), label("老粮站店面", "ZC-002"), label("割草机", "ZC-003")];
        Self { name: "柳湾村".to_owned(), labels, back_href: "/desk/assets".to_owned(), frame }
    }
}

impl StockPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let line = |name: &str, tag: Tag| CountLine {
            name: name.to_owned(),
            about: "ZC-001 · 村口".to_owned(),
            tag,
            href: "/desk/assets/1/count".to_owned(),
        };
        let tag = |state, zh: &str, en: &str| Tag::new(state, sample::say(&frame, zh, en));
        Self {
            village: "柳湾村".to_owned(),
            lead: frame.say("stock-lead").to_string(),
            sums: vec![Line::text(frame.say("count-seen"), "1 / 2")],
            lines: vec![
                line("村委会办公楼", tag(State::Done, "在", "found")),
                line("老粮站店面", tag(State::Yellow, "还没盘", "not looked for yet")),
            ],
            earlier: Vec::new(),
            faults: Vec::new(),
            action: "/desk/assets/count?village=990101001001".to_owned(),
            key: "k0010".to_owned(),
            act: "decide",
            fields: vec![Field::new("words", frame.say("count-words"), Entry::LongText)],
            send: frame.say("count-decide").to_string(),
            frame,
        }
    }
}
