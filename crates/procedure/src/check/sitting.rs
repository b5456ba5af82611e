//! Meetings for the walk: just carried, just not carried, one too few, the wrong body; votes by hands where ballots are
//! asked for, ballots counted once, by one person twice, or with another result.

use crate::affair::Step;
use crate::book::RuleBook;
use crate::quorum::{Body, Counted, MajorityOf, Proxy, Quorum, Sitting};
use crate::voting::{Count, Opinions, Voting};
use village::{Day, PersonId};

const ENTITLED: u32 = 12;

/// The sittings that matter at a meeting, on a day.
pub(crate) fn sittings(book: &RuleBook, step: &Step, called: Option<&str>, day: Day) -> Vec<Sitting> {
    let mut list = Vec::new();
    let mut bodies: Vec<&Body> = step.bodies.iter().map(|choice| &choice.body).collect();
    if let Some(called) = called {
        bodies.sort_by_key(|body| body.as_str() != called);
    }
    for (place, body) in bodies.iter().enumerate() {
        let Some(rule) = book.quorums.get(body) else { continue };
        let stricter: Vec<&Quorum> = step.stricter.iter().filter_map(|s| book.quorums.get(&s.quorum)).collect();
        let all = sitting(body, day, ENTITLED, ENTITLED);
        if place > 0 {
            list.push(all);
            continue;
        }
        list.extend(edges(rule, &stricter, &all).into_iter().map(|held| voted(book, step, held)));
        list.extend(miscounts(&all));
    }
    list
}

/// The sitting with its votes given and counted as the rules ask.
pub(crate) fn voted(book: &RuleBook, step: &Step, mut sitting: Sitting) -> Sitting {
    if !step.speaks_last.is_empty() {
        sitting.voting = Voting::Opinions(spoken(&sitting));
    } else if crate::take::voting::ballots(book, step, &sitting.body).is_some() {
        sitting.voting = Voting::Ballots([1, 2].iter().filter_map(|teller| count(*teller, &sitting)).collect());
        sitting.on_paper = true;
    }
    sitting
}

/// Everybody who may vote in turn, the first of the roster, who is the head, last.
fn spoken(sitting: &Sitting) -> Opinions {
    let votes = |person: &&PersonId| !sitting.recused.contains(person);
    let last: Vec<PersonId> = sitting.entitled.iter().take(1).cloned().collect();
    let mut given: Vec<PersonId> = sitting.present.iter().filter(votes).cloned().collect();
    given.sort_by_key(|person| last.contains(person));
    Opinions { given, last }
}

/// What a teller found who counted right. Tellers need not be members of the body.
fn count(teller: u32, sitting: &Sitting) -> Option<Count> {
    Some(Count {
        by: PersonId::new(format!("990101-T{teller:05}")).ok()?,
        votes_for: sitting.votes_for,
        against: sitting.against,
        abstain: sitting.abstain,
        spoilt: 0,
    })
}

/// The same sitting as nobody may enter it, whatever it decides; the first only where hands do not do.
fn miscounts(all: &Sitting) -> Vec<Sitting> {
    let counted = |counts: Vec<Count>| Sitting { voting: Voting::Ballots(counts), on_paper: true, ..all.clone() };
    let (one, other) = (count(1, all), count(2, all));
    let fewer = other.clone().map(|count| Count { votes_for: count.votes_for.saturating_sub(1), against: 1, ..count });
    let opinions = |change: fn(&mut Vec<PersonId>)| {
        let mut spoken = spoken(all);
        change(&mut spoken.given);
        Sitting { voting: Voting::Opinions(spoken), ..all.clone() }
    };
    let pair = all.entitled.first().cloned().zip(all.entitled.get(1).cloned());
    let proxies = pair.map(|(absent, holder)| Proxy { absent, holder }).into_iter().collect();
    vec![
        all.clone(),
        Sitting { proxies, ..all.clone() },
        opinions(|given| given.rotate_right(1)),
        opinions(|given| drop(given.pop())),
        opinions(|given| given.truncate(1)),
        Sitting { voting: Voting::None, ..all.clone() },
        counted(one.iter().cloned().collect()),
        counted(one.iter().chain(&one).cloned().collect()),
        counted(one.iter().chain(&fewer).cloned().collect()),
        counted(one.into_iter().chain(other).collect()),
    ]
}

fn edges(rule: &Quorum, stricter: &[&Quorum], all: &Sitting) -> Vec<Sitting> {
    let entitled = u64::from(ENTITLED);
    let ways = rule.attend.iter().filter(|way| way.counted == Counted::Persons);
    let least = ways.map(|way| way.share.least(entitled)).min().unwrap_or(1);
    let least = u32::try_from(least).unwrap_or(ENTITLED).min(ENTITLED);
    let needed = |rule: &Quorum, present: u32| {
        let whole = if rule.pass.of == MajorityOf::Present { u64::from(present) } else { entitled };
        u32::try_from(rule.pass.share.least(whole)).unwrap_or(ENTITLED)
    };
    let mut list = vec![all.clone()];
    for present in [least, ENTITLED] {
        for quorum in std::iter::once(&rule).chain(stricter) {
            let needed = needed(quorum, present);
            for votes in [needed, needed.saturating_sub(1)] {
                if votes <= present {
                    list.push(sitting(&all.body, all.day, present, votes));
                }
            }
        }
    }
    list.push(sitting(&all.body, all.day, least.saturating_sub(1), least.saturating_sub(1)));
    list.dedup();
    list
}

fn sitting(body: &Body, day: Day, present: u32, votes_for: u32) -> Sitting {
    let people = |count: u32| -> Vec<PersonId> {
        (1..=count).filter_map(|number| PersonId::new(format!("990101-V{number:05}")).ok()).collect()
    };
    Sitting {
        body: body.clone(),
        day,
        counted: Counted::Persons,
        entitled: people(ENTITLED),
        present: people(present),
        recused: Vec::new(),
        votes_for,
        against: present.saturating_sub(votes_for),
        abstain: 0,
        voting: Voting::Hands,
        proxies: Vec::new(),
        typed: true,
        on_paper: false,
    }
}
