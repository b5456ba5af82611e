//! What every meeting is called and recorded with: `meetings.toml` says it once, and each notice and each meeting asks for it.

use super::affair::Part;
use super::library::{Library, NATION};
use super::raw::{RawField, RawPaper};
use crate::affair::{Step, StepKind};
use crate::fault::{RuleFault, RuleFile};
use serde::Deserialize;

/// The paper that only ballots leave.
const BALLOTS: &str = "ballots";

/// The file as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMeetings {
    #[serde(default)]
    notice: RawAsked,
    #[serde(default)]
    meeting: RawAsked,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAsked {
    #[serde(default, rename = "field")]
    fields: Vec<RawField>,
    #[serde(default, rename = "paper")]
    papers: Vec<RawPaper>,
}

impl RawMeetings {
    /// What is wrong with the file by itself.
    pub(crate) fn faults(&self, library: &Library, file: &RuleFile) -> Vec<RuleFault> {
        let mut part = Part::of(library, NATION, file);
        for asked in [&self.notice, &self.meeting] {
            asked.fields.iter().for_each(|field| drop(part.field(field, "")));
            asked.papers.iter().for_each(|paper| drop(part.papers(paper, "")));
        }
        part.faults.done()
    }
}

impl Part<'_> {
    /// Adds what every step of its kind asks for, unless the step names it itself.
    pub(super) fn asked_of_all(&mut self, mut step: Step) -> Step {
        let library = self.library;
        let Some((file, raw)) = &library.meetings else { return step };
        let asked = match step.kind {
            StepKind::Notice => &raw.notice,
            StepKind::Meeting => &raw.meeting,
            _ => return step,
        };
        let mut shared = Part::of(library, NATION, file);
        for field in &asked.fields {
            if !step.fields.iter().any(|own| own.id == *field.id.get_ref()) {
                step.fields.extend(shared.field(field, &step.id));
            }
        }
        for paper in &asked.papers {
            let id = paper.id.get_ref();
            // Where the head speaks last, opinions are sealed and nobody hands in a ballot.
            let never = id == BALLOTS && !step.speaks_last.is_empty();
            if !never && !step.papers.iter().any(|own| own.id == *id) {
                step.papers.extend(shared.papers(paper, &step.id));
            }
        }
        self.later.extend(shared.later);
        self.written.extend(shared.written);
        step
    }
}
