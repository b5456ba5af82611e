//! `/desk/disclosures`: what a village's people confirm, what its supervisors review, what was asked; one slot with what would be
//! public of it.

use crate::board::ask::card;
use crate::board::content::{Leads, Said, said};
use crate::board::page::{QuestionCard, sample_question, sample_said};
use crate::board::show::tag;
use crate::board::slot::hands;
use crate::desk::place::{frame, may, places, villages};
use crate::desk::refused::refused;
use crate::foresee::turn::{Asking, Showing, Turn, turn};
use crate::foresee::{Consequence, told_of};
use crate::form::{Entry, FaultLine, Field, fault_lines};
use crate::frame::{Frame, Section};
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::icon::Icon;
use crate::part::{Empty, Line, Switch};
use crate::sample;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use askama::Template;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use disclosure::{Prepare, Prepared, Review, Slot, Stand, Term, Verdict, VersionState, draw_item};
use office::{Deed, Desk};
use procedure::{CatalogueItem, Often, RuleBook};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use village::{Day, Fault, Hash, Level, Place, Refusal, Stop};

/// Which village.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Where {
    #[serde(default)]
    pub(crate) place: String,
}

/// A slot on the desk.
pub(crate) struct WorkRow {
    pub(crate) name: String,
    pub(crate) term: String,
    pub(crate) tag: Tag,
    /// What happened to it, or why it cannot be drawn yet.
    pub(crate) note: String,
    pub(crate) href: String,
    /// What the form sends for it; empty where it has to be opened.
    pub(crate) value: String,
}

/// The page.
#[derive(Template)]
#[template(path = "board/work.html")]
pub(crate) struct WorkPage {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) action: String,
    pub(crate) villages: Vec<Switch>,
    pub(crate) to_confirm: Vec<WorkRow>,
    pub(crate) any: bool,
    pub(crate) to_review: Vec<WorkRow>,
    pub(crate) questions: Vec<QuestionCard>,
    pub(crate) board: Link,
    /// What may be made public today, as it happens.
    pub(crate) at_once: Vec<Link>,
    pub(crate) empty: Empty,
}

/// One slot on the desk.
#[derive(Template)]
#[template(path = "board/work_slot.html")]
pub(crate) struct WorkSlotPage {
    pub(crate) frame: Frame,
    pub(crate) key: String,
    pub(crate) action: String,
    pub(crate) title: String,
    pub(crate) term: String,
    pub(crate) tag: Tag,
    pub(crate) holds: String,
    pub(crate) notes: Vec<String>,
    pub(crate) said: Said,
    pub(crate) hands: Vec<Line>,
    pub(crate) faults: Vec<FaultLine>,
    pub(crate) fields: Vec<Field>,
    pub(crate) seen: String,
    pub(crate) may_confirm: bool,
    pub(crate) may_review: bool,
    pub(crate) why: Vec<Field>,
}

impl WorkPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let row = |zh: &str, en: &str, state, value: &str| WorkRow {
            name: say(zh, en),
            term: say("2026年3月", "March 2026"),
            tag: Tag::new(state, say("4月10日前公开，还有3天", "until 10 April, 3 days left")),
            note: say("被退回：三月又开了账", "returned: March was opened again"),
            href: "/desk/disclosures/F02/2026-03?place=990101001001".to_owned(),
            value: value.to_owned(),
        };
        Self {
            key: "k0011".to_owned(),
            action: "/desk/disclosures?place=990101001001".to_owned(),
            villages: Vec::new(),
            to_confirm: vec![
                row("支出明细", "Expenses", Weight::Ordinary, "F02/2026-03/00"),
                row("协助政府工作情况", "Help to the government", Weight::Orange, ""),
            ],
            any: true,
            to_review: vec![row("收入明细", "Income", Weight::Ordinary, "")],
            questions: vec![sample_question(&frame, false)],
            board: Link::new(frame.say("board-title"), "/v/990101001001/disclosures"),
            at_once: vec![Link::new(
                say("村干部任期、离任审计", "Audits"),
                "/desk/disclosures/V16/2026-04-07?place=990101001001",
            )],
            empty: sample::empty(&frame),
            frame,
        }
    }

    pub(crate) fn sample_empty(frame: Frame) -> Self {
        Self {
            to_confirm: Vec::new(),
            to_review: Vec::new(),
            questions: Vec::new(),
            at_once: Vec::new(),
            any: false,
            ..Self::sample(frame)
        }
    }
}

