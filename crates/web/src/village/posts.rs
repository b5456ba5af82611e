//! Who can do what here, and why: the posts of a village with what each may and may not do.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::sample;
use askama::Template;

/// The steps of an affair that a post takes.
pub(crate) struct Work {
    pub(crate) affair: String,
    pub(crate) href: String,
    pub(crate) steps: String,
    pub(crate) ground: String,
}

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
    pub(crate) works: Vec<Work>,
    /// What else it may do, in one line.
    pub(crate) also: String,
    pub(crate) may_not: Vec<No>,
    /// Whose mandate somebody ended before its time, who did it, and why.
    pub(crate) ended: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "village/posts.html")]
pub(crate) struct PostsPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    /// What holds for every post alike.
    pub(crate) common: Vec<No>,
    /// The posts by where they are held; each opens for itself.
    pub(crate) groups: Vec<PostGroup>,
    /// The same by affair, in pictures.
    pub(crate) how_href: String,
}

/// The posts of one level.
pub(crate) struct PostGroup {
    pub(crate) title: String,
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
                works: vec![Work {
                    affair: say("日常开支报销", "Routine expense"),
                    href: "/rules/C1".to_owned(),
                    steps: say("书记末位签字", "The secretary's last signature"),
                    ground: say("《会计法》第25条（2024年文本）", "Accounting Law, article 25 (text of 2024)"),
                }],
                also: say("答复异议、查看预警", "answer objections, read alerts"),
                may_not: vec![No {
                    what: say("直接经手、先批集体资金", "handle or first-approve the village's money"),
                    why: say("主要负责人“三不直接”，县里规定", "Three-no-direct for the top leader; the county's rule"),
                }],
                ended: Vec::new(),
            },
            PostCard {
                code: "asset_clerk".to_owned(),
                title: say("资产专管员", "Asset clerk"),
                holders: String::new(),
                works: Vec::new(),
                also: String::new(),
                may_not: Vec::new(),
                ended: vec![say(
                    "王德发提前结束任职，3月2日（周一）为止，由周敏登记。原因：本人申请，搬到县城居住",
                    "Wang Defa's mandate was ended early, on Mon 2 March, by Zhou Min. Reason: his own wish, he moved away",
                )],
            },
        ];
        let common = vec![No {
            what: say("经手、审批这件事的人不能自己付款或盖章", "who handled a matter may not pay for it"),
            why: say("《会计法》第25条", "Accounting Law, article 25"),
        }];
        let groups = vec![PostGroup { title: frame.say("posts-village").to_string(), posts }];
        let how_href = "/v/990101001001/how".to_owned();
        Self { name: "柳湾村".to_owned(), common, groups, how_href, frame }
    }
}
