//! `/desk/start`: the affairs that can be begun, and by whom.

use crate::case::start::{AffairCard, AffairGroup, StartPage};
use crate::case::want::wanted;
use crate::desk::place::{frame, may, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::Switch;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use office::{Desk, roster};
use procedure::{Affair, Step};
use serde::Deserialize;
use village::{Fault, Place};

/// Which village.
#[derive(Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    village: String,
    /// What the person says they want.
    #[serde(default)]
    q: String,
}

pub(crate) async fn choose(
    State(app): State<App>,
    official: Official,
    Asked(place): Asked<Where>,
) -> Result<Response, Halt> {
    let start = app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &place))).await?;
    page(&start)
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, place: &Where) -> Result<StartPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let frame = frame(app, query, official, Section::Start)?;
    let all = villages(query, &official.desk)?;
    let chosen = all.iter().find(|village| village.place.as_str() == place.village).or(all.first());
    let chosen = chosen.map(|village| village.place.clone());
    let switch = |village: &village::Division| Switch {
        words: village.short_name(),
        href: format!("/desk/start?village={}", village.place),
        chosen: Some(&village.place) == chosen.as_ref(),
        count: 0,
    };
    let villages = all.iter().map(switch).collect();
    let mut start = StartPage {
        villages,
        village: chosen.as_ref().map_or_else(String::new, ToString::to_string),
        said: place.q.trim().to_owned(),
        found: Vec::new(),
        groups: Vec::new(),
        others: Vec::new(),
        frame,
    };
    let Some(village) = chosen else { return Ok(start) };
    let book = app.office.book_at(query, &village)?;
    let found = wanted(&start.said, book.affairs.values(), official.look.language);
    for affair in found {
        let mut card = card(official, &teller, affair, &village);
        if !card.closed.is_empty() {
            card.closed.push_str(&beginners(query, official, &teller, affair, &village)?);
        }
        start.found.push(card);
    }
    for affair in book.affairs.values() {
        let card = card(official, &teller, affair, &village);
        let groups = if card.closed.is_empty() { &mut start.groups } else { &mut start.others };
        match groups.iter_mut().find(|group| group.code == affair.category) {
            Some(group) => group.affairs.push(card),
            None => groups.push(AffairGroup {
                code: affair.category.clone(),
                name: category(&teller, &affair.category),
                affairs: vec![card],
            }),
        }
    }
    Ok(start)
}

fn card(official: &Official, teller: &Teller, affair: &Affair, village: &Place) -> AffairCard {
    let who = affair.first().map_or(&[][..], |step| &step.who);
    let open = affair.first().is_some_and(|step| begins(&official.desk, step, village));
    let begins = teller.say("start-by").put("who", teller.posts(who)).to_string();
    AffairCard {
        name: teller.words(&affair.name),
        purpose: teller.words(&affair.purpose),
        href: format!("/desk/start/{}?village={village}", affair.code),
        guide: format!("/v/{village}/how/{}", affair.code),
        closed: if open { String::new() } else { begins.clone() },
        begins,
    }
}

/// Whether the posts of a desk begin the step: one of its own, none that keeps from it, and the policies let them.
fn begins(desk: &Desk, step: &Step, village: &Place) -> bool {
    let posts = desk.posts_at(village);
    let holds = step.who.iter().any(|post| posts.contains(post));
    holds && !step.who_not.iter().any(|post| posts.contains(post)) && may(desk, &step.duty, village)
}

/// Who in the village can begin it, by name: whoever may not is told whom to ask.
fn beginners(
    query: &mut dyn Query,
    official: &Official,
    teller: &Teller,
    affair: &Affair,
    village: &Place,
) -> Result<String, Fault> {
    const NAMED: usize = 4;
    let Some(step) = affair.first() else { return Ok(String::new()) };
    let mut names: Vec<String> = Vec::new();
    for post in &step.who {
        let Some(at) = village.at(post.level()) else { continue };
        for holder in roster::persons_in(query, &at, *post, teller.today, &affair.code)? {
            if names.len() >= NAMED || names.contains(&holder.name) {
                continue;
            }
            // Whoever holds another post that keeps them from it is no help.
            let theirs = Desk::of(&official.desk.office, &holder.mandate.person, official.desk.now)?;
            if begins(&theirs.in_affair(query, &affair.code)?, step, village) {
                names.push(holder.name);
            }
        }
    }
    if names.is_empty() {
        return Ok(String::new());
    }
    Ok(teller.say("start-ask").put("names", names.join(&teller.say("and").to_string())).to_string())
}

/// The eleven categories of affairs.
pub(crate) fn category(teller: &Teller, letter: &str) -> String {
    let key = match letter {
        "A" => "category-a",
        "B" => "category-b",
        "C" => "category-c",
        "D" => "category-d",
        "E" => "category-e",
        "F" => "category-f",
        "G" => "category-g",
        "H" => "category-h",
        "I" => "category-i",
        "J" => "category-j",
        "K" => "category-k",
        other => return other.to_owned(),
    };
    teller.say(key).to_string()
}
