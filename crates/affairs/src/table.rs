//! Tables that go with a form: each line checked against the roster, each total added up. Nobody types a total.

use crate::sql;
use crate::take::Form;
use archive::Query;
use office::{Written, roster};
use procedure::{
    Cell, Column, ColumnKind, Line, LineFault, Outcome, Step, Table, Total, TotalOf, Way, read_lines, total_of,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use village::{CaseId, Day, Fault, Fen, FieldFault, PersonId, Place, Refusal, Words};

/// What stands for a total that cannot be added up, so that the form is refused before any gate looks at it.
const UNKNOWN: &str = "?";

/// A line as the log keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LineKept {
    pub(crate) table: String,
    pub(crate) line: i64,
    /// The person's name, or what else stands in the first column.
    pub(crate) who: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) amount_fen: Option<Fen>,
    /// Every cell, for the chapters that follow the step; the log keeps what is above.
    #[serde(skip)]
    pub(crate) cells: Vec<String>,
}

impl LineKept {
    /// What the chapters that follow the step are told.
    pub(crate) fn written(&self) -> Written {
        Written {
            table: self.table.clone(),
            who: self.who.clone(),
            person: self.person.clone(),
            amount_fen: self.amount_fen,
            cells: self.cells.clone(),
        }
    }
}

/// What the tables of a form come to.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) lines: Vec<LineKept>,
    faults: Vec<FieldFault>,
    /// Fields whose total is not known because the table has faults.
    unknown: Vec<String>,
}

impl Tables {
    /// The refusal with the faults of the tables in it, in place of totals that could not be added up. A refusal for
    /// another reason, such as the wrong person, stays as it is.
    pub(crate) fn refusal(&self, mut refusal: Refusal) -> Refusal {
        if refusal.rule == "form" && !self.faults.is_empty() {
            refusal.faults.retain(|fault| !self.unknown.contains(&fault.field));
            refusal.faults.extend(self.faults.iter().cloned());
        }
        refusal
    }
}

/// Writes the totals that are made of other fields; where one of those cannot be read, its own fault is told.
fn add_up(step: &Step, form: &mut Form) {
    let outcome = step.outcome(&form.outcome);
    for field in step.fields.iter().filter(|field| is_asked(&field.on, outcome)) {
        let Some(Total { of: TotalOf::Fields(names), .. }) = &field.total else { continue };
        let typed = |name: &String| form.fields.get(name).cloned().unwrap_or_default();
        let sum = procedure::sum_of_fields(field.kind, names.iter().map(typed));
        form.fields.insert(field.id.clone(), sum.unwrap_or_else(|| "0".to_owned()));
    }
}

/// Reads the tables of a form and writes their totals into its fields, whatever was typed there.
///
/// # Errors
/// When the store cannot be read.
pub(crate) fn totals(
    tx: &mut dyn Query,
    village: &Place,
    step: &Step,
    case: &CaseId,
    form: &mut Form,
    today: Day,
) -> Result<Tables, Fault> {
    let mut tables = Tables::default();
    let outcome = step.outcome(&form.outcome);
    add_up(step, form);
    for table in step.tables.iter().filter(|table| is_asked_for(table, outcome)) {
        let typed = form.fields.get(&table.id).map_or("", String::as_str);
        let read = match read_lines(table, typed) {
            Ok(lines) => on_roster(tx, village, table, lines, today)?,
            Err(faults) => Err(faults),
        };
        let read = match read {
            Ok(found) => match written_elsewhere(tx, case, table, &found.kept)? {
                faults if faults.is_empty() => Ok(found),
                faults => Err(faults),
            },
            Err(faults) => Err(faults),
        };
        let fields = step.fields.iter().filter_map(|field| Some((field, field.total.as_ref()?)));
        let fields = fields.filter(|(_, total)| total.table == table.id);
        match read {
            Ok(found) => {
                for (field, total) in fields {
                    let value = total_of(table, total, &found.lines);
                    let is_money = field.kind == procedure::FieldKind::Money;
                    let typed = if is_money { Fen(value).to_string() } else { value.to_string() };
                    form.fields.insert(field.id.clone(), typed);
                }
                tables.lines.extend(found.kept);
            }
            Err(faults) => {
                for (field, _) in fields {
                    form.fields.insert(field.id.clone(), UNKNOWN.to_owned());
                    tables.unknown.push(field.id.clone());
                }
                let said = |say: fn(&Words) -> &str, gap: &str| {
                    let told: Vec<Words> = faults.iter().map(LineFault::told).collect();
                    told.iter().map(say).collect::<Vec<_>>().join(gap)
                };
                let words = Words::new(said(|w| &w.zh, "；"), said(|w| &w.en, "; "));
                tables.faults.push(FieldFault { field: table.id.clone(), words });
            }
        }
    }
    Ok(tables)
}

