//! Reads the shared files: `law.toml`, `duties.toml`, `effects.toml`, `disclosure.toml`, `tiers.toml`, `quorums.toml`,
//! `parameters.toml` and the calendars.

use super::raw::{RawParameter, RawTighten, Text};
use crate::affair::{Parameter, Setting, Tighter, Unit};
use crate::fault::{Faults, RuleFault, RuleFile, parse};
use crate::library::{CatalogueItem, Duty, EffectRule, Law, Separation, Tier, Tiers};
use crate::quorum::{Attendance, Body, Counted, Majority, MajorityOf, Quorum, Share};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLaws {
    law: Vec<RawLaw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLaw {
    code: Text,
    name: Words,
    version: String,
    note: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDuties {
    duty: Vec<RawDuty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDuty {
    code: Text,
    name: Words,
    #[serde(default)]
    top_leader_never: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEffects {
    #[serde(default)]
    effect: Vec<RawEffect>,
    #[serde(default)]
    separation: Vec<RawSeparation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEffect {
    id: Text,
    name: Words,
    needs: Vec<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeparation {
    duties: Vec<Text>,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCatalogue {
    item: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    code: Text,
    name: Words,
    often: Text,
    scope: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTiers {
    #[serde(default)]
    tier: Vec<RawTier>,
    #[serde(default)]
    tighten: Vec<RawTierTighten>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTier {
    id: Text,
    words: Words,
    up_to: Option<Text>,
    since: Text,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTierTighten {
    tier: Text,
    up_to: Text,
    since: Text,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuorums {
    #[serde(default)]
    quorum: Vec<RawQuorum>,
    #[serde(default)]
    tighten: Vec<RawQuorumTighten>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuorum {
    id: Text,
    name: Words,
    convener: Words,
    notice_days: u32,
    #[serde(default)]
    members: Vec<Text>,
    attend: Vec<RawShare>,
    pass: RawShare,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawShare {
    of: Text,
    more_than: Option<Text>,
    at_least: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuorumTighten {
    quorum: Text,
    notice_days: Spanned<u32>,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStanding {
    rule: Vec<RawStandingRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStandingRule {
    id: Text,
    articles: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParameters {
    #[serde(default)]
    parameter: Vec<RawParameter>,
    #[serde(default)]
    tighten: Vec<RawTighten>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    year: i16,
    #[expect(dead_code, reason = "names the notice for the reader of the file")]
    notice: Words,
    holiday: Vec<RawHoliday>,
    #[serde(default)]
    make_up: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    name: String,
    from: Text,
    to: Text,
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

    /// Adds a shared parameter.
    fn parameter(&mut self, raw: &RawParameter, layer: &str, faults: &mut Faults<'_>) {
        if let Some(parameter) = self.new_parameter(raw, layer, faults) {
            let id = parameter.id.clone();
            if self.parameters.insert(id.clone(), parameter).is_some() {
                faults
                    .at(&raw.id.span(), format!("the parameter `{id}` is given twice; a lower layer uses [[tighten]]"));
            }
        }
    }

    pub(crate) fn new_parameter(&self, raw: &RawParameter, layer: &str, faults: &mut Faults<'_>) -> Option<Parameter> {
        let unit = match raw.unit.get_ref().as_str() {
            "days" => Unit::Days,
            "working_days" => Unit::WorkingDays,
            "fen" => Unit::Fen,
            "people" => Unit::People,
            "percent" => Unit::Percent,
            "months" => Unit::Months,
            "number" => Unit::Number,
            other => {
                let known = ["days", "working_days", "fen", "people", "percent", "months", "number"];
                faults.unknown(&raw.unit.span(), "unit", other, known);
                return None;
            }
        };
        let tighter = match raw.tighter.get_ref().as_str() {
            "more" => Tighter::More,
            "less" => Tighter::Less,
            other => {
                faults.unknown(&raw.tighter.span(), "direction", other, ["more", "less"]);
                return None;
            }
        };
        let articles = self.articles(&raw.articles, faults);
        if articles.is_empty() {
            faults.at(&raw.id.span(), "a parameter names its source: an article, or `county` for a county's choice");
        }
        words(&raw.name, &raw.id.span(), faults);
        let setting = Setting { value: raw.value, since: day(&raw.since, faults), layer: layer.to_owned(), articles };
        let id = raw.id.get_ref().clone();
        Some(Parameter { id, name: raw.name.clone(), unit, tighter, settings: vec![setting] })
    }

    pub(crate) fn tighten(
        &self,
        parameters: &mut BTreeMap<String, Parameter>,
        change: &RawTighten,
        layer: &str,
        faults: &mut Faults<'_>,
    ) {
        let known: Vec<String> = parameters.keys().cloned().collect();
        let Some(parameter) = parameters.get_mut(change.parameter.get_ref()) else {
            let known = known.iter().map(String::as_str);
            faults.unknown(&change.parameter.span(), "parameter", change.parameter.get_ref(), known);
            return;
        };
        let (value, above) = (*change.value.get_ref(), parameter.settings.last().map_or(0, |s| s.value));
        let looser = match parameter.tighter {
            Tighter::More => value < above,
            Tighter::Less => value > above,
        };
        if looser {
            let what = format!("`{}` is {above} in the layer above; {value} would loosen it", parameter.id);
            faults.at(&change.value.span(), what);
            return;
        }
        let articles = self.articles(&change.articles, faults);
        parameter.settings.push(Setting {
            value,
            since: day(&change.since, faults),
            layer: layer.to_owned(),
            articles,
        });
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
