//! Numbers over time: parameters and the limits of the tiers.

use super::{Found, change};
use crate::affair::{Parameter, Setting, Tighter, Unit, in_force, turning_days};
use crate::book::RuleBook;
use std::collections::BTreeSet;
use village::{Day, Fen, Words};

/// On which days a value differs between the books, and how: the day, what was, what will be.
type Turns = Vec<(Day, Option<i64>, Option<i64>)>;

pub(super) fn compare(found: &mut Found, old: &RuleBook, new: &RuleBook, today: Day) {
    for (id, parameter) in &new.parameters {
        let turns = turns_of(old.parameters.get(id), Some(parameter), today);
        tell(found, "", &Words::default(), parameter, &turns, today);
    }
    for gone in old.parameters.iter().filter(|(id, _)| !new.parameters.contains_key(*id)) {
        tell(found, "", &Words::default(), gone.1, &turns_of(Some(gone.1), None, today), today);
    }
    for (code, will) in &new.affairs {
        let Some(was) = old.affair(code) else { continue };
        let head = super::affair::head(will);
        let ids: BTreeSet<&String> = was.parameters.keys().chain(will.parameters.keys()).collect();
        for id in ids {
            let (a, b) = (was.parameters.get(id), will.parameters.get(id));
            let turns = turns_of(a, b, today);
            let shared = turns_of(old.parameters.get(id), new.parameters.get(id), today);
            if let Some(parameter) = b.or(a).filter(|_| turns != shared) {
                tell(found, code, &head, parameter, &turns, today);
            }
        }
    }
    for (was, will) in old.tiers.list.iter().zip(&new.tiers.list) {
        let turns = turns(&was.up_to, &will.up_to, Tighter::Less, today);
        let name = Words::new(
            format!("{}（{}）的上限", will.id, will.words.zh),
            format!("the limit of {} ({})", will.id, will.words.en),
        );
        for (day, old, new) in turns {
            let (was, will) = (quantity(Unit::Fen, old), quantity(Unit::Fen, new));
            let stricter = direction(Tighter::Less, old, new);
            let line = with(&change(&Words::default(), (&name.zh, &name.en), &was, &will), &stricter);
            found.say_from("", (day > today).then_some(day), line);
        }
        if was.words != will.words {
            let line = change(&Words::default(), ("由谁决定", "who decides"), &was.words, &will.words);
            found.say("", Words::new(format!("{}：{}", will.id, line.zh), format!("{}: {}", will.id, line.en)));
        }
    }
    if old.tiers.list.len() != new.tiers.list.len() {
        let many = |book: &RuleBook| Words::same(book.tiers.list.len().to_string());
        found.say("", change(&Words::default(), ("金额档数", "the number of tiers"), &many(old), &many(new)));
    }
}

fn turns_of(old: Option<&Parameter>, new: Option<&Parameter>, today: Day) -> Turns {
    let tighter = new.or(old).map_or(Tighter::Less, |parameter| parameter.tighter);
    let settings = |parameter: Option<&Parameter>| parameter.map(|p| p.settings.clone()).unwrap_or_default();
    turns(&settings(old), &settings(new), tighter, today)
}

fn turns(old: &[Setting], new: &[Setting], tighter: Tighter, today: Day) -> Turns {
    let later = turning_days(old).into_iter().chain(turning_days(new)).filter(|day| *day > today);
    let days: BTreeSet<Day> = std::iter::once(today).chain(later).collect();
    let (mut found, mut last) = (Turns::new(), None);
    for day in days {
        let value = |settings: &[Setting]| in_force(settings.iter(), tighter, day).map(|setting| setting.value);
        let pair = (value(old), value(new));
        // A pair that differs is told when it is new; one that does not, when the pair before it differed.
        let before = last.filter(|last: &(Option<i64>, Option<i64>)| last.0 != last.1);
        if (pair.0 != pair.1 && last != Some(pair)) || (pair.0 == pair.1 && before.is_some()) {
            found.push((day, pair.0, pair.1));
        }
        last = Some(pair);
    }
    found
}

fn tell(found: &mut Found, affair: &str, head: &Words, parameter: &Parameter, turns: &Turns, today: Day) {
    let name = Words::new(format!("“{}”", parameter.name.zh), format!("“{}”", parameter.name.en));
    for (day, old, new) in turns {
        let from = (*day > today).then_some(*day);
        let line = match (old, new) {
            (Some(old), Some(new)) if old == new => {
                let value = quantity(parameter.unit, Some(*new));
                let (zh, en) = (
                    format!("{}又与原来一样，为{}", name.zh, value.zh),
                    format!("{} is {} under both again", name.en, value.en),
                );
                Words::new(format!("{}{zh}", head.zh), format!("{}{en}", head.en))
            }
            _ => {
                let (was, will) = (quantity(parameter.unit, *old), quantity(parameter.unit, *new));
                with(&change(head, (&name.zh, &name.en), &was, &will), &direction(parameter.tighter, *old, *new))
            }
        };
        found.say_from(affair, from, line);
    }
}

fn with(line: &Words, end: &Words) -> Words {
    Words::new(format!("{}{}", line.zh, end.zh), format!("{}{}", line.en, end.en))
}

fn direction(tighter: Tighter, old: Option<i64>, new: Option<i64>) -> Words {
    match (old, new) {
        (Some(old), Some(new)) if tighter.looser(new, old) => Words::new("（放宽）", " (looser)"),
        (Some(_), Some(_)) => Words::new("（更严）", " (stricter)"),
        _ => Words::default(),
    }
}

/// `30天`, `¥2,000.00`.
pub(super) fn quantity(unit: Unit, value: Option<i64>) -> Words {
    let Some(value) = value else { return Words::new("没有规定", "no rule") };
    match unit {
        Unit::Days => Words::new(format!("{value}天"), format!("{value} days")),
        Unit::WorkingDays => Words::new(format!("{value}个工作日"), format!("{value} working days")),
        Unit::Fen => Words::new(format!("{}元", Fen(value)), format!("{} yuan", Fen(value))),
        Unit::People => Words::new(format!("{value}人"), format!("{value} people")),
        Unit::Percent => Words::same(format!("{value}%")),
        Unit::Months => Words::new(format!("{value}个月"), format!("{value} months")),
        Unit::Number => Words::same(value.to_string()),
    }
}
