//! `/desk/photos/{photo}`: what is personal in a photograph is covered, and it is shown to everybody.

use crate::copy::boxes::{Typed, marking};
use crate::copy::cover::{covered, faults, nothing_field};
use crate::copy::page::CoverPage;
use crate::copy::picture::drawn;
use crate::desk::place::frame;
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::FaultLine;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::photo::add::{Number, Subject, picture, subject, takes};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, place_name};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use cover::{Area, Sheet};
use disclosure::{PhotoRow, ShowPhoto};
use office::Deed;
use std::sync::Arc;
use village::{Refusal, Stop};

/// A photograph that is to be shown.
struct Photo {
    row: PhotoRow,
    subject: Subject,
    sheets: Vec<Sheet>,
}

fn photo(app: &Shared, official: &Official, id: &str) -> Result<Photo, Halt> {
    let found = app.office.read(|query| {
        let row = disclosure::photo(query, id)?.filter(|row| takes(official, &row.village, &row.of));
        let Some(row) = row else { return Ok(None) };
        let subject = subject(app, query, official, &row.village, row.of.clone())?;
        Ok::<_, village::Fault>(subject.map(|subject| (row, subject)))
    })?;
    let (row, subject) = found.ok_or_else(Refusal::not_there)?;
    let sheets = drawn(app, &row.own.hash)?;
    Ok(Photo { row, subject, sheets })
}

fn shown(
    app: &Shared,
    official: &Official,
    photo: &Photo,
    typed: &[Typed],
    (key, nothing): (String, bool),
    faults: Vec<FaultLine>,
) -> Result<CoverPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let mut frame = app.office.read(|query| frame(app, query, official, Section::Board))?;
    frame.back = Some(Link::new(&photo.subject.what, photo.subject.back.as_str()));
    let href = format!("/desk/photos/{}/picture", photo.row.id);
    let pages = (1..).zip(photo.sheets.iter().zip(typed));
    let pages = pages.map(|(page, (sheet, typed))| marking(&teller, href.clone(), page, sheet, typed)).collect();
    Ok(CoverPage {
        heading: teller.say("photo-show").to_string(),
        lead: teller.say("photo-show-lead").to_string(),
        title: photo.subject.what.clone(),
        case: photo.row.id.clone(),
        action: format!("/desk/photos/{}", photo.row.id),
        returned: String::new(),
        fields: vec![nothing_field(&teller, nothing)],
        cancel_href: photo.subject.back.clone(),
        key,
        faults,
        pages,
        frame,
    })
}

/// What was covered the last time.
fn before(photo: &Photo) -> Vec<Typed> {
    let areas = photo.row.shown.iter().flat_map(|picture| &picture.areas);
    let areas = areas.filter_map(|[left, top, width, height]| Area::new(*left, *top, *width, *height));
    vec![Typed::of(areas.collect())]
}

pub(crate) async fn form(State(app): State<App>, official: Official, Path(id): Number) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let made = app
        .blocking(move |app| {
            let photo = photo(app, &official, &id)?;
            shown(app, &official, &photo, &before(&photo), (key, false), Vec::new())
        })
        .await?;
    page(&made)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path(id): Number,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let photo = photo(app, &official, &id)?;
        let (typed, nothing) = (vec![Typed::sent(&sent, 1)], sent.has("nothing"));
        let again = |faults: Vec<FaultLine>| {
            let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let key = sent.one("key").to_owned();
            page_with(status, &shown(app, &official, &photo, &typed, (key, nothing), faults)?)
        };
        if sent.one("do") == "preview" {
            return again(Vec::new());
        }
        let wrong = faults(&official.teller(Eyes::Handler), &photo.sheets, &typed, nothing);
        if !wrong.is_empty() {
            return again(wrong);
        }
        let (Some(sheet), Some(own)) = (photo.sheets.first(), typed.first()) else {
            return Err(Refusal::not_there().into());
        };
        let made = covered(app, sheet, own, sent.one("sure") == "yes")?;
        let deed = ShowPhoto { id: photo.row.id.clone(), village: photo.row.village.clone(), picture: picture(made) };
        settle(app, &official, &sent, &photo, deed, || again(Vec::new()))
    })
    .await
}

fn settle(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    photo: &Photo,
    deed: ShowPhoto,
    again: impl Fn() -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let places = deed.picture.areas.len();
    let action = format!("/desk/photos/{}", photo.row.id);
    let asking = Asking { app, official, section: Section::Board, action, sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let covered = teller.say("copy-places-in").put("places", places).put("pages", 1).to_string();
        let lines = vec![
            Line::text(teller.say("photo-of"), photo.subject.what.as_str()),
            Line::text(teller.say("copy-places"), covered),
        ];
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say("then-photo-show").to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        Ok(Showing::of(place_name(query, &about.place)?, teller.say("photo-show"), lines, then))
    })?;
    let back = photo.subject.back.as_str();
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => again(),
        Turn::Done(Ok(_)) => Ok(Redirect::to(back).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
