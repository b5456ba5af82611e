//! `/desk/disclosures/{item}/{term}`: one slot with what would be public of it, to be confirmed, or reviewed.

use crate::board::content::{Leads, Said, said};
use crate::board::show::tag;
use crate::board::slot::hands;
use crate::board::work::{Where, href, place_of, returned, sees_to, settle};
use crate::board::work_page::{WorkSlotPage, fields, why};
use crate::copy::shown::Shown;
use crate::desk::place::frame;
use crate::form::{Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::photo;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::Eyes;
use archive::Query;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use disclosure::{
    MOST_PHOTOS, PhotoOf, Prepare, Prepared, Review, Slot, Stand, Term, Verdict, VersionState, draw_item,
};
use office::Deed;
use procedure::{Often, RuleBook};
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Day, Fault, Hash, Place, Refusal, Stop};

/// A slot as somebody has it on the desk; one of today for what comes as it happens.
fn slot_of(
    query: &mut dyn Query,
    book: &RuleBook,
    place: &Place,
    today: Day,
    (item, term): (&str, Term),
) -> Result<Option<Slot>, Fault> {
    if let Some(found) = disclosure::slot(query, book, place, today, (item, term))? {
        return Ok(Some(found));
    }
    let item = book.catalogue.get(item).filter(|item| item.often == Often::AtOnce && item.is_written());
    let fresh = item.filter(|_| term == Term::of(today, Often::AtOnce)).map(|item| Slot {
        item: item.clone(),
        term,
        due: item.due.after(term.last),
        stand: Stand::Due,
        coming: None,
        public: None,
    });
    Ok(fresh)
}

/// The photographs of the wall, once there is something to hang up, and where one more is handed in.
fn on_wall(
    query: &mut dyn Query,
    official: &Official,
    place: &Place,
    slot: &Slot,
) -> Result<(Vec<Shown>, String), Fault> {
    if slot.public.is_none() {
        return Ok(Default::default());
    }
    let of = PhotoOf::Slot(slot.item.code.clone(), slot.term);
    let takes = photo::add::takes(official, place, &of);
    let photos = photo::shown::desk(query, &official.teller(Eyes::Handler), place, &of, takes)?;
    let more = takes && photos.len() < MOST_PHOTOS;
    Ok((photos, if more { photo::add::href(place, &of) } else { String::new() }))
}

