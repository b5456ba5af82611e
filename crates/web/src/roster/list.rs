//! The list of persons with their posts.

use crate::frame::Frame;
use crate::icon::Icon;
use crate::part::{Empty, Filter, Pager};
use crate::sample;
use crate::show::Link;
use askama::Template;

/// A person.
pub(crate) struct PersonRow {
    pub(crate) name: String,
    pub(crate) number: String,
    /// The person's own page.
    pub(crate) href: String,
    /// Posts; the link ends the mandate, where this person may.
    pub(crate) posts: Vec<Link>,
    pub(crate) place: String,
    pub(crate) until: String,
    pub(crate) kin: String,
}

/// The page.
#[derive(Template)]
#[template(path = "roster/list.html")]
pub(crate) struct RosterPage {
    pub(crate) frame: Frame,
    /// Whose roster it is.
    pub(crate) place: String,
    pub(crate) place_name: String,
    pub(crate) query: String,
    /// Import, grant, kin: as far as this person may.
    pub(crate) deeds: Vec<Link>,
    /// What was imported just now; empty when nothing was.
    pub(crate) imported: String,
    /// What waits for a second person.
    pub(crate) waiting: Vec<Link>,
    pub(crate) filters: Vec<Filter>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) empty: Empty,
    pub(crate) pager: Pager,
}

impl RosterPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let person = |name: &str, posts: Vec<Link>, kin: &str| PersonRow {
            name: name.to_owned(),
            number: "990101-P00042".to_owned(),
            href: "/desk/roster/people/990101-P00042".to_owned(),
            posts,
            place: "柳湾村".to_owned(),
            until: "2026-12-31".to_owned(),
            kin: kin.to_owned(),
        };
        let secretary =
            Link::new(sample::say(&frame, "村党组织书记", "Party secretary"), "/desk/roster/mandates/1/end");
        let director = Link::new(sample::say(&frame, "村委会主任", "Village director"), "/desk/roster/mandates/2/end");
        let villager = Link::new(sample::say(&frame, "村民", "Villager"), "");
        Self {
            place: "990101001001".to_owned(),
            place_name: "柳湾村".to_owned(),
            query: String::new(),
            deeds: vec![
                Link::new(frame.say("import-title"), "/desk/roster/import"),
                Link::new(frame.say("mandate-title"), "/desk/roster/mandate"),
                Link::new(frame.say("kin-title"), "/desk/roster/kin"),
                Link::new(frame.say("groups-title"), "/desk/roster/groups"),
            ],
            imported: String::new(),
            waiting: vec![Link::new(
                sample::say(
                    &frame,
                    "柳湾村：李秀英担任村文书，王小明申请",
                    "柳湾村: 李秀英 as clerk, asked for by 王小明",
                ),
                "/desk/checks/1",
            )],
            filters: sample::filters(&frame),
            people: vec![
                person("陈建国", vec![secretary, director], "陈小明（子）"),
                person("李秀英", vec![villager], ""),
            ],
            empty: Empty::default(),
            pager: Pager::new("/desk/roster?page=", 3, 50, 500),
            frame,
        }
    }

    /// Just after an import.
    pub(crate) fn sample_imported(frame: Frame) -> Self {
        let said = frame.say("import-done").put("people", 62).put("posts", 75).put("kin", 8).to_string();
        Self { imported: said, ..Self::sample(frame) }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self { people: Vec::new(), waiting: Vec::new(), empty: sample::empty(&frame), ..Self::sample(frame) }
    }
}
