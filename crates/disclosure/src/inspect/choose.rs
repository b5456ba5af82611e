//! Which villages are looked at: all of an area, some by lot that everybody can draw again, or those not looked at longest.

use sha2::{Digest, Sha256};
use village::{Day, Place};

/// How the villages are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Every village of the area.
    All,
    /// So many by lot.
    Lot(usize),
    /// So many of those that nobody has looked at longest.
    Longest(usize),
}

impl Choice {
    /// As it is kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Lot(_) => "lot",
            Self::Longest(_) => "longest",
        }
    }
}

/// The chosen villages, of those given with the day on which somebody last looked at each. By lot: the smallest by
/// SHA-256 of `seed/code`, so that whoever knows the published seed draws the same. Longest: never first, then the earliest day,
/// then by code.
#[must_use]
pub fn choose(villages: &[(Place, Option<Day>)], choice: Choice, seed: &str) -> Vec<Place> {
    let mut all = villages.to_vec();
    let many = match choice {
        Choice::All => all.len(),
        Choice::Lot(many) => {
            all.sort_by_cached_key(|(place, _)| Sha256::digest(format!("{seed}/{place}")).to_vec());
            many
        }
        Choice::Longest(many) => {
            all.sort_by(|(a, last), (b, other)| last.cmp(other).then_with(|| a.cmp(b)));
            many
        }
    };
    all.into_iter().take(many).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn villages() -> Vec<(Place, Option<Day>)> {
        let one = |code: &str, day: Option<&str>| (Place::new(code).unwrap(), day.map(|day| day.parse().unwrap()));
        vec![
            one("990101001001", Some("2026-03-01")),
            one("990101001002", None),
            one("990101001003", Some("2026-01-01")),
            one("990101001004", None),
        ]
    }

    fn codes(choice: Choice, seed: &str) -> Vec<String> {
        choose(&villages(), choice, seed).iter().map(|place| place.to_string()[9..].to_owned()).collect()
    }

    #[test]
    fn the_longest_unseen_come_first_and_never_seen_before_them() {
        assert_eq!(codes(Choice::Longest(3), ""), ["002", "004", "003"]);
    }

    #[test]
    fn a_lot_is_the_same_for_everybody_who_knows_the_seed() {
        assert_eq!(codes(Choice::Lot(2), "7-ab"), codes(Choice::Lot(2), "7-ab"));
        let first: std::collections::BTreeSet<Vec<String>> =
            (0..40).map(|seed| codes(Choice::Lot(1), &seed.to_string())).collect();
        assert_eq!(first.len(), 4, "each village is drawn by some seed");
    }

    #[test]
    fn all_are_all_and_more_than_there_are_is_all() {
        assert_eq!(codes(Choice::All, "").len(), 4);
        assert_eq!(codes(Choice::Lot(9), "x").len(), 4);
    }
}
