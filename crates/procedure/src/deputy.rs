//! Who takes a step when its posts' holders must stand aside: the deputy that the rules name.

use crate::affair::{Affair, Step, StepKind};
use crate::attempt::{Actor, Reference};
use crate::book::RuleBook;
use crate::state::CaseState;
use std::collections::{BTreeMap, BTreeSet};
use village::{Article, PersonId, Post};

/// The posts that stand in for one.
#[derive(Debug, Clone)]
pub struct Deputies {
    /// In order: the first with somebody free.
    pub stands_in: Vec<Post>,
    /// The grounds.
    pub articles: Vec<Article>,
}

/// Somebody who holds a post that bears on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// All their posts that reach the village.
    pub posts: BTreeSet<Post>,
    /// Whether they are the village's top leader, away from that post or not.
    pub leads: bool,
    /// Everybody whose acts count as theirs: for whom they stood in while they were away, or who stood in for them.
    pub tied: BTreeSet<PersonId>,
    /// Whether they, or a declared relative of theirs, are a party to the case.
    pub concerned: Option<Concerned>,
}

/// What somebody is to a party of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concerned {
    /// A declared relative of the one named so.
    Kin(String),
    /// A party.
    Party,
    /// A declared relative of this person, who approved or decided the money that is to be paid.
    Family(PersonId),
    /// They approved or decided what is to be paid in another case, on which this one rests: its number.
    Decided(String),
}

/// Why somebody who holds a step's post does not take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// A party, or a relative of one.
    Concerned(Concerned),
    /// They took this step, which the other is kept apart from.
    Did(String),
    /// They hold this post, which a later step needs.
    KeptFree(Post),
    /// The top leader never has this duty.
    TopLeader,
}

/// Whose turn a step is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// Who holds one of the step's posts and may take it.
    pub free: Vec<PersonId>,
    /// Who holds one, which, and stands aside, and why.
    pub aside: Vec<(PersonId, Post, Aside)>,
    /// Who stands in, when nobody is free.
    pub deputy: Option<StandIn>,
}

/// The deputies who take a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The post whose holders all stand aside.
    pub absent: Post,
    /// The post that stands in.
    pub post: Post,
    /// Its holders who are free.
    pub people: Vec<PersonId>,
    /// The grounds.
    pub articles: Vec<Article>,
}

impl Holder {
    /// The holder as whoever takes the step, by their own post or standing in for one.
    fn acting(&self, stands_in: Option<Post>) -> Actor {
        Actor { person: self.person.clone(), posts: self.posts.clone(), kin_of_party: None, stands_in }
    }
}

impl Turn {
    /// Whether everybody stands aside and nobody stands in: the township must name somebody.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        self.free.is_empty() && self.deputy.is_none() && !self.aside.is_empty()
    }

    /// Everybody who is named in it: who is free, who stands aside, who stands in.
    pub fn everybody(&self) -> impl Iterator<Item = PersonId> + '_ {
        let aside = self.aside.iter().map(|(person, ..)| person);
        let deputies = self.deputy.iter().flat_map(|deputy| &deputy.people);
        self.free.iter().chain(aside).chain(deputies).cloned()
    }

    /// The post for which this person takes the step in its holders' place.
    #[must_use]
    pub fn stands_in(&self, person: &PersonId) -> Option<Post> {
        self.deputy.as_ref().filter(|deputy| deputy.people.contains(person)).map(|deputy| deputy.absent)
    }
}

impl RuleBook {
    /// The posts that may stand in for a step's, each once.
    #[must_use]
    pub fn deputies_of(&self, step: &Step) -> BTreeSet<Post> {
        let named = step.who.iter().filter_map(|post| self.deputies.get(post));
        named.flat_map(|deputies| deputies.stands_in.iter().copied()).filter(|post| !step.who.contains(post)).collect()
    }
}

