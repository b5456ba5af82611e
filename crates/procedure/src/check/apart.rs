//! Who may not be the same person. For every two steps whose duties lie apart, one person who holds the posts of both and took
//! the one tries to take the other. Nobody else's acts stand in the way, so what is refused here is refused in every village.

use super::explore::{Move, Walk};
use super::{CounterExample, graph, people, story};
use crate::affair::{Step, Way};
use crate::attempt::{Actor, Attempt};
use crate::book::RuleBook;
use crate::state::{CaseState, Done, Position};
use crate::take::take;
use std::collections::{BTreeMap, BTreeSet};
use village::{Kind, Post, Refusal, Words};

/// Which steps can have been taken before which: from the later one, the earlier ones.
pub(crate) type Before = BTreeMap<String, BTreeSet<String>>;

/// Proves what must be so of people, whatever the file says; gives which steps can come before which, and how many tries.
pub(crate) fn prove(walk: &Walk<'_>) -> Result<(Before, usize), Box<CounterExample>> {
    let (mut before, mut tries) = (Before::new(), 0);
    let next = walk.next();
    for early in &walk.affair.steps {
        let ever = graph::reach(&next, taken(walk, early).map(|way| way.to));
        for place in ever.keys() {
            for way in walk.nodes.get(*place).into_iter().flat_map(|node| &node.ways) {
                before.entry(way.attempt.step.clone()).or_default().insert(early.id.clone());
            }
        }
        let came = graph::reach(&next, well_done(walk, early).map(|(_, way)| way.to));
        for late in walk.affair.steps.iter().filter(|late| lie_apart(walk.book, early, late)) {
            let Some(last) = came.keys().find_map(|place| at_step(walk, *place, late)) else { continue };
            let Ok(double) = people::double() else { continue };
            let own = people::for_both(walk.book, early, late).into_iter();
            let own = own.map(|posts| people::actor(double.clone(), posts));
            let others = people::standing_in(walk.book, early, late, &double);
            let others = others.into_iter().chain(people::moved_on(walk.book, early, late, &double));
            for actor in own.chain(others) {
                tries += 1;
                both(walk, &came, early, late, last, &actor)?;
            }
        }
    }
    for step in &walk.affair.steps {
        let Some((state, way)) = well_done(walk, step).next() else { continue };
        for actor in strangers(walk, step) {
            tries += 1;
            if !is_refused(walk.book, state, &way.attempt, &actor.0) {
                let mut attempt = way.attempt.clone();
                attempt.actor = actor.0;
                let place = walk.nodes.iter().position(|node| std::ptr::eq(&raw const node.state, state)).unwrap_or(0);
                let story = story::tell(walk, place, Some((&attempt, &way.outcome)));
                return Err(walk.broken_at(&step.id, actor.1, story));
            }
        }
    }
    Ok((before, tries))
}

/// Whether the duties of two steps must lie with different people (`effects.toml`).
pub(crate) fn lie_apart(book: &RuleBook, one: &Step, other: &Step) -> bool {
    one.duty != other.duty
        && book.separations.iter().any(|group| group.duties.contains(&one.duty) && group.duties.contains(&other.duty))
}

/// Every way in which a step was taken.
fn taken<'w>(walk: &'w Walk<'_>, step: &'w Step) -> impl Iterator<Item = &'w Move> {
    walk.nodes.iter().flat_map(|node| &node.ways).filter(|way| way.attempt.step == step.id)
}

/// Every way in which a step came out well, with the state before it.
fn well_done<'w>(walk: &'w Walk<'_>, step: &'w Step) -> impl Iterator<Item = (&'w CaseState, &'w Move)> {
    walk.nodes
        .iter()
        .flat_map(move |node| node.ways.iter().filter(move |way| goes_on(step, way)).map(move |way| (&node.state, way)))
}

fn goes_on(step: &Step, way: &Move) -> bool {
    way.attempt.step == step.id && step.outcome(&way.outcome).is_some_and(|outcome| outcome.way == Way::On)
}

fn at_step<'w>(walk: &'w Walk<'_>, place: usize, step: &Step) -> Option<(usize, &'w Move)> {
    let node = walk.nodes.get(place)?;
    if node.state.at != Position::Step(step.id.clone()) {
        return None;
    }
    node.ways.iter().find(|way| goes_on(step, way)).map(|way| (place, way))
}

/// Whether this person is refused as the wrong person, in a state and with an attempt that would do from another's hand.
fn is_refused(book: &RuleBook, state: &CaseState, attempt: &Attempt, actor: &Actor) -> bool {
    let attempt = Attempt { actor: actor.clone(), ..attempt.clone() };
    matches!(take(book, state, &attempt), Err(Refusal { kind: Kind::NotYours, .. }))
}

