//! Order: which step comes next, what a step out of turn is missing, what a publicity window still waits for.

use super::{say, violation};
use crate::affair::{Affair, Step};
use crate::book::RuleBook;
use crate::state::{CaseState, Position, day_words};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{Day, Kind, Refusal, Words};

/// Why a step other than the present one cannot be taken.
pub(crate) fn refusal(book: &RuleBook, affair: &Affair, state: &CaseState, step: &Step) -> Refusal {
    let here = match &state.at {
        Position::Step(id) => affair.step(id),
        Position::Ended(_) => None,
    };
    // What a return has undone is not done: taking it again out of turn skips whatever the return asked for.
    let done = state.stands(affair, &step.id);
    let refusal = match (here, done) {
        (Some(here), done) => match road(affair, &here.id, &step.id) {
            Some(between) if done.is_none() => missing(affair, here, step, &between),
            _ if done.is_some() => already_done(state, step, Some(here)),
            Some(_) | None => not_on_this_road(here, step),
        },
        (None, Some(_)) => already_done(state, step, None),
        (None, None) => ended(affair, state, step),
    };
    say::grounds(book, refusal)
}

fn missing(affair: &Affair, here: &Step, step: &Step, between: &[String]) -> Refusal {
    let who = say::posts(&here.who);
    let further = say::steps(between.iter().filter_map(|id| affair.step(id)));
    let (then_zh, then_en) = if between.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("，之后还有{}", further.zh), format!(", and after it {}", further.en))
    };
    let mut refusal = violation(
        Kind::NotNow,
        "order",
        Words::new(
            format!("还不能办“{}”：前面的“{}”还没有办（由{}办理）{then_zh}", step.name.zh, here.name.zh, who.zh),
            format!(
                "“{}” cannot be done yet: “{}” has not been done (by {}){then_en}",
                step.name.en, here.name.en, who.en
            ),
        ),
        Words::new(
            format!("请先由{}办理“{}”，再按顺序往下办", who.zh, here.name.zh),
            format!("First {} must do “{}”; then go on in order", who.en, here.name.en),
        ),
    );
    refusal.articles = here.articles.clone();
    for article in &step.articles {
        if !refusal.articles.contains(article) {
            refusal.articles.push(article.clone());
        }
    }
    refusal
}

fn already_done(state: &CaseState, step: &Step, here: Option<&Step>) -> Refusal {
    let day = state.last(&step.id).map(|done| day_words(done.moment.day())).unwrap_or_default();
    let next = match here {
        Some(here) => Words::new(
            format!("现在轮到“{}”，请刷新页面查看", here.name.zh),
            format!("It is now the turn of “{}”; reload the page", here.name.en),
        ),
        None => Words::new("这个办件已经办结，请刷新页面查看", "This case has ended; reload the page"),
    };
    Refusal::new(
        Kind::NotNow,
        "already_done",
        Words::new(
            format!("“{}”在{}已经办过了，不能重复办理", step.name.zh, day.zh),
            format!("“{}” was done already on {}; it cannot be done twice", step.name.en, day.en),
        ),
        next,
    )
}

fn not_on_this_road(here: &Step, step: &Step) -> Refusal {
    let who = say::posts(&here.who);
    let mut refusal = violation(
        Kind::NotNow,
        "not_on_this_road",
        Words::new(
            format!("“{}”不在这个办件接下来的路线上，现在要办的是“{}”", step.name.zh, here.name.zh),
            format!("“{}” is not on the road ahead of this case; it waits for “{}”", step.name.en, here.name.en),
        ),
        Words::new(format!("请由{}办理“{}”", who.zh, here.name.zh), format!("{} must do “{}”", who.en, here.name.en)),
    );
    refusal.articles = here.articles.clone();
    refusal
}

