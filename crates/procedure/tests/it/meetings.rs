//! What every meeting is called and recorded with, in every affair and every layer.

use crate::common;
use crate::layers::read;
use procedure::{RuleBook, Step, StepKind};

fn steps(book: &RuleBook, kind: StepKind) -> Vec<(&str, &Step)> {
    let all = book.affairs.values().flat_map(|affair| affair.steps.iter().map(|step| (affair.code.as_str(), step)));
    all.filter(|(_, step)| step.kind == kind).collect()
}

#[test]
fn every_notice_says_how_it_was_sent_and_to_whom_and_carries_what_was_sent() {
    for book in [common::national(), common::zhejiang()] {
        let notices = steps(book, StepKind::Notice);
        assert!(notices.len() >= 18, "{} notices", notices.len());
        for (code, step) in notices {
            for asked in ["sent_by", "sent_to"] {
                let field = step.fields.iter().find(|field| field.id == asked);
                assert!(field.is_some_and(|field| field.required), "{code} `{}` does not ask for `{asked}`", step.id);
            }
            let paper = step.papers.iter().find(|paper| paper.id == "notice");
            assert!(paper.is_some_and(|paper| paper.at_least > 0), "{code} `{}` has no notice", step.id);
        }
    }
}

#[test]
fn every_meeting_leaves_its_sheet_and_its_ballots_behind() {
    for book in [common::national(), common::zhejiang()] {
        for (code, step) in steps(book, StepKind::Meeting) {
            let asks = |id: &str, when: &str| {
                let paper = step.papers.iter().find(|paper| paper.id == id);
                paper.is_some_and(|paper| {
                    paper.at_least > 0 && paper.when.as_ref().is_some_and(|condition| condition.text() == when)
                })
            };
            assert!(asks("sign_in_sheet", "tally.typed"), "{code} `{}`", step.id);
            let speaks = !step.speaks_last.is_empty();
            assert!(speaks || asks("ballots", "tally.by_ballot"), "{code} `{}`", step.id);
        }
    }
}

#[test]
fn no_lower_layer_writes_what_every_meeting_asks_for() {
    let faults = read(&[("qingxi/meetings.toml", "")], &["national", "zhejiang", "qingxi"]).unwrap_err();
    assert!(faults.contains("qingxi/meetings.toml:1: what every meeting asks for is the nation's"), "{faults}");
}
