//! What whoever keeps the rules should know beside the proof: laws that have changed, years without holidays.

use procedure::{Outdated, RuleBook, outdated, unannounced_words, unannounced_years};
use std::collections::BTreeMap;
use village::{Clock, Day};

fn today() -> Day {
    crate::clock::SystemClock.now().day()
}

/// Every law that no longer reads as it is cited, with each step and number that cites it; years without holidays.
pub(crate) fn print(book: &RuleBook) {
    print_on(book, today());
}

fn print_on(book: &RuleBook, today: Day) {
    for law in outdated(book, today) {
        print_law(&law);
    }
    for year in unannounced_years(book, today) {
        let words = unannounced_words(year);
        say!("! {}\n  {}", words.zh, words.en);
    }
}

fn print_law(law: &Outdated) {
    let words = law.words();
    say!("! {}\n  {}", words.zh, words.en);
    if let Some(note) = &law.law.note {
        say!("  {}\n  {}", note.zh, note.en);
    }
    let mut by_affair: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for one in &law.cited {
        let at = one.at.as_ref().map_or_else(String::new, |at| format!(" {at}"));
        let line = format!("{} / {}: {}{at}", one.what.zh, one.what.en, one.articles.join(", "));
        by_affair.entry(&one.affair).or_default().push(line);
    }
    for (affair, lines) in by_affair {
        say!("  {}", if affair.is_empty() { "各事项共用 / shared by every affair" } else { affair });
        for line in lines {
            say!("    · {line}");
        }
    }
}
