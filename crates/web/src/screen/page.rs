//! The pages of screens.

use crate::asset;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Switch};
use crate::sample;
use crate::screen::slide::{Slide, SlideLine};
use crate::show::{Amount, Link, State as Weight, Tag};
use askama::Template;
use village::Fen;

/// What hangs in the hall: all slides, one of them in sight.
#[derive(Template)]
#[template(path = "screen/show.html")]
pub(crate) struct WallScreenPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) above: String,
    pub(crate) slides: Vec<Slide>,
    /// Which one is in sight, from zero.
    pub(crate) at: usize,
    /// Where a screen without script goes on to.
    pub(crate) next: String,
    /// The fingerprint of the slides.
    pub(crate) mark: String,
    pub(crate) from_hour: i64,
    pub(crate) to_hour: i64,
    pub(crate) aloud_hour: Option<i64>,
}

impl WallScreenPage {
    pub(crate) fn style(&self) -> &'static str {
        asset::screen_style().path.as_str()
    }

    pub(crate) fn script(&self) -> &'static str {
        asset::screen_script().path.as_str()
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let month = Slide {
            kind: "month",
            kicker: String::new(),
            title: say("3月的账", "The month of March"),
            figures: vec![
                (say("收入", "Came in"), Amount(Fen(1_230_000)).into()),
                (say("支出", "Went out"), Amount(Fen(821_400)).into()),
                (say("结存", "Left"), Amount(Fen(3_408_600)).into()),
            ],
            lines: vec![SlideLine {
                what: say("村道保洁", "Cleaning of the road"),
                note: say("3月5日 · 青溪日杂店", "5 March · Qingxi store"),
                amount: Amount(Fen(12_000)).into(),
            }],
            more: String::new(),
            code: Some(Html::made(String::new())),
            aloud: say("三月收入一万二千三百元", "In March 12,300 yuan came in"),
        };
        Self {
            village: say("柳湾村", "Liuwan village"),
            above: say("青溪县溪口镇", "Xikou, Qingxi"),
            slides: vec![month],
            at: 0,
            next: "/screen/abcdefghjk?n=1".to_owned(),
            mark: "4f1c".to_owned(),
            from_hour: 7,
            to_hour: 21,
            aloud_hour: Some(18),
            frame,
        }
    }
}

/// A screen on the desk.
pub(crate) struct ScreenLine {
    pub(crate) name: String,
    pub(crate) tag: Tag,
    pub(crate) hours: String,
    pub(crate) address: String,
    pub(crate) open: Link,
    pub(crate) remove_href: String,
}

/// The screens of a village on the desk.
#[derive(Template)]
#[template(path = "screen/list.html")]
pub(crate) struct ScreensPage {
    pub(crate) frame: Frame,
    pub(crate) villages: Vec<Switch>,
    pub(crate) new_href: String,
    pub(crate) screens: Vec<ScreenLine>,
    pub(crate) how: Vec<Line>,
    pub(crate) empty: Empty,
}

impl ScreensPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let line = |name: String, state, word: String| ScreenLine {
            name,
            tag: Tag::new(state, word),
            hours: say("每天7点到21点，18点朗读", "7 to 21 o'clock, reads aloud at 18"),
            address: "http://127.0.0.1:8080/screen/abcdefghjk".to_owned(),
            open: Link::new(say("打开", "Open"), "/screen/abcdefghjk"),
            remove_href: "/desk/screens/abcdefghjk".to_owned(),
        };
        Self {
            villages: Vec::new(),
            new_href: "/desk/screens/new?place=990101001001".to_owned(),
            screens: vec![
                line(say("村部大厅", "Village hall"), Weight::Done, say("开着", "on")),
                line(say("老年活动室", "Elders' room"), Weight::Orange, say("黑屏", "dark")),
            ],
            how: vec![Line::text(
                say("怎么装", "How to"),
                say("在电视上打开网址", "open the address on the television"),
            )],
            empty: Empty { what: String::new(), why: String::new() },
            frame,
        }
    }
}
