//! What happened in a simulated year.

use crate::oracle::Oracle;
use office::Receipt;
use procedure::RuleBook;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;
use village::Stop;

/// What became of the cases of one affair.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many began.
    pub begun: u64,
    /// How many ended well.
    pub done: u64,
    /// How many ended otherwise.
    pub ended: u64,
    /// How many still run.
    pub running: u64,
    /// Why those that nobody takes further stand still.
    pub stuck: BTreeMap<String, u64>,
}

/// What happened.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Deeds that were tried.
    pub tried: u64,
    /// Deeds that were done.
    pub taken: u64,
    /// Deeds that were only looked at before they were done.
    pub previewed: u64,
    /// Forms that were sent again and had been done.
    pub again: u64,
    /// Deeds that were refused, by rule.
    pub refused: BTreeMap<String, u64>,
    /// How many of the refused were violations.
    pub violations: u64,
    /// Refusals that whoever sent the form did not expect, by affair, step and rule.
    pub unexpected: BTreeMap<String, u64>,
    /// How often two acted at one moment.
    pub at_once: u64,
    /// Objections lodged, answered, found right.
    pub objections: (u64, u64, u64),
    /// Officers who resigned, successors, substitutes during a leave.
    pub posts: (u64, u64, u64),
    /// Alerts raised, carried up, closed.
    pub alerts: (u64, u64, u64),
    /// Reminders sent.
    pub reminders: u64,
    /// Purchases split below a tier: how many, and of how many both parts were paid, the second by the road of the whole.
    pub split: (u64, u64),
    /// What became of the cases, by affair.
    pub affairs: BTreeMap<String, Tally>,
    /// Steps that were taken, by affair.
    pub steps: BTreeMap<String, BTreeSet<String>>,
    /// The steps of each affair.
    pub known: BTreeMap<String, Vec<String>>,
    /// Where the cases that still run wait, by affair.
    pub waiting: BTreeMap<String, BTreeMap<String, u64>>,
    /// How many entries the log has.
    pub entries: u64,
    /// How long it took.
    pub took: Duration,
    /// How long the verification at the end took of that.
    pub verified: Duration,
}

impl Report {
    pub(crate) fn count(&mut self, came: &Result<Receipt, Stop>) {
        self.tried += 1;
        match came {
            Ok(receipt) if receipt.again => self.again += 1,
            Ok(_) => self.taken += 1,
            Err(Stop::Refused(refusal)) => {
                *self.refused.entry(refusal.rule.clone()).or_default() += 1;
                self.violations += u64::from(refusal.violation);
            }
            Err(Stop::Failed(_)) => {}
        }
    }

    pub(crate) fn add_up(&mut self, oracle: &Oracle, book: &RuleBook) {
        self.entries = oracle.seq;
        for (code, affair) in &book.affairs {
            self.known.insert(code.clone(), affair.steps.iter().map(|step| step.id.clone()).collect());
            self.affairs.entry(code.clone()).or_default();
        }
        for case in oracle.cases.values() {
            let tally = self.affairs.entry(case.affair.clone()).or_default();
            tally.begun += 1;
            match case.status.as_str() {
                "done" => tally.done += 1,
                "ended" => tally.ended += 1,
                _ => {
                    tally.running += 1;
                    *self.waiting.entry(case.affair.clone()).or_default().entry(case.at.clone()).or_default() += 1;
                }
            }
            self.steps.entry(case.affair.clone()).or_default().extend(case.acts.iter().map(|act| act.step.clone()));
            let answered = case.objections.values().filter(|objection| !objection.open).count();
            let right = case.objections.values().filter(|objection| objection.upheld).count();
            let count = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
            self.objections.0 += count(case.objections.len());
            self.objections.1 += count(answered);
            self.objections.2 += count(right);
        }
        for alarm in oracle.every_alarm() {
            self.alerts.0 += 1;
            self.alerts.1 += u64::from(alarm.level == "county");
            self.alerts.2 += u64::from(!alarm.open);
        }
    }

