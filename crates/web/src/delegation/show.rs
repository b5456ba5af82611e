//! `/desk/delegations`: what the representatives of a village may decide now, by which meeting, until when; and the papers.

use crate::case::public::{Found, send};
use crate::delegation::card::{Shelves, shelves};
use crate::delegation::list::DelegationsPage;
use crate::desk::place::{frame, may, villages};
use crate::form::fault_lines;
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Empty, Switch};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use affairs::Delegation;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use office::{Desk, inspect};
use procedure::{Body, RuleBook};
use serde::Deserialize;
use village::{Division, Fault, FieldFault, Hash, Kind, Level, Place, Refusal, Stop, Words};

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
    let key = fresh_secret()?;
    let list = app
        .blocking(move |app| {
            let (village, all) = chosen(app, &official, &at.village)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, (&village, &all), &[], key))?)
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

/// The page of one village among all that this reader may choose from.
pub(crate) fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    (village, all): (&Division, &[Division]),
    faults: &[FieldFault],
    key: String,
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
    let Shelves { waiting, in_force, others } = shelves(query, &teller, &book, &village.place, Some(&official.desk))?;
    let records = may(&official.desk, "hold_meeting", &village.place);
    Ok(DelegationsPage {
        village: village.short_name(),
        villages: all.iter().map(switch).collect(),
        law: law(&teller, &book),
        record_href: if records { format!("/desk/delegations/new?village={}", village.place) } else { String::new() },
        faults: fault_lines(faults, teller.language),
        key,
        waiting,
        in_force,
        others,
        empty: Empty {
            what: teller.say("delegations-empty").to_string(),
            why: teller.say("delegations-empty-why").to_string(),
        },
        frame,
    })
}

/// The minutes of the meeting that gave a delegation, for whoever may read the village's papers.
pub(crate) async fn minutes(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    paper(app, official, number, |given| Some(given.minutes)).await
}

/// The sheet that those who came to it signed.
pub(crate) async fn attendance(
    State(app): State<App>,
    official: Official,
    Path(number): Path<String>,
) -> Result<Response, Halt> {
    paper(app, official, number, |given| given.attendance).await
}

async fn paper(
    app: App,
    official: Official,
    number: String,
    which: fn(&Delegation) -> Option<Hash>,
) -> Result<Response, Halt> {
    let found = app
        .blocking(move |app| {
            let village = number.get(..12).and_then(|code| Place::new(code).ok());
            let village = village.filter(|at| at.level() == Level::Village && reads(&official.desk, at));
            let Some(village) = village else { return Ok(None) };
            let given = app.office.read(|reader| affairs::delegations(reader, &village))?;
            let Some(given) = given.into_iter().find(|one| one.id == number) else { return Ok(None) };
            let Some(hash) = which(&given) else { return Ok(None) };
            let Some(bytes) = app.office.files().fetch(&hash)? else { return Ok(None) };
            let (kind, bytes) =
                inspect(&bytes).map_err(|_| Fault::new("what is kept with a delegation is no paper"))?;
            Ok::<_, Halt>(Some(Found { hash, media_type: kind.as_str().to_owned(), bytes, is_public: false }))
        })
        .await?;
    send(found)
}
