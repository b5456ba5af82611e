//! `/v/{code}/search?q=`: what of a village is public and is what somebody looks for.

use super::gather::Line;
use super::sought::{LONGEST, Sought};
use crate::frame::Frame;
use crate::http::answer::{Halt, page as answer};
use crate::http::look::Look;
use crate::icon::Icon;
use crate::part::Html;
use crate::sample;
use crate::show::{Amount, Link};
use crate::state::{App, Shared};
use crate::told::{Eyes, Teller, at_village};
use crate::village::public::village;
use askama::Template;
use axum::extract::{Path, Query as Asked, State};
use axum::response::Response;
use serde::Deserialize;
use village::{Fen, Refusal};

/// So many lines are shown; the rest is counted.
const SHOWN: usize = 60;

/// What is looked for.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    q: String,
}

/// A line that was found.
pub(crate) struct FoundLine {
    pub(crate) what: String,
    pub(crate) about: String,
    pub(crate) amount: Html,
    pub(crate) href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "search/page.html")]
pub(crate) struct SearchPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) action: String,
    pub(crate) typed: String,
    /// How many were found; empty before anything was looked for.
    pub(crate) count: String,
    pub(crate) lines: Vec<FoundLine>,
    pub(crate) more: String,
    /// The same in the whole county.
    pub(crate) wider: Link,
}

impl SearchPage {
    pub(crate) fn sample(frame: Frame) -> Self {
        let say = |zh: &str, en: &str| sample::say(&frame, zh, en);
        let line = |zh: &str, en: &str, fen: i64| FoundLine {
            what: say(zh, en),
            about: say("支出 · 3月10日 · 青溪日杂店", "Expense · 10 March · Qingxi store"),
            amount: Amount(Fen(fen)).into(),
            href: "/cases/990101001001-C1-2026-0002".to_owned(),
        };
        Self {
            name: say("柳湾村", "Liuwan village"),
            action: "/v/990101001001/search".to_owned(),
            typed: "10元".to_owned(),
            count: frame.say("search-count").put("count", 2).to_string(),
            lines: vec![line("买扫帚", "Brooms", 1_000), line("办公用品", "Paper and pens", 1_000)],
            more: String::new(),
            wider: wider(&frame.say("search-wider").to_string(), "10元"),
            frame,
        }
    }
}

pub(crate) async fn page(
    State(app): State<App>,
    look: Look,
    Path(code): Path<String>,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Halt> {
    let shown = app.blocking(move |app| compose(app, &look, &code, &wish.q)).await?;
    answer(&shown)
}

fn compose(app: &Shared, look: &Look, code: &str, typed: &str) -> Result<SearchPage, Halt> {
    let teller = Teller::new(look.language, app.now(), Eyes::Stranger);
    let typed: String = typed.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let found = app.office.read(|query| {
        let Some(found) = village(query, code)? else { return Ok(None) };
        let place = found.place;
        let mut frame = look.frame();
        let name = at_village(query, &mut frame, &place, &teller)?;
        frame.back = Some(Link::new(&name, format!("/v/{place}")));
        let lines = match Sought::read(&typed) {
            Some(sought) => Some(app.searched.find(app, query, (&place, look.language), &sought)?),
            None => None,
        };
        let (count, many) = match &lines {
            None => (String::new(), 0),
            Some(all) if all.is_empty() => (teller.say("search-none").to_string(), 0),
            Some(all) => (teller.say("search-count").put("count", all.len()).to_string(), all.len()),
        };
        let more = many.saturating_sub(SHOWN);
        Ok(Some(SearchPage {
            action: format!("/v/{place}/search"),
            lines: lines.unwrap_or_default().iter().take(SHOWN).map(|line| told(&teller, line)).collect(),
            more: if more > 0 { teller.say("search-more").put("count", more).to_string() } else { String::new() },
            wider: wider(&teller.say("search-wider").to_string(), &typed),
            typed,
            count,
            frame,
            name,
        }))
    })?;
    Ok(found.ok_or_else(Refusal::not_there)?)
}

fn wider(words: &str, typed: &str) -> Link {
    let escaped = percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC);
    Link::new(words, format!("/search?q={escaped}"))
}

fn told(teller: &Teller, line: &Line) -> FoundLine {
    let about = [teller.say(line.kind.key()).to_string(), teller.day(line.day).words, line.who.clone()];
    FoundLine {
        what: line.what.clone(),
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        amount: line.amount.map_or_else(|| Html::text(""), |fen| Amount(fen).into()),
        href: line.href.clone(),
    }
}
