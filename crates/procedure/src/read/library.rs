//! Reads the shared files: `law.toml`, `duties.toml`, `effects.toml`, `disclosure.toml`, `tiers.toml`, `quorums.toml`,
//! `meetings.toml`, `parameters.toml` and the calendars.

mod catalogue;
mod dates;
mod deputy;
mod parameter;
mod quorum;
mod raw;
mod shared;
mod tier;

use super::meeting::RawMeetings;
use super::raw::Text;
use crate::affair::Parameter;
use crate::catalogue::CatalogueItem;
use crate::deputy::Deputies;
use crate::fault::{Faults, RuleFault, RuleFile, parse};
use crate::library::{Duty, EffectRule, Law, Separation, Tiers};
use crate::numbers::{ASSEMBLY_ALONE, INSULTS, SharedList};
use crate::quorum::{Body, Quorum};
pub(crate) use dates::Dates;
use raw::{RawCalendar, RawParameters, RawSharedList, RawStanding};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use village::{Article, Day, Post, Words, WorkCalendar};

/// The uppermost layer.
pub(crate) const NATION: &str = "national";

/// The engine's own rules, whose grounds `standing.toml` gives.
const STANDING: &[&str] = &[
    "order",
    "not_on_this_road",
    "ended",
    "not_your_post",
    "three_no_direct",
    "kin",
    "apart",
    "kept_free",
    "window",
    "objection",
    "notice",
    "body",
    "meeting_day",
    "ballots",
    "counted_twice",
    "speaks_last",
    "proxy",
];

/// The shared part of a rule book, while it is read.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) laws: BTreeMap<String, Law>,
    pub(crate) duties: BTreeMap<String, Duty>,
    pub(crate) deputies: BTreeMap<Post, Deputies>,
    pub(crate) effects: BTreeMap<String, EffectRule>,
    pub(crate) separations: Vec<Separation>,
    pub(crate) catalogue: BTreeMap<String, CatalogueItem>,
    pub(crate) tiers: Tiers,
    pub(crate) quorums: BTreeMap<Body, Quorum>,
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) lists: BTreeMap<String, SharedList>,
    pub(crate) calendar: WorkCalendar,
    pub(crate) standing: BTreeMap<String, Vec<Article>>,
    /// In which layer and file each named thing was first said, for messages.
    pub(crate) said: BTreeMap<String, String>,
    /// The files that the ledger reads: accounts, statements, postings.
    pub(crate) ledger: BTreeMap<String, RuleFile>,
    /// What every notice and every meeting asks for.
    pub(crate) meetings: Option<(RuleFile, RawMeetings)>,
    /// Whether a file could not be read at all: what leans on it is not looked at, for it would only repeat that fault.
    pub(crate) unread: bool,
    /// As of which day the files are read, and the days on which it would read otherwise.
    pub(crate) dates: Dates,
}

impl Library {
    /// Reads one shared file; `false` when its name is not one of them.
    pub(crate) fn take(&mut self, layer: &str, name: &str, file: &RuleFile, faults: &mut Vec<RuleFault>) -> bool {
        let mut own = Faults::of(file);
        let read = match name {
            "law.toml" => parse(file).map(|raw| self.laws(raw, &mut own)),
            "duties.toml" => parse(file).map(|raw| self.duties(raw, &mut own)),
            "deputies.toml" => parse(file).map(|raw| self.deputies(raw, &mut own)),
            "effects.toml" => parse(file).map(|raw| self.effects(raw, &mut own)),
            "disclosure.toml" => parse(file).map(|raw| self.catalogue(raw, &mut own)),
            "tiers.toml" => parse(file).map(|raw| self.tiers(raw, layer, &mut own)),
            "quorums.toml" => parse(file).map(|raw| self.quorums(raw, &mut own)),
            "standing.toml" => parse(file).map(|raw: RawStanding| {
                for rule in &raw.rule {
                    one_of(&rule.id, "rule of the engine", STANDING, &mut own);
                    let articles = self.articles(&rule.articles, &mut own);
                    self.standing.entry(rule.id.get_ref().clone()).or_default().extend(articles);
                }
            }),
            "parameters.toml" => parse(file).map(|raw: RawParameters| {
                for parameter in &raw.parameter {
                    self.parameter(parameter, layer, &mut own);
                }
                let mut parameters = std::mem::take(&mut self.parameters);
                for change in &raw.tighten {
                    self.tighten(&mut parameters, change, layer, &mut own);
                }
                self.parameters = parameters;
                for list in &raw.list {
                    self.list(list, &mut own);
                }
            }),
            "meetings.toml" if layer != NATION => {
                own.at(&(0..0), "what every meeting asks for is the nation's: add to a meeting's own step instead");
                Ok(())
            }
            "meetings.toml" => parse(file).map(|raw: RawMeetings| {
                faults.extend(raw.faults(self, file));
                self.meetings = Some((file.clone(), raw));
            }),
            "accounts.toml" | "statements.toml" | "postings.toml" => {
                if layer == NATION {
                    self.ledger.insert(name.to_owned(), file.clone());
                } else {
                    own.at(&(0..0), "the accounts are the nation's: a village opens its own beneath them in its books");
                }
                Ok(())
            }
            _ if name.starts_with("calendar/") && layer != NATION => {
                own.at(&(0..0), "working days are the nation's: a calendar stands in `national/calendar/` only");
                Ok(())
            }
            _ if name.starts_with("calendar/") => parse(file).map(|raw| self.calendar(raw, &mut own)),
            _ => return false,
        };
        if !self.unread {
            faults.extend(own.done());
        }
        self.unread |= read.is_err();
        faults.extend(read.err());
        true
    }

