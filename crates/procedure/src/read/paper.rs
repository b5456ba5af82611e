//! Reads the papers that a step asks for.

use super::affair::{Check, Part, texts};
use super::raw::RawPaper;
use crate::affair::{PaperNeed, part_of};

/// How many files of one paper can be sent with one form.
pub const MOST_OF_A_PAPER: usize = 10;

impl Part<'_> {
    pub(crate) fn paper(&mut self, raw: &RawPaper, step: &str) -> Option<PaperNeed> {
        for outcome in &raw.on {
            self.later(&outcome.span(), step, Check::Outcome(outcome.get_ref().clone()));
        }
        self.note(part_of(step, "paper", raw.id.get_ref()), &raw.id.span());
        let at_least = *raw.at_least.get_ref();
        if usize::try_from(at_least).is_ok_and(|least| least > MOST_OF_A_PAPER) {
            let what = format!(
                "没有人交得出：`at_least`写的是{at_least}，一种材料一次最多能交{MOST_OF_A_PAPER}份 / \
                 nobody can hand this in: `at_least` is {at_least}; at most {MOST_OF_A_PAPER} of one paper can be sent at once"
            );
            self.faults.at(&raw.at_least.span(), what);
        }
        let need = PaperNeed {
            id: raw.id.get_ref().clone(),
            name: self.words(&raw.name, &raw.id.span(), step),
            at_least,
            scope: self.scope(&raw.scope),
            when: raw.when.as_ref().and_then(|text| self.condition(text, step)),
            on: texts(&raw.on),
        };
        self.in_force(raw.since.as_ref(), raw.until.as_ref()).then_some(need)
    }
}
