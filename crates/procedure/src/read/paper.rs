//! Reads the papers of a step: who may see each, and the copy for everybody that may be added beside it.

use super::affair::{Check, Part, texts};
use super::library::one_of;
use super::raw::{RawPaper, Text};
use crate::affair::{PaperNeed, PaperScope, part_of};
use village::Words;

/// How many files of one paper can be sent with one form.
pub const MOST_OF_A_PAPER: usize = 10;

impl Part<'_> {
    pub(crate) fn scope(&mut self, text: &Text) -> PaperScope {
        one_of(text, "scope", &PaperScope::ALL.map(|(name, _)| name), &mut self.faults);
        PaperScope::named(text.get_ref())
    }

    /// A paper, and the public copy that may be added beside it.
    pub(super) fn papers(&mut self, raw: &RawPaper, step: &str) -> Vec<PaperNeed> {
        let Some(need) = self.paper(raw, step) else { return Vec::new() };
        let copy = self.public_copy(raw, &need);
        if let Some(copy) = &copy {
            self.note(part_of(step, "paper", &copy.id), &raw.id.span());
        }
        std::iter::once(need).chain(copy).collect()
    }

    /// The copy for everybody of a paper that is kept in the village; it is never asked for, only offered.
    pub(crate) fn public_copy(&mut self, raw: &RawPaper, need: &PaperNeed) -> Option<PaperNeed> {
        if !raw.public_copy {
            return None;
        }
        if need.scope != PaperScope::Village {
            self.faults.at(&raw.id.span(), "`public_copy` is for a paper of scope `village`");
            return None;
        }
        let plain = |name: &str| name.split(['（', '(']).next().unwrap_or(name).trim().to_owned();
        Some(PaperNeed {
            id: format!("{}_public", need.id),
            name: Words::new(
                format!("{}公开件（个人信息已遮住）", plain(&need.name.zh)),
                format!("public copy of the {} (personal data covered)", plain(&need.name.en)),
            ),
            at_least: 0,
            scope: PaperScope::Public,
            when: need.when.clone(),
            on: need.on.clone(),
            copy_of: Some(need.id.clone()),
        })
    }

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
            copy_of: None,
        };
        self.in_force(raw.since.as_ref(), raw.until.as_ref()).then_some(need)
    }
}
