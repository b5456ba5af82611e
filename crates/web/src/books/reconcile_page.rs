//! A bank account compared with the bank, a month at a time.

use crate::books::tell;
use crate::form::{Entry, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Html, Switch};
use crate::sample;
use crate::show::{Link, State, Tag};
use askama::Template;

/// One line, of the bank or of the books.
pub(crate) struct SideLine {
    /// What a tick sends.
    pub(crate) value: String,
    pub(crate) when: String,
    pub(crate) what: String,
    pub(crate) amount: Html,
    /// How long it has been waiting; empty within the first days.
    pub(crate) age: String,
    /// The voucher, or the case that would pay it; empty where there is none.
    pub(crate) link: Option<Link>,
}

/// Lines that seem to be one and the same, or that somebody said are.
pub(crate) struct PairLine {
    pub(crate) value: String,
    /// Why; or who said so.
    pub(crate) why: String,
    pub(crate) sure: bool,
    pub(crate) bank: Vec<SideLine>,
    pub(crate) book: Vec<SideLine>,
    /// Where it is undone.
    pub(crate) undo: Option<Link>,
}

/// One side of the comparison (银行存款余额调节表).
pub(crate) struct Half {
    pub(crate) name: String,
    pub(crate) rows: Vec<(String, Html)>,
    pub(crate) sum: Html,
}

/// The page.
#[derive(Template)]
#[template(path = "books/reconcile.html")]
pub(crate) struct ReconcilePage {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) accounts: Vec<Switch>,
    pub(crate) months: Vec<Switch>,
    pub(crate) period: String,
    pub(crate) tag: Tag,
    /// Who signed, who saw it, until when the statements reach.
    pub(crate) told: Vec<String>,
    pub(crate) halves: Vec<Half>,
    pub(crate) pairs: Vec<PairLine>,
    pub(crate) bank: Vec<SideLine>,
    pub(crate) book: Vec<SideLine>,
    pub(crate) matched: Vec<PairLine>,
    pub(crate) links: Vec<Link>,
    pub(crate) action: String,
    pub(crate) key: String,
    /// Whether the reader confirms what belongs together.
    pub(crate) keeps: bool,
    /// The button that signs; empty where there is nothing to sign.
    pub(crate) sign: String,
    /// What the supervision committee may say; none for others.
    pub(crate) see: Option<Field>,
    pub(crate) empty: Empty,
}

impl ReconcilePage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let side = |value: &str, when: &str, what: String, fen: i64, age: &str| SideLine {
            value: value.to_owned(),
            when: when.to_owned(),
            what,
            amount: tell::yuan(fen),
            age: age.to_owned(),
            link: None,
        };
        let half = |zh: &str, en: &str, fen: [i64; 3]| Half {
            name: say(zh, en),
            rows: vec![
                (say(zh, en), tell::yuan(fen[0])),
                (say("加：银行已收、账上未收", "plus: received by the bank only"), tell::yuan(fen[1])),
                (say("减：银行已付、账上未付", "less: paid by the bank only"), tell::yuan(fen[2])),
            ],
            sum: tell::yuan(fen[0] + fen[1] - fen[2]),
        };
        let broom = || say("付-0001 买扫帚20把", "付-0001 20 brooms");
        let pair = |sure: bool| PairLine {
            value: "2|990101001001-2026-03-P0001/2".to_owned(),
            why: frame.say("ground-near").to_string(),
            sure,
            bank: vec![side("2", "3月11日", say("青溪日杂店", "the shop"), -12_050, "")],
            book: vec![side("x", "3月10日", broom(), -12_050, "")],
            undo: None,
        };
        let matched =
            PairLine { undo: Some(Link::new(frame.say("matching-undo"), "/desk/books/matching")), ..pair(true) };
        Self {
            village: "柳湾村".to_owned(),
            accounts: Vec::new(),
            months: sample::months(&frame),
            period: say("2026年3月", "March 2026"),
            tag: Tag::new(State::Done, frame.say("reconcile-agrees")),
            told: vec![say("对账单导入到3月31日（周二）", "Statements reach Tue 31 March")],
            halves: vec![
                half("账上余额", "balance in the books", [2_188_000, 130, 0]),
                half("银行余额", "balance at the bank", [2_188_130, 0, 0]),
            ],
            pairs: vec![pair(true), pair(false)],
            bank: vec![side("3", "3月20日", say("利息", "interest"), 130, &say("已等11天", "for 11 days"))],
            book: vec![side("y", "3月30日", broom(), -50_000, "")],
            matched: vec![matched],
            links: vec![Link::new(frame.say("received-title"), "/desk/books/statement")],
            action: "/desk/books/reconcile".to_owned(),
            key: "k0010".to_owned(),
            keeps: true,
            sign: frame.say("reconcile-sign").to_string(),
            see: None,
            empty: Empty::default(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self {
            empty: sample::empty(&frame),
            halves: Vec::new(),
            pairs: Vec::new(),
            bank: Vec::new(),
            book: Vec::new(),
            matched: Vec::new(),
            sign: String::new(),
            ..Self::sample(frame)
        }
    }
}
