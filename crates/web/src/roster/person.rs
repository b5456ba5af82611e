//! One person of the roster: who they are, their posts, their relatives, their sign-in.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::Line;
use crate::sample;
use crate::show::{Link, State, Tag, When};
use askama::Template;

/// A post with its term and its record.
pub(crate) struct TermLine {
    pub(crate) post: String,
    pub(crate) place: String,
    pub(crate) from: When,
    pub(crate) until: When,
    pub(crate) tag: Tag,
    pub(crate) granted: String,
    pub(crate) ended: String,
    /// Why it was ended before its time.
    pub(crate) reason: String,
    /// Where it is ended; empty where this reader may not.
    pub(crate) href: String,
}

/// How the person signs in.
pub(crate) struct SignIn {
    pub(crate) state: String,
    pub(crate) may_give: bool,
    /// What the button does, and what to know of it: make, ask for a new password, make the one that was agreed to.
    pub(crate) button: String,
    pub(crate) hint: String,
    /// Every password that was handed over: by whom, when, and what the person said to it.
    pub(crate) handed: Vec<String>,
    /// Name and first password, on the one page that shows them.
    pub(crate) given: Option<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "roster/person.html")]
pub(crate) struct PersonPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) terms: Vec<TermLine>,
    pub(crate) grant_href: String,
    /// What waits for a second person.
    pub(crate) waiting: Vec<Link>,
    pub(crate) kin: Vec<Line>,
    pub(crate) kin_href: String,
    pub(crate) sign_in: SignIn,
    pub(crate) key: String,
}

impl PersonPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let term = |post: String, from: &str, until: &str, tag: Tag, href: &str| TermLine {
            post,
            place: "柳湾村".to_owned(),
            from: sample::day(&frame, from),
            until: sample::day(&frame, until),
            tag,
            granted: say("2025年1月3日（周五） 9:05 由 周明 登记", "entered Fri 3 January 2025 9:05 by 周明"),
            ended: String::new(),
            reason: String::new(),
            href: href.to_owned(),
        };
        let in_force = Tag::new(State::Ordinary, frame.say("term-in-force"));
        let past = Tag::new(State::Done, frame.say("term-ended"));
        Self {
            name: "李秀英".to_owned(),
            number: "990101-P00042".to_owned(),
            lines: vec![
                Line::text(frame.say("roster-place"), "柳湾村"),
                Line::text(frame.say("person-phone"), "13800000000"),
            ],
            terms: vec![
                term(
                    say("村务监督委员会主任", "Director of the supervision committee"),
                    "2025-01-03",
                    "2029-12-31",
                    in_force,
                    "/desk/roster/mandates/990101-M000042",
                ),
                TermLine {
                    reason: say("调到镇里工作", "moved to the township"),
                    ..term(say("村文书", "Clerk"), "2020-01-01", "2024-12-31", past, "")
                },
            ],
            grant_href: "/desk/roster/mandate".to_owned(),
            waiting: vec![Link::new(
                say("王小明申请李秀英担任村文书，等人复核", "王小明 asks for 李秀英 to be clerk"),
                "/desk/checks/1",
            )],
            kin: vec![Line::text("李建民", say("兄弟姐妹", "sibling"))],
            kin_href: "/desk/roster/kin".to_owned(),
            sign_in: SignIn {
                state: frame.say("sign-in-has").put("name", "13800000000").to_string(),
                may_give: true,
                button: frame.say("sign-in-reset-ask").to_string(),
                hint: frame.say("sign-in-reset-ask-hint").to_string(),
                handed: vec![say("3月2日（周一） 9:05 由周明重置密码", "reset by 周明, Mon 2 March 9:05")],
                given: None,
            },
            key: "k0006".to_owned(),
            frame,
        }
    }

    /// Just after a sign-in was made: the one time at which the password is seen.
    pub(crate) fn sample_given(frame: Frame) -> Self {
        let mut page = Self::sample(frame);
        page.sign_in.given = Some(("13800000000".to_owned(), "m7kq-2ftx-9hdw".to_owned()));
        page
    }

    /// Somebody without a post, relatives or sign-in, seen by somebody who may only read.
    pub(crate) fn sample_bare(frame: Frame) -> Self {
        let state = frame.say("sign-in-none").to_string();
        Self {
            terms: Vec::new(),
            grant_href: String::new(),
            waiting: Vec::new(),
            kin: Vec::new(),
            kin_href: String::new(),
            sign_in: SignIn {
                state,
                may_give: false,
                button: String::new(),
                hint: String::new(),
                handed: Vec::new(),
                given: None,
            },
            ..Self::sample(frame)
        }
    }
}
