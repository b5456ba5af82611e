//! `/desk/assets/count`: the village's property is counted, by telephone, thing by thing; another decides on what was found.

use crate::books::form::{BooksForm, Shell, finish_at_once, first, kept};
use crate::books::show::{Wish, chosen};
use crate::card::page::{CountLine, StockPage};
use crate::card::show::own;
use crate::desk::place::{frame, may};
use crate::desk::refused::refused;
use crate::form::{Choice, Entry, Field, fault_lines};
use crate::frame::Section;
use crate::http::answer::{Halt, page, page_with};
use crate::http::form::Sent;
use crate::http::visitor::{Official, fresh_secret};
use crate::part::Line;
use crate::show::{Link, State as Mark, Tag};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller};
use affairs::PaperSent;
use archive::Query;
use axum::extract::{Path, Query as Asked, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use capital::{CardRow, CountRow, CountedRow, DecideCount, Found, MarkCounted, OpenCount};
use office::Deed;
use std::collections::BTreeMap;
use village::{Division, Fault, FieldFault, Place, Refusal, Stop, Words};

pub(crate) async fn show(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    let shown = app
        .blocking(move |app| {
            let (village, _) = chosen(app, &official, &wish.village)?;
            Ok::<_, Halt>(app.office.read(|reader| compose(app, reader, &official, &village, &key, &[]))?)
        })
        .await?;
    page(&shown)
}

fn running(query: &mut dyn Query, place: &Place) -> Result<Option<CountRow>, Fault> {
    Ok(capital::counts(query, place)?.into_iter().find(|count| count.decided.is_none()))
}

fn mark_of(teller: &Teller, found: Option<&CountedRow>) -> Tag {
    match found {
        None => Tag::new(Mark::Yellow, teller.say("count-not-yet")),
        Some(one) => {
            let mark = match one.found {
                Found::Here => Mark::Done,
                Found::Moved => Mark::Notice,
                Found::Missing => Mark::Red,
            };
            let words = teller.words(&one.found.words());
            Tag::new(mark, if one.place.is_empty() { words } else { format!("{words}：{}", one.place) })
        }
    }
}

fn compose(
    app: &Shared,
    query: &mut dyn Query,
    official: &Official,
    village: &Division,
    key: &str,
    faults: &[FieldFault],
) -> Result<StockPage, Fault> {
    let teller = official.teller(Eyes::Village);
    let place = &village.place;
    let mut frame = frame(app, query, official, Section::Books)?;
    frame.back = Some(Link::new(teller.say("cards-title"), format!("/desk/assets?village={place}")));
    let does = |duty: &str| may(&official.desk, duty, place);
    let earlier = capital::counts(query, place)?.into_iter().filter_map(|count| {
        let (moment, who, words) = count.decided?;
        let said = teller.say("count-decided").put("day", teller.day(moment.day()).words);
        Some(said.put("name", teller.name(&who)).put("words", words).to_string())
    });
    let mut shown = StockPage {
        village: village.short_name(),
        lead: teller.say("stock-lead").to_string(),
        sums: Vec::new(),
        lines: Vec::new(),
        earlier: earlier.collect(),
        faults: fault_lines(faults, teller.language),
        action: format!("/desk/assets/count?village={place}"),
        key: key.to_owned(),
        act: if does("execute") { "open" } else { "" },
        fields: Vec::new(),
        send: teller.say("count-open").to_string(),
        frame,
    };
    let Some(count) = running(query, place)? else { return Ok(shown) };
    let found = capital::counted(query, &count.id)?;
    let by_card: BTreeMap<&str, &CountedRow> = found.iter().map(|one| (one.card.as_str(), one)).collect();
    let cards: Vec<CardRow> = capital::cards(query, place)?.into_iter().filter(|card| !card.struck).collect();
    let seen = cards.iter().filter(|card| by_card.contains_key(card.id.as_str())).count();
    shown.sums = vec![Line::text(teller.say("count-seen"), format!("{seen} / {}", cards.len()))];
    for state in [Found::Moved, Found::Missing] {
        let many = found.iter().filter(|one| one.found == state).count();
        shown.sums.push(Line::text(teller.words(&state.words()), many.to_string()));
    }
    shown.lines = cards
        .iter()
        .map(|card| CountLine {
            name: card.name.clone(),
            about: format!("{} · {}", card.number, card.place),
            tag: mark_of(&teller, by_card.get(card.id.as_str()).copied()),
            href: if does("execute") { format!("/desk/assets/{}/count", card.id) } else { String::new() },
        })
        .collect();
    shown.act = if does("check") { "decide" } else { "" };
    let words = Field::new("words", teller.say("count-words"), Entry::LongText).hint(teller.say("count-words-hint"));
    shown.fields = vec![words.faulty(faults, teller.language)];
    shown.send = teller.say("count-decide").to_string();
    Ok(shown)
}

pub(crate) async fn post(
    State(app): State<App>,
    official: Official,
    Asked(wish): Asked<Wish>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (village, _) = chosen(app, &official, &wish.village)?;
        let place = village.place.clone();
        if sent.one("act") == "decide" {
            let count = app.office.read(|reader| running(reader, &place))?.ok_or_else(Refusal::not_there)?;
            let deed = DecideCount { village: place, count: count.id, words: sent.one("words").to_owned() };
            return done(app, &official, &village, &sent, deed);
        }
        done(app, &official, &village, &sent, OpenCount { village: place })
    })
    .await
}