/// People whose day stands in another case's table of the same name already, in any village of the county: nobody works in
/// two places on one day. Only for tables in which a person and a day make a line.
fn written_elsewhere(
    tx: &mut dyn Query,
    case: &CaseId,
    table: &Table,
    lines: &[LineKept],
) -> Result<Vec<LineFault>, Fault> {
    let is_once = |kind: ColumnKind| table.columns.iter().any(|c| c.kind == kind && table.once.contains(&c.id));
    let mut faults = Vec::new();
    if !(is_once(ColumnKind::Person) && is_once(ColumnKind::Day)) {
        return Ok(faults);
    }
    for line in lines {
        let Some(day) = line.day else { continue };
        let person = line.person.as_ref().map_or("", |person| person.as_str());
        let asked = [table.id.as_str().into(), line.who.as_str().into(), person.into(), day.into(), case.into()];
        if let Some(row) = tx.maybe(sql::LINE_ELSEWHERE, &asked)? {
            let (other, who) = (row.text("case_id")?, &line.who);
            faults.push(LineFault {
                number: usize::try_from(line.line).unwrap_or(0),
                words: Words::new(
                    format!("{who}这一天（{day}）已经记在办件{other}里"),
                    format!("this day of {who} ({day}) stands in the case {other} already"),
                ),
            });
        }
    }
    Ok(faults)
}

fn is_asked_for(table: &Table, outcome: Option<&Outcome>) -> bool {
    is_asked(&table.on, outcome)
}

fn is_asked(on: &[String], outcome: Option<&Outcome>) -> bool {
    match outcome {
        Some(outcome) if on.is_empty() => outcome.way == Way::On,
        Some(outcome) => on.contains(&outcome.id),
        None => on.is_empty(),
    }
}

/// Lines whose people are known.
struct Found {
    lines: Vec<Line>,
    kept: Vec<LineKept>,
}

/// The village's people by name, and by the posts that a table asks for.
struct Known {
    by_name: BTreeMap<String, Vec<PersonId>>,
    names: BTreeMap<PersonId, String>,
    holders: BTreeMap<village::Post, BTreeSet<PersonId>>,
}

impl Known {
    fn of(tx: &mut dyn Query, village: &Place, table: &Table, today: Day) -> Result<Self, Fault> {
        let mut known = Self { by_name: BTreeMap::new(), names: BTreeMap::new(), holders: BTreeMap::new() };
        for person in roster::people_of(tx, village)? {
            known.by_name.entry(person.name.clone()).or_default().push(person.id.clone());
            known.names.insert(person.id, person.name);
        }
        for post in table.columns.iter().filter_map(|column| column.post) {
            let holders = roster::persons_with(tx, village, post, today)?;
            known.holders.insert(post, holders.into_iter().map(|holder| holder.mandate.person).collect());
        }
        Ok(known)
    }