    /// A list of words; a lower layer adds some, since more are stricter, and takes none away.
    fn list(&mut self, raw: &RawSharedList, faults: &mut Faults<'_>) {
        one_of(&raw.id, "list that the program asks for", &[ASSEMBLY_ALONE, INSULTS], faults);
        if raw.articles.is_empty() {
            faults.at(&raw.id.span(), "a list names its ground in `articles`");
        }
        let articles = self.articles(&raw.articles, faults);
        let list = self.lists.entry(raw.id.get_ref().clone());
        let list = list.or_insert_with(|| SharedList { values: Vec::new(), articles: Vec::new() });
        list.values.extend(raw.values.iter().cloned());
        list.articles.extend(articles);
    }

    fn calendar(&mut self, raw: RawCalendar, faults: &mut Faults<'_>) {
        let mut holidays = BTreeMap::new();
        for holiday in &raw.holiday {
            let (mut at, to) = (day(&holiday.from, faults), day(&holiday.to, faults));
            while at <= to && holidays.len() < 366 {
                holidays.insert(at, holiday.name.clone());
                at = at.plus(1);
            }
        }
        let make_up: BTreeSet<Day> = raw.make_up.iter().map(|text| day(text, faults)).collect();
        if let Err(error) = self.calendar.add_year(raw.year, holidays, make_up) {
            faults.at(&(0..0), error.to_string());
        }
    }

    /// `vc 24` as the article of the law in its version; `county` as a county's choice.
    pub(crate) fn articles(&self, texts: &[Text], faults: &mut Faults<'_>) -> Vec<Article> {
        let mut articles = Vec::new();
        for text in texts {
            let (code, article) = text.get_ref().split_once(' ').unwrap_or((text.get_ref().as_str(), ""));
            match self.laws.get(code) {
                Some(law) if law.version.is_empty() != article.is_empty() => {
                    faults.at(&text.span(), format!("`{}`: write the law's code and its article", text.get_ref()));
                }
                Some(law) => articles.push(law.article(article)),
                None => faults.unknown(&text.span(), "law", code, self.laws.keys().map(String::as_str)),
            }
        }
        articles
    }
}

pub(crate) fn one_of(text: &Text, thing: &str, known: &[&str], faults: &mut Faults<'_>) {
    if !known.contains(&text.get_ref().as_str()) {
        faults.unknown(&text.span(), thing, text.get_ref(), known.iter().copied());
    }
}

pub(crate) fn day(text: &Text, faults: &mut Faults<'_>) -> Day {
    text.get_ref().parse().unwrap_or_else(|error: village::DayError| {
        faults.at(&text.span(), error.to_string());
        village::Moment(0).day()
    })
}

pub(crate) fn post(text: &Text, faults: &mut Faults<'_>) -> Option<Post> {
    let found = text.get_ref().parse().ok();
    if found.is_none() {
        faults.unknown(&text.span(), "post", text.get_ref(), Post::ALL.iter().map(|post| post.code()));
    }
    found
}

pub(crate) fn words(words: &Words, span: &Range<usize>, faults: &mut Faults<'_>) {
    if words.is_incomplete() {
        faults.at(span, "words are needed in both languages, zh and en");
    }
}
