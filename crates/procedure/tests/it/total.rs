//! Totals that are made of other fields of their step: what a file may not say of them.

use crate::common;
use procedure::{RuleBook, RuleFile};

/// The faults of the national rules with C5's text changed.
fn faults(to: &str) -> Vec<String> {
    let from = "total = { fields = [\"budget_operating_income_fen\",";
    let files: Vec<RuleFile> = common::files()
        .into_iter()
        .map(|file| {
            let is_it = file.path == "national/affairs/C/C5.toml";
            let text = if is_it { file.text.replacen(from, to, 1) } else { file.text.clone() };
            assert!(!is_it || text != file.text, "`{from}` is not in C5");
            RuleFile { text, ..file }
        })
        .collect();
    RuleBook::read(&files, &["national"]).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_total_of_fields_names_typed_amounts_of_its_step() {
    for (to, said) in [
        ("total = { fields = [\"budget_operting_income_fen\",", "which is no field of the step"),
        ("total = { fields = [\"year\",", "expected money or numbers like itself"),
        ("total = { fields = [\"budget_expense_fen\",", "expected money or numbers like itself"),
        ("total = { table = \"shares\", fields = [\"net_fen\",", "made of a `table`, or of `fields`"),
    ] {
        let told = faults(to);
        assert!(told.iter().any(|what| what.contains(said)), "{said}: {told:#?}");
    }
}
