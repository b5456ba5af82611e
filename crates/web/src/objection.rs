//! Objections: the form that anyone may fill in while a case is open for it, and its receipt.

pub(crate) mod answer;
pub(crate) mod line;
pub(crate) mod lodge;

use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use crate::show::When;
use askama::Template;

/// The form.
#[derive(Template)]
#[template(path = "objection/form.html")]
pub(crate) struct ObjectionForm {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) until: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    /// Until when the village answers.
    pub(crate) answer_by: When,
}

impl ObjectionForm {
    /// The fields, empty.
    pub(crate) fn fields(frame: &Frame) -> Vec<Field> {
        vec![
            Field::new("text", frame.say("objection-text"), Entry::LongText).hint(frame.say("objection-text-hint")),
            Field::new("contact", frame.say("objection-contact-label"), Entry::Text("tel"))
                .hint(frame.say("objection-contact-hint"))
                .optional(),
        ]
    }

    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            what: sample::say(&frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            until: sample::say(&frame, "3月20日（周五）前都可以提，还有8天。", "Open until Fri 20 March, 8 days left."),
            faults: Vec::new(),
            action: "/cases/990101001001-D1-2026-0002/objection".to_owned(),
            key: "k0002".to_owned(),
            fields: Self::fields(&frame),
            answer_by: sample::day(&frame, "2026-03-26"),
            frame,
        }
    }

    pub(crate) fn sample_faulty(frame: Frame) -> Self {
        let mut form = Self::sample(frame);
        let words = sample::say(&form.frame, "请写下您的疑问或意见", "Please write your question or objection");
        form.faults.push(FaultLine { href: "#text".to_owned(), words: words.clone() });
        if let Some(field) = form.fields.first_mut() {
            field.fault = Some(words);
        }
        form
    }
}

/// The objection once more, as others will read it, before it is public.
#[derive(Template)]
#[template(path = "objection/check.html")]
pub(crate) struct ObjectionCheck {
    pub(crate) frame: Frame,
    pub(crate) what: String,
    pub(crate) action: String,
    pub(crate) key: String,
    /// As it will be read, with what is masked.
    pub(crate) text: String,
    /// Whether something is masked.
    pub(crate) masked: bool,
    pub(crate) contact: String,
    /// Until when the village answers.
    pub(crate) answer_by: When,
    /// Everything that was answered, to be sent again unchanged.
    pub(crate) answers: Vec<(String, String)>,
}

impl ObjectionCheck {
    pub(crate) fn sample(frame: Frame) -> Self {
        let text = sample::say(
            &frame,
            "底价比去年低，请说明怎么定的。我的电话***********，邮箱***@qq.com。",
            "The floor price is lower than last year: how was it set? My number is ***********, ***@qq.com.",
        );
        Self {
            what: sample::say(&frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            action: "/cases/990101001001-D1-2026-0002/objection".to_owned(),
            key: "k0002".to_owned(),
            masked: true,
            contact: "李四 13987654321".to_owned(),
            answer_by: sample::day(&frame, "2026-03-26"),
            answers: vec![("text".to_owned(), text.clone())],
            text,
            frame,
        }
    }
}

/// The receipt.
#[derive(Template)]
#[template(path = "objection/receipt.html")]
pub(crate) struct ObjectionReceipt {
    pub(crate) frame: Frame,
    pub(crate) number: String,
    pub(crate) when: When,
    pub(crate) answer_by: When,
    pub(crate) what: String,
    pub(crate) case_href: String,
}

impl ObjectionReceipt {
    pub(crate) fn sample(frame: Frame) -> Self {
        Self {
            number: "990101001001-D1-2026-0002-Y1".to_owned(),
            when: sample::moment(&frame, "2026-03-12"),
            answer_by: sample::day(&frame, "2026-03-26"),
            what: sample::say(&frame, "老粮站房屋出租，租期5年", "Lease of the old grain store, 5 years"),
            case_href: "/cases/990101001001-D1-2026-0002".to_owned(),
            frame,
        }
    }
}
