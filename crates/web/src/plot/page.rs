//! The pages of land: the list and a plot, for officials and for everybody.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Switch};
use crate::plot::map::{Shape, draw};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// A plot in a list.
pub(crate) struct PlotLine {
    /// Its number on the map; empty where it has no boundary.
    pub(crate) spot: String,
    pub(crate) name: String,
    pub(crate) href: String,
    /// Code, land, place.
    pub(crate) about: String,
    pub(crate) book: String,
    pub(crate) surveyed: String,
    pub(crate) drawn: String,
    pub(crate) until: String,
    pub(crate) tags: Vec<Tag>,
}

/// A list of plots, one part of the register.
pub(crate) struct PlotGroup {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) lines: Vec<PlotLine>,
}

/// The officials' list.
#[derive(Template)]
#[template(path = "plot/list.html")]
pub(crate) struct PlotsPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) sums: Vec<Line>,
    pub(crate) map: Html,
    pub(crate) groups: Vec<PlotGroup>,
    pub(crate) links: Vec<Link>,
    pub(crate) csv_href: String,
    pub(crate) empty: Empty,
}

/// A plot.
#[derive(Template)]
#[template(path = "plot/page.html")]
pub(crate) struct PlotPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) title: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) warnings: Vec<String>,
    pub(crate) areas: Vec<Line>,
    pub(crate) map: Html,
    pub(crate) about: Vec<Line>,
    pub(crate) qr: String,
    pub(crate) links: Vec<Link>,
}

/// Everybody's list, and one plot of it.
#[derive(Template)]
#[template(path = "plot/public.html")]
pub(crate) struct PublicPlotsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) map: Html,
    pub(crate) groups: Vec<PlotGroup>,
    pub(crate) empty: Empty,
}

fn groups(frame: &Frame, place: &str) -> Vec<PlotGroup> {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    let line = |spot: &str, name: String, about: String, tag: Tag| PlotLine {
        spot: spot.to_owned(),
        name,
        href: format!("{place}/990101001001-T-000{spot}"),
        about,
        book: "12.00".to_owned(),
        surveyed: "9.80".to_owned(),
        drawn: "9.8134".to_owned(),
        until: String::new(),
        tags: vec![tag],
    };
    let occupied = Tag::new(State::Red, say("无合同占用", "occupied without a contract"));
    let running = Tag::new(State::Done, say("承包中", "under contract"));
    vec![
        PlotGroup {
            id: "care",
            title: frame.say("plots-care").to_string(),
            lines: vec![line(
                "1",
                say("河边滩涂", "Shore by the river"),
                say("T-009 · 滩涂 · 河东", "T-009 · shore · east bank"),
                occupied,
            )],
        },
        PlotGroup {
            id: "all",
            title: frame.say("plots-rest").to_string(),
            lines: vec![line(
                "2",
                say("后山杨梅山", "Bayberry hill"),
                say("T-001 · 园地 · 后山", "T-001 · orchard · back hill"),
                running,
            )],
        },
    ]
}

fn sums(frame: &Frame) -> Vec<Line> {
    [("plots-count", "2"), ("plot-book", "24.00"), ("plot-surveyed", "19.60")]
        .map(|(key, value)| Line::text(frame.say(key), value))
        .to_vec()
}

fn map(frame: &Frame) -> Html {
    let polygon = |east: f64| vec![vec![(east, 30.0), (east + 0.001, 30.0), (east + 0.0012, 30.001), (east, 30.0)]];
    let shape = |spot: &str, east, care| Shape { spot: spot.to_owned(), polygons: vec![polygon(east)], care };
    draw(&frame.say("plots-map").to_string(), &[shape("1", 120.0, true), shape("2", 120.0015, false)])
}

impl PlotsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            sums: sums(&frame),
            map: map(&frame),
            groups: groups(&frame, "/desk/plots"),
            links: vec![Link::new(frame.say("card-labels"), "/desk/plots/labels")],
            csv_href: "/desk/plots.csv?village=990101001001".to_owned(),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, groups: Vec::new(), sums: Vec::new(), map: Html::default(), ..Self::sample(frame) }
    }
}

impl PlotPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let text = |key: &'static str, value: &str| Line::text(frame.say(key), value);
        Self {
            village: "柳湾村".to_owned(),
            title: sample::say(&frame, "河边滩涂", "Shore by the river"),
            tags: vec![Tag::new(State::Red, sample::say(&frame, "无合同占用", "occupied without a contract"))],
            warnings: vec![frame.say("plot-differs").to_string()],
            areas: vec![text("plot-book", "12.00"), text("plot-surveyed", "9.80"), text("plot-drawn", "9.8134")],
            map: map(&frame),
            about: vec![text("plot-code", "T-009"), text("card-place", "河东")],
            qr: crate::qr::svg("http://192.168.1.20:8080/v/990101001001/plots/990101001001-T-0001").unwrap_or_default(),
            links: vec![Link::new(frame.say("plot-edit"), "/desk/plots/1/edit")],
            frame,
        }
    }
}

impl PublicPlotsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            name: "柳湾村".to_owned(),
            sums: sums(&frame),
            map: map(&frame),
            groups: groups(&frame, "/v/990101001001/plots"),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, groups: Vec::new(), sums: Vec::new(), map: Html::default(), ..Self::sample(frame) }
    }
}
