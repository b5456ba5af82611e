//! Facts that the office looks up for a step, so that nobody types them.

use crate::sql;
use crate::take::{Form, Matter};
use archive::Query;
use office::Desk;
use procedure::{FactValue, Facts, Step};
use village::Fault;

/// The lookups that affair files may ask for, by name.
pub const LOOKUPS: &[&str] = &["invoice_used_elsewhere"];

/// Everything that the step asks to be looked up.
///
/// # Errors
/// When an affair's file asks for something that nobody provides, or the store cannot be read.
pub(crate) fn look_up(
    tx: &mut dyn Query,
    _desk: &Desk,
    matter: &Matter,
    step: &Step,
    form: &Form,
) -> Result<Facts, Fault> {
    let mut facts = Facts::new();
    for lookup in &step.lookups {
        let value = match lookup.id.as_str() {
            "invoice_used_elsewhere" => FactValue::Text(invoice_used_elsewhere(tx, matter, form)?),
            other => return Err(Fault::new(format!("the affair {} asks to look up `{other}`", matter.state.affair))),
        };
        facts.insert(lookup.id.clone(), value);
    }
    Ok(facts)
}

/// The case in which the invoice was used already, anywhere in the county; empty when there is none.
fn invoice_used_elsewhere(tx: &mut dyn Query, matter: &Matter, form: &Form) -> Result<String, Fault> {
    let typed = form.fields.get("invoice_no").map(String::as_str);
    for number in numbers(typed.unwrap_or_else(|| matter.state.text("invoice_no"))) {
        if let Some(row) = tx.maybe(sql::INVOICE, &[number.as_str().into()])? {
            let case = row.text("case_id")?;
            if case != matter.case.as_str() {
                return Ok(case);
            }
        }
    }
    Ok(String::new())
}

/// The invoices that a case uses, as its facts name them.
pub(crate) fn invoices(facts: &Facts) -> Vec<String> {
    match facts.get("invoice_no") {
        Some(FactValue::Text(text)) => numbers(text),
        _ => Vec::new(),
    }
}

/// Several invoices may stand in one field, parted by commas or spaces.
fn numbers(text: &str) -> Vec<String> {
    let part = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    text.split(part).filter(|number| !number.is_empty()).map(str::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_invoices_in_one_field_are_told_apart() {
        assert_eq!(
            numbers(" 24332000000012345678，24332000000012345679 "),
            ["24332000000012345678", "24332000000012345679"]
        );
        assert!(numbers("").is_empty());
    }
}
