//! A shared file that cannot be read is told once, and not again by everything that leans on it; and the check asks a notice
//! which bodies may hold its meeting.

use crate::common;
use procedure::{Affair, RuleBook, RuleFile, check};

fn spoilt(path: &str) -> Vec<RuleFile> {
    let spoil = |file: RuleFile| {
        let text = if file.path == path { format!("{}\n[[law", file.text) } else { file.text.clone() };
        RuleFile { text, ..file }
    };
    common::files().into_iter().map(spoil).collect()
}

#[test]
fn a_shared_file_that_does_not_parse_is_the_only_fault() {
    for name in ["law", "duties", "effects", "disclosure", "parameters", "tiers", "quorums", "standing", "deputies"] {
        let path = format!("national/{name}.toml");
        let faults = RuleBook::read(&spoilt(&path), &["national", "zhejiang"]).unwrap_err();
        assert!(faults.len() == 1 && faults[0].file == path, "{path}: {} faults, {:?}", faults.len(), &faults[..1]);
    }
}

#[test]
fn two_shared_files_that_do_not_parse_are_both_told() {
    let mut files = spoilt("national/law.toml");
    for file in files.iter_mut().filter(|file| file.path == "national/tiers.toml") {
        file.text.push_str("\n[[tier");
    }
    let faults = RuleBook::read(&files, &["national"]).unwrap_err();
    let told: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(told, ["national/law.toml", "national/tiers.toml"]);
}

#[test]
fn an_affair_that_does_not_parse_says_so_and_leaves_the_others_alone() {
    let faults = RuleBook::read(&spoilt("national/affairs/C/C1.toml"), &["national"]).unwrap_err();
    assert!(faults.iter().all(|fault| fault.file.ends_with("C1.toml")), "{faults:?}");
}

/// An affair whose notice asks for nothing that its meeting's bodies depend on: what kind of matter it is was said before.
fn without_papers(affair: &mut Affair) {
    let notice = affair.steps.iter_mut().find(|step| step.id == "convene_decision").unwrap();
    notice.papers.retain(|paper| paper.when.is_none());
}

#[test]
fn a_notice_is_tried_anew_for_every_matter_on_which_its_meetings_bodies_depend() {
    // Both ways to decide must be found, though nothing in the notice's own form tells them apart.
    for code in ["A2", "B3"] {
        let mut book = common::zhejiang().clone();
        without_papers(book.affairs.get_mut(code).unwrap());
        if let Err(found) = check(&book, code) {
            panic!("{code}: {}", found.claim.en);
        }
    }
}
