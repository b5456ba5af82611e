//! `/desk/copies`: the papers of a village that everybody should see and that have no copy yet, and the copies that wait for a review.

use crate::board::work::{Where, place_of};
use crate::case::papers::kind_name;
use crate::copy::page::{CopiesPage, CopyLine};
use crate::copy::review::tag;
use crate::desk::place::{frame, may, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Switch};
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use archive::Query;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use village::{CaseId, Fault, Hash, Place, Refusal};

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| app.office.read(|query| compose(app, query, &official, &at))).await?;
    page(&shown.ok_or_else(Refusal::not_there)?)
}

/// What a paper of a case is, and what the case is about.
fn names(
    app: &Shared,
    query: &mut dyn Query,
    teller: &Teller,
    case: &CaseId,
    paper: &Hash,
) -> Result<(String, String), Fault> {
    let Some(row) = affairs::case(query, case)? else { return Ok((case.to_string(), String::new())) };
    let book = app.office.book(query, &row.rules)?.at(&row.village, teller.today);
    let found = affairs::paper(query, case, paper)?;
    let name = found.map_or_else(String::new, |found| kind_name(teller, book.affair(&row.affair), &found));
    Ok((name, row.title))
}

fn compose(app: &Shared, query: &mut dyn Query, official: &Official, at: &Where) -> Result<Option<CopiesPage>, Fault> {
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    let Some(place) = place_of(query, desk, &at.place)? else { return Ok(None) };
    let (drafts, reviews) = (affairs::may_cover(desk, &place), may(desk, "review_disclosure", &place));
    if !drafts && !reviews {
        return Ok(None);
    }
    let mut to_review = Vec::new();
    for copy in affairs::waiting_copies(query, &place)? {
        let (name, case) = names(app, query, &teller, &copy.case, &copy.paper)?;
        let href = format!("/desk/cases/{}/papers/{}/copy", copy.case, copy.paper);
        to_review.push(CopyLine { name, case, tag: tag(&teller, &copy), href });
    }
    let mut to_cover = Vec::new();
    for bare in if drafts { affairs::bare_papers(query, &place)? } else { Vec::new() } {
        let (name, case) = names(app, query, &teller, &bare.case, &bare.paper)?;
        let href = format!("/desk/cases/{}/papers/{}/cover", bare.case, bare.paper);
        let said = teller.say("copy-bare").put("day", teller.day(bare.moment.day()).words);
        to_cover.push(CopyLine { name, case, tag: Tag::new(Weight::Ordinary, said), href });
    }
    let mut frame = frame(app, query, official, Section::Board)?;
    frame.back = Some(Link::new(teller.say("board-work"), format!("/desk/disclosures?place={place}")));
    Ok(Some(CopiesPage {
        villages: switches(query, official, &place)?,
        to_review,
        to_cover,
        empty: empty(&teller),
        frame,
    }))
}

fn empty(teller: &Teller) -> Empty {
    Empty { what: teller.say("copies-empty").to_string(), why: teller.say("copies-empty-why").to_string() }
}

fn switches(query: &mut dyn Query, official: &Official, place: &Place) -> Result<Vec<Switch>, Fault> {
    let all = villages(query, &official.desk)?;
    let switch = |one: &village::Division| Switch {
        words: one.short_name(),
        href: format!("/desk/copies?place={}", one.place),
        chosen: one.place == *place,
        count: 0,
    };
    Ok(if all.len() > 1 { all.iter().map(switch).collect() } else { Vec::new() })
}