fn done(app: &Shared, official: &Official, village: &Division, sent: &Sent, deed: impl Deed) -> Result<Response, Halt> {
    let about = deed.about();
    let home = format!("/desk/assets/count?village={}", village.place);
    match app.office.perform(&official.desk.clone().with_key(sent.one("key")), deed) {
        Ok(_) => Ok(Redirect::to(&home).into_response()),
        Err(Stop::Refused(refusal)) if !refusal.faults.is_empty() => {
            let key = sent.one("key");
            let shown = app.office.read(|reader| compose(app, reader, official, village, key, &refusal.faults))?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Err(Stop::Refused(refusal)) => {
            let back = Link::new(official.look.frame().say("refusal-go-back"), home);
            refused(app, official, Section::Books, &about, back, *refusal)
        }
        Err(failed) => Err(failed.into()),
    }
}

/// The card and the count that runs.
fn asked(app: &Shared, official: &Official, id: &str) -> Result<(CardRow, CountRow), Stop> {
    let row = own(app, official, id)?;
    if !may(&official.desk, "execute", &row.village) {
        return Err(Refusal::not_there().into());
    }
    let count = app.office.read(|reader| running(reader, &row.village))?;
    Ok((row, count.ok_or_else(no_count)?))
}

fn no_count() -> Refusal {
    Refusal::new(
        village::Kind::NotNow,
        "count.none",
        Words::new("现在没有在盘点", "no count is going on"),
        Words::new("请先在“资产盘点”里开始盘点", "Begin one under stock-taking first"),
    )
}

fn mark_form(query: &mut dyn Query, shell: &Shell<'_>, row: &CardRow, sent: &Sent) -> Result<BooksForm, Fault> {
    let teller = shell.teller();
    let shown = shell.page(query)?;
    let choice = |one: &Found| Choice::new(one.code(), teller.words(&one.words()));
    let found = Field::new("found", teller.say("count-found"), Entry::Choice(Found::ALL.iter().map(choice).collect()));
    let place = Field::new("place", teller.say("count-place"), Entry::Text("")).hint(teller.say("count-place-hint"));
    let fields = vec![found.value(sent.one("found")), place.value(sent.one("place")).optional()];
    Ok(BooksForm {
        title: teller.say("count-one").to_string(),
        lead: teller.say("count-one-lead").to_string(),
        about: vec![
            Line::text(teller.say("card-name"), &row.name),
            Line::text(teller.say("card-number"), &row.number),
            Line::text(teller.say("card-place"), &row.place),
        ],
        fields: shell.fields(fields),
        papers: vec![shell.paper("photo", "card-photo")],
        send: teller.say("count-one-go").to_string(),
        ..shown
    })
}

fn shell<'a>(
    app: &'a Shared,
    official: &'a Official,
    row: &'a CardRow,
    key: &str,
    faults: &'a [FieldFault],
    given: &'a [PaperSent],
) -> Shell<'a> {
    Shell {
        app,
        official,
        village: &row.village,
        action: format!("/desk/assets/{}/count", row.id),
        back: format!("/desk/assets/count?village={}", row.village),
        key: key.to_owned(),
        faults,
        given,
    }
}

pub(crate) async fn mark(State(app): State<App>, official: Official, Path(id): Path<String>) -> Result<Response, Halt> {
    let key = fresh_secret()?;
    app.blocking(move |app| {
        let (row, _) = asked(app, &official, &id)?;
        let shell = shell(app, &official, &row, &key, &[], &[]);
        first(&app.office.read(|reader| mark_form(reader, &shell, &row, &Sent::default()))?)
    })
    .await
}

pub(crate) async fn mark_post(
    State(app): State<App>,
    official: Official,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Halt> {
    let sent = Sent::read(request, &official.session.csrf).await?;
    app.blocking(move |app| {
        let (row, count) = asked(app, &official, &id)?;
        let (papers, mut faults) = kept(app, &official, &sent)?;
        let found = Found::named(sent.one("found"));
        if found.is_none() {
            faults.push(FieldFault { field: "found".into(), words: Words::new("请选一项", "choose one") });
        }
        let deed = match found {
            Some(found) if faults.is_empty() => Ok(MarkCounted {
                village: row.village.clone(),
                count: count.id,
                card: row.id.clone(),
                found,
                place: sent.one("place").to_owned(),
                photo: papers.iter().find(|paper| paper.kind == "photo").map(|paper| paper.file.clone()),
            }),
            _ => Err(faults),
        };
        let home = format!("/desk/assets/count?village={}", row.village);
        let form = |faults: &[FieldFault]| {
            let shell = shell(app, &official, &row, sent.one("key"), faults, &papers);
            app.office.read(|reader| mark_form(reader, &shell, &row, &sent))
        };
        finish_at_once(app, &official, deed, &sent, &home, form)
    })
    .await
}
