//! Parameters: numbers that the law or a county sets, and how a lower layer may change them.

use super::{Library, day, words};
use crate::affair::{Parameter, Setting, Tighter, Unit};
use crate::fault::Faults;
use crate::read::raw::{RawParameter, RawTighten};
use std::collections::BTreeMap;

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
}
