//! `/desk/delegations`: what the representatives of a village may decide now, by which meeting, until when.

use crate::case::public::send;
use crate::delegation::list::{DelegationCard, DelegationsPage};
use crate::desk::place::{frame, may, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Switch};
use crate::show::{State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use crate::village::shelve::body_name;
use affairs::Delegation;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use office::{Desk, inspect};
use procedure::{Body, RuleBook};
use serde::Deserialize;
use village::{Division, Fault, Kind, Level, Place, Refusal, Stop, Words};

/// Which village.
#[derive(Clone, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    pub(crate) village: String,
    #[serde(default)]
    pub(crate) body: String,
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let list = app
        .blocking(move |app| {
            let (village, all) = chosen(app, &official, &at.village)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &village, &all))?)
        })
        .await?;
    page(&list)
}

/// The village asked for, or the first of one's own, where one may read its papers; and all those villages.
pub(crate) fn chosen(app: &Shared, official: &Official, asked: &str) -> Result<(Division, Vec<Division>), Stop> {
    let mut all = app.office.read(|reader| villages(reader, &official.desk))?;
    all.retain(|village| reads(&official.desk, &village.place));
    let found = all.iter().find(|village| asked.is_empty() || village.place.as_str() == asked);
    Ok((found.cloned().ok_or_else(not_yours)?, all))
}

fn reads(desk: &Desk, village: &Place) -> bool {
    may(desk, "read_village_papers", village)
}

fn not_yours() -> Refusal {
    Refusal::new(
        Kind::NotYours,
        "delegation.not_yours",
        Words::new("您的岗位不能查看这里的授权", "Your posts do not let you read the delegations here"),
        Words::new("需要查看的，请找村文书或乡镇干部", "Ask the village's clerk or a township official"),
    )
}

/// The ground on which representatives decide at all.
pub(crate) fn law(teller: &Teller, book: &RuleBook) -> String {
    book.quorums.get(&Body("rep_meeting".to_owned())).map_or_else(String::new, |rule| teller.articles(&rule.articles))
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    all: &[Division],
) -> Result<DelegationsPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let frame = frame(app, query, official, Section::Delegations)?;
    let book = app.office.book_at(query, &village.place)?;
    let switch = |one: &Division| Switch {
        words: one.short_name(),
        href: format!("/desk/delegations?village={}", one.place),
        chosen: one.place == village.place,
        count: 0,
    };
    let given = affairs::delegations(query, &village.place)?;
    let is_now = |one: &&Delegation| one.starts <= teller.today && teller.today <= one.ends;
    let records = may(&official.desk, "hold_meeting", &village.place);
    Ok(DelegationsPage {
        village: village.short_name(),
        villages: all.iter().map(switch).collect(),
        law: law(&teller, &book),
        record_href: if records { format!("/desk/delegations/new?village={}", village.place) } else { String::new() },
        in_force: given.iter().filter(is_now).map(|one| card(&teller, &book, one)).collect(),
        others: given.iter().filter(|one| !is_now(one)).map(|one| card(&teller, &book, one)).collect(),
        empty: Empty {
            what: teller.say("delegations-empty").to_string(),
            why: teller.say("delegations-empty-why").to_string(),
        },
        frame,
    })
}

fn card(teller: &Teller, book: &RuleBook, given: &Delegation) -> DelegationCard {
    let matters = affairs::delegable(book);
    let named = |code: &String| {
        let known = matters.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.clone(), |(_, words)| teller.words(words))
    };
    let decided = teller
        .say("delegation-decided")
        .put("day", teller.day(given.decided_on).words)
        .put("body", body_name(teller, book, affairs::giver(&given.body)))
        .put("entitled", given.entitled)
        .put("present", given.present)
        .put("favour", given.votes_for)
        .to_string();
    let tag = if given.ends < teller.today {
        Tag::new(Mark::Done, teller.say("term-ended"))
    } else if given.starts > teller.today {
        Tag::new(Mark::Notice, teller.say("term-to-come"))
    } else if given.ends.since(teller.today) <= crate::roster::tell::SOON_DAYS {
        Tag::new(Mark::Yellow, teller.left(given.ends))
    } else {
        Tag::new(Mark::Ordinary, teller.left(given.ends))
    };
    DelegationCard {
        number: given.id.clone(),
        body: body_name(teller, book, &given.body),
        matters: given.matters.iter().map(named).collect(),
        from: teller.day(given.starts),
        until: teller.day(given.ends),
        minutes_href: format!("/desk/delegations/{}/minutes", given.id),
        decided,
        tag,
    }
}

/// The minutes of the meeting that gave a delegation, for whoever may read the village's papers.
pub(crate) async fn minutes(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let village = number.get(..12).and_then(|code| Place::new(code).ok());
            let village = village.filter(|at| at.level() == Level::Village && reads(&official.desk, at));
            let Some(village) = village else { return Ok(None) };
            let given = app.office.read(|reader| affairs::delegations(reader, &village))?;
            let Some(given) = given.into_iter().find(|one| one.id == number) else { return Ok(None) };
            let Some(bytes) = app.office.files().fetch(&given.minutes)? else { return Ok(None) };
            let (kind, bytes) = inspect(&bytes).map_err(|_| Fault::new("the minutes of a delegation are no paper"))?;
            Ok::<_, Halt>(Some((kind.as_str().to_owned(), bytes)))
        })
        .await?;
    send(found)
}
