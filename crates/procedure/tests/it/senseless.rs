//! Definitions that read well and make no sense: what nobody can hand in, what never comes to be asked, what never ends. Each is
//! told with its file and line, in both languages.

use crate::common;
use procedure::{RuleBook, RuleFile, Written, check};

const C1: &str = "national/affairs/C/C1.toml";

/// The files with one text changed in one of them, and the line on which the change stands.
fn with(path: &str, from: &str, to: &str) -> (Vec<RuleFile>, usize) {
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == path).unwrap();
    let at = file.text.find(from).unwrap_or_else(|| panic!("{path} does not say `{from}`"));
    let line = 1 + file.text[..at].matches('\n').count();
    file.text.replace_range(at..at + from.len(), to);
    (files, line)
}

fn faults(files: &[RuleFile]) -> Vec<String> {
    RuleBook::read(files, &["national"]).unwrap_err().iter().map(ToString::to_string).collect()
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c))
}

#[test]
fn a_paper_that_nobody_can_hand_in_often_enough_is_told_where_it_stands() {
    let (files, line) = with(C1, "at_least = 1", "at_least = 999");
    let found = faults(&files);
    let told = found.iter().find(|fault| fault.starts_with(&format!("{C1}:{line}: "))).unwrap();
    assert!(is_chinese(told) && told.contains("nobody can hand this in: `at_least` is 999; at most 10"), "{found:?}");
}

#[test]
fn a_paper_that_is_never_asked_for_is_told_where_it_stands() {
    let (files, line) = with(C1, "id = \"invoice\"\n", "id = \"invoice\"\nwhen = \"amount_fen < 0\"\n");
    let book = RuleBook::read(&files, &["national"]).unwrap();
    let found = check(&book, "C1").unwrap_err();
    assert_eq!(found.at, Some(Written { file: C1.to_owned(), line }), "{}", found.claim.en);
    assert!(found.claim.en.contains("`amount_fen < 0` is true on no road"), "{}", found.claim.en);
    assert!(found.claim.zh.contains("永远不会要"), "{}", found.claim.zh);
}

#[test]
fn a_loop_without_an_exit_is_told_with_its_steps() {
    // `pay` comes back to `check_books`, and neither leads anywhere else any more.
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == C1).unwrap();
    let place = file.text.find("id = \"check_books\"").unwrap();
    let line = 1 + file.text[..place].matches('\n').count();
    let (head, tail) = file.text.split_at(place);
    let tail =
        tail.replace("to = \"correct\"", "to = \"check_books\"").replace("to = \"done\"", "to = \"check_books\"");
    let (middle, rest) = tail.split_once("\n[[step]]\nid = \"correct\"").unwrap();
    file.text =
        format!("{head}{}\n[[step]]\nid = \"correct\"{rest}", middle.replace("to = \"refused\"", "to = \"pay\""));
    let found = faults(&files);
    let told =
        found.iter().find(|fault| fault.contains("a loop without an exit")).unwrap_or_else(|| panic!("{found:?}"));
    assert!(told.starts_with(&format!("{C1}:{line}: ")) && is_chinese(told), "{told}");
    assert!(told.contains("`check_books` → `pay` → `check_books`"), "{told}");
}

#[test]
fn a_loop_that_only_its_conditions_close_is_told_with_its_steps() {
    let mut book = common::national().clone();
    let affair = book.affairs.get_mut("K1").unwrap();
    let last = affair.steps.iter().position(|step| step.id == "use_seal").unwrap();
    let never = procedure::Condition::compile("tier > 99").unwrap();
    let step = &mut affair.steps[last];
    let back = step.id.clone();
    for outcome in &mut step.outcomes {
        let end = outcome.branches[0].to.clone();
        outcome.branches = vec![
            procedure::Branch { when: Some(never.clone()), words: None, to: end },
            procedure::Branch { when: None, words: None, to: back.clone() },
        ];
    }
    let found = check(&book, "K1").unwrap_err();
    let at = found.at.unwrap();
    assert!(at.file.ends_with("K1.toml") && at.line > 1, "{at}");
}

#[test]
fn a_fault_of_a_whole_affair_names_file_and_line() {
    let (files, line) = with(C1, "id = \"detail\"", "id = \"invoice\"");
    let found = faults(&files);
    let told = format!("{C1}:{line}: the paper `invoice` is given twice in the step `claim`");
    assert!(found.contains(&told), "{told}\n{found:?}");
    assert!(found.iter().all(|fault| !fault.starts_with("affair ")), "{found:?}");
}

#[test]
fn a_step_to_which_no_road_leads_is_told_where_it_stands() {
    // A step of nobody's road: a copy of the last one under another name.
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == "national/affairs/K/K1.toml").unwrap();
    let (head, rest) = file.text.split_once("\n[[step]]\nid = \"use_seal\"").unwrap();
    let last = rest.split("\n[[step]]").next().unwrap().split("\n[[ending]]").next().unwrap();
    let lonely = format!("\n[[step]]\nid = \"lonely\"{last}");
    let line = 2 + head.matches('\n').count() + 1;
    file.text = format!("{head}{lonely}\n[[step]]\nid = \"use_seal\"{rest}");
    let book = RuleBook::read(&files, &["national"]).unwrap_or_else(|faults| panic!("{faults:?}"));
    let found = check(&book, "K1").unwrap_err();
    let written = Written { file: "national/affairs/K/K1.toml".to_owned(), line };
    assert_eq!(found.at, Some(written), "{}", found.claim.en);
    assert!(found.claim.en.starts_with("no road leads to"), "{}", found.claim.en);
}

#[test]
fn every_affair_that_is_shipped_makes_sense() {
    let mut wrong = Vec::new();
    for book in [common::national(), common::zhejiang()] {
        let codes: Vec<String> = book.affairs.keys().cloned().collect();
        procedure::check_all(book, &codes, 4, |code, checked| {
            if let Err(found) = checked {
                wrong.push(format!("{code} {:?}: {} / {}", found.at, found.claim.zh, found.claim.en));
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
