//! A table that goes with a form (清单): where it is typed or pasted, and as it is shown.

use crate::case::matter::{Filled, Matter};
use crate::form::{Entry, Field};
use crate::part::Html;
use crate::show::Amount;
use crate::told::Teller;
use archive::Query;
use askama::Template;
use procedure::{Cell, ColumnKind, Step, Table, TotalOf, read_lines, sum_of_fields, total_of};
use village::{Fault, Fen, FieldFault};

/// A table as a reader sees it.
#[derive(Template)]
#[template(path = "part/table.html")]
struct Shown {
    name: String,
    heads: Vec<Head>,
    rows: Vec<Vec<ShownCell>>,
}

struct Head {
    words: String,
    is_number: bool,
}

struct ShownCell {
    value: Html,
    is_number: bool,
}

/// Where a table is typed, or pasted from a spreadsheet.
pub(crate) fn entry(
    query: &mut dyn Query,
    teller: &Teller,
    matter: &Matter,
    step: &Step,
    table: &Table,
    filled: Option<&Filled>,
    faults: &[FieldFault],
) -> Result<Field, Fault> {
    let typed = match filled {
        Some(filled) => filled.form.fields.get(&table.id).cloned().unwrap_or_default(),
        None => typed_before(query, matter, table)?,
    };
    let columns = table.columns.iter().map(|column| teller.words(&column.label));
    let gap = teller.say("list-gap").to_string();
    let mut hint = teller.say("table-hint").put("columns", columns.collect::<Vec<_>>().join(&gap)).to_string();
    if let Some(column) = table.columns.iter().find(|column| column.post.is_some()) {
        let title = column.post.map_or_else(String::new, |post| teller.words(&post.title()));
        hint = format!("{hint}{}", teller.say("table-on-roster").put("post", title));
    }
    let totals = step.fields.iter().filter(|field| field.total.as_ref().is_some_and(|total| total.table == table.id));
    let totals = totals.map(|field| teller.words(&field.label)).collect::<Vec<_>>().join(&gap);
    if !totals.is_empty() {
        hint = format!("{hint}{}", teller.say("table-totals").put("totals", totals));
    }
    let field = Field::new(&table.id, teller.words(&table.name), Entry::Lines).hint(hint).value(typed);
    Ok(field.faulty(faults, teller.language))
}

/// What was typed in the table when the case last came by, so that a list sent back is put right and not typed again.
fn typed_before(query: &mut dyn Query, matter: &Matter, table: &Table) -> Result<String, Fault> {
    let Some(case) = &matter.case else { return Ok(String::new()) };
    let acts = affairs::acts(query, &case.id)?;
    Ok(acts.into_iter().rev().find_map(|mut act| act.fields.remove(&table.id)).unwrap_or_default())
}

/// The table as it was typed, with names as this reader may see them; the text itself when it cannot be read.
pub(crate) fn shown(teller: &Teller, table: &Table, typed: &str) -> Html {
    let Ok(lines) = read_lines(table, typed) else { return Html::text(teller.free(typed)) };
    let is_number = |kind: ColumnKind| matches!(kind, ColumnKind::Money | ColumnKind::Count);
    let heads = table.columns.iter();
    let heads = heads.map(|column| Head { words: teller.words(&column.label), is_number: is_number(column.kind) });
    let cell = |kind: ColumnKind, cell: &Cell| {
        let value = match cell {
            Cell::Text(name) if kind == ColumnKind::Person => Html::text(teller.name(name)),
            Cell::Text(text) => Html::text(teller.free(text)),
            Cell::Fen(fen) => Amount(Fen(*fen)).into(),
            Cell::Count(count) => Html::text(count.to_string()),
            Cell::Day(day) => teller.day(*day).into(),
        };
        ShownCell { value, is_number: is_number(kind) }
    };
    let rows = lines.iter();
    let rows = rows.map(|line| table.columns.iter().zip(&line.cells).map(|(c, one)| cell(c.kind, one)).collect());
    let page = Shown { name: teller.words(&table.name), heads: heads.collect(), rows: rows.collect() };
    page.render().map_or_else(|_| Html::text(teller.free(typed)), Html::made)
}

/// What a field comes to that is the total of a table, as somebody would type it; `None` while the table has faults.
pub(crate) fn total(step: &Step, field: &procedure::Field, typed: impl Fn(&str) -> String) -> Option<String> {
    let total = field.total.as_ref()?;
    if let TotalOf::Fields(names) = &total.of {
        return sum_of_fields(field.kind, names.iter().map(|name| typed(name)));
    }
    let table = step.tables.iter().find(|table| table.id == total.table)?;
    let value = total_of(table, total, &read_lines(table, &typed(&table.id)).ok()?);
    Some(if field.kind == procedure::FieldKind::Money { Fen(value).to_string() } else { value.to_string() })
}
