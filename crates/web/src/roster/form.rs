//! The plain forms of the roster: grant a mandate, end one, declare kin.

use crate::form::{Choice, Entry, FaultLine, Field};
use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Line;
use crate::sample;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "roster/form.html")]
pub(crate) struct RosterForm {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) law: String,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) action: String,
    pub(crate) key: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) send: String,
    pub(crate) cancel_href: String,
    pub(crate) standing_title: String,
    /// What stands already.
    pub(crate) standing: Vec<Line>,
    /// Whether it is what the form asks about, and so stands before it.
    pub(crate) standing_first: bool,
}

impl RosterForm {
    pub(crate) fn sample(frame: Frame) -> Self {
        let people = sample::choices(&["陈建国", "李秀英", "王大山"]);
        let posts = sample::choices(&["报账员", "村务监督委员会主任"]);
        Self {
            title: frame.say("mandate-title").to_string(),
            lead: frame.say("mandate-lead").to_string(),
            law: sample::say(
                &frame,
                "《浙江省实施〈村民委员会组织法〉办法》第30条",
                "Zhejiang measures under the Organic Law, article 30",
            ),
            faults: Vec::new(),
            action: "/desk/roster/mandate".to_owned(),
            key: "k0005".to_owned(),
            fields: vec![
                Field::new("person", frame.say("mandate-person"), Entry::Select(people)),
                Field::new("post", frame.say("mandate-post"), Entry::Select(posts)),
                Field::new("starts", frame.say("mandate-starts"), Entry::Day),
                Field::new("ends", frame.say("mandate-ends"), Entry::Day).hint(frame.say("mandate-ends-hint")),
            ],
            send: frame.say("check-go").to_string(),
            cancel_href: "/desk/roster".to_owned(),
            standing_title: String::new(),
            standing: Vec::new(),
            standing_first: false,
            frame,
        }
    }

    /// Somebody else's request for an office, to be agreed to.
    pub(crate) fn sample_check(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let answers = [("agree", "second-agree"), ("decline", "second-decline")]
            .map(|(code, key)| Choice::new(code, frame.say(key).to_string()));
        Self {
            title: frame.say("second-grant-title").to_string(),
            lead: frame.say("second-grant-lead").to_string(),
            law: String::new(),
            action: "/desk/checks/990101-S000001".to_owned(),
            fields: vec![
                Field::new("answer", frame.say("second-answer"), Entry::Choice(answers.into())),
                Field::new("reason", frame.say("second-reason"), Entry::LongText)
                    .hint(frame.say("second-reason-hint"))
                    .optional(),
            ],
            standing_title: say("李秀英担任村文书", "李秀英 as clerk"),
            standing: vec![
                Line::text(frame.say("mandate-person"), "李秀英"),
                Line::text(frame.say("mandate-post"), say("村文书", "Clerk")),
                Line::new(frame.say("mandate-starts"), sample::day(&frame, "2026-03-02")),
                Line::new(frame.say("mandate-ends"), sample::day(&frame, "2029-12-31")),
                Line::text(frame.say("second-asked-by"), "王小明"),
            ],
            standing_first: true,
            ..Self::sample(frame)
        }
    }

    pub(crate) fn sample_groups(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let household = |serial: u32, number: &str, names: &str, group: &str| {
            let label = frame.say("groups-household").put("number", number).put("names", names).to_string();
            Field::new(format!("group.990101-P{serial:06}"), label, Entry::Text("")).optional().value(group)
        };
        Self {
            title: frame.say("groups-title").to_string(),
            lead: frame.say("groups-lead").to_string(),
            law: String::new(),
            action: "/desk/roster/groups".to_owned(),
            fields: vec![
                household(1, "01-0001", "陈建国、陈小明", &say("第一村民小组", "villagers' group 1")),
                household(2, "02-0002", "李秀英", ""),
            ],
            standing_title: frame.say("groups-standing").to_string(),
            standing: vec![
                Line::text(say("第一村民小组", "villagers' group 1"), say("14人", "14 people")),
                Line::text(frame.say("groups-none"), say("1人", "1 person")),
            ],
            standing_first: true,
            ..Self::sample(frame)
        }
    }

    pub(crate) fn sample_kin(frame: Frame) -> Self {
        let people = sample::choices(&["陈建国", "陈小明"]);
        let relations = sample::choices(&["配偶", "子女", "父母"]);
        Self {
            title: frame.say("kin-title").to_string(),
            lead: frame.say("kin-lead").to_string(),
            fields: vec![
                Field::new("person", frame.say("mandate-person"), Entry::Select(people.clone())),
                Field::new("relation", frame.say("kin-relation"), Entry::Select(relations)),
                Field::new("kin", frame.say("kin-relative"), Entry::Select(people)),
            ],
            send: frame.say("check-go").to_string(),
            standing_title: frame.say("kin-standing").to_string(),
            standing: vec![Line::text("陈建国", sample::say(&frame, "陈小明（子）", "陈小明 (son)"))],
            ..Self::sample(frame)
        }
    }
}
