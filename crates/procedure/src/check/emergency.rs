//! The emergency lane: what it lets be done early, and what it never lets be left out.
//!
//! `broken` looks at every allowed act: nothing is done at once but in an open lane and within its cap, no money leaves
//! before everything postponed is made up, and a case in which something was done at once ends with all of it made up, or
//! as not ratified. `prove` looks at the whole walk: from every state of the lane each postponed step can still be reached,
//! and whatever the ordinary road never leaves out is done before, made up afterwards, or named as waived.

use super::explore::{Move, Walk};
use super::{CounterExample, audit, graph, story};
use crate::affair::{Affair, Emergency, FieldKind, Step, Way};
use crate::attempt::Taken;
use crate::lane;
use crate::state::{CaseState, FactValue, Position};
use std::collections::BTreeSet;
use village::{Day, Fen, Words};

/// Whether a need of an effect may be met afterwards: the step is taken at once in the lane, and what it needs is made up.
pub(crate) fn is_postponed(affair: &Affair, step: &Step, after: &CaseState, any: &[String]) -> bool {
    let Some(emergency) = affair.emergency.as_ref().filter(|lane| lane.is_at_once(&step.id)) else { return false };
    let duty = |id: &str| affair.step(id).is_some_and(|step| any.contains(&step.duty));
    lane::is_open(affair, after) && emergency.made_up.iter().any(|one| duty(&one.by))
}

/// The claim about the lane that an allowed act breaks; `None` when it breaks none.
pub(crate) fn broken(affair: &Affair, step: &Step, after: &CaseState, taken: &Taken) -> Option<Words> {
    let emergency = affair.emergency.as_ref()?;
    let at_once = emergency.is_at_once(&step.id);
    if !lane::is_open(affair, after) {
        return lane::has_acted(affair, emergency, after).then(|| {
            Words::new(
                format!("先办了急事，到“{}”时却不在应急办理里", step.name.zh),
                format!("something was done at once, and at “{}” no emergency lane is open", step.name.en),
            )
        });
    }
    if (at_once || !taken.effects.is_empty())
        && let Some(day) = lane::opened(affair, emergency, after)
        && let Some(words) = over_the_cap(affair, after, day)
    {
        return Some(words);
    }
    let missing = lane::missing(affair, emergency, after);
    let pays = taken.effects.iter().any(|effect| effect == "payment");
    let effect = !taken.effects.is_empty() && !at_once && !emergency.makes_up(&step.id);
    if (pays || effect) && lane::has_acted(affair, emergency, after) && !missing.is_empty() {
        let left = story::names(affair, &missing);
        return Some(Words::new(
            format!("应急办理的{}还没有补办，就“{}”了", left.zh, step.name.zh),
            format!("“{}” came before {} had been made up", step.name.en, left.en),
        ));
    }
    let Position::Ended(ending) = &taken.next else { return None };
    if !lane::has_acted(affair, emergency, after) {
        return None;
    }
    if *ending != emergency.unratified && !missing.is_empty() {
        let left = story::names(affair, &missing);
        return Some(Words::new(
            format!("应急办理没有补办{}就办结了，也没有按未追认报警示", left.zh),
            format!("an emergency ended without {}, and not as one that was not ratified", left.en),
        ));
    }
    let disclosed = audit::disclosed(affair, after);
    let hidden = emergency.discloses.iter().find(|code| !disclosed.contains(*code))?;
    Some(Words::new(
        format!("应急办理办结了，却没有公开{hidden}"),
        format!("an emergency ended without disclosing {hidden}"),
    ))
}

/// Which amount of the case is above the lane's cap of a day; `None` when none is.
pub(crate) fn over_the_cap(affair: &Affair, after: &CaseState, day: Day) -> Option<Words> {
    let emergency = affair.emergency.as_ref()?;
    let cap = affair.parameters.get(&emergency.cap)?.on(day);
    let above = emergency.amounts.iter().find_map(|fact| match after.facts.get(fact) {
        Some(number @ FactValue::Int(fen)) if *fen > cap => {
            let money = affair.facts.get(fact) == Some(&FieldKind::Money);
            Some((number.words(money).zh, FactValue::Int(cap).words(money).zh))
        }
        _ => None,
    });
    let (above, cap) = above?;
    Some(Words::new(
        format!("应急办理办了{above}，超过上限{cap}"),
        format!("{above} was done in the emergency lane, above its cap of {cap}"),
    ))
}

/// What the whole walk must show.
pub(crate) fn prove(walk: &Walk<'_>) -> Result<(), Box<CounterExample>> {
    let Some(emergency) = &walk.affair.emergency else { return Ok(()) };
    reached(walk, emergency)?;
    for one in &emergency.at_once {
        left_out(walk, emergency, &one.step, &one.instead_of)?;
    }
    Ok(())
}

