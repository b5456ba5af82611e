//! The pages of the desk on which items are confirmed and reviewed.

use crate::board::content::Said;
use crate::board::page::{QuestionCard, sample_question, sample_said};
use crate::copy::shown::Shown;
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Line, Switch};
use crate::sample;
use crate::show::{Link, State as Weight, Tag};
use crate::told::{Eyes, Teller};
use askama::Template;

/// A slot on the desk.
pub(crate) struct WorkRow {
    pub(crate) name: String,
    pub(crate) term: String,
    pub(crate) tag: Tag,
    /// What happened to it, or why it cannot be drawn yet.
    pub(crate) note: String,
    pub(crate) href: String,
    /// What the form sends for it; empty where it has to be opened.
    pub(crate) value: String,
}

/// The page.
#[derive(Template)]
#[template(path = "board/work.html")]
pub(crate) struct WorkPage {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) action: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) to_confirm: Vec<WorkRow>,
    pub(crate) any: bool,
    pub(crate) to_review: Vec<WorkRow>,
    pub(crate) questions: Vec<QuestionCard>,
    pub(crate) board: Link,
    /// The screens in the hall, for whoever sees to them.
    pub(crate) screens: Option<Link>,
    /// Papers to be covered and copies to be reviewed, for whoever does either.
    pub(crate) copies: Option<Link>,
    /// What may be made public today, as it happens.
    pub(crate) at_once: Vec<Link>,
    pub(crate) empty: Empty,
}

/// One slot on the desk.
#[derive(Template)]
#[template(path = "board/work_slot.html")]
pub(crate) struct WorkSlotPage {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) action: String,
    pub(crate) title: String,
    pub(crate) term: String,
    pub(crate) tag: Tag,
    pub(crate) holds: String,
    pub(crate) notes: Vec<String>,
    pub(crate) said: Said,
    pub(crate) hands: Vec<Line>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) seen: String,
    pub(crate) may_confirm: bool,
    pub(crate) may_review: bool,
    /// Photographs of the wall, and where one is handed in; empty for whoever does not.
    pub(crate) photos: Vec<Shown>,
    pub(crate) photo_href: String,
    pub(crate) why: Vec<Field>,
}

impl WorkPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |zh: &str, en: &str, state, value: &str| WorkRow {
            name: say(zh, en),
            term: say("2026年3月", "March 2026"),
            tag: Tag::new(state, say("4月10日前公开，还有3天", "until 10 April, 3 days left")),
            note: say("被退回：三月又开了账", "returned: March was opened again"),
            href: "/desk/disclosures/F02/2026-03?place=990101001001".to_owned(),
            value: value.to_owned(),
        };
        Self {
            key: "k0011".to_owned(),
            action: "/desk/disclosures?place=990101001001".to_owned(),
            villages: Vec::new(),
            to_confirm: vec![
                row("支出明细", "Expenses", Weight::Ordinary, "F02/2026-03/00"),
                row("协助政府工作情况", "Help to the government", Weight::Orange, ""),
            ],
            any: true,
            to_review: vec![row("收入明细", "Income", Weight::Ordinary, "")],
            questions: vec![sample_question(&frame, false)],
            board: Link::new(frame.say("board-title"), "/v/990101001001/disclosures"),
            copies: Some(Link::new(frame.say("copies-title"), "/desk/copies")),
            screens: Some(Link::new(frame.say("screen-title"), "/desk/screens")),
            at_once: vec![Link::new(
                say("村干部任期、离任审计", "Audits"),
                "/desk/disclosures/V16/2026-04-07?place=990101001001",
            )],
            empty: sample::empty(&frame),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self {
            to_confirm: Vec::new(),
            to_review: Vec::new(),
            questions: Vec::new(),
            at_once: Vec::new(),
            any: false,
            ..Self::sample(frame)
        }
    }
}

impl WorkSlotPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let teller = Teller::new(frame.language, village::Moment(0), Eyes::Handler);
        Self {
            key: "k0012".to_owned(),
            action: "/desk/disclosures/F02/2026-03?place=990101001001".to_owned(),
            title: say("支出明细", "Expenses, item by item"),
            term: say("2026年3月", "March 2026"),
            tag: Tag::new(Weight::Yellow, say("逾期2天没有公开", "2 days late")),
            holds: say("每一笔花出去的钱", "each sum that went out"),
            notes: vec![say("被退回：三月又开了账", "returned: March was opened again")],
            said: sample_said(&frame),
            hands: vec![Line::text(frame.say("board-confirmed"), "李秀英")],
            faults: Vec::new(),
            fields: fields(&teller, true, true),
            seen: "00".to_owned(),
            may_confirm: true,
            may_review: true,
            photos: Vec::new(),
            photo_href: "/desk/photos?about=slot/F02/2026-03&place=990101001001".to_owned(),
            why: why(&teller),
            frame,
        }
    }
}

pub(crate) fn fields(teller: &Teller, is_written: bool, is_public: bool) -> Vec<Field> {
    let mut fields = Vec::new();
    if is_written {
        fields.push(Field::new("text", teller.say("board-text"), Entry::LongText).hint(teller.say("board-text-hint")));
    }
    let reason = Field::new("reason", teller.say("board-reason"), Entry::Text(""));
    let hint = if is_public { "board-reason-again" } else { "board-reason-hint" };
    let reason = reason.hint(teller.say(hint));
    fields.push(if is_public { reason } else { reason.optional() });
    let day =
        Field::new("release_on", teller.say("board-release-on"), Entry::Day).hint(teller.say("board-release-on-hint"));
    fields.push(day.optional());
    fields
}

pub(crate) fn why(teller: &Teller) -> Vec<Field> {
    vec![Field::new("why", teller.say("board-why"), Entry::Text("")).hint(teller.say("board-why-hint")).optional()]
}
