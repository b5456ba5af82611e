//! Parameters: numbers that the law or a county sets, and how a lower layer may change them.

use super::dates::until_day;
use super::{Library, day, words};
use crate::affair::{Parameter, Setting, Tighter, Unit, in_force, turning_days};
use crate::fault::Faults;
use crate::read::raw::{RawParameter, RawTighten};
use std::collections::{BTreeMap, BTreeSet};
use village::Day;

impl Library {
    /// Adds a shared parameter.
    pub(super) fn parameter(&mut self, raw: &RawParameter, layer: &str, faults: &mut Faults<'_>) {
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
        if raw.articles.is_empty() || raw.then.iter().any(|then| then.articles.is_empty()) {
            faults.at(&raw.id.span(), "a parameter names its source: an article, or `county` for a county's choice");
        }
        words(&raw.name, &raw.id.span(), faults);
        let first = (raw.value.span(), *raw.value.get_ref(), &raw.since, &raw.articles);
        let later = raw.then.iter().map(|then| (then.value.span(), *then.value.get_ref(), &then.since, &then.articles));
        let mut settings: Vec<Setting> = Vec::new();
        for (span, value, since, articles) in std::iter::once(first).chain(later) {
            let articles = self.articles(articles, faults);
            let first = day(since, faults);
            if settings.last().is_some_and(|before| first <= before.since) {
                faults.at(&since.span(), "later values come in the order of their days");
            }
            let (file, line) = faults.file_and_line(&span);
            let layer = layer.to_owned();
            settings.push(Setting { value, since: first, until: None, layer, file, line, articles });
        }
        let id = raw.id.get_ref().clone();
        Some(Parameter { id, name: raw.name.clone(), unit, tighter, settings })
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
        let since = day(&change.since, faults);
        let until = until_day(Some(since), change.until.as_ref(), faults);
        let articles = self.articles(&change.articles, faults);
        if articles.is_empty() {
            faults.at(
                &change.parameter.span(),
                "a change names its source: an article, or `county` for a county's choice",
            );
        }
        let (file, line) = faults.file_and_line(&change.value.span());
        if parameter.settings.first().is_some_and(|first| first.file == file) {
            let what = format!("`{}` is this file's own: give its later value in [[parameter.then]]", parameter.id);
            faults.at(&change.parameter.span(), what);
            return;
        }
        let value = *change.value.get_ref();
        let new = Setting { value, since, until, layer: layer.to_owned(), file, line, articles };
        if let Some((on, above)) = loosened(&parameter.settings, &new, parameter.tighter) {
            let what = format!(
                "on {on} `{}` is {} by `{}` ({}:{}); {value} would loosen it",
                parameter.id, above.value, above.layer, above.file, above.line
            );
            faults.at(&change.value.span(), what);
            return;
        }
        parameter.settings.push(new);
    }
}

/// The first day on which a new value would be looser than what stands above it, and what stands there.
pub(super) fn loosened<'a>(above: &'a [Setting], new: &Setting, tighter: Tighter) -> Option<(Day, &'a Setting)> {
    let inside = |day: &Day| new.since <= *day && new.until.is_none_or(|until| *day <= until);
    let days = std::iter::once(new.since).chain(turning_days(above)).filter(inside);
    let days: BTreeSet<Day> = days.collect();
    let others: Vec<&Setting> = above.iter().filter(|setting| setting.file != new.file).collect();
    days.into_iter().find_map(|day| {
        let found = in_force(others.iter().copied(), tighter, day)?;
        tighter.looser(new.value, found.value).then_some((day, found))
    })
}
