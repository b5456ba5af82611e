//! Whether the smallest lawful village has enough people: on every road the matter can take, and whoever did what, somebody
//! who may go on is always left. People with the same posts who did the same are looked at once.

use super::explore::{Move, Walk};
use super::{CounterExample, Resident, graph, people, story};
use crate::affair::{Affair, Step};
use crate::attempt::{Actor, Attempt};
use crate::state::{Done, Position};
use crate::take::take;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use village::{Kind, Post, Refusal, Words};

/// The steps that one person took, one bit for each.
type Deeds = u64;

/// Where the matter stands, and for each sort of people what each of them did.
type Standing = (usize, Vec<Vec<Deeds>>);

/// People who hold the same posts, as far as the affair asks.
struct Group<'r> {
    members: Vec<&'r Resident>,
    posts: BTreeSet<Post>,
}

/// What happens at one place of the matter: the act, and the place that it leads to.
struct Turn<'w> {
    act: &'w Move,
    to: usize,
}

struct Village<'w> {
    walk: &'w Walk<'w>,
    groups: Vec<Group<'w>>,
    /// For each place of the matter: a state of it, and what can happen there.
    places: Vec<(usize, Vec<Turn<'w>>)>,
    /// For each place and group: the steps that still matter.
    matters: Vec<Vec<Deeds>>,
    can: HashMap<(String, usize, Deeds), bool>,
    tries: usize,
}

/// Everything that the walk has reached, and how.
#[derive(Default)]
struct Reached {
    states: Vec<Standing>,
    next: Vec<Vec<usize>>,
    from: Vec<Option<(usize, Deed)>>,
    index: HashMap<Standing, usize>,
    queue: VecDeque<usize>,
}

impl Reached {
    fn arrive(&mut self, standing: Standing, from: Option<(usize, Deed)>) {
        let to = self.index.get(&standing).copied().unwrap_or_else(|| {
            let place = self.states.len();
            self.states.push(standing.clone());
            self.next.push(Vec::new());
            self.from.push(from);
            self.queue.push_back(place);
            self.index.insert(standing, place);
            place
        });
        let list = from.and_then(|(place, _)| self.next.get_mut(place)).filter(|list| !list.contains(&to));
        list.into_iter().for_each(|list| list.push(to));
    }
}

/// Proves it; gives how many states were told apart, and how many tries were made.
pub(crate) fn prove(walk: &Walk<'_>, roster: &[Resident]) -> Result<(usize, usize), Box<CounterExample>> {
    let mut village = Village::new(walk, roster);
    let mut reached = Reached::default();
    reached.arrive((0, village.groups.iter().map(|group| vec![0; group.members.len()]).collect()), None);
    while let Some(place) = reached.queue.pop_front() {
        let Some(standing) = reached.states.get(place).cloned() else { continue };
        for (deed, after) in village.deeds(&standing) {
            reached.arrive(after, Some((place, deed)));
        }
    }
    let states = reached.states.iter().enumerate();
    let ended = states.filter(|(_, (at, _))| village.has_ended(*at)).map(|(place, _)| place);
    if let Some(stuck) = graph::dead_ends(&reached.next, ended).first() {
        return Err(village.stuck(&reached, *stuck));
    }
    let seen: BTreeSet<usize> = reached.states.iter().map(|(at, _)| *at).collect();
    if let Some(unseen) = (0..village.places.len()).find(|place| !seen.contains(place)) {
        return Err(village.unseen(unseen));
    }
    Ok((reached.states.len(), village.tries))
}

/// Who acts, by group and by what they did before, and which turn of the place it is.
#[derive(Clone, Copy)]
struct Deed {
    turn: usize,
    group: usize,
    deeds: Deeds,
}

