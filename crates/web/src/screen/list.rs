//! `/desk/screens`: the screens of a village, whether they are on, and where each is opened.

use crate::board::work::{Where, place_of};
use crate::desk::place::{frame, may, villages};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::Official;
use crate::part::{Empty, Line, Switch};
use crate::screen::page::{ScreenLine, ScreensPage};
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use disclosure::ScreenRow;
use village::Refusal;

/// How a screen stands.
pub(crate) fn tag(app: &Shared, teller: &Teller, row: &ScreenRow) -> Tag {
    let now = app.now();
    if let Some(since) = row.dark_since {
        return Tag::new(Weight::Orange, teller.say("screen-dark").put("since", teller.moment(since).words));
    }
    if !row.is_on_at(now.time().0) {
        return Tag::new(Weight::Ordinary, teller.say("screen-resting"));
    }
    match app.screens.last(&row.id) {
        Some(heard) => Tag::new(Weight::Done, teller.say("screen-on").put("heard", teller.moment(heard).words)),
        None => Tag::new(Weight::Ordinary, teller.say("screen-unheard")),
    }
}

pub(crate) fn hours(teller: &Teller, row: &ScreenRow) -> String {
    let said = teller.say("screen-hours").put("from", row.from_hour).put("to", row.to_hour).to_string();
    match row.aloud_hour {
        Some(hour) => format!("{said}{}", teller.say("screen-hours-aloud").put("hour", hour)),
        None => said,
    }
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| compose(app, &official, &at)).await?;
    page(&shown)
}

fn compose(app: &Shared, official: &Official, at: &Where) -> Result<ScreensPage, Halt> {
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    let found = app.office.read(|query| {
        let Some(place) = place_of(query, desk, &at.place)?.filter(|place| may(desk, "draft_disclosure", place)) else {
            return Ok(None);
        };
        let mut frame = frame(app, query, official, Section::Board)?;
        frame.back = Some(Link::new(teller.say("board-work"), format!("/desk/disclosures?place={place}")));
        let switches: Vec<Switch> = villages(query, desk)?
            .iter()
            .filter(|one| may(desk, "draft_disclosure", &one.place))
            .map(|one| Switch {
                words: one.short_name(),
                href: format!("/desk/screens?place={}", one.place),
                chosen: one.place == place,
                count: 0,
            })
            .collect();
        let line = |row: &ScreenRow| ScreenLine {
            name: teller.free(&row.name),
            tag: tag(app, &teller, row),
            hours: hours(&teller, row),
            address: format!("{}/screen/{}", app.public_url, row.id),
            open: Link::new(teller.say("screen-open-it"), format!("/screen/{}", row.id)),
            remove_href: format!("/desk/screens/{}", row.id),
        };
        Ok(Some(ScreensPage {
            villages: if switches.len() > 1 { switches } else { Vec::new() },
            new_href: format!("/desk/screens/new?place={place}"),
            screens: disclosure::screens(query, &place)?.iter().map(line).collect(),
            how: vec![
                Line::text(teller.say("screen-how-1"), teller.say("screen-how-1-words").to_string()),
                Line::text(teller.say("screen-how-2"), teller.say("screen-how-2-words").to_string()),
                Line::text(teller.say("screen-how-3"), teller.say("screen-how-3-words").to_string()),
            ],
            empty: Empty {
                what: teller.say("screen-empty").to_string(),
                why: teller.say("screen-empty-why").to_string(),
            },
            frame,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}
