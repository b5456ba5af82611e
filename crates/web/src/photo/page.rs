//! The page on which a photograph is handed in.

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "photo/add.html")]
pub(crate) struct AddPage {
    pub(crate) frame: Frame,
    /// What the photograph shows.
    pub(crate) what: String,
    pub(crate) lead: String,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) cancel_href: String,
}

/// The field for the picture.
pub(crate) fn file(frame: &Frame) -> Field {
    Field::new("paper.photo", frame.say("photo-file"), Entry::Files("image/jpeg,image/png,image/webp"))
        .hint(frame.say("photo-file-hint"))
}

impl AddPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            what: crate::sample::say(&frame, "支出明细（2026年3月）", "Expenses (March 2026)"),
            lead: frame.say("photo-lead-slot").to_string(),
            action: "/desk/photos?about=slot/F02/2026-03&place=990101001001".to_owned(),
            key: "k0041".to_owned(),
            faults: Vec::new(),
            fields: vec![file(&frame)],
            cancel_href: "/desk/disclosures".to_owned(),
            frame,
        }
    }
}
