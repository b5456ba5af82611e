//! The form of an act: the step's own fields, the meeting's sheet, the papers, the outcome.

use crate::case::invoice::InvoicePart;
use crate::form::{Entry, FaultLine, Field, Note, Tone};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Line, Switch};
use crate::sample;
use askama::Template;

/// A seat of the body that meets.
pub(crate) struct Seat {
    pub(crate) person: String,
    pub(crate) name: String,
    /// Why this person must not vote, when they are a declared relative of a party.
    pub(crate) note: String,
    pub(crate) present: bool,
    pub(crate) recused: bool,
}

/// The sheet of a meeting; attendance and majority are computed from it.
pub(crate) struct MeetingSheet {
    pub(crate) body: String,
    /// The body's code, as it is sent.
    pub(crate) code: String,
    /// Other bodies that may meet instead.
    pub(crate) bodies: Vec<Switch>,
    pub(crate) rule: String,
    pub(crate) day: Field,
    pub(crate) roster: Vec<Seat>,
    /// Whether one voice a household is counted; only where the rule knows that way.
    pub(crate) household: Option<Field>,
    pub(crate) counts: Vec<Field>,
    pub(crate) fault: Option<String>,
}

/// Where the meeting of a step is held, and what it has come to.
pub(crate) struct Hall {
    pub(crate) href: String,
    /// Whether the step is taken with that meeting only: it is being held, or the rules ask for ballots.
    pub(crate) only: bool,
    /// Whether opinions are sealed there until the head speaks.
    pub(crate) sealed: bool,
    /// What was entered there; nothing while no meeting is held.
    pub(crate) held: Vec<Line>,
}

/// A paper that was already received with this form; the token proves that it was.
pub(crate) struct GivenPaper {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) token: String,
}

/// A paper that the step needs.
pub(crate) struct PaperSlot {
    pub(crate) field: Field,
    pub(crate) given: Vec<GivenPaper>,
}

/// The page.
#[derive(Template)]
#[template(path = "case/act.html")]
pub(crate) struct ActPage {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) number: String,
    pub(crate) step: String,
    pub(crate) help: String,
    pub(crate) law: String,
    /// Why the step cannot be taken now; empty when it can.
    pub(crate) closed: String,
    /// On which ground, and what to do first.
    pub(crate) closed_ground: String,
    pub(crate) closed_next: String,
    /// Who would be warned of an attempt all the same.
    pub(crate) warned: Vec<String>,
    /// Where each outcome leads.
    pub(crate) ahead: Vec<String>,
    /// The day to come on which the meeting is called; empty when there is none.
    pub(crate) meets: String,
    /// What is paid, to whom, out of which account, as it was decided; empty for a step that pays nothing.
    pub(crate) pays: Vec<Line>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    /// What the form carries along unseen.
    pub(crate) hidden: Vec<(String, String)>,
    pub(crate) fields: Vec<Field>,
    pub(crate) meeting: Option<MeetingSheet>,
    /// The way to the page on which a meeting is held; none for a step that is no meeting.
    pub(crate) hall: Option<Hall>,
    /// Where an invoice is photographed; none for a step that asks for none.
    pub(crate) invoice: Option<InvoicePart>,
    pub(crate) papers: Vec<PaperSlot>,
    pub(crate) outcome: Option<Field>,
    /// Fields that some outcomes ask for: they stand below the choice on which they hang.
    pub(crate) reasons: Vec<Field>,
    pub(crate) case_href: String,
}