impl<'w> Village<'w> {
    fn new(walk: &'w Walk<'w>, roster: &'w [Resident]) -> Self {
        let groups = groups(walk.affair, roster);
        let labels: Vec<&Position> = walk.nodes.iter().map(|node| &node.state.at).collect();
        let acts = walk.nodes.iter().map(|node| node.ways.iter().map(|way| (way.outcome.as_str(), way.to)).collect());
        let class = graph::classes(&labels, &acts.collect::<Vec<_>>());
        let count = class.iter().max().map_or(0, |last| last + 1);
        let mut places: Vec<(usize, Vec<Turn<'w>>)> = Vec::new();
        for number in 0..count {
            let node = class.iter().position(|one| *one == number).unwrap_or(0);
            let mut turns: Vec<Turn<'w>> = Vec::new();
            for act in walk.nodes.get(node).into_iter().flat_map(|node| &node.ways) {
                let to = class.get(act.to).copied().unwrap_or(0);
                if !turns.iter().any(|turn| turn.to == to && turn.act.outcome == act.outcome) {
                    turns.push(Turn { act, to });
                }
            }
            places.push((node, turns));
        }
        let mut village = Self { walk, groups, places, matters: Vec::new(), can: HashMap::new(), tries: 0 };
        village.matters = (0..count).map(|place| village.matters_at(place)).collect();
        village
    }

    /// For each group, the steps that bar its people from a step that can still come.
    fn matters_at(&self, place: usize) -> Vec<Deeds> {
        let next: Vec<Vec<usize>> =
            self.places.iter().map(|(_, turns)| turns.iter().map(|turn| turn.to).collect()).collect();
        let ahead = graph::reach(&next, [place]);
        let turns = ahead.keys().filter_map(|place| self.places.get(*place)).flat_map(|(_, turns)| turns);
        let coming: BTreeSet<&str> = turns.map(|turn| turn.act.attempt.step.as_str()).collect();
        let coming: Vec<&Step> = coming.into_iter().filter_map(|id| self.walk.affair.step(id)).collect();
        let mask = |group: &Group<'_>| {
            let own = coming.iter().filter(|step| people::may(self.walk.book, step, &group.posts));
            own.flat_map(|step| &step.apart_from).fold(0, |mask, id| mask | self.bit(id))
        };
        self.groups.iter().map(mask).collect()
    }

    fn bit(&self, step: &str) -> Deeds {
        let place = self.walk.affair.steps.iter().position(|one| one.id == step);
        place.and_then(|place| u32::try_from(place).ok()).and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
    }

    fn has_ended(&self, place: usize) -> bool {
        let node = self.places.get(place).and_then(|(node, _)| self.walk.nodes.get(*node));
        node.is_some_and(|node| matches!(node.state.at, Position::Ended(_)))
    }

    /// Everything that somebody can do now, and how things stand after it.
    fn deeds(&mut self, standing: &Standing) -> Vec<(Deed, Standing)> {
        let (place, people) = standing;
        let mut list = Vec::new();
        let turns = self.places.get(*place).map_or(0, |(_, turns)| turns.len());
        for turn in 0..turns {
            for (group, members) in people.iter().enumerate() {
                let mut tried: Option<Deeds> = None;
                for (member, deeds) in members.iter().enumerate() {
                    if tried == Some(*deeds) || !self.may_take(*place, turn, group, *deeds) {
                        tried = Some(*deeds);
                        continue;
                    }
                    tried = Some(*deeds);
                    let after = self.after(standing, turn, group, member);
                    list.extend(after.map(|after| (Deed { turn, group, deeds: *deeds }, after)));
                }
            }
        }
        list
    }

    fn after(&self, (place, people): &Standing, turn: usize, group: usize, member: usize) -> Option<Standing> {
        let turn = self.places.get(*place)?.1.get(turn)?;
        let mut people = people.clone();
        *people.get_mut(group)?.get_mut(member)? |= self.bit(&turn.act.attempt.step);
        let matters = self.matters.get(turn.to)?;
        for (members, mask) in people.iter_mut().zip(matters) {
            members.iter_mut().for_each(|deeds| *deeds &= mask);
            members.sort_unstable();
        }
        Some((turn.to, people))
    }