/// From every state in which something was done at once, each step that is still missing can be reached.
fn reached(walk: &Walk<'_>, emergency: &Emergency) -> Result<(), Box<CounterExample>> {
    let next = walk.next();
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (from, to) in next.iter().enumerate().flat_map(|(from, list)| list.iter().map(move |to| (from, *to))) {
        back.get_mut(to).into_iter().for_each(|list| list.push(from));
    }
    for step in emergency.ratifying(walk.affair) {
        let waits = |at: &Position| *at == Position::Step(step.to_owned());
        let starts = walk.nodes.iter().enumerate().filter(|(_, node)| waits(&node.state.at)).map(|(place, _)| place);
        let can = graph::reach(&back, starts);
        let lost = walk.nodes.iter().enumerate().find(|(place, node)| {
            let running = matches!(node.state.at, Position::Step(_)) && lane::is_open(walk.affair, &node.state);
            running
                && lane::has_acted(walk.affair, emergency, &node.state)
                && lane::missing(walk.affair, emergency, &node.state).contains(&step)
                && !can.contains_key(place)
        });
        if let Some((place, _)) = lost {
            let name = story::names(walk.affair, &[step]);
            let claim = Words::new(
                format!("应急办理以后，再也走不到要补办的{}", name.zh),
                format!("in the emergency lane {} can no longer be reached", name.en),
            );
            return Err(walk.broken_at(step, claim, story::tell(walk, place, None)));
        }
    }
    Ok(())
}

/// Whatever no ordinary road to the step leaves out is done before it in the lane too, or is made up, or is waived by name.
fn left_out(walk: &Walk<'_>, emergency: &Emergency, early: &str, ordinary: &str) -> Result<(), Box<CounterExample>> {
    let opens = emergency.opens.as_str();
    let answered: BTreeSet<&str> = emergency
        .made_up
        .iter()
        .map(|one| one.step.as_str())
        .chain(emergency.waived.iter().map(String::as_str))
        .chain(emergency.at_once.iter().map(|one| one.instead_of.as_str()))
        .collect();
    for step in walk.affair.steps.iter().map(|step| step.id.as_str()).filter(|step| *step != opens) {
        let needed = comes_to(walk, ordinary, &[opens]) && !comes_to(walk, ordinary, &[opens, step]);
        let in_lane = !comes_to(walk, early, &[step]);
        if needed && !in_lane && !answered.contains(step) {
            let (name, done) = (story::names(walk.affair, &[step]), story::names(walk.affair, &[early]));
            let claim = Words::new(
                format!("应急办理先办{}，把{}漏掉了：既不补办，也没有写明可以不办", done.zh, name.zh),
                format!("the emergency lane does {} and leaves out {}: neither made up nor waived", done.en, name.en),
            );
            return Err(walk.broken_at(step, claim, Vec::new()));
        }
    }
    Ok(())
}

/// Whether the walk takes a step well on some road without the others.
fn comes_to(walk: &Walk<'_>, step: &str, without: &[&str]) -> bool {
    let open = |way: &&Move| !without.contains(&way.attempt.step.as_str());
    let next: Vec<Vec<usize>> =
        walk.nodes.iter().map(|node| node.ways.iter().filter(open).map(|way| way.to).collect()).collect();
    let way_of = |way: &Move| walk.affair.step(&way.attempt.step).and_then(|step| step.outcome(&way.outcome));
    let well = |way: &&Move| way.attempt.step == step && way_of(way).is_some_and(|outcome| outcome.way == Way::On);
    let at =
        |place: &usize| walk.nodes.get(*place).into_iter().flat_map(|node| &node.ways).filter(open).any(|w| well(&w));
    !without.contains(&step) && graph::reach(&next, [0]).keys().any(at)
}

/// What a walk without a counter-example has proved of the lane.
pub(crate) fn claims(affair: &Affair, day: Day) -> Vec<Words> {
    let Some(emergency) = &affair.emergency else { return Vec::new() };
    let number = |id: &String| affair.parameters.get(id).map_or(0, |parameter| parameter.on(day));
    let late = story::names(affair, &emergency.ratifying(affair));
    let cap = affair.parameters.get(&emergency.cap).map_or_else(String::new, |parameter| match parameter.unit {
        crate::affair::Unit::Fen => Fen(parameter.on(day)).to_string(),
        _ => parameter.on(day).to_string(),
    });
    let days = number(&emergency.within);
    vec![
        Words::new(
            format!(
                "应急办理的每条路，要么补齐{}，要么按“未追认”办结并报红色预警；一步不少，该公开的一样不漏",
                late.zh
            ),
            format!(
                "every road of the emergency lane makes up {}, or ends as not ratified with its red alert; nothing is left out or hidden",
                late.en
            ),
        ),
        Words::new(
            format!("应急办理不超过{cap}，{days}天内补办，补齐以前一分钱也付不出去"),
            format!(
                "nothing above {cap} is done in the emergency lane, {days} days are given to make it up, and no money leaves before that"
            ),
        ),
    ]
}
