//! The form and the papers: every fault at once, beside its field.

use super::say;
use crate::affair::{Field, FieldKind, InvoicePart, Outcome, Step, Way};
use crate::attempt::Attempt;
use crate::scope::Scope;
use crate::state::{FactValue, Facts};
use std::collections::BTreeSet;
use village::{CaseId, Fen, FieldFault, Group, MoneyError, PersonId, Refusal, Words, half_width};

const LINE: usize = 200;
const LONG: usize = 5_000;
const COUNT_MAX: i64 = 10_000_000;

/// Whether something that names outcomes concerns this one.
pub(crate) fn concerns(on: &[String], outcome: Option<(&str, Way)>) -> bool {
    match (on, outcome) {
        ([], None) => true,
        ([], Some((_, way))) => way == Way::On,
        (on, Some((id, _))) => on.iter().any(|name| name == id),
        (_, None) => false,
    }
}

/// The form's values, or all its faults.
pub(crate) fn read(scope: &Scope<'_>, step: &Step, outcome: Option<&str>) -> Result<Facts, Refusal> {
    let named = outcome.and_then(|id| step.outcome(id)).map(|o| (o.id.as_str(), o.way));
    let (mut form, mut faults) = (Facts::new(), Vec::new());
    for field in step.fields.iter().filter(|field| concerns(&field.on, named)) {
        let text = scope.attempt.and_then(|attempt| attempt.fields.get(&field.id)).map_or("", |text| text.trim());
        match one(scope, field, text) {
            Ok(value) => {
                form.insert(field.id.clone(), value);
            }
            Err(words) => faults.push(FieldFault { field: field.id.clone(), words }),
        }
    }
    if faults.is_empty() { Ok(form) } else { Err(Refusal::faulty("form", faults)) }
}

fn one(scope: &Scope<'_>, field: &Field, text: &str) -> Result<FactValue, Words> {
    if text.is_empty() {
        if field.required {
            return Err(Words::new(
                format!("请填写“{}”", field.label.zh),
                format!("Please fill in “{}”", field.label.en),
            ));
        }
        return Ok(empty(field.kind));
    }
    if field.kind == FieldKind::CaseRef { case(scope, field, text) } else { read_value(field, text) }
}

/// What a text says in a field, of any kind but another case.
pub(crate) fn read_value(field: &Field, text: &str) -> Result<FactValue, Words> {
    match field.kind {
        FieldKind::Text if is_mistyped_number(field, text) => Err(Words::new(
            format!("“{text}”里有字母：发票号码只有数字，请把字母O改成0，字母I、l改成1"),
            format!("`{text}` has letters in it: an invoice number has digits only; write 0 for O and 1 for I or l"),
        )),
        FieldKind::Text => short(text, LINE),
        FieldKind::LongText => short(text, LONG),
        FieldKind::Money => match Fen::parse(text) {
            Ok(fen) if fen.0 >= 0 => Ok(FactValue::Int(fen.0)),
            Ok(_) => Err(Words::new(
                format!("“{text}”小于零：金额不能是负数"),
                format!("`{text}` is below zero: an amount cannot be negative"),
            )),
            Err(MoneyError::TooLarge(_)) => Err(Words::new(
                format!("“{text}”太大：最多一万亿元，请检查是不是多打了几位"),
                format!("`{text}` is too large: at most 1,000,000,000,000 yuan; check whether digits were typed twice"),
            )),
            Err(MoneyError::TooFine(_)) => Err(Words::new(
                format!("“{text}”小数多于两位：最小到分，例如 1200.50"),
                format!("`{text}` has more than two decimals: the smallest unit is one fen, such as 1200.50"),
            )),
            Err(MoneyError::Empty | MoneyError::NotANumber(_)) => Err(Words::new(
                format!("“{text}”不是金额，请写数字，例如 1200 或 1200.50"),
                format!("`{text}` is not an amount: write digits, such as 1200 or 1200.50"),
            )),
        },
        FieldKind::Count => match half_width(text).parse::<i64>() {
            Ok(number) if (0..=COUNT_MAX).contains(&number) => Ok(FactValue::Int(number)),
            _ => Err(Words::new(
                format!("“{text}”不是数目，请写整数，例如 3"),
                format!("`{text}` is not a number of things: write a whole number, such as 3"),
            )),
        },
        FieldKind::Day => text.parse().map(FactValue::Day).map_err(|_| {
            Words::new(
                format!("“{text}”不是日期，请按 2026-03-12 的样子写"),
                format!("`{text}` is not a day: write it like 2026-03-12"),
            )
        }),
        FieldKind::Person => PersonId::new(text)
            .map(|id| FactValue::Text(id.to_string()))
            .map_err(|_| Words::new(format!("“{text}”不是名册里的人"), format!("`{text}` is nobody on the roster"))),
        FieldKind::Group => Group::read(text).map(|group| FactValue::Text(group.code())).map_err(|e| e.words()),
        FieldKind::Truth => truth(text),
        FieldKind::Choice if field.choices.iter().any(|choice| choice.code == text) => {
            Ok(FactValue::Text(text.to_owned()))
        }
        FieldKind::Choice => {
            Err(Words::new(format!("“{text}”不在可选项里"), format!("`{text}` is not one of the choices")))
        }
        FieldKind::CaseRef => Err(Words::new("这里不能填办件编号", "no case number can be given here")),
    }
}