/// Whose turn the step is, of everybody who holds one of its posts or one that stands in for them.
#[must_use]
pub fn turn(book: &RuleBook, affair: &Affair, state: &CaseState, step: &Step, holders: &[Holder]) -> Turn {
    let mut turn = Turn::default();
    for holder in holders {
        let Some(post) = step.who.iter().find(|post| holder.posts.contains(post)) else { continue };
        let seen = &as_one(state, &holder.person, &holder.tied);
        match aside(book, affair, seen, step, holder) {
            Some(why) => turn.aside.push((holder.person.clone(), *post, why)),
            None => turn.free.push(holder.person.clone()),
        }
    }
    others_record(affair, state, step, holders, &mut turn);
    if !turn.free.is_empty() || turn.aside.is_empty() {
        return turn;
    }
    let held = |post: &&Post| holders.iter().any(|holder| holder.posts.contains(post));
    for absent in step.who.iter().filter(held) {
        let Some(deputies) = book.deputies.get(absent) else { continue };
        for post in deputies.stands_in.iter().filter(|post| !step.who.contains(post)) {
            let free = |holder: &&Holder| {
                let state = &as_one(state, &holder.person, &holder.tied);
                holder.posts.contains(post)
                    && aside(book, affair, state, step, holder).is_none()
                    && lies_apart(book, affair, state, step, &holder.acting(Some(*absent))).is_none()
                    && !(*absent == Post::PartySecretary && never_the_leaders(book, step))
            };
            let people: Vec<PersonId> = holders.iter().filter(free).map(|holder| holder.person.clone()).collect();
            if !people.is_empty() {
                let articles = deputies.articles.clone();
                turn.deputy = Some(StandIn { absent: *absent, post: *post, people, articles });
                return turn;
            }
        }
    }
    turn
}

/// Whoever handled the matter does not record its vote while somebody else can. Where nobody else can, they do: a village of few
/// posts must meet too, and its record says who it was.
fn others_record(affair: &Affair, state: &CaseState, step: &Step, holders: &[Holder], turn: &mut Turn) {
    if step.kind != StepKind::Meeting {
        return;
    }
    let (handlers, others): (Vec<PersonId>, Vec<PersonId>) =
        turn.free.iter().cloned().partition(|person| handled(affair, state, person).is_some());
    if others.is_empty() {
        return;
    }
    turn.free = others;
    for holder in holders.iter().filter(|holder| handlers.contains(&holder.person)) {
        let post = step.who.iter().find(|post| holder.posts.contains(post));
        let did = handled(affair, state, &holder.person);
        turn.aside.extend(post.zip(did).map(|(post, did)| (holder.person.clone(), *post, Aside::Did(did.id.clone()))));
    }
}

/// The duties of whoever handles a matter of money, works, purchases, hiring or leases.
const HANDLING: [&str; 5] = ["handle_money", "handle_project", "handle_purchase", "handle_hiring", "handle_lease"];

/// The step by which somebody handled the case's matter; `None` when they did not.
#[must_use]
pub fn handled<'a>(affair: &'a Affair, state: &CaseState, person: &PersonId) -> Option<&'a Step> {
    let steps = affair.steps.iter().filter(|step| HANDLING.contains(&step.duty.as_str()));
    steps.into_iter().find(|step| did(state, &step.id, person))
}

/// Why a holder of a post does not take the step.
fn aside(book: &RuleBook, affair: &Affair, state: &CaseState, step: &Step, holder: &Holder) -> Option<Aside> {
    if let Some(concerned) = &holder.concerned {
        return Some(Aside::Concerned(concerned.clone()));
    }
    if never_the_leaders(book, step) && (holder.leads || holder.posts.contains(&Post::PartySecretary)) {
        return Some(Aside::TopLeader);
    }
    if let Some(post) = step.who_not.iter().find(|post| holder.posts.contains(post)) {
        return Some(Aside::KeptFree(*post));
    }
    let named = step.apart_from.iter().find(|other| did(state, other, &holder.person)).cloned();
    let own = || lies_apart(book, affair, state, step, &holder.acting(None)).map(|other| other.id.clone());
    named.or_else(own).map(Aside::Did)
}

fn never_the_leaders(book: &RuleBook, step: &Step) -> bool {
    book.duties.get(&step.duty).is_some_and(|duty| duty.top_leader_never)
}

fn did(state: &CaseState, step: &str, person: &PersonId) -> bool {
    state.acts.iter().any(|done| done.step == step && done.person == *person)
}

/// Whether the actor takes the step in the place of its posts' holders, as the rules name deputies.
pub(crate) fn is_named(book: &RuleBook, step: &Step, actor: &Actor) -> bool {
    let Some(absent) = actor.stands_in.filter(|post| step.who.contains(post)) else { return false };
    let deputies = book.deputies.get(&absent).map(|deputies| deputies.stands_in.as_slice()).unwrap_or_default();
    deputies.iter().any(|post| actor.posts.contains(post))
}

