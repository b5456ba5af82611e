//! `/desk/disclosures`: what a village's people confirm, what its supervisors review, what was asked.

use crate::board::ask::card;
use crate::board::page::QuestionCard;
use crate::board::show::tag;
use crate::board::work_page::{WorkPage, WorkRow};
use crate::desk::place::{frame, may, places, villages};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::{Empty, Line, Switch};
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Query as Asked, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{Prepare, Prepared, QuestionRow, Slot, Stand, Term, VersionState, draw_item};
use office::{Deed, Desk};
use procedure::{CatalogueItem, Often, RuleBook};
use serde::Deserialize;
use std::sync::Arc;
use village::{Day, Fault, Hash, Level, Place, Refusal, Stop};

/// Which village.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    pub(crate) place: String,
}

/// The village that is worked on: the one asked for, where the reader has a part in it; else the first of theirs.
pub(crate) fn place_of(query: &mut dyn Query, desk: &Desk, asked: &str) -> Result<Option<Place>, Fault> {
    let works = |place: &Place| {
        ["draft_disclosure", "review_disclosure", "answer_question"].iter().any(|duty| may(desk, duty, place))
    };
    if let Ok(place) = Place::new(asked) {
        return Ok(Some(place).filter(|place| place.level() == Level::Village && works(place)));
    }
    Ok(villages(query, desk)?.into_iter().map(|one| one.place).find(works))
}

/// Whether the person sees to an item.
pub(crate) fn sees_to(desk: &Desk, place: &Place, item: &CatalogueItem) -> bool {
    let posts = desk.posts_at(place);
    may(desk, "draft_disclosure", place) && item.by.iter().any(|post| posts.contains(post))
}

pub(crate) fn href(place: &Place, item: &str, term: Term) -> String {
    format!("/desk/disclosures/{item}/{term}?place={place}")
}

/// What waits for this person in a village: to be confirmed, to be reviewed.
pub(crate) fn waiting(
    query: &mut dyn Query,
    desk: &Desk,
    book: &RuleBook,
    place: &Place,
    today: Day,
) -> Result<(Vec<Slot>, Vec<Slot>), Fault> {
    let reviews = may(desk, "review_disclosure", place);
    let (mut confirm, mut review) = (Vec::new(), Vec::new());
    for slot in disclosure::slots(query, book, place, today)? {
        match &slot.coming {
            Some(version) if version.state == VersionState::Prepared => {
                let own = version
                    .prepared
                    .0
                    .as_ref()
                    .is_some_and(|person| desk.tied.contains(person) || desk.person() == Some(person));
                if reviews && !own {
                    review.push(slot);
                }
            }
            Some(version) if version.state == VersionState::Released => {}
            _ if matches!(slot.stand, Stand::Public { .. }) && slot.coming.is_none() => {}
            _ if sees_to(desk, place, &slot.item) => confirm.push(slot),
            _ => {}
        }
    }
    confirm.sort_by_key(|slot| slot.due);
    Ok((confirm, review))
}

pub(crate) async fn list(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| compose(app, &official, &at, key)).await?;
    page(&shown)
}

fn row(teller: &Teller, book: &RuleBook, place: &Place, slot: &Slot) -> WorkRow {
    WorkRow {
        name: teller.heading(&slot.item.name),
        term: teller.heading(&slot.term.words()),
        tag: tag(teller, book, slot),
        note: returned(teller, slot),
        href: href(place, &slot.item.code, slot.term),
        value: String::new(),
    }
}

/// The questions that wait, for whoever answers them or may take one off the page.
fn asked(query: &mut dyn Query, teller: &Teller, desk: &Desk, place: &Place) -> Result<Vec<QuestionCard>, Fault> {
    let answers = may(desk, "answer_question", place);
    if !answers && !may(desk, "review_disclosure", place) {
        return Ok(Vec::new());
    }
    let go = if answers { "question-answer-go" } else { "question-hide-go" };
    let card = |query: &mut dyn Query, row: &QuestionRow| {
        card(query, teller, row, Some(Link::new(teller.say(go), format!("/desk/questions/{}", row.id))))
    };
    // What the township still looks through stands there with its clock, and is not anybody's in the village.
    let card = |query: &mut dyn Query, row: &QuestionRow| {
        if row.is_held() { crate::board::ask::card(query, teller, row, None) } else { card(query, row) }
    };
    disclosure::waiting_questions(query, place)?.iter().map(|row| card(query, row)).collect()
}

