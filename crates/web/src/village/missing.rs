//! What the catalogue asks to be public by now and is not: it stands in its place, as loud as what is there.

use crate::part::Subject;
use crate::show::{State, Tag};
use crate::told::Teller;
use affairs::Disclosure;
use procedure::{CatalogueItem, RuleBook};
use village::Day;

/// A period that is over: its first day, the first day after it, and what it is called.
struct Period {
    starts: Day,
    ends: Day,
    words: String,
}

/// The items of the catalogue that villagers may read, that come round regularly, and whose last period was not made
/// public here. What an affair makes public by itself, as it happens, is never missing.
pub(crate) fn missing(teller: &Teller, book: &RuleBook, subject: Subject, disclosures: &[Disclosure]) -> Vec<Tag> {
    let letter = match subject {
        Subject::Party => 'P',
        Subject::Affairs => 'V',
        Subject::Finance => 'F',
        Subject::Projects | Subject::Contracts | Subject::Seal => return Vec::new(),
    };
    let items = book.catalogue.values().filter(|item| item.code.starts_with(letter) && item.scope == "public");
    items
        .filter(|item| !comes_by_itself(book, &item.code))
        .filter_map(|item| {
            let period = last_period(teller, item)?;
            let is_there = disclosures.iter().any(|disclosure| {
                disclosure.discloses.contains(&item.code) && disclosure.moment.day() >= period.starts
            });
            let words = teller.say("missing-item").put("name", teller.heading(&item.name)).put("period", period.words);
            // A month late is a nudge; what has been missing for longer weighs more.
            let state = if teller.today.since(period.ends) > 31 { State::Orange } else { State::Yellow };
            (!is_there).then(|| Tag::new(state, words))
        })
        .collect()
}

fn comes_by_itself(book: &RuleBook, code: &String) -> bool {
    book.affairs.values().flat_map(|affair| &affair.steps).any(|step| step.discloses.contains(code))
}

fn last_period(teller: &Teller, item: &CatalogueItem) -> Option<Period> {
    let today = teller.today;
    let length = match item.often.as_str() {
        "monthly" => 1,
        "quarterly" => 3,
        "half_year" => 6,
        "yearly" => 12,
        // At once: nobody can tell from the catalogue alone that something has happened.
        _ => return None,
    };
    let ends = Day::new(today.year(), (today.month() - 1) / length * length + 1, 1)?;
    let last = ends.plus(-1);
    let starts = Day::new(last.year(), (last.month() - 1) / length * length + 1, 1)?;
    let (year, part) = (last.year(), (last.month() - 1) / length + 1);
    let words = match length {
        1 => teller.month(last),
        3 => teller.say("period-quarter").put("year", year.to_string()).put("part", part).to_string(),
        6 => teller.say("period-half").put("year", year.to_string()).put("part", part).to_string(),
        _ => teller.say("period-year").put("year", year.to_string()).to_string(),
    };
    Some(Period { starts, ends, words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::Eyes;
    use village::{Language, Words};

    fn period(today: &str, often: &str) -> Option<(String, String, String)> {
        let day: Day = today.parse().unwrap();
        let teller = Teller::new(Language::Zh, day.at(9, 0), Eyes::Stranger);
        let item = CatalogueItem {
            code: "F01".into(),
            name: Words::new("收入明细", "income"),
            often: often.into(),
            scope: "public".into(),
        };
        last_period(&teller, &item).map(|p| (p.starts.to_string(), p.ends.to_string(), p.words))
    }

    #[test]
    fn the_last_period_that_is_over_is_found_across_the_turn_of_the_year() {
        let expect = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(period("2026-01-05", "monthly"), expect("2025-12-01", "2026-01-01", "2025年12月"));
        assert_eq!(period("2026-05-20", "quarterly"), expect("2026-01-01", "2026-04-01", "2026年第1季度"));
        assert_eq!(period("2026-02-20", "half_year"), expect("2025-07-01", "2026-01-01", "2025年下半年"));
        assert_eq!(period("2026-11-22", "yearly"), expect("2025-01-01", "2026-01-01", "2025年"));
        assert_eq!(period("2026-11-22", "at_once"), None);
    }
}
