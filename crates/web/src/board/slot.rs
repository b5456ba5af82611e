//! `/v/{code}/disclosures/{item}/{term}`: what is public of an item for a time, down to the lines; every version of it; who had a
//! hand in it; what was asked.

use crate::board::ask::card;
use crate::board::content::{Leads, Said, compare, line_words, said};
use crate::board::differ::{Difference, difference};
use crate::board::page::{Pictures, SlotPage};
use crate::board::show::{sees, tag};
use crate::copy::shown::of_content;
use crate::http::answer::Halt;
use crate::http::public::{Canvas, public, reader};
use crate::http::visitor::Visitor;
use crate::part::{Line, Switch};
use crate::photo;
use crate::show::Link;
use crate::state::App;
use crate::told::{Teller, at_village};
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use disclosure::{PhotoOf, QuestionRow, Slot, Stand, Subject, Term, Version};
use office::{Content, Desk, Office, roster};
use procedure::CatalogueItem;
use serde::Deserialize;
use village::{Fault, PersonId, Place, Refusal, Words};

/// Which version.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    version: String,
}

pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    asked: HeaderMap,
    Path((code, item, term)): Path<(String, String, String)>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let term: Term = term.parse().map_err(|_| Refusal::not_there())?;
    let wished: Option<i64> = match wish.version.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Refusal::not_there())?),
    };
    let named = wished.unwrap_or(0);
    let (code, item) = (code.get(..12).unwrap_or(&code).to_owned(), item.get(..8).unwrap_or(&item).to_owned());
    let address = format!("/v/{code}/disclosures/{item}/{term}?version={named}");
    let (place, name) = (Place::new(code.as_str()), format!("{item}/{term}"));
    let drawn = move |canvas: Canvas<'_>, reader: &mut archive::Reader<'_>| {
        compose(canvas, reader, &code, (&item, term), wished)
    };
    let shown = public(&app, &visitor.look, &asked, address, drawn).await?;
    // Whoever has signed in reads in office or is known by name: counted is the public alone.
    if let (Ok(place), None) = (place, reader(&app, &asked).await?)
        && app.readers.read(&app, (&place, &name), (visitor.address, &asked))
    {
        app.blocking(move |app| app.readers.flush(app)).await?;
    }
    Ok(shown)
}

/// The key under which questions about a slot are kept.
pub(crate) fn subject(item: &str, term: Term) -> Subject {
    Subject::Disclosure(format!("{item}/{term}"))
}

fn compose(
    canvas: Canvas<'_>,
    query: &mut dyn Query,
    code: &str,
    (item, term): (&str, Term),
    wished: Option<i64>,
) -> Result<Option<SlotPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let (place, teller, reader, mut frame) = (found.place, canvas.teller, canvas.reader, canvas.frame);
    let village = at_village(query, &mut frame, &place, &teller)?;
    let book = canvas.app.office.current_book(query)?.at(&place, teller.today);
    let Some(slot) = disclosure::slot(query, &book, &place, teller.today, (item, term))? else { return Ok(None) };
    let Stand::Public { version: latest, .. } = slot.stand else { return Ok(None) };
    let item = &slot.item;
    frame.back = Some(Link::new(teller.heading(&item.name), format!("/v/{place}/disclosures/{}", item.code)));
    let picture = format!("/v/{place}/disclosures/{}/{term}/card.png", item.code);
    let is_public = item.scope == "public";
    if is_public {
        frame.picture = format!("{}{picture}", canvas.app.public_url);
    }
    let mut shown = SlotPage {
        picture: if is_public { picture } else { String::new() },
        title: teller.heading(&item.name),
        term: teller.heading(&term.words()),
        tag: tag(&teller, &book, &slot),
        closed: String::new(),
        outdated: String::new(),
        reason: String::new(),
        said: Said::default(),
        is_bare: false,
        hands: Vec::new(),
        versions: Vec::new(),
        difference: Difference::default(),
        hash: String::new(),
        ask_href: format!("/v/{place}/ask?about={}/{term}", item.code),
        questions: Vec::new(),
        pictures: Pictures::default(),
        frame,
        village,
    };
    if !sees(reader.as_ref(), item, &place) {
        shown.closed = teller.say(closed(item)).to_string();
        return Ok(Some(shown));
    }
    let versions = disclosure::versions(query, &place, &item.code, term)?;
    let public: Vec<&Version> =
        versions.iter().filter(|one| one.public_on().is_some_and(|since| since <= teller.today)).collect();
    let number = wished.unwrap_or(latest);
    let Some(version) = public.iter().find(|one| one.number == number) else { return Ok(None) };
    let mut key = |number| disclosure::version(query, &place, (&item.code, term), number);
    let Some(content) = key(number)? else { return Ok(None) };
    if let Some(before) = if number > 1 { key(number - 1)? } else { None } {
        shown.difference = difference(&teller, &before, &content);
    }
    let questions = disclosure::questions_about(query, &place, &subject(&item.code, term))?;
    shown.said = told(query, &teller, &place, &slot, &content, &questions)?;
    shown.is_bare = content.is_bare();
    shown.reason = teller.free(&version.reason);
    shown.hands = hands(query, &teller, version)?;
    shown.pictures = pictures(query, &canvas.app.office, &teller, &place, (item, term), &content)?;
    shown.hash = version.hash.to_string();
    shown.versions = switches(&teller, &place, &item.code, term, &public, number);
    let desk = Desk::unnamed(&canvas.app.office, canvas.app.now());
    if number == latest && disclosure::agrees(query, &desk, &place, item, (term, number))? == Some(false) {
        shown.outdated = teller.say("board-outdated").to_string();
    }
    shown.questions = questions.iter().map(|row| card(query, &teller, row, None)).collect::<Result<_, _>>()?;
    Ok(Some(shown))
}