fn compose(app: &Shared, official: &Official, at: &Where, key: String) -> Result<WorkPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let desk = &official.desk;
    let found = app.office.read(|query| {
        let Some(place) = place_of(query, desk, &at.place)? else { return Ok(None) };
        let mut frame = frame(app, query, official, Section::Board)?;
        frame.back = Some(Link::new(teller.say("rail-desk"), "/desk"));
        let book = app.office.current_book(query)?.at(&place, teller.today);
        let (confirm, review) = waiting(query, desk, &book, &place, teller.today)?;
        let row = |slot: &Slot| row(&teller, &book, &place, slot);
        let mut to_confirm = Vec::new();
        for slot in &confirm {
            let mut shown = row(slot);
            match draw_item(query, desk, &place, &slot.item, slot.term) {
                Ok(Some((_, hash))) => shown.value = format!("{}/{}/{hash}", slot.item.code, slot.term),
                Ok(None) => shown.note = format!("{}{}", shown.note, teller.say("board-to-write")),
                Err(Stop::Refused(refusal)) => shown.note = teller.words(&refusal.words),
                Err(Stop::Failed(fault)) => return Err(fault),
            }
            to_confirm.push(shown);
        }
        let questions = asked(query, &teller, desk, &place)?;
        let today = Term::of(teller.today, Often::AtOnce);
        let now = book
            .catalogue
            .values()
            .filter(|item| item.often == Often::AtOnce && item.is_written() && sees_to(desk, &place, item));
        let switches: Vec<Switch> = villages(query, desk)?
            .iter()
            .map(|one| Switch {
                words: one.short_name(),
                href: format!("/desk/disclosures?place={}", one.place),
                chosen: one.place == place,
                count: 0,
            })
            .collect();
        Ok(Some(WorkPage {
            key,
            action: format!("/desk/disclosures?place={place}"),
            villages: if switches.len() > 1 { switches } else { Vec::new() },
            any: to_confirm.iter().any(|row| !row.value.is_empty()),
            to_confirm,
            to_review: review.iter().map(row).collect(),
            questions,
            board: Link::new(teller.say("board-title"), format!("/v/{place}/disclosures")),
            copies: (affairs::may_cover(desk, &place) || may(desk, "review_disclosure", &place))
                .then(|| Link::new(teller.say("copies-title"), format!("/desk/copies?place={place}"))),
            screens: may(desk, "draft_disclosure", &place)
                .then(|| Link::new(teller.say("screen-title"), format!("/desk/screens?place={place}"))),
            at_once: now.map(|item| Link::new(teller.heading(&item.name), href(&place, &item.code, today))).collect(),
            empty: Empty {
                what: teller.say("board-work-empty").to_string(),
                why: teller.say("board-work-empty-why").to_string(),
            },
            frame,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

pub(crate) fn returned(teller: &Teller, slot: &Slot) -> String {
    match &slot.coming {
        Some(version) if version.state == VersionState::Returned => {
            teller.say("board-returned").put("why", version.returned_why.as_str()).to_string()
        }
        _ => String::new(),
    }
}

/// `F02/2026-03/hash`.
fn ticked(value: &str) -> Option<Prepared> {
    let mut parts = value.splitn(3, '/');
    let (item, term, hash) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    let seen = Some(Hash::parse(hash).ok()?);
    Some(Prepared { item: item.to_owned(), term, text: String::new(), reason: String::new(), seen })
}

/// Confirms every slot that was ticked.
pub(crate) async fn confirm(
    State(app): State<App>,
    official: Official,
    Asked(at): Asked<Where>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let place = Place::new(at.place.as_str()).map_err(|_| Refusal::not_there())?;
        let slots: Vec<Prepared> = sent.all("slot").iter().filter_map(|value| ticked(value)).collect();
        let deed = Prepare { village: place.clone(), slots, release_on: None };
        let action = format!("/desk/disclosures?place={place}");
        settle(app, &official, &sent, (&action, &action), deed)
    })
    .await
}

/// Shows a deed once more, and does it when its sender is sure.
pub(crate) fn settle<D: Deed + Sync>(
    app: &Shared,
    official: &Official,
    sent: &Sent,
    (action, back): (&str, &str),
    deed: D,
) -> Result<Response, Halt> {
    let about = deed.about();
    let asking =
        Asking { app, official, section: Section::Board, action: action.to_owned(), sent, answers: sent.answers() };
    let turned = turn(asking, Arc::new(deed), |query, teller, seen| {
        let mut lines = Vec::new();
        let book = app.office.current_book(query)?.at(&about.place, teller.today);
        for kind in ["disclosure.prepared", "disclosure.released", "disclosure.returned"] {
            for entry in seen.of(kind) {
                let text = |name: &str| entry.body.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
                let item = book.catalogue.get(&text("item")).map(|item| teller.heading(&item.name)).unwrap_or_default();
                let term = text("term").parse::<Term>().map(|term| teller.heading(&term.words())).unwrap_or_default();
                lines.push(Line::text(item, term));
            }
        }
        let (released, prepared) = (seen.of("disclosure.released").count(), seen.of("disclosure.prepared").count());
        let said = |on: bool, key: &'static str| if on { vec![teller.say(key).to_string()] } else { Vec::new() };
        let mut next = said(prepared > 0, "then-board-review");
        next.extend(said(released == 0 && prepared == 0, "then-board-again"));
        let then = told_of(vec![
            Consequence::record(teller, Vec::new()),
            Consequence::next(teller, next),
            Consequence::public(teller, said(released > 0, "then-board-public")),
            Consequence::warned(teller, &seen.warned),
        ]);
        let step = if prepared > 0 {
            "board-confirm"
        } else if released > 0 {
            "board-release"
        } else {
            "board-return"
        };
        Ok(Showing::of(place_name(query, &about.place)?, teller.say(step), lines, then))
    })?;
    match turned {
        Turn::Shown(shown) => Ok(shown),
        Turn::Again => Ok(Redirect::to(back).into_response()),
        Turn::Done(Ok(_)) => Ok(Redirect::to(&format!("/desk/disclosures?place={}", about.place)).into_response()),
        Turn::Done(Err(Stop::Refused(refusal))) => {
            let link = Link::new(official.look.frame().say("refusal-go-back"), back);
            refused(app, official, Section::Board, &about, link, *refusal)
        }
        Turn::Done(Err(failed)) => Err(failed.into()),
    }
}

/// The villages in which somebody has a part in what is made public.
pub(crate) fn own(desk: &Desk) -> bool {
    ["draft_disclosure", "review_disclosure", "answer_question"]
        .iter()
        .any(|duty| places(desk).iter().any(|place| may(desk, duty, place)))
}
