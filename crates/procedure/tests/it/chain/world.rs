//! The walk: how things stand, what can happen next, and whether somebody may act then.

mod leave;

use super::{Chain, is_delegated};
use authority::{Authority, Question};
use leave::Away;
use procedure::{
    Actor, Attempt, CaseState, Concerned, Done, Holder, RuleBook, Step, as_one, decided_by, deciders, handlers,
    references_as_one, take, turn,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use village::{PersonId, Post};

const JIA: usize = 0;
const YI: usize = 1;

fn person(number: usize) -> PersonId {
    PersonId::new(format!("990101-K{number:05}")).unwrap()
}

/// A state before an act, and the act, as a worked example has them.
#[derive(Clone)]
pub(super) struct Stage {
    pub(super) affair: String,
    pub(super) state: CaseState,
    pub(super) attempt: Attempt,
}

/// Where those are who want nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Others {
    Here,
    Aside,
    Gone,
}

/// How things stand. Posts are bits, in the order of the walk's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct World {
    posts: [u16; 2],
    /// Jia and Yi are declared relatives.
    related: bool,
    /// Declared relatives of the party.
    of_party: [bool; 2],
    others: Others,
    /// The assembly has delegated the matter.
    delegated: bool,
    /// Who is away from which post, and who stands in.
    away: Option<Away>,
    /// Who stood in for whom: only these two hand over to each other again.
    tied: Option<(usize, usize)>,
    /// Who decided.
    did: Option<usize>,
}

impl World {
    fn is_kin_of_party(&self, who: usize) -> bool {
        self.of_party.get(who).copied().unwrap_or(self.others == Others::Aside)
    }

    fn are_tied(&self, one: usize, other: usize) -> bool {
        self.tied.is_some_and(|pair| pair == (one, other) || pair == (other, one))
    }

    fn are_related(&self, one: usize, other: usize) -> bool {
        self.related && ((one, other) == (JIA, YI) || (one, other) == (YI, JIA))
    }
}

/// What the walk has come across.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Seen {
    pub(super) paid: usize,
    pub(super) stood_in: usize,
    pub(super) delegated: usize,
    pub(super) on_leave: usize,
}

/// What decides whether somebody may act: whose it is by their posts, or the whole world where a deputy may stand in.
type Judged = (
    (usize, bool, u16, bool, bool, Option<usize>),
    Option<([u16; 2], [bool; 2], Others, Option<Away>)>,
    Option<(usize, usize)>,
);

/// What decides whether somebody may be granted a post, or stand in for it.
type Granted = (usize, usize, [u16; 2], bool, bool, Option<Away>, Option<usize>);

