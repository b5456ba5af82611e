//! `/v/{code}/calendar.ics`: until when what is to be public and answered, for the calendar of a phone (RFC 5545).

use super::feed::Wish;
use super::read::slots;
use super::send::{Source, kept};
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::state::App;
use crate::told::place_name;
use crate::village::public::village;
use archive::Query;
use axum::extract::{Path, Query as Asked, State};
use axum::http::HeaderMap;
use axum::response::Response;
use disclosure::{QuestionState, Stand, Term};
use procedure::{CatalogueItem, Often};
use village::{Day, Fault, Place};

const ICAL: &str = "text/calendar; charset=utf-8";
/// The most octets of a line, without its end.
const WIDTH: usize = 75;

struct Event {
    id: String,
    due: Day,
    /// Since when it is known; stable, as the id is.
    stamp: Day,
    words: String,
    link: String,
}

pub(crate) async fn calendar(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/calendar.ics", code.get(..12).unwrap_or(&code));
    kept(&app, &asked, (address, wish.language(&look)), ICAL, move |source, query| {
        let Some(found) = village(query, &code)? else { return Ok(None) };
        let mut events = items(source, query, &found.place)?;
        events.extend(questions(source, query, &found.place)?);
        events.sort_by(|one, other| (one.due, &one.id).cmp(&(other.due, &other.id)));
        let name = source.teller.say("calendar-title").put("village", place_name(query, &found.place)?);
        Ok(Some(written(&name.to_string(), &events)))
    })
    .await
}

/// What is due, late or public, and what the running times will bring.
fn items(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Event>, Fault> {
    let (teller, url) = (&source.teller, &source.app.public_url);
    let book = source.app.office.current_book(query)?.at(place, teller.today);
    let event = |item: &CatalogueItem, term: Term, key: &'static str| {
        let said = teller.say(key).put("item", teller.heading(&item.name));
        Event {
            id: format!("{place}-{}-{term}@qingcun", item.code),
            due: item.due.after(term.last),
            stamp: term.last.plus(1),
            words: said.put("term", teller.heading(&term.words())).to_string(),
            link: format!("{url}/v/{place}/disclosures/{}", item.code),
        }
    };
    let known = slots(source, query, place)?;
    let known = known.iter().filter(|slot| slot.item.often != Often::AtOnce);
    let mut all: Vec<Event> = known
        .map(|slot| {
            let key = match slot.stand {
                Stand::Public { .. } => "calendar-public",
                Stand::Due => "calendar-due",
                Stand::Late(_) => "calendar-late",
            };
            event(&slot.item, slot.term, key)
        })
        .collect();
    let running = book.catalogue.values().filter(|item| item.often != Often::AtOnce);
    all.extend(running.map(|item| event(item, Term::of(teller.today, item.often), "calendar-due")));
    Ok(all)
}

fn questions(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<Event>, Fault> {
    let open = disclosure::questions(query, place)?.into_iter().filter(|row| row.state == QuestionState::Open);
    let event = |row: disclosure::QuestionRow| Event {
        words: source.teller.say("calendar-question").put("number", row.id.clone()).to_string(),
        link: format!("{}/v/{place}/questions/{}", source.app.public_url, row.id),
        id: format!("{}@qingcun", row.id),
        stamp: row.asked.day(),
        due: row.due,
    };
    Ok(open.map(event).collect())
}

fn compact(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day_of_month())
}

fn written(name: &str, events: &[Event]) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//qingcun//disclosure//ZH", "CALSCALE:GREGORIAN"] {
        fold(line, &mut text);
    }
    fold(&format!("X-WR-CALNAME:{}", escaped(name)), &mut text);
    for event in events {
        fold("BEGIN:VEVENT", &mut text);
        fold(&format!("UID:{}", event.id), &mut text);
        fold(&format!("DTSTAMP:{}T000000Z", compact(event.stamp)), &mut text);
        fold(&format!("DTSTART;VALUE=DATE:{}", compact(event.due)), &mut text);
        fold(&format!("DTEND;VALUE=DATE:{}", compact(event.due.plus(1))), &mut text);
        fold(&format!("SUMMARY:{}", escaped(&event.words)), &mut text);
        fold(&format!("URL:{}", event.link), &mut text);
        fold("TRANSP:TRANSPARENT", &mut text);
        fold("END:VEVENT", &mut text);
    }
    fold("END:VCALENDAR", &mut text);
    text
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A line, folded where it is longer than allowed and never within a character (RFC 5545, 3.1).
fn fold(line: &str, text: &mut String) {
    let mut room = WIDTH;
    for c in line.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = WIDTH - 1;
        }
        text.push(c);
        room -= c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters_and_reads_as_before() {
        let line = format!("SUMMARY:{}", "村务公开".repeat(30));
        let mut text = String::new();
        fold(&line, &mut text);
        assert!(text.split("\r\n").all(|part| part.len() <= WIDTH), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
        assert_eq!(escaped("a;b,c\\d\ne\r"), "a\\;b\\,c\\\\d\\ne");
    }
}
