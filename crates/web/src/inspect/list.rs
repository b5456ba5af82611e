//! `/desk/inspections`: which villages were looked at and which not, what waits, and the opening of new inspections.

use crate::desk::place::{frame, may, places};
use crate::form::{Choice as Answer, Entry, FaultLine, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::inspect::page::{CoverLine, InspectionLine, InspectionsPage};
use crate::part::Line;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::State;
use axum::response::Response;
use disclosure::{FindingState, Inspection};
use office::Desk;
use village::{Fault, Level, Place, Refusal};

/// So many inspections are listed.
const LISTED: usize = 60;
/// Longer ago than these days, a village is said to be long unseen.
const LONG_DAYS: i64 = 180;

/// The township or county over which somebody may inspect.
pub(super) fn area(desk: &Desk) -> Result<Place, Refusal> {
    let own = places(desk).into_iter().filter(|place| place.level() != Level::Village);
    own.into_iter().find(|place| may(desk, "inspect_disclosure", place)).ok_or_else(Refusal::not_there)
}

pub(crate) async fn list(State(app): State<App>, official: Official) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| compose(app, &official, key, Vec::new())).await?;
    page(&shown)
}

pub(super) fn compose(
    app: &Shared,
    official: &Official,
    key: String,
    faults: Vec<FaultLine>,
) -> Result<InspectionsPage, Halt> {
    let area = area(&official.desk)?;
    let teller = official.teller(Eyes::Handler);
    let shown = app.office.read(|query| {
        let mut frame = frame(app, query, official, Section::Pace)?;
        frame.back = Some(Link::new(teller.say("rail-pace"), "/desk/pace"));
        let mut cover = disclosure::coverage(query, &area)?;
        cover.sort_by(|(a, last), (b, other)| last.cmp(other).then_with(|| a.cmp(b)));
        let never = cover.iter().filter(|(_, last)| last.is_none()).count();
        let long =
            cover.iter().filter(|(_, last)| last.is_some_and(|last| teller.today.since(last) > LONG_DAYS)).count();
        let sums = vec![
            Line::text(teller.say("inspect-sum-all"), cover.len().to_string()),
            Line::text(teller.say("inspect-sum-never"), never.to_string()),
            Line::text(teller.say("inspect-sum-long"), long.to_string()),
        ];
        let mut covered = Vec::new();
        for (place, last) in cover {
            let tag = match last {
                None => Tag::new(Weight::Yellow, teller.say("inspect-never")),
                Some(last) => {
                    let days = teller.today.since(last);
                    let weight = if days > LONG_DAYS { Weight::Yellow } else { Weight::Done };
                    Tag::new(weight, teller.say("inspect-last").put("day", teller.day(last).words).put("days", days))
                }
            };
            covered.push(CoverLine { name: place_name(query, &place)?, tag, href: format!("/v/{place}/inspections") });
        }
        let mut inspections = Vec::new();
        for row in disclosure::inspections(query, &area)?.into_iter().take(LISTED) {
            inspections.push(line(query, &teller, &row)?);
        }
        let choice =
            [("longest", "inspect-choice-longest"), ("lot", "inspect-choice-lot"), ("all", "inspect-choice-all")];
        let choice = choice.map(|(code, key)| Answer::new(code, teller.say(key).to_string())).to_vec();
        Ok::<_, Fault>(InspectionsPage {
            lead: teller.say("inspect-lead").put("area", place_name(query, &area)?).to_string(),
            sums,
            action: "/desk/inspections".to_owned(),
            key,
            faults,
            fields: vec![
                Field::new("choice", teller.say("inspect-which"), Entry::Choice(choice))
                    .hint(teller.say("inspect-which-hint")),
                Field::new(
                    "many",
                    teller.say("inspect-many"),
                    Entry::Count(teller.say("inspect-many-unit").to_string()),
                )
                .value("3")
                .hint(teller.say("inspect-many-hint")),
            ],
            inspections,
            cover: covered,
            frame,
        })
    })?;
    Ok(shown)
}

fn line(query: &mut dyn Query, teller: &Teller, row: &Inspection) -> Result<InspectionLine, Fault> {
    let findings = disclosure::findings(query, &row.id)?;
    let count = |state: FindingState| findings.iter().filter(|one| one.state == state).count();
    let (seen, ordered, answered) =
        (count(FindingState::Seen), count(FindingState::Ordered), count(FindingState::Answered));
    let late = findings.iter().filter(|one| one.state == FindingState::Ordered);
    let late = late.filter(|one| one.due.is_some_and(|due| due < teller.today)).count();
    let said = |key: &'static str, count: usize| teller.say(key).put("count", count);
    let tag = if late > 0 {
        Tag::new(Weight::Red, said("inspect-many-late", late))
    } else if answered > 0 {
        Tag::new(Weight::Yellow, said("inspect-many-answered", answered))
    } else if ordered > 0 {
        Tag::new(Weight::Orange, said("inspect-many-ordered", ordered))
    } else if seen > 0 {
        Tag::new(Weight::Notice, said("inspect-many-seen", seen))
    } else {
        Tag::new(Weight::Done, teller.say("inspect-many-right"))
    };
    Ok(InspectionLine {
        name: place_name(query, &row.village)?,
        about: teller.day(row.opened.day()).words,
        tag,
        href: format!("/desk/inspections/{}", row.id),
    })
}
