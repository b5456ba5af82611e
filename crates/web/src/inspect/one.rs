//! `/desk/inspections/{inspection}`: what was found in a village, for whoever inspects and for the village.

use crate::desk::place::{frame, may};
use crate::form::{Choice, Entry, FaultLine, Field};
use crate::frame::Section;
use crate::http::answer::{Halt, page};
use crate::http::visitor::{Official, fresh_secret};
use crate::inspect::page::{FindingLine, InspectionPage};
use crate::part::{Empty, Line};
use crate::photo;
use crate::show::{Link, State as Weight, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, place_name};
use archive::Query;
use axum::extract::{Path, State};
use axum::response::Response;
use disclosure::{Finding, FindingKind, FindingState, Inspection, MOST_PHOTOS, PhotoOf, Term};
use office::{Desk, roster};
use procedure::RuleBook;
use village::{Fault, Moment, PersonId, Refusal};

/// How far a finding is, in a tag.
pub(crate) fn tag(teller: &Teller, one: &Finding) -> Tag {
    let due = one.due.map_or_else(String::new, |due| teller.day(due).words);
    match one.state {
        FindingState::Seen => Tag::new(Weight::Notice, teller.say("inspect-seen")),
        FindingState::Ordered if one.due.is_some_and(|due| due < teller.today) => {
            let days = one.due.map_or(0, |due| teller.today.since(due));
            Tag::new(Weight::Red, teller.say("inspect-late").put("day", due).put("days", days))
        }
        FindingState::Ordered => Tag::new(Weight::Orange, teller.say("inspect-ordered").put("day", due)),
        FindingState::Answered => Tag::new(Weight::Yellow, teller.say("inspect-answered")),
        FindingState::Right => Tag::new(Weight::Done, teller.say("inspect-right")),
    }
}

/// A finding for a reader, without anything to be done about it.
pub(crate) fn line(
    query: &mut dyn Query,
    teller: &Teller,
    book: &RuleBook,
    one: &Finding,
) -> Result<FindingLine, Fault> {
    let mut said = |label: &'static str, words: &str, by: &Option<(Option<PersonId>, Moment)>| {
        let Some((who, when)) = by.as_ref().filter(|_| !words.is_empty()) else { return Ok::<_, Fault>(None) };
        let name = match who {
            Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
            None => String::new(),
        };
        let text = format!("{}\n{name} · {}", teller.free(words), teller.moment(*when).words);
        Ok(Some(Line::text(teller.say(label), text)))
    };
    let history = [said("inspect-answer", &one.answer, &one.answered)?, said("inspect-said", &one.said, &one.judged)?];
    let item = book.catalogue.get(&one.item).map(|item| teller.heading(&item.name));
    let about = item.map_or_else(String::new, |name| match one.term.parse::<Term>() {
        Ok(term) => format!("{name} · {}", teller.heading(&term.words())),
        Err(_) => name,
    });
    Ok(FindingLine {
        number: one.number,
        kind: teller.heading(&one.kind.words()),
        about,
        words: teller.free(&teller.heading(&one.words)),
        tag: tag(teller, one),
        history: history.into_iter().flatten().collect(),
        ticks: false,
        href: String::new(),
        go: String::new(),
        photos: Vec::new(),
        photo_href: String::new(),
    })
}

/// An inspection that this reader may see: who may inspect there, and who sees to the board of the village.
pub(super) fn found(app: &Shared, desk: &Desk, id: &str) -> Result<Inspection, Halt> {
    let found = app.office.read(|query| disclosure::inspection(query, id))?;
    let sees = |row: &Inspection| {
        ["inspect_disclosure", "draft_disclosure", "review_disclosure"].iter().any(|duty| may(desk, duty, &row.village))
    };
    Ok(found.filter(sees).ok_or_else(Refusal::not_there)?)
}

pub(crate) async fn show(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app.blocking(move |app| compose(app, &official, &id, key, Vec::new())).await?;
    page(&shown)
}