    /// Whether [`take`] refuses this person for who they are and what they did. Asked once for each sort of person.
    fn may_take(&mut self, place: usize, turn: usize, group: usize, deeds: Deeds) -> bool {
        let Some((node, turns)) = self.places.get(place) else { return false };
        let (Some(node), Some(turn)) = (self.walk.nodes.get(*node), turns.get(turn)) else { return false };
        let (attempt, Some(sort)) = (&turn.act.attempt, self.groups.get(group)) else { return false };
        let key = (attempt.step.clone(), group, deeds);
        if let Some(known) = self.can.get(&key) {
            return *known;
        }
        let Some(actor) = sort.members.first().map(|one| people::actor(one.person.clone(), one.posts.clone())) else {
            return false;
        };
        let mut state = node.state.clone();
        for step in self.walk.affair.steps.iter().filter(|step| self.bit(&step.id) & deeds != 0) {
            let (step, person, moment) = (step.id.clone(), actor.person.clone(), attempt.now);
            state.acts.insert(0, Done { step, outcome: String::new(), person, moment });
        }
        self.tries += 1;
        let taken = take(self.walk.book, &state, &Attempt { actor, ..attempt.clone() });
        let can = !matches!(taken, Err(Refusal { kind: Kind::NotYours, .. }));
        self.can.insert(key, can);
        can
    }

    fn unseen(&self, place: usize) -> Box<CounterExample> {
        let node = self.places.get(place).map_or(0, |(node, _)| *node);
        let name = self.name_of(place);
        let claim = Words::new(
            format!("最小的村子里，凑不齐人走到“{}”", name.zh),
            format!("in the smallest village there are not people enough to come to “{}”", name.en),
        );
        self.walk.broken(claim, story::tell(self.walk, node, None))
    }

    fn name_of(&self, place: usize) -> Words {
        let node = self.places.get(place).and_then(|(node, _)| self.walk.nodes.get(*node));
        story::place(self.walk.affair, node.map(|node| &node.state))
    }

    fn stuck(&self, reached: &Reached, stuck: usize) -> Box<CounterExample> {
        let mut road = Vec::new();
        let mut at = stuck;
        while let Some(Some((before, deed))) = reached.from.get(at) {
            road.push((*before, *deed));
            at = *before;
        }
        road.reverse();
        let mut known: Vec<Vec<(Deeds, &Resident)>> =
            self.groups.iter().map(|group| group.members.iter().map(|one| (0, *one)).collect()).collect();
        let mut acts: Vec<(Attempt, &str)> = Vec::new();
        for (before, deed) in road {
            let Some((place, turns)) =
                reached.states.get(before).and_then(|(place, _)| Some((place, &self.places.get(*place)?.1)))
            else {
                continue;
            };
            let Some(turn) = turns.get(deed.turn) else { continue };
            let masks = self.matters.get(*place);
            for (members, mask) in known.iter_mut().zip(masks.into_iter().flatten()) {
                members.iter_mut().for_each(|(deeds, _)| *deeds &= mask);
            }
            let members = known.get_mut(deed.group).into_iter().flatten();
            let Some((deeds, who)) = members.into_iter().find(|(deeds, _)| *deeds == deed.deeds) else { continue };
            *deeds |= self.bit(&turn.act.attempt.step);
            let actor: Actor = people::actor(who.person.clone(), who.posts.clone());
            acts.push((Attempt { actor, ..turn.act.attempt.clone() }, &turn.act.outcome));
        }
        let name = reached.states.get(stuck).map(|(place, _)| self.name_of(*place)).unwrap_or_default();
        let claim =
            Words::new(format!("办到“{}”就没有人能往下办了", name.zh), format!("from “{}” nobody can go on", name.en));
        self.walk.broken(claim, story::sentences(self.walk, &acts))
    }
}

fn groups<'r>(affair: &Affair, roster: &'r [Resident]) -> Vec<Group<'r>> {
    let mut asked: BTreeSet<Post> = affair.steps.iter().flat_map(|s| s.who.iter().chain(&s.who_not)).copied().collect();
    asked.insert(Post::PartySecretary);
    let mut groups: BTreeMap<BTreeSet<Post>, Vec<&Resident>> = BTreeMap::new();
    for one in roster {
        let posts: BTreeSet<Post> = one.posts.intersection(&asked).copied().collect();
        groups.entry(posts).or_default().push(one);
    }
    groups.into_iter().map(|(posts, members)| Group { members, posts }).collect()
}
