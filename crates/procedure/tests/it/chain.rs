//! No chain of grants, ends of mandates, declarations of relatives, recusals, stand-ins and acts lets one person, or two
//! declared relatives, both decide on money and pay it.
//!
//! What is shown: a routine expense is walked from its approval to its payment in a village of two people who want to get
//! round the rules, Jia and Yi, beside people who do not (a deputy director, a secretary, a cashier). At every moment either of
//! the two may be granted or lose any of the four posts that bear on it (deputy director, branch member, party secretary,
//! cashier; two at most at a time), the two may be declared relatives, either may be declared a relative of the payee, and
//! the others may all have to stand aside, so that deputies stand in, and the secretary may leave, so that another follows; and whoever may take the step that waits takes it. Every state that can come about so is
//! walked, in every order, without a bound on the length of the chain. Grants are judged by `Authority::incompatible`, acts by the
//! policies with the facts that `procedure` gives them (`turn`, `handlers`, `deciders`) and by `take`: the functions of the real deeds.
//!
//! What is not shown: more than two who act together (a third adds only another pair), a relative whom nobody declared,
//! and posts that have no hand in money. That the policies hold for every set of posts is proved by a solver beside them.

use crate::common;
use authority::{Authority, Kin, Question, Relation, texts};
use procedure::{
    Actor, Attempt, CaseState, Concerned, Holder, Position, RuleBook, deciders, examples, handlers, take, turn,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{Day, Mandate, PersonId, Place, Post};

const MOVING: [Post; 4] = [Post::DeputyDirector, Post::BranchMember, Post::PartySecretary, Post::AgencyCashier];
const STEPS: [&str; 3] = ["first_approve", "sign_last", "pay"];
const JIA: usize = 0;
const YI: usize = 1;
/// The people besides the two, with their posts: they stay what they are.
const OTHERS: [(usize, Post); 3] = [(2, Post::DeputyDirector), (3, Post::PartySecretary), (4, Post::AgencyCashier)];

fn person(number: usize) -> PersonId {
    PersonId::new(format!("990101-K{number:05}")).unwrap()
}

/// How things stand. Ordered, so that the walk is the same each time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct World {
    posts: [BTreeSet<Post>; 2],
    /// Jia and Yi are declared relatives.
    related: bool,
    /// Declared relatives of the payee.
    of_payee: [bool; 2],
    /// Whether the others must stand aside.
    others_aside: bool,
    /// There is one secretary at a time: only when the other has left may Jia or Yi become it.
    secretary_left: bool,
    /// Who approved and who signed last, so far.
    did: Vec<usize>,
}

impl World {
    fn posts_of(&self, who: usize) -> BTreeSet<Post> {
        match self.posts.get(who) {
            Some(posts) => posts.clone(),
            None => {
                let left = |post: Post| self.secretary_left && post == Post::PartySecretary;
                let held = OTHERS.iter().filter(|(other, post)| *other == who && !left(*post));
                held.map(|(_, post)| *post).collect()
            }
        }
    }

    fn is_kin_of_payee(&self, who: usize) -> bool {
        self.of_payee.get(who).copied().unwrap_or(self.others_aside)
    }

    fn are_related(&self, one: usize, other: usize) -> bool {
        self.related && BTreeSet::from([one, other]) == BTreeSet::from([JIA, YI])
    }
}

/// What the walk is made of.
struct Walk<'a> {
    book: &'a RuleBook,
    authority: &'a Authority,
    /// For each step, the state before it and the act that takes it, as an example of the rules has them.
    turns: Vec<(CaseState, Attempt)>,
    /// Acts are judged once for each sort of person and history.
    judged: BTreeMap<String, bool>,
}

impl<'a> Walk<'a> {
    fn new(book: &'a RuleBook, authority: &'a Authority) -> Self {
        let files = common::files();
        let file = files.iter().find(|file| file.path == "cases/C1.toml").unwrap();
        let paid = examples(file).unwrap().into_iter().find(|one| one.name.en.ends_with("no step left out")).unwrap();
        let (acts, last) = paid.play(book).unwrap();
        assert!(last.is_ok());
        let mut state = book.begin("C1", Place::new("990101001001").unwrap()).unwrap();
        let mut turns = Vec::new();
        for act in acts {
            if STEPS.contains(&act.step.as_str()) {
                turns.push((state.clone(), act.clone()));
            }
            state = take(book, &state, &act).unwrap().applied(&state, &act);
        }
        assert_eq!(turns.len(), STEPS.len());
        Self { book, authority, turns, judged: BTreeMap::new() }
    }

