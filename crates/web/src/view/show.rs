//! `/desk/views`: who looked at which papers of a village, the newest first. For those who acknowledge the village's alerts;
//! inside the village nobody reads which villager looked.

use crate::case::papers::kind_name;
use crate::desk::place::{frame, may, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Pager, Switch};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use crate::view::{LookLine, LooksPage};
use affairs::Look;
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use office::{Desk, roster};
use serde::Deserialize;
use village::{Division, Fault, Kind, Level, Place, Post, Refusal, Words};

/// How many looks a page shows.
const PAGE: u64 = 50;

/// Which village, and which page of it.
#[derive(Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    village: String,
    #[serde(default)]
    page: Option<u64>,
}

/// Whether the person watches over the officials of a village: whoever is told of its alerts and answers for them.
pub(crate) fn watches(desk: &Desk, village: &Place) -> bool {
    may(desk, "acknowledge_alert", village)
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Where>,
) -> Result<Response, Halt> {
    let shown = app
        .blocking(move |app| {
            let mut all = app.office.read(|reader| villages(reader, &official.desk))?;
            all.retain(|village| watches(&official.desk, &village.place));
            let found = all.iter().find(|one| wish.village.is_empty() || one.place.as_str() == wish.village);
            let village = found.cloned().ok_or_else(not_yours)?;
            let number = wish.page.unwrap_or(1).max(1);
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, (&village, &all), number))?)
        })
        .await?;
    page(&shown)
}

fn not_yours() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "looks.not_yours",
        Words::new(
            "谁看过材料，只有监督这个村的人能查",
            "Only those who supervise the village read who looked at its papers",
        ),
        Words::new(
            "有疑问的，请找村监会主任或乡镇纪委",
            "Ask the supervision committee's director or the township's discipline office",
        ),
    )
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    (village, all): (&Division, &[Division]),
    number: u64,
) -> Result<LooksPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = frame(app, query, official, Section::Alerts)?;
    frame.back = Some(Link::new(teller.say("rail-alerts"), "/desk/alerts"));
    // Of somebody of the village itself it is not told which villager looked, as it is not told who objected.
    let own = |mandate: &village::Mandate| mandate.place.level() == Level::Village;
    let outside = !official.desk.mandates.iter().any(|mandate| own(mandate) && mandate.place == village.place);
    let (looks, many) = affairs::looks(query, &village.place, (number - 1).saturating_mul(PAGE), PAGE)?;
    let mut lines = Vec::new();
    for look in &looks {
        lines.push(line(app, query, &teller, &village.place, look, outside)?);
    }
    let switch = |one: &Division| Switch {
        words: one.short_name(),
        href: format!("/desk/views?village={}", one.place),
        chosen: one.place == village.place,
        count: 0,
    };
    let prefix = format!("/desk/views?village={}&page=", village.place);
    Ok(LooksPage {
        village: village.short_name(),
        villages: if all.len() > 1 { all.iter().map(switch).collect() } else { Vec::new() },
        lead: teller.say(if outside { "looks-lead-outside" } else { "looks-lead" }).to_string(),
        looks: lines,
        empty: Empty { what: teller.say("looks-none").to_string(), why: teller.say("looks-none-why").to_string() },
        pager: Pager::new(&prefix, number, PAGE, many),
        frame,
    })
}

fn line(
    app: &Shared,
    query: &mut dyn Query,
    teller: &Teller,
    village: &Place,
    look: &Look,
    outside: bool,
) -> Result<LookLine, Fault> {
    let held = roster::mandates_of(query, &look.person, look.moment.day())?;
    let posts: Vec<Post> = held.iter().map(|mandate| mandate.post).filter(|post| post.is_official()).collect();
    let villager = posts.is_empty();
    let case = affairs::case(query, &look.case)?;
    let (mut paper, mut title) = (teller.say("paper-other").to_string(), look.case.to_string());
    if let Some(case) = case {
        let book = app.office.book(query, &case.rules)?.at(village, teller.today);
        let known = affairs::papers(query, &case.id)?.into_iter().find(|paper| paper.hash == look.paper);
        if let Some(known) = known {
            paper = kind_name(teller, book.affair(&case.affair), &known);
        }
        title = case.title;
    }
    Ok(LookLine {
        when: teller.moment(look.moment),
        who: if villager && !outside { teller.say("looks-villager").to_string() } else { look.name.clone() },
        posts: if villager { teller.say("looks-of-village").to_string() } else { teller.posts(&posts) },
        paper,
        case: Link::new(title, format!("/desk/cases/{}", look.case)),
    })
}
