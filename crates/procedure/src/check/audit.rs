//! What must be true of every allowed act, whatever the affair's file says: the independent side of the proof.

use crate::affair::{Affair, Ending, Step, StepKind, Way};
use crate::attempt::{Attempt, Taken};
use crate::book::RuleBook;
use crate::scope::Scope;
use crate::state::{CaseState, Done, Facts, Position};
use crate::voting::Voting;
use std::collections::{BTreeMap, BTreeSet};
use village::{PersonId, Post, Words};

/// The acts that came out well and that no return has undone.
pub(crate) fn standing<'a>(affair: &Affair, state: &'a CaseState) -> Vec<&'a Done> {
    let mut standing: Vec<&Done> = Vec::new();
    for (place, done) in state.acts.iter().enumerate() {
        let way = affair.step(&done.step).and_then(|step| step.outcome(&done.outcome)).map(|outcome| outcome.way);
        match way {
            Some(Way::On) => standing.push(done),
            Some(Way::Back) => {
                let to = state.acts.get(place + 1).map(|next| next.step.as_str());
                let to = to.or(match &state.at {
                    Position::Step(id) => Some(id.as_str()),
                    Position::Ended(_) => None,
                });
                let undone = to.map(|to| affair.ahead(to)).unwrap_or_default();
                standing.retain(|done| !undone.contains(done.step.as_str()));
            }
            Some(Way::Stop) | None => {}
        }
    }
    standing
}

/// Every act that came out well, undone or not.
pub(crate) fn went_on<'a>(affair: &Affair, state: &'a CaseState) -> Vec<&'a Done> {
    let well = |done: &&Done| {
        let outcome = affair.step(&done.step).and_then(|step| step.outcome(&done.outcome));
        outcome.is_some_and(|outcome| outcome.way == Way::On)
    };
    state.acts.iter().filter(well).collect()
}

/// Duties that stand, with the people who had them.
pub(crate) fn duties<'a>(affair: &'a Affair, acts: &[&'a Done]) -> BTreeMap<&'a str, BTreeSet<&'a PersonId>> {
    let mut duties: BTreeMap<&str, BTreeSet<&PersonId>> = BTreeMap::new();
    for done in acts {
        if let Some(step) = affair.step(&done.step) {
            duties.entry(step.duty.as_str()).or_default().insert(&done.person);
        }
    }
    duties
}

/// Everything disclosed so far.
pub(crate) fn disclosed(affair: &Affair, state: &CaseState) -> BTreeSet<String> {
    let outcomes = state.acts.iter().filter_map(|done| affair.step(&done.step)?.outcome(&done.outcome));
    outcomes.flat_map(|outcome| outcome.discloses.iter().cloned()).collect()
}

/// The claim that an allowed act breaks; `None` when it breaks none.
pub(crate) fn broken(book: &RuleBook, before: &CaseState, attempt: &Attempt, taken: &Taken) -> Option<Words> {
    let affair = book.affair(&before.affair)?;
    let step = affair.step(&attempt.step)?;
    let after = taken.applied(before, attempt);
    let never = book.duties.get(&step.duty).is_some_and(|duty| duty.top_leader_never);
    if never && attempt.actor.posts.contains(&Post::PartySecretary) {
        return Some(Words::new(
            format!("主要负责人不经办、不首签，但办成了“{}”", step.name.zh),
            format!("the top leader neither handles nor approves first, and yet did “{}”", step.name.en),
        ));
    }
    let goes_on = step.outcome(&taken.outcome).is_some_and(|outcome| outcome.way == Way::On);
    if let Some(words) = hasty(affair, before, attempt, goes_on)
        .or_else(|| timeless(affair, taken))
        .or_else(|| silent(step, taken, goes_on))
        .or_else(|| miscounted(book, step, attempt, taken))
    {
        return Some(words);
    }
    if let Some(words) = shared(book, affair, &after).or_else(|| super::emergency::broken(affair, step, &after, taken))
    {
        return Some(words);
    }
    let stands = standing(affair, &after);
    let had = duties(affair, &stands);
    for effect in taken.effects.iter().filter_map(|effect| book.effects.get(effect)) {
        let missing = effect.needs.iter().find(|any| {
            !any.iter().any(|duty| had.contains_key(duty.as_str()))
                && !super::emergency::is_postponed(affair, step, &after, any)
        });
        if let Some(any) = missing {
            let names: Vec<Words> = any.iter().filter_map(|d| book.duties.get(d)).map(|d| d.name.clone()).collect();
            let names = crate::take::say::list(&names, "或", " or ");
            return Some(Words::new(
                format!("没有“{}”就发生了“{}”", names.zh, effect.name.zh),
                format!("{} came about without “{}”", effect.name.en, names.en),
            ));
        }
    }
    let empty = Facts::new();
    for promise in affair.promises.iter().filter(|promise| taken.effects.contains(&promise.effect)) {
        let day = attempt.now.day();
        let scope = Scope {
            book,
            affair,
            state: &after,
            attempt: Some(attempt),
            form: &empty,
            tally: None,
            outcome: &taken.outcome,
            day,
        };
        if !promise.holds.holds(&scope).unwrap_or(false) {
            return Some(Words::new(
                format!("没有做到：{}", promise.words.zh),
                format!("not kept: {}", promise.words.en),
            ));
        }
    }
    let good = match &taken.next {
        Position::Ended(id) => affair.ending(id).filter(|ending| ending.good),
        Position::Step(_) => None,
    };
    good.and_then(|ending| hidden(book, affair, &after, ending))
}

