//! Reads the tables of a step, and the fields that are their totals.

use super::affair::{Check, Part};
use super::library;
use super::raw::{RawTable, RawTotal, Text};
use super::verify::{Wrong, wrong_at};
use crate::affair::{Affair, Column, ColumnKind, Field, FieldKind, PaperScope, Step, Table, Total, TotalOf, part_of};
use std::ops::Range;

impl Part<'_> {
    pub(super) fn table(&mut self, raw: &RawTable, step: &str) -> Table {
        for outcome in &raw.on {
            self.later(&outcome.span(), step, Check::Outcome(outcome.get_ref().clone()));
        }
        let columns: Vec<Column> = raw.columns.iter().filter_map(|column| self.column(column, step)).collect();
        if columns.is_empty() {
            self.faults.at(&raw.id.span(), "a table needs `[[step.table.column]]`");
        }
        for name in raw.once.iter().filter(|name| !columns.iter().any(|column| column.id == *name.get_ref())) {
            let known = columns.iter().map(|column| column.id.as_str());
            self.faults.unknown(&name.span(), "column of the table", name.get_ref(), known);
        }
        Table {
            id: raw.id.get_ref().clone(),
            name: self.words(&raw.name, &raw.id.span(), step),
            columns,
            once: texts(&raw.once),
            scope: raw.scope.as_ref().map_or(PaperScope::Village, |text| self.scope(text)),
            on: texts(&raw.on),
        }
    }

    fn column(&mut self, raw: &super::raw::RawColumn, step: &str) -> Option<Column> {
        let Some((_, kind)) = ColumnKind::ALL.iter().find(|(name, _)| name == raw.kind.get_ref()) else {
            let known = ColumnKind::ALL.iter().map(|(name, _)| *name);
            self.faults.unknown(&raw.kind.span(), "kind of column", raw.kind.get_ref(), known);
            return None;
        };
        let post = raw.post.as_ref().and_then(|text| library::post(text, &mut self.faults));
        if post.is_some() && *kind != ColumnKind::Person {
            self.faults.at(&raw.id.span(), "only a column of kind `person` has a `post`");
        }
        let label = self.words(&raw.label, &raw.id.span(), step);
        Some(Column { id: raw.id.get_ref().clone(), label, kind: *kind, post })
    }

    pub(super) fn total(&mut self, raw: &RawTotal, span: &Range<usize>) -> Total {
        let Some(table) = raw.table.as_ref().filter(|_| raw.fields.is_empty()) else {
            if raw.fields.is_empty() || raw.table.is_some() || raw.sum.is_some() || raw.distinct.is_some() {
                self.faults.at(span, "a total is made of a `table`, or of `fields`");
            }
            return Total { table: String::new(), of: TotalOf::Fields(texts(&raw.fields)) };
        };
        let of = match (&raw.sum, &raw.distinct) {
            (None, None) => TotalOf::Lines,
            (Some(column), None) => TotalOf::Sum(column.get_ref().clone()),
            (None, Some(column)) => TotalOf::Distinct(column.get_ref().clone()),
            (Some(_), Some(column)) => {
                self.faults.at(&column.span(), "a total is a `sum` or `distinct`, not both");
                TotalOf::Lines
            }
        };
        Total { table: table.get_ref().clone(), of }
    }
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.get_ref().clone()).collect()
}

/// What is wrong with the totals of an affair, once its steps are whole.
pub(super) fn wrong_totals(affair: &Affair) -> Vec<Wrong> {
    let at = |step: &Step, field: &Field| part_of(&step.id, "field", &field.id);
    let of = |step| move |field| Some(wrong_at(at(step, field), wrong(step, field)?));
    affair.steps.iter().flat_map(|step| step.fields.iter().filter_map(of(step))).collect()
}

fn wrong(step: &Step, field: &Field) -> Option<String> {
    let total = field.total.as_ref()?;
    let named = format!("the field `{}` of the step `{}`", field.id, step.id);
    if let TotalOf::Fields(names) = &total.of {
        return names.iter().find_map(|name| wrong_part(step, field, &named, name));
    }
    let Some(table) = step.tables.iter().find(|table| table.id == total.table) else {
        return Some(format!("{named} is the total of `{}`, which is no table of the step", total.table));
    };
    if table.on != field.on {
        return Some(format!("{named} and its table `{}` are asked for with different outcomes", table.id));
    }
    let kind_of = |column: &str| table.column(column).map(|(_, column)| column.kind);
    let expected = match &total.of {
        TotalOf::Lines | TotalOf::Fields(_) => Some(FieldKind::Count),
        TotalOf::Sum(column) => match kind_of(column) {
            Some(ColumnKind::Money) => Some(FieldKind::Money),
            Some(ColumnKind::Count) => Some(FieldKind::Count),
            _ => None,
        },
        TotalOf::Distinct(column) => kind_of(column).map(|_| FieldKind::Count),
    };
    match expected {
        None => Some(format!("{named} adds up a column that `{}` does not have as money or numbers", table.id)),
        Some(kind) if kind != field.kind => {
            Some(format!("{named} is of the kind {:?}; this total is of the kind {kind:?}", field.kind))
        }
        Some(_) => None,
    }
}

/// What is wrong with a field that a total of fields names.
fn wrong_part(step: &Step, field: &Field, named: &str, name: &str) -> Option<String> {
    let Some(part) = step.fields.iter().find(|part| part.id == name) else {
        return Some(format!("{named} is the total of `{name}`, which is no field of the step"));
    };
    if part.total.is_some() || part.kind != field.kind || !matches!(part.kind, FieldKind::Money | FieldKind::Count) {
        return Some(format!("{named} adds up `{name}`; expected money or numbers like itself, typed by hand"));
    }
    (part.on != field.on).then(|| format!("{named} and `{name}` are asked for with different outcomes"))
}