/// Whether the number of an invoice holds a letter that looks like a digit: it would pass for another invoice's.
fn is_mistyped_number(field: &Field, text: &str) -> bool {
    let is_number = field.from_invoice.as_ref().is_some_and(|from| from.part == InvoicePart::Number);
    let plain = half_width(text);
    let (letters, digits): (Vec<char>, Vec<char>) = plain.chars().partition(|c| matches!(c, 'O' | 'o' | 'I' | 'l'));
    is_number && !letters.is_empty() && digits.len() >= LIKE_AN_INVOICE && digits.iter().all(char::is_ascii_digit)
}

/// So many digits make a number look like an invoice's.
const LIKE_AN_INVOICE: usize = 5;

fn empty(kind: FieldKind) -> FactValue {
    match kind {
        FieldKind::Money | FieldKind::Count => FactValue::Int(0),
        FieldKind::Truth => FactValue::Truth(false),
        _ => FactValue::Text(String::new()),
    }
}

fn short(text: &str, longest: usize) -> Result<FactValue, Words> {
    let length = text.chars().count();
    if length > longest {
        return Err(Words::new(
            format!("写了{length}个字，最多{longest}个字"),
            format!("{length} characters; at most {longest} are possible"),
        ));
    }
    Ok(FactValue::Text(text.to_owned()))
}

fn truth(text: &str) -> Result<FactValue, Words> {
    match text {
        "true" | "yes" | "on" | "1" | "是" => Ok(FactValue::Truth(true)),
        "false" | "no" | "off" | "0" | "否" => Ok(FactValue::Truth(false)),
        _ => Err(Words::new(format!("“{text}”：请选“是”或“否”"), format!("`{text}`: choose yes or no"))),
    }
}

fn case(scope: &Scope<'_>, field: &Field, text: &str) -> Result<FactValue, Words> {
    let found = scope.attempt.and_then(|attempt| attempt.references.get(&field.id)).filter(|c| !c.affair.is_empty());
    let (Ok(id), Some(found)) = (CaseId::new(text), found) else {
        return Err(Words::new(
            format!("没有编号为“{text}”的办件，请核对"),
            format!("There is no case numbered `{text}`; please check it"),
        ));
    };
    if !field.affairs.is_empty() && !field.affairs.contains(&found.affair) {
        let wanted = field.affairs.join("、");
        return Err(Words::new(
            format!("“{text}”是{}类办件，这里要填{wanted}类", found.affair),
            format!("`{text}` is a case of {}; here one of {} is needed", found.affair, field.affairs.join(", ")),
        ));
    }
    Ok(FactValue::Text(id.to_string()))
}

/// Whether every paper is there.
pub(crate) fn papers(scope: &Scope<'_>, step: &Step, outcome: &Outcome, attempt: &Attempt) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    for need in step.papers.iter().filter(|need| concerns(&need.on, Some((&outcome.id, outcome.way)))) {
        let asked = match &need.when {
            Some(condition) => condition.holds(scope).map_err(|what| say::broken_rule(&what))?,
            None => true,
        };
        let given: BTreeSet<_> = attempt.papers.iter().filter(|p| p.kind == need.id).map(|p| p.hash).collect();
        let missing = u32::try_from(given.len()).is_ok_and(|given| given < need.at_least);
        if asked && missing {
            let (least, got) = (need.at_least, given.len());
            faults.push(FieldFault {
                field: format!("paper.{}", need.id),
                words: Words::new(
                    format!("请上传“{}”，至少{least}份，现有{got}份", need.name.zh),
                    format!("Please add “{}”: at least {least}, {got} given", need.name.en),
                ),
            });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::faulty("papers", faults)) }
}
