//! What was released, for readers of news: RSS 2.0 and JSON Feed 1.1, of a village and of the county.

use super::read::{Release, latest, lines, released};
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
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write;
use village::{Day, Fault, Language, Level, Place};

/// So many of the latest stand in a feed.
const MOST: usize = 50;
const RSS: &str = "application/rss+xml; charset=utf-8";
const JSON_FEED: &str = "application/feed+json; charset=utf-8";

/// In which language: a reader of feeds keeps no cookies.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    lang: String,
}

impl Wish {
    pub(super) fn language(&self, look: &Look) -> Language {
        match self.lang.as_str() {
            "en" => Language::En,
            "zh" => Language::Zh,
            _ => look.language,
        }
    }
}

struct Feed {
    title: String,
    home: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    link: String,
    text: String,
    since: Day,
}

fn gather(source: &Source<'_>, query: &mut dyn Query, place: &Place) -> Result<Feed, Fault> {
    let (url, teller) = (&source.app.public_url, &source.teller);
    let is_county = place.level() != Level::Village;
    let mut found: Vec<(Place, Release)> = if is_county {
        latest(source, query, MOST)?
    } else {
        released(source, query, place)?.into_iter().map(|one| (place.clone(), one)).collect()
    };
    found.sort_by_key(|(_, one)| std::cmp::Reverse((one.since, one.version.entry)));
    let mut entries = Vec::new();
    for (village, one) in found.into_iter().take(MOST) {
        let (item, term, number) = (&one.item, one.version.term, one.version.number);
        let content = disclosure::version(query, &village, (&item.code, term), number)?.unwrap_or_default();
        let said = teller.say("feed-entry").put("village", place_name(query, &village)?);
        let said = said.put("item", teller.heading(&item.name)).put("term", teller.heading(&term.words()));
        let mut text = vec![teller.free(&one.version.reason)];
        text.extend(lines(source, &village, &content));
        text.retain(|line| !line.is_empty());
        entries.push(Entry {
            title: said.to_string(),
            link: format!("{url}/v/{village}/disclosures/{}/{term}?version={number}", item.code),
            text: text.join("\n"),
            since: one.since,
        });
    }
    let home = if is_county { format!("{url}/") } else { format!("{url}/v/{place}") };
    let title = teller.say("feed-title").put("village", place_name(query, place)?).to_string();
    Ok(Feed { title, home, entries })
}

fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    }
}

/// As XML holds it: what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => all.push_str("&amp;"),
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '"' => all.push_str("&quot;"),
            '\n' | '\t' => all.push(c),
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => all.push(c),
        }
    }
    all
}

/// The beginning of a day as e-mail writes it.
fn dated(day: Day) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = |names: &[&'static str], at: i8| usize::try_from(at - 1).ok().and_then(|at| names.get(at).copied());
    let weekday = name(&DAYS, day.weekday()).unwrap_or_default();
    let month = name(&MONTHS, day.month()).unwrap_or_default();
    format!("{weekday}, {:02} {month} {:04} 00:00:00 +0800", day.day_of_month(), day.year())
}

fn rss(feed: &Feed, (own, language): (&str, Language)) -> Result<String, std::fmt::Error> {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (title, home) = (escaped(&feed.title), escaped(&feed.home));
    text.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n");
    writeln!(text, "<title>{title}</title>\n<link>{home}</link>\n<description>{title}</description>")?;
    writeln!(text, "<language>{}</language>", language_tag(language))?;
    writeln!(text, "<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>", escaped(own))?;
    for entry in &feed.entries {
        let link = escaped(&entry.link);
        let (name, told) = (escaped(&entry.title), escaped(&entry.text));
        writeln!(text, "<item><title>{name}</title><link>{link}</link><guid>{link}</guid>")?;
        writeln!(text, "<pubDate>{}</pubDate><description>{told}</description></item>", dated(entry.since))?;
    }
    text.push_str("</channel>\n</rss>\n");
    Ok(text)
}

fn json_feed(feed: &Feed, (own, language): (&str, Language)) -> String {
    let items = feed.entries.iter().map(|entry| {
        json!({
            "id": entry.link,
            "url": entry.link,
            "title": entry.title,
            "content_text": entry.text,
            "date_published": format!("{}T00:00:00+08:00", entry.since),
        })
    });
    let all = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": own,
        "language": language_tag(language),
        "items": items.collect::<Vec<_>>(),
    });
    all.to_string()
}

type Written = Result<Response, Halt>;

async fn feed(app: App, asked: HeaderMap, code: Option<String>, language: Language, as_json: bool) -> Written {
    let ending = if as_json { "json" } else { "xml" };
    let path = match &code {
        Some(code) => format!("/v/{}/feed.{ending}", code.get(..12).unwrap_or(code)),
        None => format!("/feed.{ending}"),
    };
    let kind = if as_json { JSON_FEED } else { RSS };
    kept(&app, &asked, (path.clone(), language), kind, move |source, query| {
        let place = match code {
            Some(code) => match village(query, &code)? {
                Some(found) => found.place,
                None => return Ok(None),
            },
            None => source.app.office.county().clone(),
        };
        let feed = gather(source, query, &place)?;
        let lang = if language == Language::En { "en" } else { "zh" };
        let own = format!("{}{path}?lang={lang}", source.app.public_url);
        if as_json {
            return Ok(Some(json_feed(&feed, (&own, language))));
        }
        rss(&feed, (&own, language)).map(Some).map_err(|error| Fault::from("a feed was not written", error))
    })
    .await
}

type Named = (State<App>, Look, HeaderMap);

pub(crate) async fn village_rss(
    (State(app), look, asked): Named,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Written {
    feed(app, asked, Some(code), wish.language(&look), false).await
}

pub(crate) async fn village_json(
    (State(app), look, asked): Named,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Written {
    feed(app, asked, Some(code), wish.language(&look), true).await
}

pub(crate) async fn county_rss((State(app), look, asked): Named, Asked(wish): Asked<Wish>) -> Written {
    feed(app, asked, None, wish.language(&look), false).await
}

pub(crate) async fn county_json((State(app), look, asked): Named, Asked(wish): Asked<Wish>) -> Written {
    feed(app, asked, None, wish.language(&look), true).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_dated_as_mail_is_and_no_text_breaks_the_xml() {
        assert_eq!(dated("2026-04-08".parse().unwrap()), "Wed, 08 Apr 2026 00:00:00 +0800");
        assert_eq!(escaped("a<b>&\"\u{0}\u{b}c"), "a&lt;b&gt;&amp;&quot;c");
    }
}