pub(super) struct Walk<'a> {
    book: &'a RuleBook,
    authority: &'a Authority,
    chain: &'a Chain,
    /// The posts that Jia and Yi may come to hold.
    moving: Vec<Post>,
    /// The people besides the two, with their posts: they stay what they are.
    others: Vec<Post>,
    judged: HashMap<Judged, bool>,
    granted: HashMap<Granted, bool>,
    seen: Seen,
    /// Whether the payment is kept from knowing who decided in another case: to see that the walk notices.
    pub(super) is_blind: bool,
    /// Whether nobody remembers who stood in for whom: to see that the walk notices.
    pub(super) is_forgetful: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(book: &'a RuleBook, authority: &'a Authority, chain: &'a Chain) -> Self {
        let (first, last) = (step_of(book, &chain.first), step_of(book, &chain.last));
        let mut moving: BTreeSet<Post> = first.who.iter().chain(&last.who).copied().collect();
        let others = moving.iter().copied().collect();
        moving.extend(book.deputies_of(first));
        moving.extend(book.deputies_of(last));
        Self {
            book,
            authority,
            chain,
            moving: moving.into_iter().collect(),
            others,
            judged: HashMap::new(),
            granted: HashMap::new(),
            seen: Seen::default(),
            is_blind: false,
            is_forgetful: false,
        }
    }

    pub(super) fn seen(&self) -> Seen {
        self.seen
    }

    fn people(&self) -> usize {
        2 + self.others.len()
    }

    fn name(&self, who: usize) -> String {
        match who {
            JIA => "Jia".to_owned(),
            YI => "Yi".to_owned(),
            _ => format!("another {}", self.others[who - 2]),
        }
    }

    fn posts(&self, mask: u16) -> BTreeSet<Post> {
        self.moving.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0).map(|(_, post)| *post).collect()
    }

    fn mask(&self, posts: impl IntoIterator<Item = Post>) -> u16 {
        let bit = |post: Post| self.moving.iter().position(|known| *known == post).map_or(0, |bit| 1 << bit);
        posts.into_iter().map(bit).fold(0, |all, one| all | one)
    }

    /// The posts in which somebody acts.
    fn held(&self, world: &World, who: usize) -> u16 {
        let own = self.granted_to(world, who);
        match world.away {
            Some(away) if away.from == who => own & !(1 << away.bit),
            Some(away) if away.to == who => own | (1 << away.bit),
            _ => own,
        }
    }

    /// The posts of somebody's mandates, away or not.
    fn granted_to(&self, world: &World, who: usize) -> u16 {
        match world.posts.get(who) {
            Some(mask) => *mask,
            None if world.others == Others::Gone => 0,
            None => self.mask([self.others[who - 2]]),
        }
    }

    fn stage(&self, world: &World) -> &'a Stage {
        match (world.did, &self.chain.delegated) {
            (Some(_), _) => &self.chain.last,
            (None, Some(delegated)) if world.delegated => delegated,
            (None, _) => &self.chain.first,
        }
    }

    /// The case as it stands in this world, at the step that waits, and the attempt to take it.
    fn matter(&self, world: &World) -> (CaseState, Attempt) {
        let Stage { state, attempt, .. } = self.stage(world);
        let (mut state, mut attempt) = (state.clone(), attempt.clone());
        let Some(decider) = world.did.map(person) else { return (state, attempt) };
        let first = &self.chain.first.attempt;
        let done =
            |moment| Done { step: first.step.clone(), outcome: first.outcome.clone(), person: decider.clone(), moment };
        if let Some(field) = &self.chain.through {
            let mut other = self.chain.first.state.clone();
            other.acts.push(done(first.now));
            let affair = self.book.affair(&other.affair).unwrap();
            let known = decided_by(affair, &other).into_iter().map(|person| (person, "another case".to_owned()));
            if !self.is_blind {
                attempt.references.get_mut(field).unwrap().deciders = known.collect();
            }
        } else if state.acts.iter().any(|act| act.step == first.step) {
            state.acts.iter_mut().filter(|act| act.step == first.step).for_each(|act| act.person = decider.clone());
        } else {
            let moment = state.acts.first().map_or(attempt.now, |act| act.moment);
            state.acts.insert(0, done(moment));
        }
        (state, attempt)
    }

    /// Whether somebody may take the step that waits.
    fn may_act(&mut self, world: &World, who: usize) -> bool {
        let stage = self.stage(world);
        let step = step_of(self.book, stage);
        let mask = self.held(world, who);
        let theirs = mask & self.mask(step.who.iter().copied()) != 0;
        if !theirs && mask & self.mask(self.book.deputies_of(step)) == 0 {
            return false;
        }
        let around = (!theirs).then_some((world.posts, world.of_party, world.others));
        let delegated = world.delegated && self.chain.delegated.is_some();
        let around = around.map(|(posts, of_party, others)| (posts, of_party, others, world.away));
        let key = ((who, delegated, mask, world.is_kin_of_party(who), world.related, world.did), around, world.tied);
        if let Some(known) = self.judged.get(&key) {
            return *known;
        }
        let may = self.judge(world, who, step, theirs);
        self.judged.insert(key, may);
        may
    }

    fn judge(&mut self, world: &World, who: usize, step: &Step, theirs: bool) -> bool {
        let (state, attempt) = self.matter(world);
        let affair = self.book.affair(&state.affair).unwrap();
        let decided = deciders(affair, &state, step, &attempt.references);
        let did_or_tied =
            |one: usize| decided.contains(&person(one)) || world.did.is_some_and(|did| world.are_tied(did, one));
        let kin_of = |one: usize| (0..2).find(|two| world.are_related(one, *two) && did_or_tied(*two));
        let holders: Vec<Holder> = (0..self.people())
            .map(|one| {
                let kin = world.is_kin_of_party(one).then(|| Concerned::Kin("当事人".to_owned()));
                let family = kin_of(one).map(|decider| Concerned::Family(person(decider)));
                let posts = self.posts(self.held(world, one));
                let leads = self.posts(self.granted_to(world, one)).contains(&Post::PartySecretary);
                Holder { person: person(one), posts, leads, tied: self.tied(world, one), concerned: kin.or(family) }
            })
            .collect();
        let named = turn(self.book, affair, &state, step, &holders).stands_in(&person(who));
        let stands_in = named.filter(|_| !theirs);
        let kin_of_party = world.is_kin_of_party(who).then(|| "当事人".to_owned());
        let actor = Actor { person: person(who), posts: self.posts(self.held(world, who)), kin_of_party, stands_in };
        let asked = actor.posts.iter().copied().chain(stands_in);
        let mut question = Question::new(person(who), asked, step.duty.clone(), state.village.clone());
        question.top_leader |= self.posts(self.granted_to(world, who)).contains(&Post::PartySecretary);
        let tied = self.tied(world, who);
        let state = if self.is_forgetful { state } else { as_one(&state, &actor.person, &tied) };
        let references = references_as_one(&attempt.references, &actor.person, &tied);
        let attempt = if self.is_forgetful { attempt } else { Attempt { references, ..attempt } };
        question.handlers = handlers(self.book, affair, &state, step, &actor, &attempt.references);
        question.kin_of_party = actor.kin_of_party.is_some();
        question.kin_of_decider = kin_of(who).is_some();
        let policies = self.authority.may(&question).unwrap().is_allowed();
        let attempt = Attempt { actor, ..attempt };
        let may = policies && take(self.book, &state, &attempt).is_ok();
        self.seen.paid += usize::from(may && world.did.is_some());
        self.seen.on_leave += usize::from(may && world.away.is_some_and(|away| away.to == who));
        self.seen.stood_in += usize::from(may && stands_in.is_some());
        self.seen.delegated += usize::from(may && world.did.is_none() && is_delegated(&attempt));
        may
    }

    /// Everything that can happen next, with words for it, or what breaks the promise.
    fn next(&mut self, world: &World) -> Result<Vec<(String, World)>, String> {
        let mut list: Vec<(String, World)> = Vec::new();
        for who in [JIA, YI] {
            for bit in 0..self.moving.len() {
                let mut posts = world.posts;
                let (post, held) = (self.moving[bit], posts[who]);
                posts[who] ^= 1 << bit;
                let away = world.away.filter(|away| (away.from, away.bit) != (who, bit));
                let stands_in = world.away.is_some_and(|away| (away.to, away.bit) == (who, bit));
                if held & (1 << bit) != 0 {
                    list.push((format!("{} leaves {post}", self.name(who)), World { posts, away, ..*world }));
                } else if held.count_ones() < 2 && !stands_in && self.may_grant(world, who, bit, None) {
                    list.push((format!("{} becomes {post}", self.name(who)), World { posts, ..*world }));
                }
            }
            let mut of_party = world.of_party;
            of_party[who] = true;
            list.push((format!("{} declares the party", self.name(who)), World { of_party, ..*world }));
        }
        list.push(("Jia and Yi declare each other".to_owned(), World { related: true, ..*world }));
        for (others, what) in [
            (Others::Here, "the others are back"),
            (Others::Aside, "the others declare the party"),
            (Others::Gone, "the others' mandates end"),
        ] {
            // Those who come back find single posts taken; that is another walk's world.
            let away = world.away.filter(|away| away.from < 2 || others != Others::Gone);
            let taken = others != Others::Gone && world.others == Others::Gone && world.posts != [0, 0];
            if !taken {
                list.push((what.to_owned(), World { others, away, ..*world }));
            }
        }
        if self.chain.delegated.is_some() && world.did.is_none() {
            list.push(("the assembly delegates the matter".to_owned(), World { delegated: true, ..*world }));
        }
        self.leaves(world, &mut list);
        for who in 0..self.people() {
            if !self.may_act(world, who) {
                continue;
            }
            match world.did {
                Some(decider) if decider == who || world.are_related(decider, who) || world.are_tied(decider, who) => {
                    return Err(format!("{} decided, {} pays", self.name(decider), self.name(who)));
                }
                Some(_) => {}
                None => list.push((format!("{} decides", self.name(who)), World { did: Some(who), ..*world })),
            }
        }
        Ok(list)
    }

    /// Walks every state; how many there are, or the shortest story that breaks the promise.
    pub(super) fn run(&mut self) -> Result<usize, Vec<String>> {
        let start = World {
            posts: [0, 0],
            related: false,
            of_party: [false; 2],
            others: Others::Here,
            delegated: false,
            away: None,
            tied: None,
            did: None,
        };
        let mut came: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        let mut known = HashSet::from([start]);
        let mut queue = vec![start];
        let mut place = 0;
        while let Some(world) = queue.get(place).copied() {
            match self.next(&world) {
                Ok(list) => {
                    for (what, next) in list {
                        if known.insert(next) {
                            came.insert(queue.len(), (place, what));
                            queue.push(next);
                        }
                    }
                }
                Err(end) => {
                    let mut story = vec![end];
                    let mut at = place;
                    while let Some((before, what)) = came.get(&at) {
                        story.push(what.clone());
                        at = *before;
                    }
                    story.reverse();
                    return Err(story);
                }
            }
            place += 1;
        }
        Ok(queue.len())
    }
}

fn step_of<'a>(book: &'a RuleBook, stage: &Stage) -> &'a Step {
    book.affair(&stage.affair).unwrap().step(&stage.attempt.step).unwrap()
}
