//! `/search?q=&village=&year=&page=`: what of the whole county is public and is what somebody looks for.

use super::county::{Current, years};
use super::index::{Found, Scope};
use super::page::FoundLine;
use super::sought::LONGEST;
use crate::frame::Frame;
use crate::http::answer::{Halt, page as answer};
use crate::http::look::Look;
use crate::icon::Icon;
use crate::part::{Html, Pager};
use crate::sample;
use crate::show::{Amount, Link};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, contacts, place_name};
use archive::SearchLine;
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use office::roster;
use serde::Deserialize;
use std::collections::BTreeMap;
use village::{Fen, Language, Level, Place, Refusal};

/// So many lines a page.
pub(crate) const PAGE: usize = 30;
/// So many pages at most: whoever wants more says it more closely.
const PAGES: usize = 20;

/// What is looked for, and where.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    q: String,
    #[serde(default)]
    village: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    page: String,
}

/// Something to choose.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
    pub(crate) chosen: bool,
}

/// The villages of a township.
pub(crate) struct Choices {
    pub(crate) name: String,
    pub(crate) villages: Vec<Choice>,
}

/// The page.
#[derive(Template)]
#[template(path = "search/county.html")]
pub(crate) struct CountySearchPage {
    pub(crate) frame: Frame,
    pub(crate) county: String,
    pub(crate) typed: String,
    pub(crate) townships: Vec<Choices>,
    pub(crate) years: Vec<Choice>,
    /// How many were found; empty before anything was looked for.
    pub(crate) count: String,
    /// That some villages are left out for now.
    pub(crate) drawing: String,
    pub(crate) lines: Vec<FoundLine>,
    pub(crate) more: String,
    pub(crate) pager: Pager,
}

impl CountySearchPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let choice = |value: &str, words: String, chosen| Choice { value: value.to_owned(), words, chosen };
        let line = |zh: &str, en: &str, about: [&str; 2], fen| FoundLine {
            what: say(zh, en),
            about: say(about[0], about[1]),
            amount: Amount(Fen(fen)).into(),
            href: "/cases/990101001001-C1-2026-0002".to_owned(),
        };
        let shop = ["柳湾村 · 支出 · 3月10日 · 青溪日杂店", "Liuwan village · Expense · 10 March · Qingxi store"];
        let rent = ["石桥村 · 收入 · 2月3日", "Shiqiao village · Income · 3 February"];
        Self {
            county: say("清和县", "Qinghe county"),
            typed: "10元".to_owned(),
            townships: vec![Choices {
                name: say("青溪镇", "Qingxi town"),
                villages: vec![
                    choice("990101001001", say("柳湾村", "Liuwan village"), false),
                    choice("990101001002", say("石桥村", "Shiqiao village"), true),
                ],
            }],
            years: vec![choice("2026", "2026".to_owned(), false), choice("2025", "2025".to_owned(), true)],
            count: frame.say("search-count").put("count", 2).to_string(),
            drawing: frame.say("county-search-drawing").put("count", 3).to_string(),
            lines: vec![line("买扫帚", "Brooms", shop, 1_000), line("摊位租金", "Rent of a stall", rent, 1_000)],
            more: frame.say("county-search-more").to_string(),
            pager: Pager::new("/search?q=10元&village=&year=&page=", 1, 2, 5),
            frame,
        }
    }
}

pub(crate) async fn page(State(app): State<App>, look: Look, Asked(wish): Asked<Wish>) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| compose(app, &look, &wish)).await?;
    answer(&shown)
}

/// What was typed, without what nobody types.
pub(crate) fn typed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Where is looked, of a village's code and a year as they were asked for; nothing where there is no such village or year.
pub(crate) fn scope(app: &Shared, village: &str, year: &str, current: &Current) -> Option<Scope> {
    let place = match village {
        "" => app.office.county().clone(),
        code => Place::new(code).ok().filter(|place| current.ready.contains(place) || current.stale.contains(place))?,
    };
    let year = match year {
        "" => None,
        year => Some(year.parse().ok().filter(|year| (1_900..=9_998).contains(year))?),
    };
    Some(Scope { place, year, ready: current.ready.clone() })
}