    /// Who is meant; `None` for somebody from elsewhere, where the column takes them.
    fn person(&self, column: &Column, typed: &str) -> Result<Option<PersonId>, Words> {
        let by_number = PersonId::new(typed).ok().filter(|id| self.names.contains_key(id));
        let person = match (by_number, self.by_name.get(typed).map(Vec::as_slice)) {
            (Some(person), _) => Some(person),
            (None, Some([only])) => Some(only.clone()),
            (None, Some(several)) => {
                let numbers = several.iter().map(PersonId::as_str).collect::<Vec<_>>();
                return Err(Words::new(
                    format!("名册里有{}个“{typed}”，请改写编号：{}", several.len(), numbers.join("、")),
                    format!("{} people are named `{typed}`; write a number: {}", several.len(), numbers.join(", ")),
                ));
            }
            (None, None) => None,
        };
        let Some(post) = column.post else { return Ok(person) };
        let holds = person.as_ref().is_some_and(|id| self.holders.get(&post).is_some_and(|all| all.contains(id)));
        if holds {
            return Ok(person);
        }
        let title = post.title();
        Err(Words::new(
            format!("“{typed}”在本村名册里不是{}", title.zh),
            format!("`{typed}` is not on the village's roster as {}", title.en),
        ))
    }
}

fn on_roster(
    tx: &mut dyn Query,
    village: &Place,
    table: &Table,
    lines: Vec<Line>,
    today: Day,
) -> Result<Result<Found, Vec<LineFault>>, Fault> {
    let asks_people = table.columns.iter().any(|column| column.kind == ColumnKind::Person);
    let known = if asks_people { Some(Known::of(tx, village, table, today)?) } else { None };
    let (mut kept, mut faults) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for line in &lines {
        match keep(table, known.as_ref(), line) {
            Ok((one, key)) => {
                // A person written once by name and once by number is still the same.
                match seen.get(&key) {
                    Some(earlier) if !key.is_empty() => faults.push(LineFault {
                        number: line.number,
                        words: Words::new(
                            format!("和第{earlier}行是同一个人"),
                            format!("the same person as line {earlier}"),
                        ),
                    }),
                    _ => {
                        seen.insert(key, line.number);
                    }
                }
                kept.push(one);
            }
            Err(words) => faults.push(LineFault { number: line.number, words }),
        }
    }
    Ok(if faults.is_empty() { Ok(Found { lines, kept }) } else { Err(faults) })
}

/// The line to keep, and what no other line may share with it.
fn keep(table: &Table, known: Option<&Known>, line: &Line) -> Result<(LineKept, Vec<String>), Words> {
    let number = i64::try_from(line.number).unwrap_or(i64::MAX);
    let mut one = LineKept {
        table: table.id.clone(),
        line: number,
        who: String::new(),
        person: None,
        day: None,
        amount_fen: None,
        cells: Vec::new(),
    };
    let mut key = Vec::new();
    for (column, cell) in table.columns.iter().zip(&line.cells) {
        let mut said = match cell {
            Cell::Text(text) => text.clone(),
            Cell::Fen(fen) | Cell::Count(fen) => fen.to_string(),
            Cell::Day(day) => day.to_string(),
        };
        match (column.kind, cell, known) {
            (ColumnKind::Person, Cell::Text(typed), Some(known)) => {
                let person = known.person(column, typed)?;
                let name = person.as_ref().and_then(|id| known.names.get(id)).unwrap_or(typed);
                if one.who.is_empty() {
                    one.who.clone_from(name);
                    one.person.clone_from(&person);
                }
                said = person.map_or_else(|| typed.clone(), |id| id.to_string());
            }
            (_, Cell::Text(typed), _) if one.who.is_empty() => one.who.clone_from(typed),
            (_, Cell::Day(day), _) => one.day = one.day.or(Some(*day)),
            (_, Cell::Fen(fen), _) => one.amount_fen = one.amount_fen.or(Some(Fen(*fen))),
            _ => {}
        }
        if table.once.contains(&column.id) {
            key.push(said.clone());
        }
        one.cells.push(said);
    }
    Ok((one, key))
}
