//! What sort of step it is, and until when it must be done.

use super::affair::{Check, Part};
use super::library::post;
use super::raw::{RawLimit, RawStep, Text};
use crate::affair::{Limit, StepKind};
use toml::Spanned;
use village::Post;

impl Part<'_> {
    /// What sort of step it is, and whether it has what that sort needs.
    pub(super) fn kind(&mut self, raw: &RawStep) -> StepKind {
        let kind = match raw.kind.get_ref().as_str() {
            "act" => StepKind::Act,
            "notice" => StepKind::Notice,
            "meeting" => StepKind::Meeting,
            "publicity" => StepKind::Publicity,
            other => {
                let known = ["act", "notice", "meeting", "publicity"];
                self.faults.unknown(&raw.kind.span(), "kind of step", other, known);
                return StepKind::Act;
            }
        };
        let span = raw.kind.span();
        if (kind == StepKind::Publicity) != raw.window.is_some() {
            self.faults.at(&span, "a publicity step, and only that, has a `window`");
        }
        if (kind == StepKind::Meeting) == raw.bodies.is_empty() {
            self.faults.at(&span, "a meeting, and only that, has `[[step.body]]`");
        }
        let day = raw.fields.iter().any(|f| f.id.get_ref() == "meeting_day" && f.kind.get_ref() == "day" && f.keep);
        if kind == StepKind::Notice && !day {
            self.faults.at(&span, "a notice needs the field `meeting_day` of kind `day`, with `keep = true`");
        }
        let mut results: Vec<_> =
            raw.outcomes.iter().filter_map(|o| o.when_tally.as_ref()).map(Text::get_ref).collect();
        results.sort();
        let expect: &[&str] = if kind == StepKind::Meeting { &["not_passed", "not_quorate", "passed"] } else { &[] };
        if results != expect {
            self.faults.at(
                &span,
                "a meeting, and only that, has one outcome for each `when_tally`: passed, not_passed, not_quorate",
            );
        }
        kind
    }

    /// Whether a meeting votes by paper ballots. What stands above already is not taken back by `false`.
    pub(crate) fn ballots(&mut self, raw: Option<&Spanned<bool>>, kind: StepKind) -> bool {
        let Some(raw) = raw else { return false };
        if kind != StepKind::Meeting {
            self.faults.at(&raw.span(), "only a meeting has `ballots`");
        }
        if !raw.get_ref() {
            self.faults.at(&raw.span(), "`ballots = true`, or no such key: without it the meeting itself chooses");
        }
        *raw.get_ref()
    }

    /// Who speaks last at a meeting.
    pub(crate) fn speaks_last(&mut self, raw: &[Text], kind: StepKind) -> Vec<Post> {
        if let Some(first) = raw.first().filter(|_| kind != StepKind::Meeting) {
            self.faults.at(&first.span(), "only a meeting has `speaks_last`");
        }
        raw.iter().filter_map(|text| post(text, &mut self.faults)).collect()
    }

    /// Until when the step must be done.
    pub(super) fn limit(&mut self, limit: &RawLimit, id: &str) -> Limit {
        self.later(&limit.days.span(), id, Check::Parameter(limit.days.get_ref().clone()));
        self.later(&limit.remind.span(), id, Check::Parameter(limit.remind.get_ref().clone()));
        if let Some(from) = &limit.from {
            self.later(&from.span(), id, Check::Step(from.get_ref().clone()));
        }
        Limit {
            days: limit.days.get_ref().clone(),
            from: limit.from.as_ref().map(|text| text.get_ref().clone()),
            remind: limit.remind.get_ref().clone(),
        }
    }
}
