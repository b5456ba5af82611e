//! When a case goes which way, in words.

use crate::common::national;
use procedure::{RuleBook, Way, Ways};
use village::Day;

fn said(book: &RuleBook, code: &str, step: &str) -> Vec<String> {
    let affair = book.affair(code).unwrap();
    let ways = Ways { book, affair, day: Day::new(2026, 6, 10).unwrap() };
    let on = affair.step(step).unwrap().outcomes.iter().filter(|outcome| outcome.way == Way::On);
    on.flat_map(|outcome| ways.of(outcome)).flatten().map(|words| words.zh).collect()
}

fn needed(book: &RuleBook, code: &str, step: &str) -> Option<String> {
    let affair = book.affair(code).unwrap();
    let ways = Ways { book, affair, day: Day::new(2026, 6, 10).unwrap() };
    ways.needed(affair.step(step).unwrap()).map(|words| words.zh)
}

#[test]
fn an_amount_says_which_way_a_case_goes() {
    let book = national();
    assert_eq!(
        said(book, "C1", "witness"),
        ["连同近期的合计不超过2,000元", "连同近期的合计超过2,000元、不超过10,000元", "连同近期的合计超过10,000元"]
    );
    let affair = book.affair("C1").unwrap();
    let ways = Ways { book, affair, day: Day::new(2026, 6, 10).unwrap() };
    let marks = affair.step("witness").unwrap().outcomes.iter().flat_map(|outcome| ways.marks(outcome)).flatten();
    assert_eq!(marks.map(|words| words.zh).collect::<Vec<_>>(), ["≤2,000元", "2,000～10,000元", ">10,000元"]);
    assert_eq!(needed(book, "C1", "joint_meeting").as_deref(), Some("连同近期的合计超过2,000元"));
    assert_eq!(needed(book, "C1", "pre_review").as_deref(), Some("连同近期的合计超过10,000元"));
    assert_eq!(needed(book, "C1", "witness"), None, "every expense is witnessed");
    let review = needed(book, "F1", "statutory_notice").unwrap_or_default();
    assert!(review.contains("4,000,000元以上"), "{review}");
}

#[test]
fn a_choice_says_which_way_a_case_goes() {
    let book = national();
    let kinds = said(book, "K1", "request");
    assert!(kinds[0].contains('、') && kinds.len() == 2, "{kinds:?}");
    assert_eq!(said(book, "C4", "sign_agreement").len(), 2);
}

/// Whoever reads a flow chart is told why a case goes one way and not the other, in every affair that is shipped.
#[test]
fn every_branch_of_every_affair_is_said_in_both_languages() {
    let book = national();
    let day = Day::new(2026, 6, 10).unwrap();
    for affair in book.affairs.values() {
        let ways = Ways { book, affair, day };
        for (step, outcome) in affair.steps.iter().flat_map(|step| step.outcomes.iter().map(move |one| (step, one))) {
            let said = ways.of(outcome);
            for (branch, words) in outcome.branches.iter().zip(&said).filter(|_| outcome.branches.len() > 1) {
                let at = format!("{} {} {} -> {}", affair.code, step.id, outcome.id, branch.to);
                let words =
                    words.as_ref().unwrap_or_else(|| panic!("{at}: says not when; write `words` beside `when`"));
                assert!(!words.zh.is_empty() && !words.en.is_empty() && !words.zh.contains("param"), "{at}: {words:?}");
                assert_eq!(said.iter().flatten().filter(|other| *other == words).count(), 1, "{at}: said twice");
                if std::env::var_os("SHOW").is_some() {
                    eprintln!("{at}: {} | {}", words.zh, words.en);
                }
            }
        }
    }
}
