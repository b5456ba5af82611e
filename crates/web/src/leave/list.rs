//! The leaves that concern whoever is at the desk: what runs, what waits to be confirmed, what was; and what can be handed over.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Switch};
use crate::sample;
use crate::show::{Link, State, Tag, When};
use askama::Template;

/// A leave.
pub(crate) struct LeaveCard {
    pub(crate) number: String,
    /// Who stands in for whom.
    pub(crate) title: String,
    pub(crate) post: String,
    pub(crate) tag: Tag,
    pub(crate) from: When,
    pub(crate) until: When,
    /// In which affairs; empty for all that the post does.
    pub(crate) affairs: String,
    pub(crate) reason: String,
    pub(crate) proposed: String,
    /// Where it is confirmed, declined or ended.
    pub(crate) action: String,
    pub(crate) may_confirm: bool,
    pub(crate) may_end: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "leave/list.html")]
pub(crate) struct LeavesPage {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) longest: String,
    /// The villages whose mandates this reader grants.
    pub(crate) villages: Vec<Switch>,
    pub(crate) cards: Vec<LeaveCard>,
    /// The posts that this reader may hand over, each with its form.
    pub(crate) own: Vec<Link>,
    /// Those of others, for whom the township may name a stand-in.
    pub(crate) others: Vec<Link>,
    pub(crate) empty: Empty,
}

impl LeavesPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let card = |number: &str, key: &'static str, state: State| LeaveCard {
            number: number.to_owned(),
            title: say("李秀英离岗，由王大山代理", "Wang Dashan stands in for Li Xiuying"),
            post: say("柳湾村 · 文书", "Liuwan village · clerk"),
            tag: Tag::new(state, frame.say(key)),
            from: sample::day(&frame, "2026-03-12"),
            until: sample::day(&frame, "2026-05-20"),
            affairs: say("物资和服务采购", "procurement of goods and services"),
            reason: say("产假", "maternity leave"),
            proposed: say("3月11日（周三）9:05 周明 登记", "entered Wed 11 March 9:05 by Zhou Ming"),
            action: format!("/desk/leaves/{number}?place=990101001001"),
            may_confirm: state == State::Yellow,
            may_end: state == State::Ordinary,
        };
        Self {
            key: "k0009".to_owned(),
            longest: frame.say("leave-longest").put("days", 90_i64).to_string(),
            villages: Vec::new(),
            cards: vec![
                card("990101-L00002", "leave-proposed", State::Yellow),
                card("990101-L00001", "leave-running", State::Ordinary),
            ],
            own: vec![Link::new(
                say("柳湾村 · 文书", "Liuwan village · clerk"),
                "/desk/leaves/new?place=990101001001&mandate=990101-M000016",
            )],
            others: Vec::new(),
            empty: Empty { what: frame.say("leave-empty").to_string(), why: frame.say("leave-empty-why").to_string() },
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { cards: Vec::new(), own: Vec::new(), ..Self::sample(frame) }
    }
}
