//! Where an official works: the places that their posts reach, what they may do there, the frame of their pages.

use crate::frame::{Frame, Section, Signed};
use crate::http::visitor::Official;
use crate::show::Link;
use crate::state::Shared;
use crate::told::{Eyes, contacts, first_of, place_name};
use alerts::Filter;
use archive::Query;
use office::{Desk, roster};
use procedure::Affair;
use std::collections::BTreeSet;
use village::{Division, Fault, Level, Place, Post};

/// Whether the person at the desk may do something at a place, as far as the place alone decides it.
pub(crate) fn may(desk: &Desk, duty: &str, place: &Place) -> bool {
    desk.may(duty, place, BTreeSet::new(), false).is_ok()
}

/// The places of the person's posts, none within another, in the order of their codes.
pub(crate) fn places(desk: &Desk) -> Vec<Place> {
    let mut places: Vec<Place> = desk.mandates.iter().map(|mandate| mandate.place.clone()).collect();
    places.sort();
    places.dedup();
    let all = places.clone();
    places.retain(|place| !all.iter().any(|other| other != place && other.contains(place)));
    places
}

/// Whether the person may do something at one of their places.
pub(crate) fn may_somewhere(desk: &Desk, duty: &str) -> bool {
    places(desk).iter().any(|place| may(desk, duty, place))
}

/// The villages that the person's posts reach.
pub(crate) fn villages(query: &mut dyn Query, desk: &Desk) -> Result<Vec<Division>, Fault> {
    let mut villages = Vec::new();
    for place in places(desk) {
        villages.extend(roster::subdivisions(query, &place, Level::Village)?);
    }
    Ok(villages)
}

/// What the person at the desk may see of a case of an affair in a village: who may read the village's papers sees it,
/// and whose post takes one of its steps, a villagers' representative who bears witness among them; `None` for everybody
/// else, whoever they are. A villager or member as such sees what is published, not every case that asks something of
/// villagers.
pub(crate) fn eyes(desk: &Desk, village: &Place, affair: Option<&Affair>) -> Option<Eyes> {
    let posts = desk.posts_at(village);
    let elected = |post: &Post| post.is_official() || matches!(post, Post::Representative | Post::PartyMember);
    let takes = |step: &procedure::Step| step.who.iter().any(|post| elected(post) && posts.contains(post));
    let works_on_it = affair.is_some_and(|affair| affair.steps.iter().any(takes));
    if !works_on_it && !may(desk, "read_village_papers", village) {
        return None;
    }
    let handles = may(desk, "read_alerts", village)
        || posts.iter().any(|post| matches!(post, Post::AgencyAccountant | Post::AgencyCashier | Post::Bookkeeper));
    Some(if handles { Eyes::Handler } else { Eyes::Village })
}

/// The frame of an official's page.
pub(crate) fn frame(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    section: Section,
) -> Result<Frame, Fault> {
    let desk = &official.desk;
    let teller = official.teller(Eyes::Village);
    let mut frame = official.look.frame();
    frame.csrf.clone_from(&official.session.csrf);
    frame.section = Some(section);
    let at = places(desk);
    if let Some(place) = at.first() {
        let href = if place.level() == Level::Village { format!("/v/{place}") } else { "/".to_owned() };
        frame.place = Some(Link::new(place_name(query, place)?, href));
    }
    // With the system itself whoever runs it helps; the others where there is none with a telephone.
    let county = app.office.county();
    contacts(query, &mut frame, county, &teller)?;
    frame.help = first_of(query, county, &teller, &[Post::Administrator])?.or(frame.help);
    let new = alerts::inbox(query, desk, Filter::Open)?.iter().filter(|alert| alert.status == "new").count();
    let posts: BTreeSet<Post> = desk.mandates.iter().map(|m| m.post).filter(|post| post.is_official()).collect();
    let posts: Vec<Post> = posts.into_iter().collect();
    frame.signed = Some(Signed {
        name: desk.signed.as_ref().map_or_else(String::new, |signed| signed.name.clone()),
        posts: teller.posts(&posts),
        waiting: 0,
        alerts: u64::try_from(new).unwrap_or(0),
        rail: rail(desk),
    });
    Ok(frame)
}

/// The sections that this person has something to do in.
fn rail(desk: &Desk) -> Vec<Section> {
    let receives = may_somewhere(desk, "read_alerts") || may_somewhere(desk, "explain_alert");
    Section::ALL
        .into_iter()
        .filter(|section| match section {
            Section::Alerts => receives,
            Section::Pace => !crate::pace::show::own(desk).is_empty(),
            Section::Books | Section::Delegations => may_somewhere(desk, "read_village_papers"),
            Section::Roster => may_somewhere(desk, "read_roster") || may_somewhere(desk, "import_roster"),
            Section::Households => may_somewhere(desk, "help_household") || may_somewhere(desk, "grant_mandate"),
            Section::Board => crate::board::work::own(desk),
            Section::Rules => may_somewhere(desk, "adopt_rules"),
            Section::Desk | Section::Cases | Section::Start | Section::Log => true,
        })
        .collect()
}