    /// Affairs of which no case ended well.
    #[must_use]
    pub fn never_done(&self) -> Vec<&str> {
        let never = self.affairs.iter().filter(|(_, tally)| tally.done == 0);
        never.map(|(code, _)| code.as_str()).collect()
    }

    /// Steps that were taken, of how many there are.
    #[must_use]
    pub fn covered(&self) -> (usize, usize) {
        (self.steps.values().map(BTreeSet::len).sum(), self.known.values().map(Vec::len).sum())
    }

    /// The whole as a table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = String::new();
        let refused: u64 = self.refused.values().sum();
        let (covered, steps) = self.covered();
        let lines = [
            ("deeds tried", format!("{}", self.tried)),
            ("  done", format!("{}", self.taken)),
            ("  sent twice, done once", format!("{}", self.again)),
            ("  refused", format!("{refused}, of them violations {}", self.violations)),
            ("previewed", format!("{}", self.previewed)),
            ("two at one moment", format!("{}", self.at_once)),
            (
                "objections",
                format!("{}, answered {}, right {}", self.objections.0, self.objections.1, self.objections.2),
            ),
            ("alerts", format!("{}, carried up {}, closed {}", self.alerts.0, self.alerts.1, self.alerts.2)),
            ("reminders", format!("{}", self.reminders)),
            ("resigned, succeeded, stood in", format!("{}, {}, {}", self.posts.0, self.posts.1, self.posts.2)),
            ("purchases split, both halves paid as the whole", format!("{}, {}", self.split.0, self.split.1)),
            ("entries", format!("{}", self.entries)),
            ("steps taken of all there are", format!("{covered} of {steps}")),
            (
                "time",
                format!("{:.1} s, of that verification {:.1} s", self.took.as_secs_f64(), self.verified.as_secs_f64()),
            ),
        ];
        for (what, figure) in lines {
            let _ = writeln!(text, "{what:<32}{figure}");
        }
        self.refusals(&mut text);
        self.by_affair(&mut text);
        text
    }

    fn refusals(&self, text: &mut String) {
        let mut rules: Vec<_> = self.refused.iter().collect();
        rules.sort_by_key(|(rule, many)| (std::cmp::Reverse(**many), (*rule).clone()));
        let _ = writeln!(text, "\nrefused by");
        for (rule, many) in rules {
            let _ = writeln!(text, "  {rule:<40}{many:>6}");
        }
        if !self.unexpected.is_empty() {
            let _ = writeln!(text, "\nrefused though sent in good faith");
        }
        for (what, many) in &self.unexpected {
            let _ = writeln!(text, "  {what:<60}{many:>6}");
        }
    }

    fn by_affair(&self, text: &mut String) {
        let _ = writeln!(text, "\naffair  begun  done well  ended  running  steps");
        for (code, tally) in &self.affairs {
            let none = BTreeSet::new();
            let (taken, known) =
                (self.steps.get(code).unwrap_or(&none), self.known.get(code).map_or(&[][..], Vec::as_slice));
            let (begun, done, ended, running) = (tally.begun, tally.done, tally.ended, tally.running);
            let _ =
                write!(text, "{code:<8}{begun:>5}{done:>11}{ended:>7}{running:>9}  {} of {}", taken.len(), known.len());
            let left: Vec<&str> = known.iter().filter(|step| !taken.contains(*step)).map(String::as_str).collect();
            let _ = writeln!(text, "{}{}", if left.is_empty() { "" } else { ", not " }, left.join(", "));
            for (why, many) in &tally.stuck {
                let _ = writeln!(text, "          {many} × {why}");
            }
            for (at, many) in self.waiting.get(code).into_iter().flatten().filter(|_| done == 0) {
                let _ = writeln!(text, "          {many} × still at `{at}`");
            }
        }
        let never = self.never_done();
        if !never.is_empty() {
            let _ = writeln!(text, "no case ended well: {}", never.join(", "));
        }
    }
}
