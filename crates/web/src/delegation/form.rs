//! The form that records a delegation: what, for whom, how long, and the meeting that gave it.

use crate::case::act::{MeetingSheet, PaperSlot, Seat};
use crate::form::{Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Switch;
use crate::sample;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "delegation/form.html")]
pub(crate) struct DelegationForm {
    pub(crate) frame: Frame,
    pub(crate) village: String,
    pub(crate) law: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    /// Whom the meeting authorises: one of these.
    pub(crate) bodies: Vec<Switch>,
    /// The body that may decide, as it is sent.
    pub(crate) body: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) sheet: MeetingSheet,
    pub(crate) papers: Vec<PaperSlot>,
    pub(crate) cancel_href: String,
}

impl DelegationForm {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let matters = [say("集体经济收益的使用", "use of collective income"), say("举债", "borrowing")];
        let matters: Vec<&str> = matters.iter().map(String::as_str).collect();
        let body = say("村民代表会议", "villagers' representatives' meeting");
        let whom = frame.say("delegation-matters").put("body", body);
        let seat = |nth: usize, name: &str| Seat {
            person: format!("990101-P{nth:06}"),
            name: name.to_owned(),
            note: String::new(),
            present: nth < 2,
            recused: false,
        };
        let count = |name: &str, key: &'static str| {
            Field::new(name, frame.say(key), Entry::Count(frame.say("votes-unit").to_string())).value("0")
        };
        Self {
            village: "柳湾村".to_owned(),
            law: say("《村民委员会组织法》第25条（2018年文本）", "Organic Law, article 25 (text of 2018)"),
            faults: Vec::new(),
            action: "/desk/delegations/new?village=990101001001".to_owned(),
            key: "k0007".to_owned(),
            bodies: Vec::new(),
            body: "rep_meeting".to_owned(),
            fields: vec![
                Field::new("matters", whom, Entry::Several(sample::choices(&matters))).value("0"),
                Field::new("starts", frame.say("mandate-starts"), Entry::Day).value("2026-03-12"),
                Field::new("ends", frame.say("mandate-ends"), Entry::Day).hint(frame.say("delegation-ends-hint")),
                Field::new("noticed", frame.say("delegation-noticed"), Entry::Day).value("2026-03-01"),
            ],
            sheet: MeetingSheet {
                body: say("村民会议", "Villagers' meeting"),
                code: "villagers_meeting".to_owned(),
                bodies: Vec::new(),
                rule: say("《村民委员会组织法》第22条", "Organic Law, article 22"),
                day: Field::new("sitting.day", frame.say("meeting-day"), Entry::Day).value("2026-03-12"),
                roster: vec![seat(1, "陈建国"), seat(2, "李秀英")],
                household: None,
                counts: vec![
                    count("sitting.for", "votes-for"),
                    count("sitting.against", "votes-against"),
                    count("sitting.abstain", "votes-abstain"),
                ],
                fault: None,
            },
            papers: ["delegation-minutes", "delegation-attendance"]
                .map(|key| PaperSlot { field: sample::files(&frame, key), given: Vec::new() })
                .into(),
            cancel_href: "/desk/delegations?village=990101001001".to_owned(),
            frame,
        }
    }
}
