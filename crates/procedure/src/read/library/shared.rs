//! Laws, duties and effects: what a lower layer may add, and that it loosens none of them.

use super::Library;
use super::raw::{RawDuties, RawEffect, RawEffects, RawLaws};
use crate::fault::Faults;
use crate::library::{Duty, EffectRule, Law, Separation};
use crate::read::raw::Text;

impl Library {
    pub(super) fn laws(&mut self, raw: RawLaws, faults: &mut Faults<'_>) {
        for law in raw.law {
            let (span, code) = (law.code.span(), law.code.into_inner());
            if let Some(place) = self.already("law", &code, &span, faults) {
                faults.at(
                    &span,
                    format!("the law `{code}` is given in {place} already; cite it, or choose another code"),
                );
            }
            let amended = law.amended.as_ref().map(|text| super::day(text, faults));
            if let (Some(text), Some(day)) = (&law.amended, amended)
                && day.to_string() <= law.version
            {
                let version = &law.version;
                faults.at(&text.span(), format!("`{day}` is not later than the text that is cited, of `{version}`"));
            }
            let until = law.until.as_ref().map(|text| super::day(text, faults));
            let law = Law { code: code.clone(), name: law.name, version: law.version, note: law.note, amended, until };
            self.laws.insert(code, law);
        }
    }

    pub(super) fn duties(&mut self, raw: RawDuties, faults: &mut Faults<'_>) {
        for duty in raw.duty {
            let (span, code) = (duty.code.span(), duty.code.into_inner());
            let new = Duty { code: code.clone(), name: duty.name, top_leader_never: duty.top_leader_never };
            let above = self.already("duty", &code, &span, faults);
            if let (Some(place), Some(old)) = (above, self.duties.get_mut(&code)) {
                if old.top_leader_never && !new.top_leader_never {
                    let what =
                        format!("{place} says that the top leader never has the duty `{code}`; this would let him");
                    faults.at(&span, what);
                }
                old.top_leader_never |= new.top_leader_never;
            } else {
                self.duties.insert(code, new);
            }
        }
    }

    pub(super) fn effects(&mut self, raw: RawEffects, faults: &mut Faults<'_>) {
        let named = raw.effect.iter().flat_map(|effect| effect.needs.iter().flatten());
        for duty in named.chain(raw.separation.iter().flat_map(|separation| &separation.duties)) {
            if !self.duties.contains_key(duty.get_ref()) {
                faults.unknown(&duty.span(), "duty", duty.get_ref(), self.duties.keys().map(String::as_str));
            }
        }
        for effect in raw.effect {
            self.effect(effect, faults);
        }
        for separation in raw.separation {
            let articles = self.articles(&separation.articles, faults);
            let duties = separation.duties.into_iter().map(toml::Spanned::into_inner).collect();
            self.separations.push(Separation { duties, articles });
        }
    }

    /// A new effect, or more needs of one above: whatever fulfils the new needs must fulfil the old ones too.
    fn effect(&mut self, raw: RawEffect, faults: &mut Faults<'_>) {
        let plain = |any: &Vec<Text>| any.iter().map(|duty| duty.get_ref().clone()).collect();
        let needs: Vec<Vec<String>> = raw.needs.iter().map(plain).collect();
        let (span, id) = (raw.id.span(), raw.id.into_inner());
        let above = self.already("effect", &id, &span, faults);
        if let (Some(place), Some(old)) = (above, self.effects.get(&id)) {
            let kept = |old: &Vec<String>| needs.iter().any(|new| new.iter().all(|duty| old.contains(duty)));
            for lost in old.needs.iter().filter(|old| !kept(old)) {
                let lost = lost.join(" or ");
                faults.at(
                    &span,
                    format!("{place} says that `{id}` needs {lost}; a lower layer may add needs, never drop one"),
                );
            }
        }
        let mut by = raw.by.map(toml::Spanned::into_inner);
        if let Some(old) = self.effects.get(&id) {
            if by.is_some() && by != old.by {
                faults
                    .at(&span, format!("what the program does for `{id}` is said by the layer above: leave out `by`"));
            }
            by.clone_from(&old.by);
        }
        self.effects.insert(id.clone(), EffectRule { effect: id, name: raw.name, needs, by });
    }

    /// Where something was said before, by a layer above; the same file saying it twice is a fault.
    pub(super) fn already(
        &mut self,
        thing: &str,
        id: &str,
        span: &std::ops::Range<usize>,
        faults: &mut Faults<'_>,
    ) -> Option<String> {
        let here = faults.place(span);
        let before = self.said.insert(format!("{thing} {id}"), here.clone())?;
        let file = |place: &str| place.rsplit_once(':').map(|(file, _)| file.to_owned());
        if file(&before) == file(&here) {
            faults.at(span, format!("the {thing} `{id}` is given twice"));
            return None;
        }
        Some(before)
    }
}
