//! `/desk/leaves`: the leaves of one's own and of a place, and the posts that can be handed over.

use crate::desk::place::{frame, may, places, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::leave::list::{LeaveCard, LeavesPage};
use crate::part::{Empty, Switch};
use crate::show::{Link, State, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Query as Asked, State as Of};
use axum::response::Response;
use office::roster::{self, Leave, LeaveState};
use procedure::{RuleBook, Standing};
use serde::Deserialize;
use village::{Fault, Place};

/// At which place, and which mandate.
#[derive(Clone, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    pub(crate) place: String,
    #[serde(default)]
    pub(crate) mandate: String,
}

pub(crate) async fn list(Of(app): Of<App>, official: Official, Asked(at): Asked<Where>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let list =
        app.blocking(move |app| app.office.read(|reader| compose(app, reader, &official, &at.place, key))).await?;
    page(&list)
}

/// For how many days a leave that is over is still listed.
const YEAR: i64 = 365;

/// The places whose mandates this reader grants: the one asked for, or all of their own.
fn granted_at(official: &Official, asked: &str) -> Vec<Place> {
    let own = places(&official.desk);
    let asked = Place::new(asked).ok().filter(|place| own.iter().any(|own| own.contains(place)));
    let all = asked.map_or(own, |place| vec![place]);
    all.into_iter().filter(|place| may(&official.desk, "grant_mandate", place)).collect()
}

pub(crate) fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    asked: &str,
    key: String,
) -> Result<LeavesPage, Fault> {
    let teller = official.teller(Eyes::Handler);
    let frame = frame(app, query, official, Section::Desk)?;
    let book = app.office.current_book(query)?;
    let grants = granted_at(official, asked);
    let mut leaves: Vec<Leave> = Vec::new();
    let since = teller.today.plus(-YEAR);
    if let Some(person) = official.desk.person() {
        leaves.extend(roster::leaves_of(query, person, since)?);
    }
    for place in &grants {
        let waiting = roster::leaves_proposed(query, place, teller.today)?;
        for found in waiting.into_iter().chain(roster::leaves_at(query, place, since)?) {
            if !leaves.contains(&found) {
                leaves.push(found);
            }
        }
    }
    let mut cards = Vec::new();
    for found in &leaves {
        cards.push(card(query, &teller, official, &book, found)?);
    }
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for mandate in official.desk.mandates.iter().filter(|mandate| mandate.post.is_official()) {
        let held = roster::seats_of(query, &mandate.place, mandate.post, teller.today)?;
        let held = held.into_iter().find(|held| held.mandate.person == mandate.person);
        let Some(held) = held else { continue };
        let words = format!("{} · {}", place_name(query, &mandate.place)?, teller.heading(&mandate.post.title()));
        own.push(Link::new(words, form_href(&mandate.place, &held.mandate_id)));
    }
    for place in &grants {
        for held in roster::officers(query, place, teller.today)? {
            if official.desk.person() == Some(&held.mandate.person) || !held.mandate.post.is_official() {
                continue;
            }
            let words = format!("{} · {}", teller.heading(&held.mandate.post.title()), held.name);
            others.push(Link::new(words, form_href(place, &held.mandate_id)));
        }
    }
    let mut villages = villages(query, &official.desk)?;
    villages.retain(|village| may(&official.desk, "grant_mandate", &village.place));
    let switch = |one: &village::Division| Switch {
        words: one.short_name(),
        href: format!("/desk/leaves?place={}", one.place),
        chosen: one.place.as_str() == asked,
        count: 0,
    };
    let (days, ..) = book.number(Standing::LeaveDays, teller.today);
    Ok(LeavesPage {
        key,
        longest: teller.say("leave-longest").put("days", days).to_string(),
        villages: villages.iter().map(switch).collect(),
        cards,
        own,
        others,
        empty: Empty { what: teller.say("leave-empty").to_string(), why: teller.say("leave-empty-why").to_string() },
        frame,
    })
}

fn form_href(place: &Place, mandate: &str) -> String {
    format!("/desk/leaves/new?place={place}&mandate={mandate}")
}

/// Who stands in for whom.
pub(crate) fn title(teller: &Teller, found: &Leave) -> String {
    let said = teller.say("leave-who").put("absent", found.name.as_str());
    said.put("stand_in", found.stand_in_name.as_str()).to_string()
}

/// The affairs to which it is limited, by name; empty for all that the post does.
pub(crate) fn only(teller: &Teller, book: &RuleBook, affairs: &[String]) -> String {
    let names = affairs.iter().filter_map(|code| book.affair(code)).map(|affair| teller.words(&affair.name));
    names.collect::<Vec<_>>().join(&teller.say("and").to_string())
}

fn card(
    query: &mut dyn Query,
    teller: &Teller,
    official: &Official,
    book: &RuleBook,
    found: &Leave,
) -> Result<LeaveCard, Fault> {
    let state = found.state(teller.today);
    let (colour, key) = match state {
        LeaveState::Proposed => (State::Yellow, "leave-proposed"),
        LeaveState::Declined => (State::Done, "leave-declined"),
        LeaveState::Ahead => (State::Notice, "leave-ahead"),
        LeaveState::Running => (State::Ordinary, "leave-running"),
        LeaveState::Over => (State::Done, "term-ended"),
    };
    let grants = may(&official.desk, "grant_mandate", &found.place);
    let own = official.desk.person().is_some_and(|person| *person == found.person || *person == found.stand_in);
    let is_proposer = official.desk.person() == Some(&found.proposed_by);
    let recorded = teller.say("leave-recorded").put("who", found.proposer.as_str());
    Ok(LeaveCard {
        number: found.id.clone(),
        title: title(teller, found),
        post: format!("{} · {}", place_name(query, &found.place)?, teller.heading(&found.post.title())),
        tag: Tag::new(colour, teller.say(key)),
        from: teller.day(found.starts),
        until: teller.day(found.ends),
        affairs: only(teller, book, &found.affairs),
        reason: found.reason.clone(),
        proposed: recorded.put("when", teller.moment(found.proposed).words).to_string(),
        action: format!("/desk/leaves/{}?place={}", found.id, found.place),
        may_confirm: state == LeaveState::Proposed && grants && !own && !is_proposer,
        may_end: matches!(state, LeaveState::Running | LeaveState::Ahead) && (own || grants),
    })
}
