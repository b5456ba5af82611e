//! The amount tiers: a lower layer may lower a limit, for a time or for good, and never raise one.

use super::dates::until_day;
use super::raw::{RawTierTighten, RawTiers};
use super::{Library, NATION, day};
use crate::affair::{Setting, Tighter, turning_days};
use crate::fault::Faults;
use crate::library::Tier;
use crate::read::raw::Text;
use std::collections::BTreeSet;
use village::{Day, Fen};

impl Library {
    pub(super) fn tiers(&mut self, raw: RawTiers, layer: &str, faults: &mut Faults<'_>) {
        for tier in raw.tier {
            if layer != NATION {
                let what = format!(
                    "the tiers are the nation's; lower the limit of one with [[tighten]] tier = {:?}",
                    tier.id.get_ref()
                );
                faults.at(&tier.id.span(), what);
                continue;
            }
            let values = tier.up_to.iter().map(|up_to| (up_to, &tier.since, &tier.articles));
            let later = tier.then.iter().map(|then| (&then.up_to, &then.since, &then.articles));
            let mut up_to: Vec<Setting> = Vec::new();
            for (value, since, articles) in values.chain(later) {
                let articles = self.articles(articles, faults);
                let first = day(since, faults);
                if up_to.last().is_some_and(|before| first <= before.since) {
                    faults.at(&since.span(), "later limits come in the order of their days");
                }
                let (file, line) = faults.file_and_line(&value.span());
                let layer = layer.to_owned();
                up_to.extend(yuan(value, faults).map(|value| Setting {
                    value,
                    since: first,
                    until: None,
                    layer,
                    file,
                    line,
                    articles,
                }));
            }
            self.tiers.list.push(Tier { id: tier.id.into_inner(), words: tier.words, up_to });
        }
        for change in &raw.tighten {
            self.lower(change, layer, faults);
        }
        self.rising(faults);
    }

    fn lower(&mut self, change: &RawTierTighten, layer: &str, faults: &mut Faults<'_>) {
        let articles = self.articles(&change.articles, faults);
        let (since, value) = (day(&change.since, faults), yuan(&change.up_to, faults));
        let until = until_day(Some(since), change.until.as_ref(), faults);
        let names: Vec<String> = self.tiers.list.iter().map(|tier| tier.id.clone()).collect();
        let Some(tier) = self.tiers.list.iter_mut().find(|tier| tier.id == *change.tier.get_ref()) else {
            let known = names.iter().map(String::as_str);
            faults.unknown(&change.tier.span(), "tier", change.tier.get_ref(), known);
            return;
        };
        if tier.up_to.is_empty() {
            faults.at(&change.tier.span(), format!("{} is the last tier and has no limit", tier.id));
            return;
        }
        let Some(value) = value else { return };
        let (file, line) = faults.file_and_line(&change.up_to.span());
        let new = Setting { value, since, until, layer: layer.to_owned(), file, line, articles };
        if let Some((on, above)) = super::parameter::loosened(&tier.up_to, &new, Tighter::Less) {
            let what = format!(
                "on {on} the limit of {} is {} by `{}` ({}:{}); {} would raise it",
                tier.id,
                Fen(above.value),
                above.layer,
                above.file,
                above.line,
                Fen(value)
            );
            faults.at(&change.up_to.span(), what);
            return;
        }
        tier.up_to.push(new);
    }

    /// On every day the limits rise from one tier to the next.
    fn rising(&self, faults: &mut Faults<'_>) {
        let days: BTreeSet<Day> = self.tiers.list.iter().flat_map(|tier| turning_days(&tier.up_to)).collect();
        let falls = |day: &Day| {
            let limits: Vec<i64> = self.tiers.list.iter().filter_map(|tier| tier.limit_fen(*day)).collect();
            !limits.is_sorted()
        };
        if let Some(day) = days.into_iter().find(falls) {
            faults.at(&(0..0), format!("the tiers' limits must rise from one to the next; on {day} they do not"));
        }
    }
}

fn yuan(text: &Text, faults: &mut Faults<'_>) -> Option<i64> {
    match Fen::parse(text.get_ref()) {
        Ok(fen) => Some(fen.0),
        Err(error) => {
            faults.at(&text.span(), error.to_string());
            None
        }
    }
}
