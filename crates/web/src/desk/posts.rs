//! My posts: what I am, until when, and what I may do by each.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Line};
use crate::roster::person::TermLine;
use crate::sample;
use crate::show::{Link, State, Tag};
use crate::village::posts::{PostCard, PostsPage, Work};
use askama::Template;

/// A post of one's own, with what it lets one do.
pub(crate) struct OwnPost {
    pub(crate) term: TermLine,
    pub(crate) card: PostCard,
    /// Where everybody's rights in that village are told.
    pub(crate) who: Option<Link>,
}

/// The page.
#[derive(Template)]
#[template(path = "desk/posts.html")]
pub(crate) struct OwnPostsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) posts: Vec<OwnPost>,
    /// Posts that ended or are still to come.
    pub(crate) others: Vec<TermLine>,
    pub(crate) empty: Empty,
    pub(crate) kin: Vec<Line>,
    pub(crate) kin_href: String,
}

impl OwnPostsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let term = |post: String, tag: Tag| TermLine {
            post,
            place: "柳湾村".to_owned(),
            from: sample::day(&frame, "2025-01-03"),
            until: sample::day(&frame, "2026-04-30"),
            tag,
            granted: say("2025年1月3日（周五） 9:05 由 周明 登记", "entered Fri 3 January 2025 9:05 by 周明"),
            ended: String::new(),
            reason: String::new(),
            href: String::new(),
        };
        let card = PostsPage::sample(frame.clone()).groups.into_iter().flat_map(|group| group.posts).next();
        let card = card.unwrap_or_else(|| PostCard {
            code: String::new(),
            title: String::new(),
            holders: String::new(),
            works: Vec::<Work>::new(),
            also: String::new(),
            may_not: Vec::new(),
            ended: Vec::new(),
        });
        let soon = Tag::new(State::Yellow, say("还有49天", "49 days left"));
        let past = Tag::new(State::Done, frame.say("term-ended"));
        Self {
            name: "李秀英".to_owned(),
            number: "990101-P00042".to_owned(),
            posts: vec![OwnPost {
                term: term(say("村党组织书记", "Party secretary"), soon),
                card,
                who: Some(Link::new(frame.say("posts-title"), "/v/990101001001/who")),
            }],
            others: vec![term(say("村文书", "Clerk"), past)],
            empty: Empty::default(),
            kin: vec![Line::text("李建民", say("兄弟姐妹", "sibling"))],
            kin_href: "/desk/roster/kin".to_owned(),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self {
            posts: Vec::new(),
            others: Vec::new(),
            empty: sample::empty(&frame),
            kin: Vec::new(),
            kin_href: String::new(),
            ..Self::sample(frame)
        }
    }
}
