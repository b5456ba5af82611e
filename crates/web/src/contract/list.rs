//! The list of a village's contracts, for officials and for everybody.

use crate::contract::bar::bar;
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Line, Switch};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// A contract in the list.
pub(crate) struct ContractLine {
    pub(crate) object: String,
    pub(crate) href: String,
    pub(crate) party: String,
    pub(crate) kind: String,
    pub(crate) ends: Html,
    pub(crate) total: Html,
    pub(crate) settled: Html,
    pub(crate) overdue: Html,
    pub(crate) bar: Html,
    pub(crate) tags: Vec<Tag>,
}

/// How old what is overdue is: a column of the aging.
pub(crate) struct Age {
    pub(crate) name: String,
    pub(crate) amount: Html,
    pub(crate) bar: Html,
}

/// The officials' list.
#[derive(Template)]
#[template(path = "contract/list.html")]
pub(crate) struct ContractsPage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) sums: Vec<Line>,
    pub(crate) ages: Vec<Age>,
    pub(crate) lines: Vec<ContractLine>,
    pub(crate) links: Vec<Link>,
    pub(crate) csv_href: String,
    pub(crate) empty: Empty,
}

/// Everybody's list.
#[derive(Template)]
#[template(path = "contract/public.html")]
pub(crate) struct PublicContractsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) sums: Vec<Line>,
    pub(crate) lines: Vec<ContractLine>,
    pub(crate) empty: Empty,
}

fn lines(frame: &Frame) -> Vec<ContractLine> {
    let say = |zh: &str, en: &str| sample::say(frame, zh, en);
    let yuan = |fen: i64| Html::from(sample::yuan(fen));
    vec![
        ContractLine {
            object: say("老粮站店面三间", "Three shops in the old grain store"),
            href: "/desk/contracts/990101001001-D1-2026-0001".to_owned(),
            party: "青溪米业有限公司".to_owned(),
            kind: say("资产租赁", "Lease"),
            ends: sample::day(frame, "2028-03-31").into(),
            total: yuan(2_460_000),
            settled: yuan(600_000),
            overdue: yuan(600_000),
            bar: bar(600_000, 600_000, 2_460_000),
            tags: vec![Tag::new(State::Orange, say("橙色欠款，已拖42天", "Arrears, orange, 42 days"))],
        },
        ContractLine {
            object: say("后山杨梅山承包", "The bayberry hill"),
            href: "/desk/contracts/990101001001-H-0001".to_owned(),
            party: "王大有".to_owned(),
            kind: say("资源发包", "Contracting of land"),
            ends: sample::day(frame, "2027-12-31").into(),
            total: yuan(900_000),
            settled: yuan(900_000),
            overdue: Html::default(),
            bar: bar(900_000, 0, 900_000),
            tags: vec![Tag::new(State::Ordinary, say("历史合同", "Taken over"))],
        },
    ]
}

impl ContractsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let sum = |key: &'static str, fen: i64| Line::new(frame.say(key), sample::yuan(fen));
        let age = |zh: &str, en: &str, fen: i64| Age {
            name: sample::say(&frame, zh, en),
            amount: sample::yuan(fen).into(),
            bar: bar(0, fen, 600_000),
        };
        Self {
            village: "柳湾村".to_owned(),
            villages: Vec::new(),
            sums: vec![
                sum("contract-total", 3_360_000),
                sum("contract-settled", 1_500_000),
                sum("contract-overdue", 600_000),
            ],
            ages: vec![age("30天以内", "up to 30 days", 0), age("30到90天", "30 to 90 days", 600_000)],
            lines: lines(&frame),
            links: vec![Link::new(frame.say("contract-import"), "/desk/contracts/import")],
            csv_href: "/desk/contracts.csv?village=990101001001".to_owned(),
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, lines: Vec::new(), ages: Vec::new(), sums: Vec::new(), ..Self::sample(frame) }
    }
}

impl PublicContractsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let mut lines = lines(&frame);
        for line in &mut lines {
            line.href = "/cases/990101001001-D1-2026-0001".to_owned();
        }
        Self { name: "柳湾村".to_owned(), sums: Vec::new(), lines, empty: Empty::default(), frame }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        let empty = sample::empty(&frame);
        Self { empty, lines: Vec::new(), ..Self::sample(frame) }
    }
}