impl WorkSlotPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let teller = Teller::new(frame.language, village::Moment(0), Eyes::Handler);
        Self {
            key: "k0012".to_owned(),
            action: "/desk/disclosures/F02/2026-03?place=990101001001".to_owned(),
            title: say("支出明细", "Expenses, item by item"),
            term: say("2026年3月", "March 2026"),
            tag: Tag::new(Weight::Yellow, say("逾期2天没有公开", "2 days late")),
            holds: say("每一笔花出去的钱", "each sum that went out"),
            notes: vec![say("被退回：三月又开了账", "returned: March was opened again")],
            said: sample_said(&frame),
            hands: vec![Line::text(frame.say("board-confirmed"), "李秀英")],
            faults: Vec::new(),
            fields: fields(&teller, true, true),
            seen: "00".to_owned(),
            may_confirm: true,
            may_review: true,
            why: why(&teller),
            frame,
        }
    }
}

/// The village that is worked on: the one asked for, where the reader has a part in it; else the first of theirs.
fn place_of(query: &mut dyn Query, desk: &Desk, asked: &str) -> Result<Option<Place>, Fault> {
    let works = |place: &Place| {
        ["draft_disclosure", "review_disclosure", "answer_question"].iter().any(|duty| may(desk, duty, place))
    };
    if let Ok(place) = Place::new(asked) {
        return Ok(Some(place).filter(|place| place.level() == Level::Village && works(place)));
    }
    Ok(villages(query, desk)?.into_iter().map(|one| one.place).find(works))
}

/// Whether the person sees to an item.
fn sees_to(desk: &Desk, place: &Place, item: &CatalogueItem) -> bool {
    let posts = desk.posts_at(place);
    may(desk, "draft_disclosure", place) && item.by.iter().any(|post| posts.contains(post))
}

fn href(place: &Place, item: &str, term: Term) -> String {
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

fn compose(app: &Shared, official: &Official, at: &Where, key: String) -> Result<WorkPage, Halt> {
    let teller = official.teller(Eyes::Handler);
    let desk = &official.desk;
    let found = app.office.read(|query| {
        let Some(place) = place_of(query, desk, &at.place)? else { return Ok(None) };
        let mut frame = frame(app, query, official, Section::Board)?;
        frame.back = Some(Link::new(teller.say("rail-desk"), "/desk"));
        let book = app.office.current_book(query)?.at(&place, teller.today);
        let (confirm, review) = waiting(query, desk, &book, &place, teller.today)?;
        let row = |slot: &Slot| WorkRow {
            name: teller.heading(&slot.item.name),
            term: teller.heading(&slot.term.words()),
            tag: tag(&teller, &book, slot),
            note: returned(&teller, slot),
            href: href(&place, &slot.item.code, slot.term),
            value: String::new(),
        };
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
        let mut questions = Vec::new();
        if may(desk, "answer_question", &place) || may(desk, "review_disclosure", &place) {
            let go = if may(desk, "answer_question", &place) { "question-answer-go" } else { "question-hide-go" };
            for asked in disclosure::waiting_questions(query, &place)? {
                let link = Link::new(teller.say(go), format!("/desk/questions/{}", asked.id));
                questions.push(card(query, &teller, &asked, Some(link))?);
            }
        }
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

fn returned(teller: &Teller, slot: &Slot) -> String {
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
fn settle<D: Deed + Sync>(
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

fn fields(teller: &Teller, is_written: bool, is_public: bool) -> Vec<Field> {
    let mut fields = Vec::new();
    if is_written {
        fields.push(Field::new("text", teller.say("board-text"), Entry::LongText).hint(teller.say("board-text-hint")));
    }
    let reason = Field::new("reason", teller.say("board-reason"), Entry::Text(""));
    let hint = if is_public { "board-reason-again" } else { "board-reason-hint" };
    let reason = reason.hint(teller.say(hint));
    fields.push(if is_public { reason } else { reason.optional() });
    let day =
        Field::new("release_on", teller.say("board-release-on"), Entry::Day).hint(teller.say("board-release-on-hint"));
    fields.push(day.optional());
    fields
}

fn why(teller: &Teller) -> Vec<Field> {
    vec![Field::new("why", teller.say("board-why"), Entry::Text("")).hint(teller.say("board-why-hint")).optional()]
}

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

/// The villages in which somebody has a part in what is made public.
pub(crate) fn own(desk: &Desk) -> bool {
    ["draft_disclosure", "review_disclosure", "answer_question"]
        .iter()
        .any(|duty| places(desk).iter().any(|place| may(desk, duty, place)))
}
