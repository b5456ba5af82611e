//! Laws, duties, effects and the disclosure catalogue: what a lower layer may add, and that it loosens none of them.

use super::raw::{RawCatalogue, RawDuties, RawEffect, RawEffects, RawItem, RawLaws};
use super::{Library, one_of};
use crate::fault::Faults;
use crate::library::{CatalogueItem, Duty, EffectRule, Law, Separation};
use crate::read::raw::Text;

/// How often something is made public, the rarest first.
const OFTEN: [&str; 5] = ["yearly", "half_year", "quarterly", "monthly", "at_once"];

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

    pub(super) fn catalogue(&mut self, raw: RawCatalogue, faults: &mut Faults<'_>) {
        for item in raw.item {
            one_of(&item.often, "frequency", &OFTEN, faults);
            one_of(&item.scope, "scope", &["public", "village", "member", "party"], faults);
            let above = self.already("catalogue item", item.code.get_ref(), &item.code.span(), faults);
            if let Some(place) = above {
                self.no_rarer(&item, &place, faults);
            }
            let code = item.code.into_inner();
            let item = CatalogueItem {
                code: code.clone(),
                name: item.name,
                often: item.often.into_inner(),
                scope: item.scope.into_inner(),
            };
            self.catalogue.insert(code, item);
        }
    }

    /// A lower layer may have an item made public more often; its meaning and its readers stay.
    fn no_rarer(&self, new: &RawItem, place: &str, faults: &mut Faults<'_>) {
        let Some(old) = self.catalogue.get(new.code.get_ref()) else { return };
        let rank = |often: &str| OFTEN.iter().position(|known| *known == often);
        let code = &old.code;
        if rank(new.often.get_ref()) < rank(&old.often) {
            let what = format!("{place} has {code} made public {}; {} would be rarer", old.often, new.often.get_ref());
            faults.at(&new.often.span(), what);
        }
        if *new.scope.get_ref() != old.scope || new.name != old.name {
            faults.at(&new.code.span(), format!("{code} keeps the name and the scope `{}` of {place}", old.scope));
        }
    }

    /// Where something was said before, by a layer above; the same file saying it twice is a fault.
    fn already(
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
