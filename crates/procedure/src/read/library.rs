//! Reads the shared files: `law.toml`, `duties.toml`, `effects.toml`, `disclosure.toml`, `tiers.toml`, `quorums.toml`,
//! `parameters.toml` and the calendars.

mod parameter;
mod raw;

use super::raw::Text;
use crate::affair::{Parameter, Setting};
use crate::fault::{Faults, RuleFault, RuleFile, parse};
use crate::library::{CatalogueItem, Duty, EffectRule, Law, Separation, Tier, Tiers};
use crate::quorum::{Attendance, Body, Counted, Majority, MajorityOf, Quorum, Share};
use raw::{
    RawCalendar, RawCatalogue, RawDuties, RawEffects, RawLaws, RawParameters, RawQuorums, RawShare, RawStanding,
    RawTiers,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use village::{Article, Day, Fen, Post, Words, WorkCalendar};

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
];

/// The shared part of a rule book, while it is read.
#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) laws: BTreeMap<String, Law>,
    pub(crate) duties: BTreeMap<String, Duty>,
    pub(crate) effects: BTreeMap<String, EffectRule>,
    pub(crate) separations: Vec<Separation>,
    pub(crate) catalogue: BTreeMap<String, CatalogueItem>,
    pub(crate) tiers: Tiers,
    pub(crate) quorums: BTreeMap<Body, Quorum>,
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) calendar: WorkCalendar,
    pub(crate) standing: BTreeMap<String, Vec<Article>>,
}