fn ended(affair: &Affair, state: &CaseState, step: &Step) -> Refusal {
    let ending = match &state.at {
        Position::Ended(id) => affair.ending(id).map(|ending| ending.words.clone()),
        Position::Step(_) => None,
    };
    let ending = ending.unwrap_or_default();
    let mut refusal = violation(
        Kind::NotNow,
        "ended",
        Words::new(
            format!("这个办件已经办结（{}），不能再办“{}”", ending.zh, step.name.zh),
            format!("This case has ended ({}); “{}” can no longer be done", ending.en, step.name.en),
        ),
        Words::new(
            "如确有需要，请重新发起一个办件，从第一步办起",
            "If it is still needed, open a new case from its first step",
        ),
    );
    refusal.articles = step.articles.clone();
    refusal
}

/// Why the publicity that runs does not let the case go on; `None` when nothing waits.
pub(crate) fn window(book: &RuleBook, affair: &Affair, state: &CaseState, today: Day) -> Option<Refusal> {
    let window = state.windows.last()?;
    let step = affair.step(&window.step)?;
    let mut refusal = if today <= window.closes {
        let (last, left) = (day_words(window.closes), window.closes.left(today));
        let next = day_words(window.closes.plus(1));
        violation(
            Kind::NotNow,
            "window",
            Words::new(
                format!("“{}”的公示期到{}才满（{}）", step.name.zh, last.zh, left.zh),
                format!("The publicity of “{}” runs until {} ({})", step.name.en, last.en, left.en),
            ),
            Words::new(
                format!("请等公示期满，{}起再办", next.zh),
                format!("Please wait until the publicity is over; from {} on it can be done", next.en),
            ),
        )
    } else if window.open_objections > 0 {
        let count = window.open_objections;
        violation(
            Kind::NotNow,
            "objection",
            Words::new(
                format!("“{}”还有{count}条异议没有答复，不能往下办", step.name.zh),
                format!("{count} objections to “{}” have not been answered", step.name.en),
            ),
            Words::new("请先逐条答复异议，再办下一步", "Answer every objection first"),
        )
    } else {
        return upheld(book, affair, state);
    };
    refusal.articles = step.articles.clone();
    Some(say::grounds(book, refusal))
}

/// An objection that was found right sends the matter back: it does not go on until a return has undone the publicity.
fn upheld(book: &RuleBook, affair: &Affair, state: &CaseState) -> Option<Refusal> {
    let mut seen = BTreeSet::new();
    // Of each publicity step the last window counts; an earlier one was undone by the return that opened it again.
    let latest = state.windows.iter().rev().filter(|window| seen.insert(&window.step));
    let mut right = latest.filter(|w| w.upheld_objections > 0 && state.stands(affair, &w.step).is_some());
    let step = affair.step(&right.next()?.step)?;
    let mut refusal = violation(
        Kind::NotNow,
        "objection_upheld",
        Words::new(
            format!("“{}”有异议经核实成立，不能往下办", step.name.zh),
            format!("An objection to “{}” was found right; the matter does not go on", step.name.en),
        ),
        Words::new("请选退回的办法，改正以后重新公示", "Choose to send it back; put it right and make it public again"),
    );
    refusal.articles = step.articles.clone();
    Some(say::grounds(book, refusal))
}

/// The steps strictly between two steps on the shortest road; `None` when there is no road.
fn road(affair: &Affair, from: &str, to: &str) -> Option<Vec<String>> {
    let mut came: BTreeMap<&str, &str> = BTreeMap::new();
    let (mut queue, mut seen) = (VecDeque::from([from]), BTreeSet::from([from]));
    while let Some(at) = queue.pop_front() {
        if at == to {
            let mut path = Vec::new();
            let mut back = came.get(at).copied();
            while let Some(step) = back.filter(|step| *step != from) {
                path.push(step.to_owned());
                back = came.get(step).copied();
            }
            path.reverse();
            return Some(path);
        }
        let Some(step) = affair.step(at) else { continue };
        for branch in step.outcomes.iter().flat_map(|outcome| &outcome.branches) {
            if seen.insert(&branch.to) {
                came.insert(&branch.to, at);
                queue.push_back(&branch.to);
            }
        }
    }
    None
}