/// The case went on while a publicity ran or an objection was open.
fn hasty(affair: &Affair, before: &CaseState, attempt: &Attempt, goes_on: bool) -> Option<Words> {
    let window = before.windows.last().filter(|_| goes_on)?;
    if attempt.now.day() > window.closes && window.open_objections == 0 {
        return None;
    }
    let name = affair.step(&window.step).map(|step| step.name.clone()).unwrap_or_default();
    Some(Words::new(
        format!("“{}”还没有期满，或者异议还没有答复，就往下办了", name.zh),
        format!("it went on before the publicity of “{}” was over and every objection answered", name.en),
    ))
}

/// The next step waits, but no day is set for it.
fn timeless(affair: &Affair, taken: &Taken) -> Option<Words> {
    let Position::Step(id) = &taken.next else { return None };
    if taken.due.is_some() {
        return None;
    }
    let name = affair.step(id).map(|step| step.name.clone()).unwrap_or_default();
    Some(Words::new(
        format!("“{}”没有办理期限，可以一直拖下去", name.zh),
        format!("no day is set for “{}”: it can be put off for ever", name.en),
    ))
}

/// A publicity by which nothing became public.
fn silent(step: &Step, taken: &Taken, goes_on: bool) -> Option<Words> {
    if step.kind != StepKind::Publicity || !goes_on || (taken.window.is_some() && !taken.discloses.is_empty()) {
        return None;
    }
    Some(Words::new(
        format!("“{}”是公示，却什么也没有公开", step.name.zh),
        format!("“{}” is a publicity, and yet nothing became public", step.name.en),
    ))
}

/// A meeting whose votes were not given by ballots where its body or its step asks for them, or whose ballots two different
/// people did not count alike.
fn miscounted(book: &RuleBook, step: &Step, attempt: &Attempt, taken: &Taken) -> Option<Words> {
    let (sitting, tally) = (attempt.sitting.as_ref()?, taken.tally.as_ref()?);
    let by_proxy = book.quorums.get(&sitting.body).is_some_and(|rule| rule.proxies);
    if !by_proxy && !sitting.proxies.is_empty() {
        return Some(Words::new(
            format!("“{}”法律没有允许，却有人代为表决", step.name.zh),
            format!("somebody voted for another at “{}”, which no law allows", step.name.en),
        ));
    }
    if !tally.quorate {
        return None;
    }
    let asked = step.ballots || book.quorums.get(&sitting.body).is_some_and(|rule| rule.ballots);
    let said = (sitting.votes_for, sitting.against, sitting.abstain);
    let sound = match &sitting.voting {
        Voting::None => false,
        Voting::Hands => !asked && step.speaks_last.is_empty(),
        Voting::Ballots(_) if !step.speaks_last.is_empty() => false,
        Voting::Opinions(opinions) => {
            let voters = sitting.present.iter().filter(|person| !sitting.recused.contains(person));
            let all: BTreeSet<&PersonId> = voters.collect();
            let in_turn = opinions.given.iter().map(|person| opinions.last.contains(person)).is_sorted();
            in_turn && all == opinions.given.iter().collect() && all.len() == opinions.given.len()
        }
        Voting::Ballots(counts) => {
            let tellers: BTreeSet<&PersonId> = counts.iter().map(|count| &count.by).collect();
            let alike = counts.iter().all(|count| (count.votes_for, count.against, count.abstain) == said);
            tellers.len() > 1 && alike && tellers.iter().all(|teller| !sitting.recused.contains(teller))
        }
    };
    (!sound).then(|| {
        Words::new(
            format!("“{}”没有按规定投票，或者没有由两个人数出同样的票数，就有了结果", step.name.zh),
            format!(
                "“{}” came to a result without the ballots it needs, or without two people counting alike",
                step.name.en
            ),
        )
    })
}

/// Somebody had two duties that must lie with different people.
fn shared(book: &RuleBook, affair: &Affair, after: &CaseState) -> Option<Words> {
    let all = duties(affair, &went_on(affair, after));
    for group in &book.separations {
        for (place, one) in group.duties.iter().enumerate() {
            for other in group.duties.iter().skip(place + 1) {
                let (Some(first), Some(second)) = (all.get(one.as_str()), all.get(other.as_str())) else { continue };
                if first.intersection(second).next().is_some() {
                    let name = |duty: &str| book.duties.get(duty).map(|duty| duty.name.clone()).unwrap_or_default();
                    let (one, other) = (name(one), name(other));
                    return Some(Words::new(
                        format!("同一个人既“{}”又“{}”", one.zh, other.zh),
                        format!("one person had both “{}” and “{}”", one.en, other.en),
                    ));
                }
            }
        }
    }
    None
}

fn hidden(book: &RuleBook, affair: &Affair, after: &CaseState, ending: &Ending) -> Option<Words> {
    let disclosed = disclosed(affair, after);
    let code = affair.must_disclose.iter().find(|code| !disclosed.contains(*code))?;
    let name = book.catalogue.get(code).map(|item| item.name.clone()).unwrap_or_default();
    Some(Words::new(
        format!("办成“{}”却没有公开{code}“{}”", ending.words.zh, name.zh),
        format!("ended “{}” without disclosing {code}, {}", ending.words.en, name.en),
    ))
}
