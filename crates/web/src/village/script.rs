//! `/v/{code}/script`: what is read over the village's loudspeaker today, with numbers as they are spoken; `/v/{code}/script.txt`: the
//! same as plain text, for whoever sends it on.

use crate::frame::Frame;
use crate::http::answer::Halt;
use crate::http::look::Look;
use crate::http::public::{Canvas, public};
use crate::icon::Icon;
use crate::press::board::{self, lacking};
use crate::sample;
use crate::show::Link;
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, at_village, place_name};
use crate::village::public::village;
use archive::Query;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use disclosure::Stand;
use print::{Board, Money};
use village::{Fault, Fen, Language, Place, Refusal, spoken};

/// What was made public in so many days is news.
const NEWS_DAYS: i64 = 7;
/// So many of a kind are read: nobody listens to more.
const READ: usize = 5;

/// The script.
#[derive(Template)]
#[template(path = "village/script.html")]
pub(crate) struct ScriptPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) minutes: String,
    pub(crate) parts: Vec<String>,
    pub(crate) text_href: String,
}

impl ScriptPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        Self {
            name: say("柳湾村", "Liuwan village"),
            minutes: frame.say("script-minutes").put("minutes", 1).to_string(),
            parts: vec![
                say(
                    "各位村民，现在播送柳湾村三务公开。今天是十一月二十三日。",
                    "Here is what Liuwan village makes public.",
                ),
                say(
                    "十月的账：收入一万二千三百元，支出八千二百一十四元。",
                    "October: 12,300 yuan came in, 8,214 went out.",
                ),
            ],
            text_href: "/v/990101001001/script.txt".to_owned(),
            frame,
        }
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    asked: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, Halt> {
    let address = format!("/v/{}/script", code.get(..12).unwrap_or(&code));
    public(&app, &look, &asked, address, move |canvas, reader| compose(canvas, reader, &code)).await
}

fn compose(mut canvas: Canvas<'_>, query: &mut dyn Query, code: &str) -> Result<Option<ScriptPage>, Fault> {
    let Some(found) = village(query, code)? else { return Ok(None) };
    let place = found.place;
    let mut frame = canvas.frame.clone();
    let name = at_village(query, &mut frame, &place, &canvas.teller)?;
    frame.back = Some(Link::new(&name, format!("/v/{place}")));
    canvas.teller = Teller { eyes: Eyes::Stranger, ..canvas.teller };
    canvas.reader = None;
    let parts = parts(&canvas, query, &place)?;
    // About two hundred characters, or a hundred and forty words, are read in a minute.
    let (long, a_minute) = match canvas.teller.language {
        Language::Zh => (parts.iter().map(|part| part.chars().count()).sum::<usize>(), 200),
        Language::En => (parts.iter().map(|part| part.split_whitespace().count()).sum(), 140),
    };
    Ok(Some(ScriptPage {
        minutes: frame.say("script-minutes").put("minutes", long.div_ceil(a_minute)).to_string(),
        parts,
        text_href: format!("/v/{place}/script.txt"),
        frame,
        name,
    }))
}

