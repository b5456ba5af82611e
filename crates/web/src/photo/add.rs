//! `/desk/photos?about=…`: a photograph is handed in: of a finding by whoever inspects, of an item on the wall by whoever sees to it.
//! Nobody but those who work with it sees it before somebody has looked for what is personal.

use crate::copy::boxes::Typed;
use crate::copy::cover::covered;
use crate::copy::picture::undrawn;
use crate::desk::place::{frame, may};
use crate::form::fault_lines;
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::photo::page::{AddPage, file};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Eyes;
use archive::Query;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{PhotoOf, Picture, TakePhoto};
use serde::Deserialize;
use village::{Fault, FieldFault, Level, Place, Refusal, Stop, Words};

/// What a photograph is of: `finding/{inspection}/{number}` or `slot/{item}/{term}`, in which village.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    about: String,
    #[serde(default)]
    place: String,
}

/// What a photograph shows, with the way back to it.
pub(crate) struct Subject {
    pub(crate) place: Place,
    pub(crate) of: PhotoOf,
    pub(crate) what: String,
    pub(crate) back: String,
}

/// What a photograph shows, for whoever works with it; none for everybody else.
pub(crate) fn subject(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    place: &Place,
    of: PhotoOf,
) -> Result<Option<Subject>, Fault> {
    let teller = official.teller(Eyes::Handler);
    let (what, back) = match &of {
        PhotoOf::Finding(id, number) => {
            let row = disclosure::inspection(query, id)?.filter(|row| row.village == *place);
            let found = disclosure::findings(query, id)?.into_iter().find(|one| one.number == *number);
            let (Some(_), Some(found)) = (row, found) else { return Ok(None) };
            (teller.heading(&found.kind.words()), format!("/desk/inspections/{id}"))
        }
        PhotoOf::Slot(item, term) => {
            let book = app.office.current_book(query)?.at(place, teller.today);
            let Some(slot) = disclosure::slot(query, &book, place, teller.today, (item, *term))? else {
                return Ok(None);
            };
            let name = format!("{} · {}", teller.heading(&slot.item.name), teller.heading(&term.words()));
            (name, crate::board::work::href(place, item, *term))
        }
    };
    Ok(Some(Subject { place: place.clone(), of, what, back }))
}

/// Whether the person hands in photographs of it.
pub(crate) fn takes(official: &Official, place: &Place, of: &PhotoOf) -> bool {
    let duty = match of {
        PhotoOf::Finding(..) => "inspect_disclosure",
        PhotoOf::Slot(..) => "draft_disclosure",
    };
    may(&official.desk, duty, place)
}

/// The address at which a photograph of something is handed in.
pub(crate) fn href(place: &Place, of: &PhotoOf) -> String {
    let (about, key) = of.parts();
    format!("/desk/photos?about={about}/{key}&place={place}")
}

fn wished(app: &Shared, official: &Official, wish: &Wish) -> Result<Subject, Halt> {
    let (kind, key) = wish.about.split_once('/').ok_or_else(Refusal::not_there)?;
    let of = PhotoOf::of(kind, key).ok_or_else(Refusal::not_there)?;
    let place = Place::new(&wish.place).ok().filter(|place| place.level() == Level::Village);
    let place = place.filter(|place| takes(official, place, &of)).ok_or_else(Refusal::not_there)?;
    let found = app.office.read(|query| subject(app, query, official, &place, of))?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn compose(
    app: &Shared,
    official: &Official,
    subject: &Subject,
    key: String,
    faults: &[FieldFault],
) -> Result<AddPage, Halt> {
    let mut frame = app.office.read(|query| frame(app, query, official, Section::Board))?;
    frame.back = Some(Link::new(&subject.what, subject.back.as_str()));
    let lead = match subject.of {
        PhotoOf::Finding(..) => "photo-lead-finding",
        PhotoOf::Slot(..) => "photo-lead-slot",
    };
    Ok(AddPage {
        what: subject.what.clone(),
        lead: frame.say(lead).to_string(),
        action: href(&subject.place, &subject.of),
        faults: fault_lines(faults, frame.language),
        fields: vec![file(&frame).faulty(faults, frame.language)],
        cancel_href: subject.back.clone(),
        key,
        frame,
    })
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let subject = wished(app, &official, &wish)?;
            compose(app, &official, &subject, key, &[])
        })
        .await?;
    page(&shown)
}

/// The picture of a form, the right way up and without what a camera adds; or what is wrong with it.
fn read(app: &Shared, sent: &Sent) -> Result<Picture, Halt> {
    let faulty = |words: Words| {
        let fault = FieldFault { field: "paper.photo".into(), words };
        Halt::from(Refusal::faulty("photo.file", vec![fault]))
    };
    let found = sent.files.iter().find(|file| file.field == "paper.photo");
    let Some(file) = found.filter(|file| !file.bytes.is_empty() && !file.is_too_large) else {
        return Err(faulty(Words::new("请选一张照片，不超过20兆", "choose a photograph of at most 20 MiB")));
    };
    if file.bytes.starts_with(b"%PDF-") {
        return Err(faulty(Words::new("这里只收照片", "only a photograph is taken here")));
    }
    let sheets = cover::sheets(&file.bytes, print::font()).map_err(|why| faulty(undrawn(&why).words))?;
    let sheet = sheets.first().ok_or_else(Refusal::not_there)?;
    let made = covered(app, sheet, &Typed::default(), true)?;
    Ok(picture(made))
}

/// A drawn page as a picture of this chapter.
pub(crate) fn picture(made: affairs::CopyPage) -> Picture {
    let affairs::CopyPage { hash, width, height, size_bytes, areas } = made;
    Picture { hash, width, height, size_bytes, areas }
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let subject = wished(app, &official, &wish)?;
        let again = |faults: &[FieldFault]| {
            let shown = compose(app, &official, &subject, sent.one("key").to_owned(), faults)?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        };
        let picture = match read(app, &sent) {
            Ok(picture) => picture,
            Err(Halt::Refused(refusal)) if !refusal.faults.is_empty() => return again(&refusal.faults),
            Err(halt) => return Err(halt),
        };
        let deed = TakePhoto { village: subject.place.clone(), of: subject.of.clone(), picture };
        match app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed) {
            Ok(receipt) => Ok(Redirect::to(&format!("/desk/photos/{}", receipt.subject)).into_response()),
            Err(Stop::Refused(refusal)) => Err((*refusal).into()),
            Err(failed) => Err(failed.into()),
        }
    })
    .await
}

/// A photograph's number in an address.
pub(crate) type Number = Path<String>;
