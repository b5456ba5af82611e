//! What a form still lacks, all at once: the title, the fields that must be filled in, the papers. The deed finds the same,
//! but one kind after the other.

use crate::case::matter::{Filled, Matter};
use procedure::{Outcome, Step, StepKind, Way};
use village::{FieldFault, Words};

/// Where it is told that the meeting comes before its step.
pub(crate) const MEETS_FIRST: &str = "hall";

/// Everything that is missing for the outcome that was chosen.
pub(crate) fn missing(matter: &Matter, filled: &Filled) -> Vec<FieldFault> {
    let Some(step) = matter.step() else { return Vec::new() };
    let mut faults = Vec::new();
    let asks_title = matter.case.is_none() && !step.fields.iter().any(|field| field.id == "title");
    if asks_title && filled.title.is_empty() {
        faults.push(fault("title", "请用几个字写明是什么事", "Say in a few words what it is about"));
    }
    let outcome = step.outcome(&filled.form.outcome);
    if outcome.is_none() && step.kind != StepKind::Meeting {
        faults.push(fault("outcome", "请选择办理结果", "Choose the result"));
    }
    for field in step.fields.iter().filter(|field| is_typed(field) && concerns(&field.on, outcome)) {
        if !filled.form.fields.contains_key(&field.id) {
            let (zh, en) = (format!("请填写“{}”", field.label.zh), format!("Please fill in “{}”", field.label.en));
            faults.push(fault(&field.id, &zh, &en));
        }
    }
    faults.extend(unread(step, outcome, filled));
    faults.extend(papers(step, outcome, filled));
    faults
}

/// Whether somebody must type it: what is required and no total of a table.
fn is_typed(field: &procedure::Field) -> bool {
    field.required && field.total.is_none()
}

/// Lines of tables that cannot be read. Whether their people are on the roster the deed tells.
fn unread(step: &Step, outcome: Option<&Outcome>, filled: &Filled) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for table in step.tables.iter().filter(|table| concerns(&table.on, outcome)) {
        let typed = filled.form.fields.get(&table.id).map_or("", String::as_str);
        let Err(lines) = procedure::read_lines(table, typed) else { continue };
        let told: Vec<Words> = lines.iter().map(procedure::LineFault::told).collect();
        let zh = told.iter().map(|words| words.zh.as_str()).collect::<Vec<_>>().join("；");
        let en = told.iter().map(|words| words.en.as_str()).collect::<Vec<_>>().join("; ");
        faults.push(fault(&table.id, &zh, &en));
    }
    faults
}

/// Papers whose need hangs on a condition are left to the deed.
fn papers(step: &Step, outcome: Option<&Outcome>, filled: &Filled) -> Vec<FieldFault> {
    let needs = step.papers.iter().filter(|need| need.when.is_none() && concerns(&need.on, outcome));
    let missing = needs.filter_map(|need| {
        let given = filled.form.papers.iter().filter(|paper| paper.kind == need.id).count();
        let short = u32::try_from(given).is_ok_and(|given| given < need.at_least);
        short.then(|| {
            let (least, zh, en) = (need.at_least, &need.name.zh, &need.name.en);
            let zh = format!("请上传“{zh}”，至少{least}份，现有{given}份");
            let en = format!("Please add “{en}”: at least {least}, {given} given");
            fault(&format!("paper.{}", need.id), &zh, &en)
        })
    });
    missing.collect()
}

/// Whether something that names outcomes is asked for with this one; with no name it is for going on.
fn concerns(on: &[String], outcome: Option<&Outcome>) -> bool {
    match outcome {
        None => on.is_empty(),
        Some(outcome) if on.is_empty() => outcome.way == Way::On,
        Some(outcome) => on.contains(&outcome.id),
    }
}

fn fault(field: &str, zh: &str, en: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), words: Words::new(zh, en) }
}

/// The field beside which a failed condition is told: the last of those that its condition reads and this form asks for,
/// and of these rather one that the words name.
pub(crate) fn beside(matter: &Matter, rule: &str) -> Option<String> {
    let (_, id) = rule.split_once('.')?;
    let step = matter.step()?;
    let gate = step.gates.iter().find(|gate| gate.id == id)?;
    let amount = matter.affair().and_then(|affair| affair.shares.amount.as_deref());
    let read = |id: &str| gate.must.reads().any(|name| name == id || name == "tier" && amount == Some(id));
    let asked: Vec<_> = step.fields.iter().filter(|field| field.total.is_none() && read(&field.id)).collect();
    let named = asked.iter().rev().find(|field| gate.words.zh.contains(&format!("{{{}", field.id)));
    named.or(asked.last()).map(|field| field.id.clone())
}

/// All faults, each field once, in the order in which the form shows them.
pub(crate) fn merged(matter: &Matter, found: Vec<FieldFault>, more: Vec<FieldFault>) -> Vec<FieldFault> {
    let mut all = found;
    // Before the meeting nothing else of its step can be filled in.
    if let Some(first) = all.iter().position(|fault| fault.field == MEETS_FIRST) {
        return vec![all.swap_remove(first)];
    }
    for fault in more {
        if !all.iter().any(|known| known.field == fault.field) {
            all.push(fault);
        }
    }
    let place = |fault: &FieldFault| match fault.field.as_str() {
        "title" => 0,
        name if name.starts_with("paper.") => 2_000,
        "outcome" => 3_000,
        name => matter.fields().iter().enumerate().find(|(_, field)| field.id == name).map_or(1_000, |(at, field)| {
            // What hangs on the outcome stands below it.
            if field.on.is_empty() { at + 1 } else { at + 4_000 }
        }),
    };
    all.sort_by_key(place);
    all
}