pub(super) fn compose(
    app: &Shared,
    official: &Official,
    id: &str,
    key: String,
    faults: Vec<FaultLine>,
) -> Result<InspectionPage, Halt> {
    let row = found(app, &official.desk, id)?;
    let (teller, desk) = (official.teller(Eyes::Handler), &official.desk);
    let inspects = may(desk, "inspect_disclosure", &row.village);
    let answers = may(desk, "draft_disclosure", &row.village);
    let shown = app.office.read(|query| {
        let mut frame = frame(app, query, official, Section::Board)?;
        let back = if inspects { "/desk/inspections".to_owned() } else { format!("/v/{}/inspections", row.village) };
        frame.back = Some(Link::new(teller.say("inspect-title"), back));
        let book = app.office.current_book(query)?.at(&row.village, teller.today);
        let mut findings = Vec::new();
        for one in disclosure::findings(query, id)? {
            let mut shown = line(query, &teller, &book, &one)?;
            shown.ticks = inspects && one.state == FindingState::Seen;
            let go = match one.state {
                FindingState::Ordered if answers => Some("inspect-answer-go"),
                FindingState::Answered if inspects => Some("inspect-judge"),
                _ => None,
            };
            let of = PhotoOf::Finding(id.to_owned(), one.number);
            shown.photos = photo::shown::desk(query, &teller, &row.village, &of, inspects)?;
            if inspects && shown.photos.len() < MOST_PHOTOS {
                shown.photo_href = photo::add::href(&row.village, &of);
            }
            if let Some(go) = go {
                shown.go = teller.say(go).to_string();
                shown.href = format!("/desk/inspections/{id}/{}", one.number);
            }
            findings.push(shown);
        }
        let about = about(query, &teller, &row)?;
        Ok::<_, Fault>(InspectionPage {
            title: place_name(query, &row.village)?,
            about,
            may_order: findings.iter().any(|one| one.ticks),
            findings,
            may_add: inspects,
            action: format!("/desk/inspections/{id}"),
            key,
            faults,
            order: vec![
                Field::new(
                    "days",
                    teller.say("inspect-days"),
                    Entry::Count(teller.say("inspect-days-unit").to_string()),
                )
                .value("7"),
            ],
            add: adding(&teller),
            empty: Empty {
                what: teller.say("inspect-nothing").to_string(),
                why: teller.say("inspect-nothing-why").to_string(),
            },
            frame,
        })
    })?;
    Ok(shown)
}

/// Who inspects, when, and how the village was chosen.
fn about(query: &mut dyn Query, teller: &Teller, row: &Inspection) -> Result<Vec<Line>, Fault> {
    let by = match &row.opened_by {
        Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
        None => String::new(),
    };
    let mut about = vec![
        Line::text(teller.say("inspect-by"), by),
        Line::text(teller.say("inspect-on"), teller.moment(row.opened).words),
        Line::text(teller.say("inspect-chosen"), teller.say(chosen(&row.chosen)).to_string()),
    ];
    if !row.seed.is_empty() {
        about.push(Line::text(teller.say("inspect-seed"), &row.seed));
    }
    Ok(about)
}

/// The fields of a finding that the inspector adds.
fn adding(teller: &Teller) -> Vec<Field> {
    let kinds = FindingKind::ALL.iter().filter(|kind| kind.is_seen_by_person());
    let kinds: Vec<Choice> = kinds.map(|kind| Choice::new(kind.code(), teller.heading(&kind.words()))).collect();
    vec![
        Field::new("kind", teller.say("inspect-kind"), Entry::Choice(kinds)),
        Field::new("words", teller.say("inspect-words"), Entry::LongText).hint(teller.say("inspect-words-hint")),
    ]
}

pub(super) fn chosen(code: &str) -> &'static str {
    match code {
        "lot" => "inspect-choice-lot",
        "longest" => "inspect-choice-longest",
        _ => "inspect-choice-all",
    }
}