    /// The case as it stands in this world, at the step that waits.
    fn state(&self, world: &World) -> CaseState {
        let mut state = self.turns[world.did.len()].0.clone();
        for (step, who) in STEPS.iter().zip(&world.did) {
            state.acts.iter_mut().filter(|done| done.step == *step).for_each(|done| done.person = person(*who));
        }
        state
    }

    /// Whether somebody may take the step that waits.
    fn may_act(&mut self, world: &World, who: usize) -> bool {
        let state = self.state(world);
        let affair = self.book.affair("C1").unwrap();
        let Position::Step(at) = &state.at else { return false };
        let step = affair.step(at).unwrap();
        let deciders = deciders(affair, &state, step);
        let related =
            |one: usize| (0..5).any(|other| world.are_related(one, other) && deciders.contains(&person(other)));
        let holders: Vec<Holder> = (0..5)
            .map(|one| {
                let kin = world.is_kin_of_payee(one).then(|| Concerned::Kin("收款人".to_owned()));
                let family = related(one).then(|| Concerned::Family(person(1 - one)));
                Holder { person: person(one), posts: world.posts_of(one), concerned: kin.or(family) }
            })
            .collect();
        let posts = world.posts_of(who);
        let theirs = step.who.iter().any(|post| posts.contains(post));
        let named = turn(self.book, affair, &state, step, &holders).stands_in(&person(who));
        let stands_in = named.filter(|_| !theirs);
        let kin_of_party = world.is_kin_of_payee(who).then(|| "收款人".to_owned());
        let actor = Actor { person: person(who), posts, kin_of_party, stands_in };
        let key = format!("{at} {actor:?} {:?} {}", world.did, related(who));
        if let Some(known) = self.judged.get(&key) {
            return *known;
        }
        let asked = actor.posts.iter().copied().chain(stands_in);
        let mut question = Question::new(person(who), asked, step.duty.clone(), state.village.clone());
        question.handlers = handlers(self.book, affair, &state, step, &actor);
        question.kin_of_party = actor.kin_of_party.is_some();
        question.kin_of_decider = related(who);
        let policies = self.authority.may(&question).unwrap().is_allowed();
        let attempt = Attempt { actor, ..self.turns[world.did.len()].1.clone() };
        let may = policies && take(self.book, &state, &attempt).is_ok();
        self.judged.insert(key, may);
        may
    }

    /// Whether a grant is lawful beside what is held.
    fn may_grant(&self, world: &World, who: usize, post: Post) -> bool {
        let mandate = |who: usize, post: Post| Mandate {
            person: person(who),
            post,
            place: Place::new(if post == Post::AgencyCashier { "990101001" } else { "990101001001" }).unwrap(),
            starts: Day::new(2026, 1, 1).unwrap(),
            ends: Day::new(2026, 12, 31).unwrap(),
        };
        let all = |who: usize| world.posts_of(who).into_iter().map(move |post| mandate(who, post)).collect::<Vec<_>>();
        let others: Vec<Mandate> = (0..5).filter(|other| *other != who).flat_map(all).collect();
        let kin: Vec<Kin> = if world.related { vec![(person(JIA), person(YI), Relation::Sibling)] } else { Vec::new() };
        self.authority.incompatible(&all(who), &kin, &mandate(who, post), &others).is_ok()
    }

