//! The pages on which copies are made, reviewed and listed.

use crate::copy::boxes::{BoxRow, Drawn, GridLine, Marking, Side};
use crate::copy::shown::Picture;
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Line, Switch};
use crate::sample;
use crate::show::{State as Weight, Tag};
use askama::Template;

/// Where a paper is covered.
#[derive(Template)]
#[template(path = "copy/cover.html")]
pub(crate) struct CoverPage {
    pub(crate) frame: Frame,
    /// What is done here, and how it goes on from here.
    pub(crate) heading: String,
    pub(crate) lead: String,
    pub(crate) title: String,
    pub(crate) case: String,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    /// Why the last copy was sent back; empty where it was not.
    pub(crate) returned: String,
    pub(crate) pages: Vec<Marking>,
    pub(crate) fields: Vec<Field>,
    pub(crate) cancel_href: String,
}

/// Where a copy is compared with its original.
#[derive(Template)]
#[template(path = "copy/review.html")]
pub(crate) struct ReviewPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) case: String,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) seen: String,
    pub(crate) tag: Tag,
    pub(crate) about: Vec<Line>,
    pub(crate) pictures: Vec<Picture>,
    /// The original, for whoever reviews.
    pub(crate) original_href: String,
    /// Where it is covered anew; empty for whoever does not.
    pub(crate) cover_href: String,
    pub(crate) may_release: bool,
    pub(crate) may_return: bool,
    /// What sending it back is called: a copy that is public is taken down.
    pub(crate) return_word: String,
    pub(crate) why: Vec<Field>,
    pub(crate) faults: Vec<FaultLine>,
}

/// A paper in a list.
pub(crate) struct CopyLine {
    pub(crate) name: String,
    pub(crate) case: String,
    pub(crate) tag: Tag,
    pub(crate) href: String,
}

/// What waits in a village.
#[derive(Template)]
#[template(path = "copy/list.html")]
pub(crate) struct CopiesPage {
    pub(crate) frame: Frame,
    pub(crate) villages: Vec<Switch>,
    pub(crate) to_review: Vec<CopyLine>,
    pub(crate) to_cover: Vec<CopyLine>,
    pub(crate) empty: Empty,
}

impl CoverPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let sides =
            [("left", "左", "Left"), ("top", "上", "Top"), ("width", "宽", "Width"), ("height", "高", "Height")];
        let row = |row: usize| BoxRow {
            label: format!("{} {row}", say("第", "Place")),
            sides: sides
                .iter()
                .map(|(name, zh, en)| Side {
                    name: format!("p1-{row}-{name}"),
                    label: say(zh, en),
                    value: if row == 1 { "12.5".to_owned() } else { String::new() },
                })
                .collect(),
            is_faulty: row == 2,
        };
        Self {
            heading: frame.say("copy-make").to_string(),
            lead: frame.say("copy-lead").to_string(),
            title: say("发票照片", "Invoice (picture)"),
            case: say("买扫帚20把", "Twenty brooms"),
            action: "/desk/cases/990101001001-C1-2026-0007/papers/ab/cover".to_owned(),
            key: "k0031".to_owned(),
            faults: vec![FaultLine {
                href: "#p1-1-left".to_owned(),
                words: say("电话号码没有遮住", "A telephone number is left open"),
            }],
            returned: say("签名没有遮", "the signature is left open"),
            pages: vec![Marking {
                number: 1,
                href: "/desk/cases/990101001001-C1-2026-0007/papers/ab/pages/1".to_owned(),
                width: 990,
                height: 1_400,
                label: say("第1页", "Page 1"),
                read: frame.say("copy-unread").to_string(),
                grid: (0..10).map(|n| GridLine { percent: n * 10, x: n * 99, y: n * 140 }).collect(),
                drawn: vec![Drawn { number: 1, x: 124, y: 175, width: 300, height: 40 }],
                rows: (1..=3).map(row).collect(),
            }],
            fields: vec![Field::new(
                "nothing",
                frame.say("copy-nothing-label"),
                Entry::Truth(frame.say("copy-nothing").to_string()),
            )],
            cancel_href: "/desk/copies".to_owned(),
            frame,
        }
    }
}

impl ReviewPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            title: say("发票照片", "Invoice (picture)"),
            case: say("买扫帚20把", "Twenty brooms"),
            action: "/desk/cases/990101001001-C1-2026-0007/papers/ab/copy".to_owned(),
            key: "k0032".to_owned(),
            seen: "ab".to_owned(),
            tag: Tag::new(Weight::Notice, frame.say("copy-waiting")),
            about: vec![Line::text(frame.say("copy-by"), say("王小明 3月12日（周四）", "王小明 Thu 12 March"))],
            pictures: vec![sample_picture(&frame)],
            original_href: "/desk/cases/990101001001-C1-2026-0007/papers/ab".to_owned(),
            cover_href: "/desk/cases/990101001001-C1-2026-0007/papers/ab/cover".to_owned(),
            may_release: true,
            may_return: true,
            return_word: frame.say("copy-return").to_string(),
            why: vec![Field::new("why", frame.say("copy-why"), Entry::LongText).optional()],
            faults: Vec::new(),
            frame,
        }
    }
}

/// A picture of a page.
pub(crate) fn sample_picture(frame: &Frame) -> Picture {
    Picture {
        href: "/cases/990101001001-C1-2026-0007/copies/ab".to_owned(),
        width: 990,
        height: 1_400,
        alt: sample::say(frame, "发票照片（公开件）第1页", "Invoice (covered copy), page 1"),
    }
}

impl CopiesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let line = |weight: Weight, zh: &str, en: &str| CopyLine {
            name: say("发票照片", "Invoice (picture)"),
            case: say("买扫帚20把", "Twenty brooms"),
            tag: Tag::new(weight, say(zh, en)),
            href: "/desk/cases/990101001001-C1-2026-0007/papers/ab/copy".to_owned(),
        };
        Self {
            villages: Vec::new(),
            to_review: vec![line(Weight::Notice, "待核对", "to be reviewed")],
            to_cover: vec![line(Weight::Ordinary, "还没有公开件", "no copy yet")],
            empty: sample::empty(&frame),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { to_review: Vec::new(), to_cover: Vec::new(), ..Self::sample(frame) }
    }
}
