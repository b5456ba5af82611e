//! The worked examples of `rules/cases/` come out as written, in every layer that they name.

use crate::common;
use procedure::{RuleBook, examples};

fn run(code: &str) -> usize {
    let path = format!("cases/{code}.toml");
    let files = common::files();
    let file = files.iter().find(|file| file.path == path).unwrap();
    let examples = examples(file).unwrap_or_else(|fault| panic!("{fault}"));
    let mut wrong = Vec::new();
    for example in &examples {
        for (layer, book) in [("national", common::national()), ("zhejiang", common::zhejiang())] {
            let wanted = example.layers.is_empty() || example.layers.iter().any(|name| name == layer);
            if let (true, Err(what)) = (wanted, example.run(book)) {
                wrong.push(format!("{code}, {layer}: {} / {}\n    {what}", example.name.zh, example.name.en));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    examples.len()
}

#[test]
fn every_affair_has_at_least_five_examples_and_they_come_out_as_written() {
    let books: [&RuleBook; 2] = [common::national(), common::zhejiang()];
    for code in books.iter().flat_map(|book| book.affairs.keys()) {
        let count = run(code);
        assert!(count >= 5, "{code} has {count} examples");
    }
}

#[test]
fn every_gate_refuses_in_some_example() {
    let files = common::files();
    let mut without = Vec::new();
    for book in [common::national(), common::zhejiang()] {
        for (code, affair) in &book.affairs {
            let file = files.iter().find(|file| file.path == format!("cases/{code}.toml")).unwrap();
            let examples = examples(file).unwrap();
            for gate in affair.steps.iter().flat_map(|step| &step.gates) {
                let rule = format!("{code}.{}", gate.id);
                if !examples.iter().any(|example| example.refused_by() == Some(rule.as_str())) {
                    without.push(rule);
                }
            }
        }
    }
    assert!(without.is_empty(), "no example shows that these gates refuse: {without:?}");
}