fn both(
    walk: &Walk<'_>,
    came: &BTreeMap<usize, Option<usize>>,
    early: &Step,
    late: &Step,
    (place, last): (usize, &Move),
    actor: &Actor,
) -> Result<(), Box<CounterExample>> {
    let Some(node) = walk.nodes.get(place) else { return Ok(()) };
    let way = graph::way(came, place);
    let first = walk.nodes.iter().enumerate().find_map(|(from, node)| {
        let found = node.ways.iter().find(|way_on| goes_on(early, way_on) && Some(&way_on.to) == way.first())?;
        Some((from, found))
    });
    let Some((from, first)) = first else { return Ok(()) };
    let mut state = node.state.clone();
    state.acts.insert(
        0,
        Done {
            step: early.id.clone(),
            outcome: first.outcome.clone(),
            person: actor.person.clone(),
            moment: first.attempt.now,
        },
    );
    if is_refused(walk.book, &state, &last.attempt, actor) {
        return Ok(());
    }
    let by = |one: &Move| Attempt { actor: actor.clone(), ..one.attempt.clone() };
    let mut acts: Vec<(Attempt, &str)> =
        walk.road(from).into_iter().map(|one| (one.attempt.clone(), one.outcome.as_str())).collect();
    acts.push((by(first), &first.outcome));
    for pair in way.windows(2) {
        let [from, to] = pair else { continue };
        let step = walk.nodes.get(*from).and_then(|node| node.ways.iter().find(|way| way.to == *to));
        acts.extend(step.map(|one| (one.attempt.clone(), one.outcome.as_str())));
    }
    acts.push((by(last), &last.outcome));
    let name = |step: &Step| walk.book.duties.get(&step.duty).map(|duty| duty.name.clone()).unwrap_or_default();
    let (one, other) = (name(early), name(late));
    let claim = Words::new(
        format!("同一个人既“{}”（{}）又“{}”（{}）", one.zh, early.name.zh, other.zh, late.name.zh),
        format!("one person had both “{}” ({}) and “{}” ({})", one.en, early.name.en, other.en, late.name.en),
    );
    Err(walk.broken_at(&late.id, claim, story::sentences(walk, &acts)))
}

/// People who may never take the step, and what it would mean if they could.
fn strangers(walk: &Walk<'_>, step: &Step) -> Vec<(Actor, Words)> {
    let Ok(person) = people::double() else { return Vec::new() };
    let mut list = Vec::new();
    let duty = walk.book.duties.get(&step.duty);
    for post in &step.who {
        if duty.is_some_and(|duty| duty.top_leader_never) {
            list.push((
                people::actor(person.clone(), BTreeSet::from([*post, Post::PartySecretary])),
                Words::new(
                    format!("主要负责人不经办、不首签，但办成了“{}”", step.name.zh),
                    format!("the top leader neither handles nor approves first, and yet did “{}”", step.name.en),
                ),
            ));
        }
        let mut kin = people::actor(person.clone(), BTreeSet::from([*post]));
        kin.kin_of_party = Some(super::other_case::PARTY.to_owned());
        list.push((
            kin,
            Words::new(
                format!("当事人的近亲属没有回避，办成了“{}”", step.name.zh),
                format!("a relative of a party did not stand aside and did “{}”", step.name.en),
            ),
        ));
    }
    let others: BTreeSet<Post> = Post::ALL.iter().copied().filter(|post| !step.who.contains(post)).collect();
    let deputies = walk.book.deputies_of(step);
    for absent in &step.who {
        // Nobody stands in but the deputies that the rules name, and nobody for a post that the step does not ask for.
        let unnamed = others.iter().copied().filter(|post| !deputies.contains(post)).collect();
        let strange = Post::ALL.iter().copied().find(|post| !step.who.contains(post));
        for (posts, stands_in) in [(unnamed, Some(*absent)), (deputies.clone(), strange)] {
            let actor = Actor { stands_in, ..people::actor(person.clone(), posts) };
            list.push((
                actor,
                Words::new(
                    format!("规则没有指定的人代办了“{}”", step.name.zh),
                    format!("somebody whom the rules do not name stood in and did “{}”", step.name.en),
                ),
            ));
        }
    }
    list.push((
        people::actor(person, others),
        Words::new(
            format!("没有岗位的人办成了“{}”", step.name.zh),
            format!("somebody without the post did “{}”", step.name.en),
        ),
    ));
    list
}
