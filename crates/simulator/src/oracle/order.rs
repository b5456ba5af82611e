//! Order: each act is the next step, and leads where its outcome says.

use super::case::Trial;
use super::{Oracle, graph};
use std::collections::{BTreeMap, BTreeSet};

impl Oracle {
    pub(super) fn judge_order(&mut self, trial: &Trial<'_>) {
        let (acted, before) = (trial.acted, trial.before);
        let subject = acted.case.to_string();
        if acted.number != before.revision() + 1 {
            let what = format!("{} follows act {}", trial.which(), before.revision());
            self.find("acts are numbered without a gap", &subject, what);
        }
        let waiting = if before.acts.is_empty() {
            trial.affair.steps.first().map_or("", |first| first.id.as_str())
        } else {
            before.at.as_str()
        };
        if !before.runs() {
            self.find("an ended case has no further act", &subject, trial.which());
        } else if waiting != acted.step {
            let what = format!("{} was taken, but the case waited for `{waiting}`", trial.which());
            self.find("no step is skipped", &subject, what);
        }
        if !graph::targets(trial.outcome).any(|to| to == acted.at) {
            let what = format!("{} with `{}` led to `{}`", trial.which(), acted.outcome, acted.at);
            self.find("an outcome leads where the definition says", &subject, what);
        }
        let status = match trial.affair.endings.iter().find(|ending| ending.id == acted.at) {
            Some(ending) if ending.good => "done",
            Some(_) => "ended",
            None => "running",
        };
        if acted.status != status {
            let what = format!("{} came to `{}`, and the case is `{}`", trial.which(), acted.at, acted.status);
            self.find("a case has ended when it came to an ending", &subject, what);
        }
        let limited = graph::find(trial.affair, &acted.at).is_some_and(|next| next.limit.is_some());
        if limited && acted.due.is_none_or(|due| due < trial.day()) {
            let what = format!("after {}, `{}` is due {:?}", trial.which(), acted.at, acted.due);
            self.find("every step that waits has its limit", &subject, what);
        }
    }

    /// Every paper that is asked for without a condition is there, each a paper of its own.
    pub(super) fn judge_papers(&mut self, trial: &Trial<'_>) {
        let mut given: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
        for paper in &trial.acted.papers {
            given.entry(&paper.kind).or_default().insert(paper.hash);
        }
        for need in trial.step.papers.iter().filter(|need| need.when.is_none()) {
            let concerns = match need.on.is_empty() {
                true => trial.outcome.way == procedure::Way::On,
                false => need.on.contains(&trial.outcome.id),
            };
            let count = given.get(need.id.as_str()).map_or(0, BTreeSet::len);
            if concerns && u32::try_from(count).is_ok_and(|count| count < need.at_least) {
                let what = format!("{}: {count} of `{}`, {} are needed", trial.which(), need.id, need.at_least);
                self.find("no step is taken without its papers", trial.acted.case.as_str(), what);
            }
        }
    }
}
