//! The affairs of a village by kind, each leading to its pictures.

use super::Pictogram;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// An affair.
pub(crate) struct AffairLink {
    pub(crate) drawing: Pictogram,
    pub(crate) name: String,
    pub(crate) href: String,
}

/// The affairs of one kind.
pub(crate) struct Shelf {
    pub(crate) name: String,
    pub(crate) affairs: Vec<AffairLink>,
}

/// The page.
#[derive(Template)]
#[template(path = "picture/list.html")]
pub(crate) struct PictureListPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) shelves: Vec<Shelf>,
}

impl PictureListPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let link = |drawing, zh: &str, en: &str| AffairLink {
            drawing,
            name: say(zh, en),
            href: "/v/990101001001/how/C1".to_owned(),
        };
        let money = vec![
            link(Pictogram::Pay, "日常开支报销", "Routine expense"),
            link(Pictogram::Pay, "大额资金使用", "Large payment"),
        ];
        let property = vec![link(Pictogram::Lease, "资产出租发包", "Lease of property")];
        Self {
            village: "柳湾村".to_owned(),
            shelves: vec![
                Shelf { name: say("资金财务", "Money"), affairs: money },
                Shelf { name: say("资产", "Property"), affairs: property },
            ],
            frame,
        }
    }
}