    /// Everything that can happen next, with words for it, and what breaks the promise.
    fn next(&mut self, world: &World) -> Result<Vec<(String, World)>, String> {
        let mut list = Vec::new();
        let mut push = |what: String, change: &dyn Fn(&mut World)| {
            let mut next = world.clone();
            change(&mut next);
            list.push((what, next));
        };
        let names = ["Jia", "Yi", "the deputy", "the secretary", "the cashier"];
        for who in [JIA, YI] {
            for post in MOVING {
                if world.posts[who].contains(&post) {
                    push(format!("{} leaves {post}", names[who]), &|next| next.posts[who].retain(|held| *held != post));
                } else if world.posts[who].len() < 2 && self.may_grant(world, who, post) {
                    push(format!("{} becomes {post}", names[who]), &|next| next.posts[who].extend([post]));
                }
            }
            if !world.of_payee[who] {
                push(format!("{} declares the payee", names[who]), &|next| next.of_payee[who] = true);
            }
        }
        if !world.related {
            push("Jia and Yi declare each other".to_owned(), &|next| next.related = true);
        }
        if !world.others_aside {
            push("the others declare the payee".to_owned(), &|next| next.others_aside = true);
        }
        if !world.secretary_left {
            push("the secretary leaves".to_owned(), &|next| next.secretary_left = true);
        }
        for who in 0..5 {
            if !self.may_act(world, who) {
                continue;
            }
            let step = STEPS[world.did.len()];
            if step == "pay" {
                let bad = world.did.iter().find(|decider| **decider == who || world.are_related(**decider, who));
                if let Some(decider) = bad {
                    return Err(format!("{} decided, {} pays", names[*decider], names[who]));
                }
                continue;
            }
            push(format!("{} takes {step}", names[who]), &|next| next.did.push(who));
        }
        Ok(list)
    }

    /// Walks every state; how many there are, and how many payments were tried, or the shortest story that breaks the promise.
    fn run(&mut self) -> Result<usize, Vec<String>> {
        let nobody = || BTreeSet::new();
        let start = World {
            posts: [nobody(), nobody()],
            related: false,
            of_payee: [false; 2],
            others_aside: false,
            secretary_left: false,
            did: Vec::new(),
        };
        let mut came: BTreeMap<World, Option<(World, String)>> = BTreeMap::from([(start.clone(), None)]);
        let mut queue = VecDeque::from([start]);
        while let Some(world) = queue.pop_front() {
            match self.next(&world) {
                Ok(list) => {
                    for (what, next) in list {
                        if !came.contains_key(&next) {
                            came.insert(next.clone(), Some((world.clone(), what)));
                            queue.push_back(next);
                        }
                    }
                }
                Err(end) => {
                    let mut story = vec![end];
                    let mut at = &world;
                    while let Some(Some((before, what))) = came.get(at) {
                        story.push(what.clone());
                        at = before;
                    }
                    story.reverse();
                    return Err(story);
                }
            }
        }
        Ok(came.len())
    }
}

/// The authority with one policy taken out.
fn without(id: &str) -> Authority {
    let cut: Vec<(&str, String)> = texts::POLICIES
        .iter()
        .map(|(name, text)| {
            let mark = format!("@id(\"{id}\")");
            let Some((before, rest)) = text.split_once(&mark) else { return (*name, (*text).to_owned()) };
            let after = rest.split_once(";\n").map_or("", |(_, after)| after);
            (*name, format!("{before}{after}"))
        })
        .collect();
    let files: Vec<(&str, &str)> = cut.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Authority::read(texts::SCHEMA, &files, texts::INCOMPATIBLE).unwrap()
}

#[test]
fn no_chain_lets_one_person_or_one_declared_family_both_decide_and_pay() {
    let authority = Authority::new().unwrap();
    let mut walk = Walk::new(common::zhejiang(), &authority);
    let states = walk.run().unwrap_or_else(|story| panic!("{}", story.join("; ")));
    println!("{states} states, {} sorts of act", walk.judged.len());
    let stood_in = walk.judged.iter().any(|(key, may)| *may && key.contains("stands_in: Some(PartySecretary)"));
    let paid = walk.judged.iter().filter(|(key, may)| **may && key.starts_with("pay")).count();
    assert!(
        states > 5_000 && paid > 0 && stood_in,
        "{states} states, {paid} payments: the walk does not come far enough"
    );
}

#[test]
fn a_policy_without_the_family_is_found() {
    let authority = without("separation.family");
    let story = Walk::new(common::zhejiang(), &authority).run().unwrap_err();
    assert!(story.contains(&"Jia and Yi declare each other".to_owned()), "{story:?}");
    assert!(story.last().is_some_and(|end| end.contains("decided") && end.contains("pays")), "{story:?}");
}

#[test]
fn rules_that_let_an_approver_become_the_cashier_are_found() {
    let mut book = common::zhejiang().clone();
    book.separations.retain(|group| !group.duties.contains(&"pay".to_owned()));
    let authority = Authority::new().unwrap();
    let story = Walk::new(&book, &authority).run().unwrap_err();
    assert!(story.iter().any(|what| what.contains("leaves")), "somebody leaves a post: {story:?}");
    assert!(story.iter().any(|what| what.ends_with("becomes agency_cashier")), "{story:?}");
}
