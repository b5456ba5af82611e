//! Facts that the office looks up for a step, so that nobody types them.

mod together;

use crate::delegation::delegations;
use crate::sql;
use crate::take::{Form, Matter};
use archive::Query;
use office::{Desk, roster};
use procedure::{FactValue, Facts, FieldKind, Step, Together};
use together::{Beside, beside, numbers, sum};
use village::{CaseId, Fault};

/// The lookups that affair files may ask for, by name.
pub const LOOKUPS: &[&str] = &["invoice_used_elsewhere", "delegation", "party_kin"];

/// Everything that the step asks to be looked up.
///
/// # Errors
/// When an affair's file asks for something that nobody provides, or the store cannot be read.
pub(crate) fn look_up(
    tx: &mut dyn Query,
    desk: &Desk,
    matter: &Matter,
    step: &Step,
    form: &Form,
) -> Result<Facts, Fault> {
    let mut facts = Facts::new();
    let mut others: Option<(&Together, Vec<Beside>)> = None;
    for lookup in &step.lookups {
        if let Some(together) = &lookup.together {
            let found = match others.take() {
                Some((known, found)) if known == together => found,
                _ => beside(tx, desk, matter, step, form, together)?,
            };
            let value = if lookup.kind == FieldKind::Money { sum(&found) } else { numbers(&found) };
            facts.insert(lookup.id.clone(), value);
            others = Some((together, found));
            continue;
        }
        let value = match lookup.id.as_str() {
            "invoice_used_elsewhere" => FactValue::Text(invoice_used_elsewhere(tx, matter, form)?),
            "delegation" => FactValue::Text(delegation(tx, desk, matter, form)?),
            "party_kin" => FactValue::Text(party_kin(tx, desk, matter, form)?),
            other => return Err(Fault::new(format!("the affair {} asks to look up `{other}`", matter.state.affair))),
        };
        facts.insert(lookup.id.clone(), value);
    }
    Ok(facts)
}

/// The case in which the invoice was used already, anywhere in the county; empty when there is none.
fn invoice_used_elsewhere(tx: &mut dyn Query, matter: &Matter, form: &Form) -> Result<String, Fault> {
    let typed = form.fields.get("invoice_no").map(String::as_str);
    let typed = typed.unwrap_or_else(|| matter.state.text("invoice_no"));
    if let Some(case) = invoice_used(tx, typed, Some(&matter.case))? {
        return Ok(case.to_string());
    }
    // The same photograph is the same invoice, whatever number was typed beside it.
    let step = matter.book.affair(&matter.state.affair).and_then(|affair| affair.step(&form.step));
    let kinds: Vec<&str> = step
        .into_iter()
        .flat_map(|step| &step.fields)
        .filter_map(|field| field.from_invoice.as_ref())
        .map(|from| from.paper.as_str())
        .collect();
    for paper in form.papers.iter().filter(|paper| kinds.contains(&paper.kind.as_str())) {
        let params = [paper.file.hash.to_string().into(), paper.kind.as_str().into(), (&matter.case).into()];
        if let Some(row) = tx.maybe(sql::INVOICE_PAPER, &params)? {
            return row.text("case_id");
        }
    }
    Ok(String::new())
}

/// The case, other than `own`, in which one of the invoices was used already, anywhere in the county: what the gate finds.
///
/// # Errors
/// When the store cannot be read.
pub fn invoice_used(tx: &mut dyn Query, typed: &str, own: Option<&CaseId>) -> Result<Option<CaseId>, Fault> {
    for number in invoice_numbers(typed) {
        if let Some(row) = tx.maybe(sql::INVOICE, &[number.as_str().into()])? {
            let case = CaseId::new(row.text("case_id")?).map_err(|e| Fault::from("a case's number is malformed", e))?;
            if Some(&case) != own {
                return Ok(Some(case));
            }
        }
    }
    Ok(None)
}