pub(crate) async fn text(State(app): State<App>, look: Look, Path(code): Path<String>) -> Result<Response, Halt> {
    let text = app.blocking(move |app| written(app, look.language, &code)).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

fn written(app: &Shared, language: Language, code: &str) -> Result<String, Halt> {
    let teller = Teller::new(language, app.now(), Eyes::Stranger);
    let canvas = Canvas { app, frame: Frame::new(language, false, ""), teller, reader: None };
    let text = app.office.read(|query| {
        let Some(found) = village(query, code)? else { return Ok(None) };
        Ok::<_, Fault>(Some(parts(&canvas, query, &found.place)?.join("\n\n")))
    })?;
    Ok(text.ok_or_else(Refusal::not_there)? + "\n")
}

/// What is read, paragraph by paragraph.
fn parts(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<String>, Fault> {
    let teller = &canvas.teller;
    let greeting = teller.say("script-greeting").put("village", place_name(query, place)?);
    let mut all = vec![greeting.put("day", day(teller)).to_string()];
    let facts = board::facts(canvas, query, place.as_str(), None)?.ok();
    all.extend(facts.iter().map(|facts| month(teller, facts)));
    let (open, missing, people) = match facts {
        Some(facts) => (facts.open, facts.missing, facts.people),
        None => {
            let disclosures = affairs::disclosures(query, place)?;
            let open = board::open(canvas, query, place)?;
            (open, lacking(canvas, query, place, &disclosures)?, board::people(canvas, query, place)?)
        }
    };
    let said = |key: &'static str, lines: Vec<String>| {
        let more = lines.len().saturating_sub(READ);
        let shown = lines.into_iter().take(READ).collect::<Vec<_>>().join(&teller.say("script-comma").to_string());
        let rest = if more > 0 {
            teller.say("script-more").put("count", count(teller, more)).to_string()
        } else {
            String::new()
        };
        (!shown.is_empty()).then(|| teller.say(key).put("what", shown).put("rest", rest).to_string())
    };
    all.extend(said("script-news", news(canvas, query, place)?));
    let open = open.into_iter().map(|one| format!("{}{}{}", one.what, teller.say("script-pair"), one.until));
    all.extend(said("script-open", open.collect()));
    all.extend(said("script-missing", missing));
    if let Some(one) = people.first() {
        let phone: Vec<String> = one.phone.chars().map(|c| c.to_string()).collect();
        let said = teller.say("script-ask").put("who", format!("{} {}", one.post, one.name));
        all.push(said.put("phone", phone.join(" ")).to_string());
    }
    all.push(teller.say("script-end").to_string());
    Ok(all)
}

fn day(teller: &Teller) -> String {
    match teller.language {
        Language::Zh => spoken::day(teller.today),
        Language::En => teller.day(teller.today).words,
    }
}

fn count(teller: &Teller, many: usize) -> String {
    match teller.language {
        Language::Zh => spoken::number(i64::try_from(many).unwrap_or(i64::MAX)),
        Language::En => many.to_string(),
    }
}

/// A sum as it is spoken.
fn sum(teller: &Teller, fen: i64) -> String {
    match teller.language {
        Language::Zh => spoken::yuan(Fen(fen)),
        Language::En => format!("{} yuan", Fen(fen)),
    }
}

fn month(teller: &Teller, facts: &Board) -> String {
    let said = teller.say("script-month").put("month", facts.month.as_str());
    let said = said.put("came", sum(teller, facts.income_fen)).put("went", sum(teller, facts.spent_fen));
    let mut text = said.put("left", sum(teller, facts.left_fen)).to_string();
    let mut largest: Vec<&Money> = facts.spent.iter().filter(|one| one.amount_fen > 0).collect();
    largest.sort_by_key(|one| std::cmp::Reverse(one.amount_fen));
    let named = largest
        .iter()
        .take(READ)
        .map(|one| format!("{}{}{}", one.what, teller.say("script-pair"), sum(teller, one.amount_fen)));
    let named = named.collect::<Vec<_>>().join(&teller.say("script-comma").to_string());
    if !named.is_empty() {
        text.push_str(&teller.say("script-largest").put("what", named).to_string());
    }
    text
}

/// What was made public for everybody in the last days.
fn news(canvas: &Canvas<'_>, query: &mut dyn Query, place: &Place) -> Result<Vec<String>, Fault> {
    let teller = &canvas.teller;
    let book = canvas.app.office.current_book(query)?.at(place, teller.today);
    let fresh = disclosure::slots(query, &book, place, teller.today)?.into_iter().filter(|slot| {
        let recent = matches!(slot.stand, Stand::Public { since, .. } if teller.today.since(since) <= NEWS_DAYS);
        recent && slot.item.scope == "public"
    });
    Ok(fresh.map(|slot| format!("{}{}", teller.heading(&slot.term.words()), teller.heading(&slot.item.name))).collect())
}