impl Library {
    /// Reads one shared file; `false` when its name is not one of them.
    pub(crate) fn take(&mut self, layer: &str, name: &str, file: &RuleFile, faults: &mut Vec<RuleFault>) -> bool {
        let mut own = Faults::of(file);
        let read = match name {
            "law.toml" => parse(file).map(|raw| self.laws(raw)),
            "duties.toml" => parse(file).map(|raw| self.duties(raw)),
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
            }),
            _ if name.starts_with("calendar/") => parse(file).map(|raw| self.calendar(raw, &mut own)),
            _ => return false,
        };
        faults.extend(own.done());
        faults.extend(read.err());
        true
    }

    fn laws(&mut self, raw: RawLaws) {
        for law in raw.law {
            let code = law.code.into_inner();
            self.laws.insert(code.clone(), Law { code, name: law.name, version: law.version, note: law.note });
        }
    }

    fn duties(&mut self, raw: RawDuties) {
        for duty in raw.duty {
            let code = duty.code.into_inner();
            let duty = Duty { code: code.clone(), name: duty.name, top_leader_never: duty.top_leader_never };
            self.duties.insert(code, duty);
        }
    }

    fn effects(&mut self, raw: RawEffects, faults: &mut Faults<'_>) {
        let named = raw.effect.iter().flat_map(|effect| effect.needs.iter().flatten());
        for duty in named.chain(raw.separation.iter().flat_map(|separation| &separation.duties)) {
            if !self.duties.contains_key(duty.get_ref()) {
                faults.unknown(&duty.span(), "duty", duty.get_ref(), self.duties.keys().map(String::as_str));
            }
        }
        for effect in raw.effect {
            let plain = |any: &Vec<Text>| any.iter().map(|duty| duty.get_ref().clone()).collect();
            let needs = effect.needs.iter().map(plain).collect();
            let id = effect.id.into_inner();
            self.effects.insert(id.clone(), EffectRule { effect: id, name: effect.name, needs });
        }
        for separation in raw.separation {
            let articles = self.articles(&separation.articles, faults);
            let duties = separation.duties.into_iter().map(toml::Spanned::into_inner).collect();
            self.separations.push(Separation { duties, articles });
        }
    }

    fn catalogue(&mut self, raw: RawCatalogue, faults: &mut Faults<'_>) {
        for item in raw.item {
            let often = ["monthly", "quarterly", "half_year", "yearly", "at_once"];
            let scopes = ["public", "village", "member", "party"];
            one_of(&item.often, "frequency", &often, faults);
            one_of(&item.scope, "scope", &scopes, faults);
            let code = item.code.into_inner();
            let item = CatalogueItem {
                code: code.clone(),
                name: item.name,
                often: item.often.into_inner(),
                scope: item.scope.into_inner(),
            };
            self.catalogue.insert(code, item);
        }
    }

    fn tiers(&mut self, raw: RawTiers, layer: &str, faults: &mut Faults<'_>) {
        for tier in raw.tier {
            let articles = self.articles(&tier.articles, faults);
            let since = day(&tier.since, faults);
            let value = tier.up_to.as_ref().and_then(|text| yuan(text, faults));
            let up_to = value.map(|value| Setting { value, since, layer: layer.to_owned(), articles });
            self.tiers.list.push(Tier {
                id: tier.id.into_inner(),
                words: tier.words,
                up_to: up_to.into_iter().collect(),
            });
        }
        for change in raw.tighten {
            let articles = self.articles(&change.articles, faults);
            let (since, value) = (day(&change.since, faults), yuan(&change.up_to, faults));
            let names: Vec<String> = self.tiers.list.iter().map(|tier| tier.id.clone()).collect();
            let Some(tier) = self.tiers.list.iter_mut().find(|tier| tier.id == *change.tier.get_ref()) else {
                let known = names.iter().map(String::as_str);
                faults.unknown(&change.tier.span(), "tier", change.tier.get_ref(), known);
                continue;
            };
            let Some(value) = value else { continue };
            if tier.up_to.last().is_none_or(|above| value > above.value) {
                faults.at(&change.up_to.span(), format!("a layer may lower the limit of {}, never raise it", tier.id));
                continue;
            }
            tier.up_to.push(Setting { value, since, layer: layer.to_owned(), articles });
        }
        let limits: Vec<i64> = self.tiers.list.iter().filter_map(|t| t.up_to.last().map(|s| s.value)).collect();
        if !limits.is_sorted() {
            faults.at(&(0..0), "the tiers' limits must rise from one to the next");
        }
    }

    fn quorums(&mut self, raw: RawQuorums, faults: &mut Faults<'_>) {
        for quorum in raw.quorum {
            let body = Body(quorum.id.get_ref().clone());
            let attend = quorum.attend.iter().filter_map(|raw| {
                let counted = match raw.of.get_ref().as_str() {
                    "persons" => Counted::Persons,
                    "households" => Counted::Households,
                    other => {
                        faults.unknown(&raw.of.span(), "way of counting", other, ["persons", "households"]);
                        return None;
                    }
                };
                Some(Attendance { counted, share: share(raw, faults)? })
            });
            let attend = attend.collect();
            let of = match quorum.pass.of.get_ref().as_str() {
                "present" => MajorityOf::Present,
                "entitled" => MajorityOf::Entitled,
                other => {
                    faults.unknown(&quorum.pass.of.span(), "base of a majority", other, ["present", "entitled"]);
                    MajorityOf::Entitled
                }
            };
            let share = share(&quorum.pass, faults).unwrap_or(Share::AtLeast(1, 1));
            let members = quorum.members.iter().filter_map(|text| post(text, faults)).collect();
            let articles = self.articles(&quorum.articles, faults);
            let quorum = Quorum {
                body: body.clone(),
                name: quorum.name,
                convener: quorum.convener,
                notice_days: quorum.notice_days,
                members,
                attend,
                pass: Majority { of, share },
                articles,
            };
            if self.quorums.insert(body.clone(), quorum).is_some() {
                faults.at(&(0..0), format!("the quorum `{}` is given twice", body.0));
            }
        }
        for change in raw.tighten {
            let articles = self.articles(&change.articles, faults);
            let known: Vec<String> = self.quorums.keys().map(|body| body.0.clone()).collect();
            let Some(quorum) = self.quorums.get_mut(&Body(change.quorum.get_ref().clone())) else {
                let known = known.iter().map(String::as_str);
                faults.unknown(&change.quorum.span(), "quorum", change.quorum.get_ref(), known);
                continue;
            };
            if *change.notice_days.get_ref() < quorum.notice_days {
                faults.at(&change.notice_days.span(), "a layer may lengthen the notice, never shorten it");
                continue;
            }
            quorum.notice_days = *change.notice_days.get_ref();
            quorum.articles.extend(articles);
        }
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

fn share(raw: &RawShare, faults: &mut Faults<'_>) -> Option<Share> {
    let (text, more) = match (&raw.more_than, &raw.at_least) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => {
            faults.at(&raw.of.span(), "a share needs `more_than` or `at_least`, one of them");
            return None;
        }
    };
    let parts = text.get_ref().split_once('/').and_then(|(n, d)| Some((n.parse().ok()?, d.parse().ok()?)));
    match parts {
        Some((n, d)) if d > 0 && n <= d => Some(if more { Share::MoreThan(n, d) } else { Share::AtLeast(n, d) }),
        _ => {
            faults.at(&text.span(), format!("`{}` is not a share such as 2/3", text.get_ref()));
            None
        }
    }
}

fn yuan(text: &Text, faults: &mut Faults<'_>) -> Option<i64> {
    match Fen::parse(text.get_ref()) {
        Ok(fen) => Some(fen.0),
        Err(error) => {
            faults.at(&text.span(), error.to_string());
            None
        }
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
