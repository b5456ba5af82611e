//! How long things take, as tables whose every figure leads to the cases behind it.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::pace::figure::Figures;
use crate::part::{Empty, Filter};
use crate::sample;
use askama::Template;

/// A row: an affair, a step or a village.
pub(crate) struct PaceRow {
    pub(crate) name: String,
    /// The next table, or empty.
    pub(crate) href: String,
    pub(crate) figures: Figures,
    /// The cases behind it.
    pub(crate) cases_href: String,
}

/// A table.
pub(crate) struct PaceTable {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) head: String,
    pub(crate) rows: Vec<PaceRow>,
}

/// The page.
#[derive(Template)]
#[template(path = "pace/page.html")]
pub(crate) struct PacePage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    /// Of what, since when, and how days are counted.
    pub(crate) lead: String,
    pub(crate) filters: Vec<Filter>,
    pub(crate) tables: Vec<PaceTable>,
    /// Whether the reader may inspect what villages make public.
    pub(crate) inspects: bool,
    pub(crate) empty: Empty,
}

impl PacePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |name: String, median, late| PaceRow {
            name,
            href: "/desk/pace?affair=C1".to_owned(),
            figures: Figures { count: 23, median, longest: median + 9, late, waiting: 4, waiting_late: late / 2 },
            cases_href: "/desk/pace/cases?affair=C1".to_owned(),
        };
        Self {
            title: frame.say("pace-title").to_string(),
            inspects: true,
            lead: frame.say("pace-lead").put("place", "青溪镇").to_string(),
            filters: sample::filters(&frame),
            tables: vec![PaceTable {
                id: "affairs",
                title: frame.say("pace-by-affair").to_string(),
                head: frame.say("pace-affair").to_string(),
                rows: vec![
                    row(say("日常开支报销", "Routine expense"), 6, 0),
                    row(say("资产出租发包", "Lease of property"), 24, 5),
                ],
            }],
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { tables: Vec::new(), empty: sample::empty(&frame), ..Self::sample(frame) }
    }
}