/// The delegation in force under which representatives may decide this case's matter; empty when there is none.
fn delegation(tx: &mut dyn Query, desk: &Desk, matter: &Matter, form: &Form) -> Result<String, Fault> {
    let known = |fact: &str| form.fields.get(fact).cloned().unwrap_or_else(|| matter.state.text(fact).to_owned());
    let (body, today) = (known("body"), desk.now.day());
    // A lease disposes of property, whatever it is of.
    let code = if matter.state.affair == "D1" { "dispose_property".to_owned() } else { known("matter") };
    let found = delegations(tx, &matter.state.village)?
        .into_iter()
        .find(|one| one.is_in_force(today) && (body.is_empty() || one.body == body) && one.matters.contains(&code));
    Ok(found.map(|one| one.id).unwrap_or_default())
}

/// The official of the village who is the party, or of whom the party is a declared relative, by post and name; empty
/// when there is none.
fn party_kin(tx: &mut dyn Query, desk: &Desk, matter: &Matter, form: &Form) -> Result<String, Fault> {
    let party = form.fields.get("party").map_or_else(|| matter.state.text("party"), String::as_str).trim().to_owned();
    if party.is_empty() {
        return Ok(String::new());
    }
    for holder in roster::officers(tx, &matter.state.village, desk.now.day())? {
        let (person, party) = (&holder.mandate.person, std::slice::from_ref(&party));
        if roster::party_among(tx, person, party)?.is_some() || roster::kin_among(tx, person, party)?.is_some() {
            return Ok(format!("{}{}", holder.mandate.post.title().zh, holder.name));
        }
    }
    Ok(String::new())
}

/// The invoices that a case uses, as its facts name them.
pub(crate) fn invoices(facts: &Facts) -> Vec<String> {
    match facts.get("invoice_no") {
        Some(FactValue::Text(text)) => invoice_numbers(text),
        _ => Vec::new(),
    }
}

/// Several invoices may stand in one field, parted by commas, semicolons or lines. A number is known by its letters and digits,
/// however it is typed: in full width, in small letters, in groups with spaces between, with “No.” or noughts before it, with a
/// full stop after it.
#[must_use]
pub fn invoice_numbers(text: &str) -> Vec<String> {
    let part = |c: char| matches!(c, ',' | '，' | '、' | ';' | '；' | '\n' | '\r');
    let known = |typed: &str| {
        let narrow = typed.chars().map(half_width).filter(|c| c.is_alphanumeric());
        let number: String = narrow.flat_map(char::to_uppercase).collect();
        let digits = WORDS_BEFORE.iter().fold(number.as_str(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        digits.trim_start_matches('0').to_owned()
    };
    text.split(part).map(known).filter(|number| !number.is_empty()).collect()
}

/// What people write before a number, as it is left once its signs are gone.
const WORDS_BEFORE: &[&str] = &["发票", "号码", "NUMBER", "NO", "№", "编号", "号"];

/// Full-width letters and digits as ordinary ones.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_invoices_in_one_field_are_told_apart() {
        assert_eq!(
            invoice_numbers(" 24332000000012345678，24332000000012345679 "),
            ["24332000000012345678", "24332000000012345679"]
        );
        assert!(invoice_numbers("").is_empty());
    }

    #[test]
    fn spaces_words_and_noughts_do_not_make_another_number() {
        for typed in
            ["25330000001", "2533 0000001", "No.25330000001", "№ 25330000001", "025330000001", "发票号码：25330000001"]
        {
            assert_eq!(invoice_numbers(typed), ["25330000001"], "{typed}");
        }
        assert_eq!(invoice_numbers("00000123；00000124"), ["123", "124"]);
    }

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for typed in ["m-0", "Ｍ-0", "M-0。", "Ｍ－０", "“M0”", "M.0"] {
            assert_eq!(invoice_numbers(typed), ["M0"], "{typed}");
        }
    }
}