fn compose(app: &Shared, look: &Look, wish: &Wish) -> Result<CountySearchPage, Halt> {
    let teller = Teller::new(look.language, app.now(), Eyes::Stranger);
    let typed = typed(&wish.q);
    let at = wish.page.parse::<usize>().unwrap_or(1).clamp(1, PAGES);
    let current = app.county_search.current(app)?;
    let scope = scope(app, &wish.village, &wish.year, &current).ok_or_else(Refusal::not_there)?;
    let found = app.county_search.index.find(&typed, &scope, ((at - 1) * PAGE, PAGE))?;
    let mut frame = look.frame();
    let (county, townships, names) = app.office.read(|query| {
        contacts(query, &mut frame, app.office.county(), &teller)?;
        let towns = roster::subdivisions(query, app.office.county(), Level::Township)?;
        let villages = roster::subdivisions(query, app.office.county(), Level::Village)?;
        let names: BTreeMap<Place, String> = villages.iter().map(|one| (one.place.clone(), one.short_name())).collect();
        let choice = |one: &village::Division| Choice {
            value: one.place.to_string(),
            words: one.short_name(),
            chosen: one.place.as_str() == wish.village,
        };
        let under = |town: &village::Division| Choices {
            name: town.name.clone(),
            villages: villages.iter().filter(|one| town.place.contains(&one.place)).map(choice).collect(),
        };
        let towns: Vec<Choices> = towns.iter().map(under).filter(|town| !town.villages.is_empty()).collect();
        Ok((place_name(query, app.office.county())?, towns, names))
    })?;
    frame.back = Some(Link::new(&county, "/"));
    let out = current.stale.iter().filter(|place| scope.place.contains(place)).count();
    let year =
        |year: i16| Choice { value: year.to_string(), words: year.to_string(), chosen: Some(year) == scope.year };
    let shown = found.as_ref().map_or(0, |found| found.count.min(PAGES * PAGE));
    let address = address(&typed, wish);
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Ok(CountySearchPage {
        count: found.as_ref().map_or_else(String::new, |found| count(&teller, found)),
        drawing: match out {
            0 => String::new(),
            out => teller.say("county-search-drawing").put("count", out).to_string(),
        },
        more: match &found {
            Some(found) if found.at_least || found.count > shown => teller.say("county-search-more").to_string(),
            _ => String::new(),
        },
        lines: found.into_iter().flat_map(|found| found.lines).map(|line| told(&teller, &names, line)).collect(),
        years: years(teller.today).map(year).collect(),
        pager: Pager::new(&address, number(at), number(PAGE), number(shown)),
        townships,
        typed,
        county,
        frame,
    })
}

fn count(teller: &Teller, found: &Found) -> String {
    let key = match (found.count, found.at_least) {
        (0, _) => "search-none",
        (_, true) => "county-search-at-least",
        (_, false) => "search-count",
    };
    teller.say(key).put("count", found.count).to_string()
}

/// The address of a page of what was found, as far as its number.
fn address(typed: &str, wish: &Wish) -> String {
    let escaped =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    format!("/search?q={}&village={}&year={}&page=", escaped(typed), escaped(&wish.village), escaped(&wish.year))
}

fn told(teller: &Teller, names: &BTreeMap<Place, String>, (place, line): (Place, SearchLine)) -> FoundLine {
    let [what, what_en] = line.what;
    let [who, who_en] = line.who;
    let (what, who) = if teller.language == Language::En { (what_en, who_en) } else { (what, who) };
    let village = names.get(&place).cloned().unwrap_or_default();
    let about = [village, teller.say(&line.kind).to_string(), teller.day(line.day).words, who];
    FoundLine {
        what,
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        amount: line.amount.map_or_else(|| Html::text(""), |fen| Amount(fen).into()),
        href: line.href,
    }
}
