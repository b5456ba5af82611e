//! What is past its limit, with its colour, its icon and its word: blue, then yellow, then red, as the rules weigh it.

use crate::show::{State, Tag};
use crate::told::Teller;
use procedure::{RuleBook, Weight, lateness};
use village::Day;

/// How late something is that was due; `None` when it is not.
pub(crate) fn late_tag(teller: &Teller, book: &RuleBook, due: Day) -> Option<Tag> {
    let late = lateness(book, due, teller.today)?;
    let (state, key) = match late.weight {
        Weight::Blue => (State::Notice, "late-blue"),
        Weight::Yellow => (State::Yellow, "late-yellow"),
        Weight::Red => (State::Red, "late-red"),
    };
    if teller.on_paper {
        let word = teller.say("late-on-paper").put("day", teller.day(due).words);
        return Some(Tag::new(state, word));
    }
    // On the days of rest right after a limit no working day has passed yet.
    let how = match late.working_days {
        0 => teller.say("late-days").put("count", late.days).to_string(),
        count => teller.say("late-working-days").put("count", count).to_string(),
    };
    Some(Tag::new(state, teller.say(key).put("how", how)))
}

/// How long is left, or how late it is. Before the limit there is no colour; from the day that the rule names on, a word.
pub(crate) fn due_tag(teller: &Teller, book: &RuleBook, due: Option<Day>, remind: Option<Day>) -> Tag {
    let Some(due) = due else { return Tag::new(State::Ordinary, teller.say("case-running")) };
    late_tag(teller, book, due).unwrap_or_else(|| {
        let word = match () {
            () if teller.on_paper => teller.say("case-running").to_string(),
            () if is_soon(teller, Some(due), remind) => {
                teller.say("due-soon").put("left", teller.left(due)).to_string()
            }
            () => teller.left(due),
        };
        Tag::new(State::Ordinary, word)
    })
}

/// Whether the rule has it said that the limit is near.
pub(crate) fn is_soon(teller: &Teller, due: Option<Day>, remind: Option<Day>) -> bool {
    due.is_some_and(|due| due >= teller.today) && remind.is_some_and(|day| day <= teller.today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::told::Eyes;
    use village::{Language, Moment};

    #[test]
    fn the_longer_past_its_limit_the_louder_and_never_by_colour_alone() {
        let book = RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap();
        // Thursday, 12 March 2026.
        let teller = Teller::new(Language::Zh, Moment(1_773_280_800_000), Eyes::Stranger);
        let told = |due: &str| late_tag(&teller, &book, due.parse().unwrap()).map(|tag| (tag.state, tag.word));
        assert_eq!(told("2026-03-12"), None);
        assert_eq!(told("2026-03-11"), Some((State::Notice, "已过期限：逾期1个工作日".to_owned())));
        assert_eq!(told("2026-03-09"), Some((State::Yellow, "逾期较久：逾期3个工作日".to_owned())));
        assert_eq!(told("2026-02-25").map(|(state, _)| state), Some(State::Red));
    }

    #[test]
    fn before_the_limit_there_is_a_word_when_the_rule_says_so_and_never_a_colour() {
        let book = RuleBook::read(&demo::shipped_rules(), &["national", "zhejiang"]).unwrap();
        let teller = Teller::new(Language::Zh, Moment(1_773_280_800_000), Eyes::Stranger);
        let day = |text: &str| Some(text.parse().unwrap());
        let told = |due, remind| due_tag(&teller, &book, day(due), day(remind));
        let tag = told("2026-03-13", "2026-03-12");
        assert_eq!((tag.state, tag.word.contains("快到期")), (State::Ordinary, true), "{}", tag.word);
        let tag = told("2026-03-13", "2026-03-13");
        assert_eq!((tag.state, tag.word.contains("快到期")), (State::Ordinary, false), "{}", tag.word);
        assert_eq!(told("2026-03-11", "2026-03-09").state, State::Notice, "blue on the first day after");
    }
}
