//! Reads the disclosure catalogue: what a lower layer may change of an item, and what not.

use super::raw::{RawCatalogue, RawItem};
use super::{Library, one_of, post};
use crate::catalogue::{CatalogueItem, Due, Often, SOURCES, TEXT};
use crate::fault::Faults;

impl Library {
    pub(super) fn catalogue(&mut self, raw: RawCatalogue, faults: &mut Faults<'_>) {
        for item in raw.item {
            let above = self.already("catalogue item", item.code.get_ref(), &item.code.span(), faults);
            let Some(read) = self.item(&item, faults) else { continue };
            if let Some(place) = above {
                self.no_looser(&item, &read, &place, faults);
            }
            self.catalogue.insert(read.code.clone(), read);
        }
    }

    fn item(&self, item: &RawItem, faults: &mut Faults<'_>) -> Option<CatalogueItem> {
        let known = Often::ALL.map(Often::code);
        one_of(&item.often, "frequency", &known, faults);
        one_of(&item.scope, "scope", &["public", "village", "member", "party"], faults);
        let often = Often::ALL.into_iter().find(|often| often.code() == item.often.get_ref())?;
        // What a lower layer leaves out is as above; a book of rules that was adopted before these were said goes by the usual.
        let above = self.catalogue.get(item.code.get_ref());
        let usual = match often {
            often if above.is_some_and(|above| above.often == often) => above?.due,
            Often::AtOnce => Due::Within(5),
            Often::Monthly => Due::DayAfter(10),
            Often::Quarterly | Often::HalfYearly => Due::DayAfter(20),
            Often::Yearly => Due::DateAfter(3, 31),
        };
        let due = item.due.as_ref().map_or(Some(usual), |text| {
            let read =
                Due::parse(text.get_ref()).filter(|due| matches!(due, Due::Within(_)) == (often == Often::AtOnce));
            if read.is_none() {
                let wanted = if often == Often::AtOnce { "`within 5`" } else { "`day 10` or `date 03-31`" };
                let found = text.get_ref();
                faults.at(&text.span(), format!("`{found}` is no time for what is {}: write {wanted}", often.code()));
            }
            read
        })?;
        if let Some(from) = &item.from {
            one_of(from, "source", &SOURCES, faults);
        }
        Some(CatalogueItem {
            code: item.code.get_ref().clone(),
            name: item.name.clone(),
            often,
            scope: item.scope.get_ref().clone(),
            due,
            keep_years: match item.keep_years {
                Some(years) => Some(years).filter(|years| *years > 0),
                None => above.and_then(|above| above.keep_years),
            },
            from: match (&item.from, above) {
                (Some(from), _) => from.get_ref().clone(),
                (None, Some(above)) => above.from.clone(),
                (None, None) => TEXT.to_owned(),
            },
            by: match (item.by.as_slice(), above) {
                ([], Some(above)) => above.by.clone(),
                (by, _) => by.iter().filter_map(|text| post(text, faults)).collect(),
            },
            holds: item.holds.clone().or_else(|| above.map(|above| above.holds.clone())).unwrap_or_default(),
            articles: match (item.articles.as_slice(), above) {
                ([], Some(above)) => above.articles.clone(),
                (articles, _) => self.articles(articles, faults),
            },
        })
    }

    /// A lower layer may have an item made public more often, earlier and for longer; its meaning, its source and its readers stay.
    fn no_looser(&self, raw: &RawItem, new: &CatalogueItem, place: &str, faults: &mut Faults<'_>) {
        let Some(old) = self.catalogue.get(&new.code) else { return };
        let code = &old.code;
        if new.often < old.often {
            let (was, will) = (old.often.code(), new.often.code());
            faults.at(&raw.often.span(), format!("{place} has {code} made public {was}; {will} would be rarer"));
        }
        if new.scope != old.scope || new.name != old.name || new.from != old.from {
            let what =
                format!("{code} keeps the name, the scope `{}` and the source `{}` of {place}", old.scope, old.from);
            faults.at(&raw.code.span(), what);
        }
        if new.often == old.often && !new.due.no_later(old.due) {
            faults
                .at(&raw.code.span(), format!("{place} has {code} public {}; this would be later", old.due.words().en));
        }
        let for_good = i16::MAX;
        if new.keep_years.unwrap_or(for_good) < old.keep_years.unwrap_or(for_good) {
            faults.at(&raw.code.span(), format!("{place} keeps {code} online for longer"));
        }
    }
}
