//! The poster for the wall, A4: what one can see here, and the code to scan.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// The page, for a village or for one case.
#[derive(Template)]
#[template(path = "village/poster.html")]
pub(crate) struct PosterPage {
    pub(crate) frame: Frame,
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) lead: String,
    pub(crate) points: Vec<String>,
    pub(crate) qr: String,
    pub(crate) address: String,
    /// When it was printed and under which entry of the log.
    pub(crate) printed: String,
    pub(crate) png_href: String,
    pub(crate) back_href: String,
}

impl PosterPage {
    /// A long name is set smaller, so that the sheet stays one sheet.
    pub(crate) fn is_long(&self) -> bool {
        self.name.chars().count() > 6
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let address = "http://192.168.1.20:8080/v/990101001001";
        Self {
            place: "清和县青溪镇".to_owned(),
            name: "柳湾村".to_owned(),
            lead: say("村里的钱和事，扫一扫就看得见", "See your village's money and decisions"),
            points: vec![
                say("钱：每一笔收入和支出", "Money: every receipt and every payment"),
                say("事：谁决定的，多少人同意", "Decisions: who decided, with how many votes"),
                say("有疑问：公示期内都可以提", "Questions: ask while it is open for objection"),
            ],
            qr: crate::qr::svg(address).unwrap_or_default(),
            address: address.to_owned(),
            printed: say(
                "2026年3月12日打印 · 记录第1024条 · 指纹 a1b2c3d4",
                "Printed 12 March 2026 · entry 1024 · fingerprint a1b2c3d4",
            ),
            png_href: "/v/990101001001/qr.png".to_owned(),
            back_href: "/v/990101001001".to_owned(),
            frame,
        }
    }
}
