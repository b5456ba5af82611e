//! `/desk/cases/{case}/papers/{paper}/copy`: a copy beside its original; the supervision committee releases it, sends it back, or takes
//! it down.

use crate::copy::page::ReviewPage;
use crate::copy::picture::paper_of;
use crate::copy::shown::Picture;
use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use affairs::{CaseRow, CopyRow, CopyState, PaperRow, ReviewCopy};
use archive::Query;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use office::{Deed, roster};
use std::sync::Arc;
use village::{Fault, FieldFault, Hash, Moment, PersonId, Refusal, Stop};

/// How a copy stands, in a tag.
pub(crate) fn tag(teller: &Teller, copy: &CopyRow) -> Tag {
    match copy.state {
        CopyState::Waiting => Tag::new(Weight::Notice, teller.say("copy-waiting")),
        CopyState::Released => Tag::new(Weight::Done, teller.say("copy-released")),
        CopyState::Returned => Tag::new(Weight::Orange, teller.say("copy-returned")),
        CopyState::Replaced => Tag::new(Weight::Ordinary, teller.say("copy-replaced")),
    }
}

/// Who did something, and when.
fn hand(query: &mut dyn Query, teller: &Teller, person: Option<&PersonId>, when: Moment) -> Result<String, Fault> {
    let name = match person {
        Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(format!("{name} {}", teller.moment(when).words))
}

/// What is told of a copy and of those before it.
fn about(query: &mut dyn Query, teller: &Teller, copies: &[CopyRow]) -> Result<Vec<Line>, Fault> {
    let mut lines = Vec::new();
    for copy in copies.iter().rev().take(5) {
        let pages = teller.say("copy-places-in").put("places", copy.places()).put("pages", copy.pages.len());
        let by = hand(query, teller, copy.covered.0.as_ref(), copy.covered.1)?;
        let label = teller.say("copy-version").put("version", copy.version);
        lines.push(Line::text(label, format!("{by} · {pages}")));
        if let Some((person, when)) = &copy.reviewed {
            let by = hand(query, teller, person.as_ref(), *when)?;
            let said = if copy.state == CopyState::Returned { format!("{by} · {}", copy.why) } else { by };
            let key = if copy.state == CopyState::Returned { "copy-returned" } else { "copy-released" };
            lines.push(Line::text(teller.say(key), said));
        }
    }
    Ok(lines)
}

fn compose(
    app: &Shared,
    official: &Official,
    number: &str,
    hash: &str,
    (key, faults): (String, &[FieldFault]),
) -> Result<(ReviewPage, CaseRow, PaperRow), Halt> {
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    let found = app.office.read(|query| {
        let Some((case, row, name)) = paper_of(query, official, number, hash)? else { return Ok(None) };
        let own: Vec<CopyRow> =
            affairs::copies(query, &case.id)?.into_iter().filter(|copy| copy.paper == row.hash).collect();
        let Some(last) = own.last() else { return Ok(None) };
        let mut frame = frame(app, query, official, Section::Board)?;
        let case_href = format!("/desk/cases/{}", case.id);
        frame.back = Some(Link::new(&case.title, case_href.as_str()));
        let at = format!("{case_href}/papers/{}", row.hash);
        let reviews = may(desk, "review_disclosure", &case.village);
        let own_work = last.covered.0.as_ref().is_some_and(|one| desk.tied.contains(one) || desk.person() == Some(one));
        let is_public = last.state == CopyState::Released;
        let may_return = reviews && (is_public || (last.state == CopyState::Waiting && !own_work));
        let why = Field::new("why", teller.say("copy-why"), Entry::LongText).hint(teller.say("copy-why-hint"));
        let picture = |(nth, page): (usize, &affairs::CopyPage)| Picture {
            href: format!("{case_href}/copies/{}", page.hash),
            width: page.width,
            height: page.height,
            alt: teller.say("copy-alt").put("name", name.as_str()).put("page", nth + 1).to_string(),
        };
        let shown = ReviewPage {
            case: case.title.clone(),
            action: format!("{at}/copy"),
            seen: last.hash.to_string(),
            tag: tag(&teller, last),
            about: about(query, &teller, &own)?,
            pictures: last.pages.iter().enumerate().map(picture).collect(),
            cover_href: if affairs::may_cover(desk, &case.village) { format!("{at}/cover") } else { String::new() },
            original_href: at,
            may_release: reviews && last.state == CopyState::Waiting && !own_work,
            return_word: teller.say(if is_public { "copy-take-down" } else { "copy-return" }).to_string(),
            why: if may_return { vec![why.optional().faulty(faults, frame.language)] } else { Vec::new() },
            faults: fault_lines(faults, frame.language),
            may_return,
            title: name,
            key,
            frame,
        };
        Ok::<_, Fault>(Some((shown, case, row)))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn form(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| compose(app, &official, &number, &hash, (key, &[]))).await?;
    page(&shown.0)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Path((number, hash)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (shown, case, row) = compose(app, &official, &number, &hash, (sent.one("key").to_owned(), &[]))?;
        let seen = Hash::parse(sent.one("seen")).map_err(|_| Refusal::not_there())?;
        let returned = match sent.one("do") {
            "release" => None,
            "return" => Some(sent.one("why").to_owned()),
            _ => return Err(Refusal::not_there().into()),
        };
        let deed = ReviewCopy { case: case.id.clone(), village: case.village, paper: row.hash, seen, returned };
        let again = |faults: &[FieldFault]| {
            let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let shown = compose(app, &official, &number, &hash, (sent.one("key").to_owned(), faults))?.0;
            let why = shown.why.into_iter().map(|field| field.value(sent.one("why"))).collect();
            page_with(status, &ReviewPage { why, ..shown })
        };
        settle(app, &official, &sent, &shown, deed, again)
    })
    .await
}

fn settle(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    form: &ReviewPage,
    deed: ReviewCopy,
    again: impl Fn(&[FieldFault]) -> Result<Response, Halt>,
) -> Result<Response, Halt> {
    let about = deed.about();
    let is_release = deed.returned.is_none();
    let asking =
        Asking { app, official, section: Section::Board, action: form.action.clone(), sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let mut lines = vec![Line::text(teller.say("copy-paper"), format!("{} · {}", form.title, form.case))];
        if !is_release {
            lines.push(Line::text(teller.say("copy-why"), sent.one("why")));
        }
        let key = if is_release { "then-copy-release" } else { "then-copy-return" };
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::public(teller, vec![teller.say(key).to_string()]),
            Consequence::warned(teller, &seen.warned),
        ]);
        let step = if is_release { teller.say("copy-release").to_string() } else { form.return_word.clone() };
        Ok(Showing::of(place_name(query, &about.place)?, step, lines, then))
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => again(&[]),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&form.action).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) if !refusal.faults.is_empty() => again(&refusal.faults),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), form.action.as_str());
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}
