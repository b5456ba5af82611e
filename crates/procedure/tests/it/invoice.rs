//! Fields that take a part of an invoice: of the right kind, from a paper of the step, each part once.

use crate::common;
use procedure::{InvoicePart, RuleBook, RuleFile};

/// The faults of the national rules with C1's text changed.
fn faults(from: &str, to: &str) -> Vec<String> {
    let files: Vec<RuleFile> = common::files()
        .into_iter()
        .map(|file| {
            let is_it = file.path == "national/affairs/C/C1.toml";
            let text = if is_it { file.text.replacen(from, to, 1) } else { file.text.clone() };
            assert!(!is_it || text != file.text, "`{from}` is not in C1");
            RuleFile { text, ..file }
        })
        .collect();
    let faults = RuleBook::read(&files, &["national"]).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_part_that_no_field_can_take_is_told_in_words() {
    let number = "from_invoice = { paper = \"invoice\", part = \"number\" }";
    let changed = |to: &str| faults(number, to);
    for (told, said) in [
        (changed("from_invoice = { paper = \"invoice\", part = \"nummer\" }"), "did you mean `number`"),
        (changed("from_invoice = { paper = \"invoice\", part = \"total\" }"), "is taken by a field of the kind Money"),
        (changed("from_invoice = { paper = \"slip\", part = \"number\" }"), "`slip`, which is no paper of the step"),
        (changed("from_invoice = { paper = \"detail\", part = \"number\" }"), "a step has one invoice"),
        (
            changed("from_invoice = { paper = \"invoice\", part = \"seller\" }"),
            "takes the same part of an invoice as `payee`",
        ),
        (changed("from_invoice = { part = \"number\" }"), "missing field `paper`"),
        (changed(&format!("{number}\non = [\"claimed\"]")), "with different outcomes"),
    ] {
        assert!(told.iter().any(|what| what.contains(said)), "{said}: {told:#?}");
    }
}

#[test]
fn wherever_an_invoice_is_claimed_its_photograph_fills_in_the_number_and_the_amount() {
    let book = common::zhejiang();
    let asks = |field: &procedure::Field| field.id == "invoice_no" && field.label.zh.contains("发票号码");
    let steps = book.affairs.values().flat_map(|affair| affair.steps.iter().map(move |step| (&affair.code, step)));
    for (code, step) in steps.filter(|(_, step)| step.fields.iter().any(asks)) {
        let parts: Vec<InvoicePart> =
            step.fields.iter().filter_map(|field| field.from_invoice.as_ref()).map(|from| from.part).collect();
        for part in [InvoicePart::Number, InvoicePart::Total] {
            assert!(parts.contains(&part), "{code} {}: {part:?}", step.id);
        }
    }
}