impl ActPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            what: say("路灯维修材料", "Parts for street lamps"),
            number: "990101001001-C1-2026-0007".to_owned(),
            step: say("填写报销单", "Fill in the expense"),
            help: say("写清买了什么、为什么买，附上发票。", "Say what was bought and why, and add the invoice."),
            law: say("《浙江省农村集体资产管理条例》第25条", "Zhejiang rules on rural collective assets, article 25"),
            pays: Vec::new(),
            faults: Vec::new(),
            action: "/desk/cases/990101001001-C1-2026-0007/acts/fill".to_owned(),
            key: "k0001".to_owned(),
            hidden: vec![("revision".to_owned(), "3".to_owned())],
            closed: String::new(),
            closed_ground: String::new(),
            closed_next: String::new(),
            warned: Vec::new(),
            ahead: vec![say(
                "选“提交”：接下来是“证明”（村民代表），5个工作日内。",
                "“Claim”: next is “Witness” (representative), within 5 working days.",
            )],
            meets: String::new(),
            fields: sample::fields(&frame),
            meeting: None,
            hall: None,
            invoice: Some(InvoicePart::sample_blank(&frame)),
            papers: vec![PaperSlot { field: sample::files(&frame, "paper-detail"), given: Vec::new() }],
            outcome: None,
            reasons: Vec::new(),
            case_href: "/desk/cases/990101001001-C1-2026-0007".to_owned(),
            frame,
        }
    }

    /// The same form sent back with all its faults.
    pub(crate) fn sample_faulty(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        let wrong = sample::say(
            &page.frame,
            "`12a`不是金额，请写数字，如 1200 或 1,200.50",
            "`12a` is not an amount: write digits, such as 1200 or 1,200.50",
        );
        let missing = sample::say(&page.frame, "请写明用途", "Say what it was for");
        for field in &mut page.fields {
            let fault = match field.name.as_str() {
                "amount" => &wrong,
                "purpose" => &missing,
                _ => continue,
            };
            field.fault = Some(fault.clone());
            page.faults.push(FaultLine { href: format!("#{}", field.name), words: fault.clone() });
        }
        let about = sample::say(&page.frame, "图片 · 1.2 MB · 已收到", "Picture · 1.2 MB · received");
        let given = GivenPaper { name: "发票.jpg".to_owned(), about, token: "token".to_owned() };
        let mut part = InvoicePart::sample(&page.frame);
        part.slot.given.push(given);
        page.invoice = Some(part);
        let notes = [("read-same", Tone::Same), ("read-net", Tone::Tells), ("read-differs", Tone::Differs)];
        for (field, (key, tone)) in page.fields.iter_mut().zip(notes) {
            let words = page.frame.say(key).put("said", "1,286.50").put("net", "¥1,138.50").to_string();
            field.note = Some(Note { words, tone });
        }
        page
    }

    /// The form of a step whose turn has not come.
    pub(crate) fn sample_closed(frame: Frame) -> Self {
        let closed = sample::say(
            &frame,
            "还不能办“付款”：前面的“监督审核”还没有办。",
            "“Pay” cannot be done yet: “Check” has not been done.",
        );
        let warned = vec![
            sample::say(&frame, "柳湾村 · 村务监督委员会主任 李秀英", "柳湾村 · supervision director 李秀英"),
            sample::say(&frame, "青溪镇 · 乡镇纪检干部 周明", "青溪镇 · township discipline officer 周明"),
        ];
        let closed_ground = sample::say(&frame, "《会计法》第25条", "Accounting Law, article 25");
        let closed_next = sample::say(&frame, "先办“监督审核”。", "“Check” comes first.");
        Self { closed, closed_ground, closed_next, warned, ahead: Vec::new(), ..Self::sample(frame) }
    }

    /// The form of a meeting.
    pub(crate) fn sample_meeting(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let names = ["陈建国", "李秀英", "王大山", "欧阳建华", "周小燕", "钟离春", "吴志强", "Pan Guirong"];
        let seat = |(nth, name): (usize, &&str)| Seat {
            person: format!("990101-P{nth:05}"),
            name: (*name).to_owned(),
            note: if nth == 3 {
                say("竞租人的近亲属，应当回避", "A near relative of a bidder: must be recused")
            } else {
                String::new()
            },
            present: nth != 5,
            recused: nth == 3,
        };
        let count = |name: &str, zh: &str, en: &str| Field::new(name, say(zh, en), Entry::Count(say("票", "votes")));
        let sheet = MeetingSheet {
            code: "rep_meeting".to_owned(),
            bodies: Vec::new(),
            household: None,
            body: say("村民代表会议", "Villagers' representatives' meeting"),
            rule: say(
                "到会三分之二以上才能开会，应到三分之二以上同意才算通过。",
                "Two thirds must be present; two thirds of all entitled must agree.",
            ),
            day: Field::new("sitting.day", say("开会日期", "Day of the meeting"), Entry::Day).value("2026-03-12"),
            roster: names.iter().enumerate().map(seat).collect(),
            counts: vec![
                count("sitting.for", "同意", "In favour").value("6"),
                count("sitting.against", "反对", "Against").value("0"),
                count("sitting.abstain", "弃权", "Abstained").value("0"),
            ],
            fault: None,
        };
        let step = say("村民代表会议表决", "Representatives' meeting");
        let hall = Hall {
            href: "/desk/cases/990101001001-C1-2026-0007/meeting".to_owned(),
            only: false,
            sealed: false,
            held: Vec::new(),
        };
        Self {
            meeting: Some(sheet),
            hall: Some(hall),
            fields: Vec::new(),
            invoice: None,
            step,
            outcome: Some(sample::outcome(&frame)),
            meets: sample::day(&frame, "2026-03-20").words,
            ..Self::sample(frame)
        }
    }

    /// The form that ends a meeting which was held entry by entry.
    pub(crate) fn sample_held(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let held = vec![
            Line::text(say("村民会议", "Villagers' meeting"), say("应到300人，已到210人", "210 of 300 present")),
            Line::text(frame.say("hall-counts"), say("同意180，反对20，弃权10", "180 for, 20 against, 10 abstaining")),
        ];
        let mut page = Self { meeting: None, meets: String::new(), ..Self::sample_meeting(frame) };
        if let Some(hall) = &mut page.hall {
            (hall.only, hall.held) = (true, held);
        }
        page
    }

    /// The form of a meeting that votes by ballots and is not held yet.
    pub(crate) fn sample_ballots(frame: Frame) -> Self {
        let mut page = Self { meeting: None, meets: String::new(), ..Self::sample_meeting(frame) };
        if let Some(hall) = &mut page.hall {
            hall.only = true;
        }
        page
    }
}
