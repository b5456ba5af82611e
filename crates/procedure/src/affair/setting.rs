//! A value that a layer sets, from a day on; which of several is in force on a day.

use std::collections::BTreeSet;
use village::{Article, Day};

/// One value of a parameter or a tier, with its source.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The value.
    pub value: i64,
    /// The first day in force.
    pub since: Day,
    /// The last day in force; none for what lasts until the same file says something else.
    pub until: Option<Day>,
    /// The layer that set it.
    pub layer: String,
    /// The file in which it stands.
    pub file: String,
    /// The line in that file.
    pub line: usize,
    /// Law, or a county's choice.
    pub articles: Vec<Article>,
}

/// Which direction is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tighter {
    /// A larger value is stricter (days of publicity).
    More,
    /// A smaller value is stricter (an amount that one person may approve).
    Less,
}

impl Tighter {
    /// Whether `value` is looser than `other`.
    #[must_use]
    pub fn looser(self, value: i64, other: i64) -> bool {
        match self {
            Self::More => value < other,
            Self::Less => value > other,
        }
    }
}

impl Setting {
    fn holds_on(&self, day: Day) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// What is in force on a day. Each file's newest value counts, and of these the strictest: so a lower layer never loosens,
/// even on a day on which a layer above has become stricter. Before the first day of all, the first value holds.
pub(crate) fn in_force<'a>(
    settings: impl DoubleEndedIterator<Item = &'a Setting> + Clone,
    tighter: Tighter,
    day: Day,
) -> Option<&'a Setting> {
    let first = settings.clone().next()?;
    let mut files: Vec<&str> = Vec::new();
    let mut strictest: Option<&'a Setting> = None;
    for setting in settings.rev().filter(|setting| setting.holds_on(day)) {
        if files.contains(&setting.file.as_str()) {
            continue;
        }
        files.push(&setting.file);
        // From the lowest layer up: of equal values the upper layer's is named, which would hold without the lower one.
        if strictest.is_none_or(|found| !tighter.looser(setting.value, found.value)) {
            strictest = Some(setting);
        }
    }
    // A value that is still to come binds the layers below already.
    let unheard = !files.contains(&first.file.as_str());
    if unheard && strictest.is_none_or(|found| tighter.looser(found.value, first.value)) {
        strictest = Some(first);
    }
    strictest
}

/// The days on which the value may change: the first day of each, and the day after its last.
pub(crate) fn turning_days(settings: &[Setting]) -> BTreeSet<Day> {
    let ends = settings.iter().filter_map(|setting| setting.until).map(|until| until.plus(1));
    settings.iter().map(|setting| setting.since).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn set(file: &str, value: i64, since: &str, until: &str) -> Setting {
        let until = (!until.is_empty()).then(|| day(until));
        let (layer, file) = (file.to_owned(), format!("{file}/parameters.toml"));
        Setting { value, since: day(since), until, layer, file, line: 1, articles: Vec::new() }
    }

    fn check(settings: &[Setting], on: &str, value: i64) {
        let found = in_force(settings.iter(), Tighter::Less, day(on)).map(|setting| setting.value);
        assert_eq!(found, Some(value), "on {on}");
    }

    #[test]
    fn a_value_holds_from_its_first_day_until_the_next() {
        let nation = [set("national", 30, "2026-01-01", ""), set("national", 20, "2026-07-01", "")];
        check(&nation, "2025-06-01", 30);
        check(&nation, "2026-06-30", 30);
        check(&nation, "2026-07-01", 20);
    }

    #[test]
    fn a_lower_layers_value_lapses_after_its_last_day() {
        let both = [set("national", 30, "2026-01-01", ""), set("wuyi", 10, "2026-03-01", "2026-03-31")];
        check(&both, "2026-02-28", 30);
        check(&both, "2026-03-31", 10);
        check(&both, "2026-04-01", 30);
    }

    #[test]
    fn a_layer_above_that_becomes_stricter_is_not_held_back_by_one_below() {
        let both = [
            set("national", 30, "2026-01-01", ""),
            set("national", 5, "2026-07-01", ""),
            set("wuyi", 10, "2026-03-01", ""),
        ];
        check(&both, "2026-06-30", 10);
        check(&both, "2026-07-01", 5);
    }

    #[test]
    fn a_lower_layer_alone_in_force_never_loosens_what_is_still_to_come() {
        check(&[set("national", 10, "2026-07-01", ""), set("wuyi", 30, "2026-01-01", "")], "2026-02-01", 10);
    }
}