fn blank(app: &Shared, official: &Official, at: (&str, Term, &Where), key: String) -> Result<WorkSlotPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let desk = &official.desk;
    let (item, term, at) = at;
    let found = app.office.read(|query| {
        let Some(place) = place_of(query, desk, &at.place)? else { return Ok(None) };
        let book = app.office.current_book(query)?.at(&place, teller.today);
        let Some(slot) = slot_of(query, &book, &place, teller.today, (item, term))? else { return Ok(None) };
        let mut frame = frame(app, query, official, Section::Board)?;
        frame.back = Some(Link::new(teller.say("board-work"), format!("/desk/disclosures?place={place}")));
        let prepared = slot.coming.as_ref().filter(|one| one.state == VersionState::Prepared);
        let mut notes = vec![returned(&teller, &slot)];
        let mut shown = WorkSlotPage {
            key,
            action: href(&place, &slot.item.code, term),
            title: teller.heading(&slot.item.name),
            term: teller.heading(&term.words()),
            tag: tag(&teller, &book, &slot),
            holds: teller.heading(&slot.item.holds),
            notes: Vec::new(),
            said: Said::default(),
            hands: Vec::new(),
            faults: Vec::new(),
            fields: Vec::new(),
            seen: String::new(),
            may_confirm: false,
            may_review: false,
            photos: Vec::new(),
            photo_href: String::new(),
            why: why(&teller),
            frame,
        };
        if let Some(version) = prepared {
            let content =
                disclosure::version(query, &place, (&slot.item.code, term), version.number)?.unwrap_or_default();
            shown.said = said(&teller, &place, Leads::Desk, &content);
            shown.hands = hands(query, &teller, version)?;
            shown.seen = version.hash.to_string();
            let own: BTreeSet<_> = version.prepared.0.iter().cloned().collect();
            shown.may_review = desk.may("review_disclosure", &place, own, false).is_ok();
            notes.push(version.reason.clone());
            notes.push(teller.say("board-waits-review").to_string());
        } else {
            match draw_item(query, desk, &place, &slot.item, term) {
                Ok(Some((content, hash))) => {
                    shown.said = said(&teller, &place, Leads::Desk, &content);
                    shown.seen = hash.to_string();
                    shown.may_confirm = sees_to(desk, &place, &slot.item);
                    if slot.public.as_ref().is_some_and(|public| public.hash == hash) {
                        shown.may_confirm = false;
                        notes.push(teller.say("board-same").to_string());
                    }
                }
                Ok(None) => shown.may_confirm = sees_to(desk, &place, &slot.item),
                Err(Stop::Refused(refusal)) => {
                    notes.extend([teller.words(&refusal.words), teller.words(&refusal.next)])
                }
                Err(Stop::Failed(fault)) => return Err(fault),
            }
            shown.fields = fields(&teller, slot.item.is_written(), slot.public.is_some());
        }
        (shown.photos, shown.photo_href) = on_wall(query, official, &place, &slot)?;
        shown.notes = notes.into_iter().filter(|note| !note.trim().is_empty()).collect();
        Ok(Some(shown))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn term_of(text: &str) -> Result<Term, Refusal> {
    text.parse().map_err(|_| Refusal::not_there())
}

pub(crate) async fn slot(
    State(app): State<App>,
    official: Official,
    Path((item, term)): Path<(String, String)>,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let term = term_of(&term)?;
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| blank(app, &official, (&item, term, &at), key)).await?;
    page(&shown)
}

pub(crate) async fn slot_post(
    State(app): State<App>,
    official: Official,
    Path((item, term)): Path<(String, String)>,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let term = term_of(&term)?;
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = Place::new(at.place.as_str()).map_err(|_| Refusal::not_there())?;
        let action = href(&place, &item, term);
        let seen = Hash::parse(sent.one("seen")).ok();
        let faulty = |response: Result<Response, Halt>| match response {
            Err(Halt::Refused(refusal)) if !refusal.faults.is_empty() => {
                let mut form = blank(app, &official, (&item, term, &at), sent.one("key").to_owned())?;
                let language = form.frame.language;
                form.faults = fault_lines(&refusal.faults, language);
                let typed = |field: Field| {
                    let value = sent.one(&field.name).to_owned();
                    field.value(value).faulty(&refusal.faults, language)
                };
                form.fields = form.fields.into_iter().map(typed).collect();
                form.why = form
                    .why
                    .into_iter()
                    .map(|field| field.value(sent.one("why")).faulty(&refusal.faults, language))
                    .collect();
                page_with(StatusCode::UNPROCESSABLE_ENTITY, &form)
            }
            other => other,
        };
        let done = match sent.one("do") {
            "confirm" => {
                let one = Prepared {
                    item: item.clone(),
                    term,
                    text: sent.one("text").to_owned(),
                    reason: sent.one("reason").to_owned(),
                    seen,
                };
                let release_on = sent.one("release_on").parse::<Day>().ok();
                let deed = Prepare { village: place, slots: vec![one], release_on };
                checked(app, &official, &sent, &action, deed)
            }
            answer @ ("release" | "return") => {
                let returned = (answer == "return").then(|| sent.one("why").to_owned());
                let seen = seen.ok_or_else(Refusal::not_there)?;
                let verdict = Verdict { item: item.clone(), term, seen, returned };
                checked(app, &official, &sent, &action, Review { village: place, verdicts: vec![verdict] })
            }
            _ => Err(Refusal::not_there().into()),
        };
        faulty(done)
    })
    .await
}

/// The same, with the faults of the form handed back.
fn checked<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    action: &str,
    deed: D,
) -> Result<Response, Halt> {
    let deed = Arc::new(deed);
    if sent.one("sure") != "no" {
        let tried = crate::foresee::foresee(official, Arc::clone(&deed))?;
        if let office::Preview::Refused(refusal) = tried.preview
            && !refusal.faults.is_empty()
        {
            return Err(Halt::Refused(refusal));
        }
    }
    settle(app, official, sent, (action, action), deed)
}