/// The step that somebody took whose duty lies apart from this one's, whatever the affair's file says of them. The file's
/// `apart_from` speaks of posts that one person may hold together. It is not enough for whoever stands in, nor for whoever
/// has left the post in which he took the other step: those took no step at all that lies apart.
pub(crate) fn lies_apart<'a>(
    book: &RuleBook,
    affair: &'a Affair,
    state: &CaseState,
    step: &Step,
    actor: &Actor,
) -> Option<&'a Step> {
    let apart = |other: &&Step| {
        other.duty != step.duty
            && book.separations.iter().any(|g| g.duties.contains(&other.duty) && g.duties.contains(&step.duty))
    };
    let has_left = |other: &Step| !other.who.iter().any(|post| actor.posts.contains(post));
    affair
        .steps
        .iter()
        .filter(apart)
        .filter(|other| actor.stands_in.is_some() || has_left(other))
        .find(|other| did(state, &other.id, &actor.person))
}

/// The case as it bears on somebody: what was done by those with whom he counts as one, because one stood in for the other, was
/// done by him.
#[must_use]
pub fn as_one(state: &CaseState, person: &PersonId, tied: &BTreeSet<PersonId>) -> CaseState {
    let mut seen = state.clone();
    for done in seen.acts.iter_mut().filter(|done| tied.contains(&done.person)) {
        done.person = person.clone();
    }
    seen
}

/// The same of the cases on which one rests.
#[must_use]
pub fn references_as_one(
    references: &BTreeMap<String, Reference>,
    person: &PersonId,
    tied: &BTreeSet<PersonId>,
) -> BTreeMap<String, Reference> {
    let mut seen = references.clone();
    for other in seen.values_mut() {
        let theirs = other.deciders.iter().find(|(decider, _)| tied.contains(decider)).map(|(_, case)| case.clone());
        if let Some(case) = theirs {
            other.deciders.entry(person.clone()).or_insert(case);
        }
    }
    seen
}

/// Everybody from whom the step is kept apart for this actor: who took a step that it names, the actor himself when he took
/// one that lies apart, and who decided what is to be paid in a case that this one rests on. What the policies are asked with.
#[must_use]
pub fn handlers(
    book: &RuleBook,
    affair: &Affair,
    state: &CaseState,
    step: &Step,
    actor: &Actor,
    references: &BTreeMap<String, Reference>,
) -> BTreeSet<PersonId> {
    let named = state.acts.iter().filter(|done| step.apart_from.contains(&done.step)).map(|done| done.person.clone());
    let own = lies_apart(book, affair, state, step, actor).map(|_| actor.person.clone());
    let before = decided_before(step, references).map(|(person, _)| person.clone());
    named.chain(own).chain(before).collect()
}

/// The duty of paying.
pub(crate) const PAYING: &str = "pay";

/// The duties by which money is decided on: approved, signed for, decided by a meeting, or bound by a contract.
const DECIDING: [&str; 4] = ["first_approve_money", "sign_last", "decide", "sign_contract"];

/// Who approved the matter, signed for it or recorded its decision, when the step is the payment: their relatives do not
/// pay. Whoever did so in a case that this one rests on counts too. Nobody for any other step. One vote among many is not
/// counted.
#[must_use]
pub fn deciders(
    affair: &Affair,
    state: &CaseState,
    step: &Step,
    references: &BTreeMap<String, Reference>,
) -> BTreeSet<PersonId> {
    if !step.pays() {
        return BTreeSet::new();
    }
    let before = decided_before(step, references).map(|(person, _)| person.clone());
    decided_by(affair, state).into_iter().chain(before).collect()
}

/// Who approved a case, signed for it or recorded its decision.
#[must_use]
pub fn decided_by(affair: &Affair, state: &CaseState) -> BTreeSet<PersonId> {
    let decides = |id: &str| affair.step(id).is_some_and(|step| DECIDING.contains(&step.duty.as_str()));
    state.acts.iter().filter(|done| decides(&done.step)).map(|done| done.person.clone()).collect()
}

/// Who decided what is to be paid in a case that this one rests on, with its number; nobody for a step that pays nothing.
pub(crate) fn decided_before<'a>(
    step: &Step,
    references: &'a BTreeMap<String, Reference>,
) -> impl Iterator<Item = (&'a PersonId, &'a String)> + use<'a> {
    let pays = step.pays();
    references.values().filter(move |_| pays).flat_map(|other| &other.deciders)
}
