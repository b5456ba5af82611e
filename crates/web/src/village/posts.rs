//! Who can do what here, and why: the posts of a village with what each may and may not do.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// Something that a post may not do, and the reason.
pub(crate) struct No {
    pub(crate) what: String,
    pub(crate) why: String,
}

/// A post.
pub(crate) struct PostCard {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) holders: String,
    pub(crate) may: Vec<String>,
    pub(crate) may_not: Vec<No>,
}

/// The page.
#[derive(Template)]
#[template(path = "village/posts.html")]
pub(crate) struct PostsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) posts: Vec<PostCard>,
}

impl PostsPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let posts = vec![
            PostCard {
                code: "party_secretary".to_owned(),
                title: say("村党组织书记", "Party secretary"),
                holders: "陈建国".to_owned(),
                may: vec![say("提议重大事项", "propose major matters"), say("最后签字", "sign last")],
                may_not: vec![No {
                    what: say("直接经手、先批集体资金", "handle or first-approve the village's money"),
                    why: say("主要负责人“三不直接”，县里规定", "Three-no-direct for the top leader; the county's rule"),
                }],
            },
            PostCard {
                code: "asset_clerk".to_owned(),
                title: say("资产专管员", "Asset clerk"),
                holders: String::new(),
                may: Vec::new(),
                may_not: Vec::new(),
            },
        ];
        Self { name: "柳湾村".to_owned(), posts, frame }
    }
}