/// The papers of an item's lines, where everybody reads it, and the photographs of the wall.
fn pictures(
    query: &mut dyn Query,
    office: &Office,
    teller: &Teller,
    place: &Place,
    (item, term): (&CatalogueItem, Term),
    content: &Content,
) -> Result<Pictures, Fault> {
    let is_public = item.scope == "public";
    let copies = if is_public { of_content(query, office, teller, place, content)? } else { Vec::new() };
    let photos = photo::shown::public(query, teller, place, &PhotoOf::Slot(item.code.clone(), term))?;
    Ok(Pictures { copies, photos })
}

fn switches(teller: &Teller, place: &Place, item: &str, term: Term, public: &[&Version], chosen: i64) -> Vec<Switch> {
    let switch = |one: &&Version| Switch {
        words: teller.say("board-version").put("number", one.number).to_string(),
        href: format!("/v/{place}/disclosures/{item}/{term}?version={}", one.number),
        chosen: one.number == chosen,
        count: 0,
    };
    public.iter().map(switch).collect()
}

fn closed(item: &CatalogueItem) -> &'static str {
    match item.scope.as_str() {
        "member" => "board-closed-member",
        "party" => "board-closed-party",
        _ => "board-closed-village",
    }
}

/// What stands in it, with where to ask about each line, and what the figures were before.
fn told(
    query: &mut dyn Query,
    teller: &Teller,
    place: &Place,
    slot: &Slot,
    content: &Content,
    questions: &[QuestionRow],
) -> Result<Said, Fault> {
    let (item, term) = (&slot.item, slot.term);
    let mut shown = said(teller, place, Leads::Public, content);
    for (at, (table, drawn)) in shown.tables.iter_mut().zip(&content.tables).enumerate() {
        for (number, (row, cells)) in table.rows.iter_mut().zip(&drawn.rows).enumerate() {
            let line = line_words(teller, cells);
            row.asked = questions.iter().filter(|asked| asked.line == line).count();
            if item.scope == "public" {
                row.ask_href = format!("/v/{place}/ask?about={}/{term}&line={at}.{number}", item.code);
            }
        }
    }
    for (earlier, key) in
        [(term.before(item.often), "board-before"), (term.year_before(item.often), "board-year-before")]
    {
        let public = disclosure::versions(query, place, &item.code, earlier)?;
        let last = public.iter().rev().find(|one| one.public_on().is_some_and(|since| since <= teller.today));
        if earlier != term
            && let Some(last) = last
            && let Some(other) = disclosure::version(query, place, (&item.code, earlier), last.number)?
        {
            compare(teller, &mut shown, content, &other, key);
        }
    }
    if item.scope == "public" {
        let names: Vec<Words> = content.figures.iter().map(|figure| figure.name.clone()).collect();
        for one in disclosure::similar(query, place, (&item.code, term), &names, teller.today)? {
            for (figure, drawn) in shown.figures.iter_mut().zip(&content.figures) {
                if drawn.name == one.name {
                    figure.before.push(among(teller, &one));
                }
            }
        }
    }
    Ok(shown)
}

/// A figure among villages of similar size.
fn among(teller: &Teller, one: &disclosure::Similar) -> String {
    let said = teller.say("board-similar").put("count", one.villages).put("median", one.median.to_string());
    said.put("least", one.least.to_string()).put("most", one.most.to_string()).to_string()
}

/// Who confirmed it and who reviewed it: they act in office, so everybody may know their names.
pub(crate) fn hands(query: &mut dyn Query, teller: &Teller, version: &Version) -> Result<Vec<Line>, Fault> {
    let mut name = |person: &Option<PersonId>| -> Result<String, Fault> {
        Ok(match person {
            Some(person) => roster::name_of(query, person)?.unwrap_or_default(),
            None => String::new(),
        })
    };
    let at = |who: String, moment| format!("{who} {}", teller.moment(moment).words);
    let mut lines = vec![Line::text(teller.say("board-confirmed"), at(name(&version.prepared.0)?, version.prepared.1))];
    if let Some((who, when)) = &version.reviewed {
        lines.push(Line::text(teller.say("board-reviewed"), at(name(who)?, *when)));
    }
    lines.push(Line::text(teller.say("board-entry"), version.entry.to_string()));
    Ok(lines)
}
