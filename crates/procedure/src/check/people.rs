//! Who the proof lets act: for each step somebody who is nobody else, and people who hold any two posts that one person may.

use crate::affair::{Affair, Step};
use crate::attempt::Actor;
use crate::book::RuleBook;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use village::{PersonId, Post, Words};

const NAMES: &[(&str, &str)] = &[
    ("老李", "Li"),
    ("小张", "Zhang"),
    ("老赵", "Zhao"),
    ("老陈", "Chen"),
    ("小杨", "Yang"),
    ("老周", "Zhou"),
    ("小吴", "Wu"),
    ("小徐", "Xu"),
    ("老孙", "Sun"),
    ("小胡", "Hu"),
    ("小朱", "Zhu"),
    ("小高", "Gao"),
    ("小林", "Lin"),
    ("小何", "He"),
    ("老郭", "Guo"),
    ("小马", "Ma"),
    ("老罗", "Luo"),
    ("小梁", "Liang"),
    ("老宋", "Song"),
    ("小郑", "Zheng"),
    ("老谢", "Xie"),
    ("小韩", "Han"),
    ("老唐", "Tang"),
    ("小冯", "Feng"),
];

/// Whoever is tried in two places at once.
pub(crate) const DOUBLE: (&str, &str) = ("老金", "Jin");

/// For each step one person who has the post and does nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cast {
    people: BTreeMap<String, Actor>,
    names: BTreeMap<PersonId, Words>,
}

impl Cast {
    /// One person for each step; a step that nobody may do has none.
    pub(crate) fn new(book: &RuleBook, affair: &Affair) -> Self {
        let mut cast = Self::default();
        for (place, step) in affair.steps.iter().enumerate() {
            let Some(post) = step.who.iter().find(|post| may(book, step, &BTreeSet::from([**post]))) else { continue };
            let Ok(person) = PersonId::new(format!("990101-S{place:05}")) else { continue };
            let (zh, en) = NAMES.get(place % NAMES.len()).copied().unwrap_or(("", ""));
            cast.names.insert(person.clone(), Words::new(zh, en));
            cast.people.insert(step.id.clone(), actor(person, BTreeSet::from([*post])));
        }
        if let Ok(double) = double() {
            cast.names.insert(double, Words::new(DOUBLE.0, DOUBLE.1));
        }
        cast
    }

    /// Whoever does this step.
    pub(crate) fn of(&self, step: &str) -> Option<&Actor> {
        self.people.get(step)
    }

    /// A person's name.
    pub(crate) fn name(&self, person: &PersonId) -> Words {
        self.names.get(person).cloned().unwrap_or_else(|| Words::same(person.as_str()))
    }

    /// Adds people under their own names.
    pub(crate) fn with(mut self, people: impl IntoIterator<Item = (PersonId, Words)>) -> Self {
        self.names.extend(people);
        self
    }
}

/// The number of whoever is tried in two places at once.
pub(crate) fn double() -> Result<PersonId, village::IdError> {
    PersonId::new("990101-X00001")
}

pub(crate) fn actor(person: PersonId, posts: BTreeSet<Post>) -> Actor {
    Actor { person, posts, kin_of_party: None, stands_in: None }
}

/// Whether somebody with these posts is somebody for this step, whatever was done before.
pub(crate) fn may(book: &RuleBook, step: &Step, posts: &BTreeSet<Post>) -> bool {
    let never = book.duties.get(&step.duty).is_some_and(|duty| duty.top_leader_never);
    step.who.iter().any(|post| posts.contains(post))
        && !step.who_not.iter().any(|post| posts.contains(post))
        && !(never && posts.contains(&Post::PartySecretary))
}

/// The posts with which one person could take both steps, as far as posts go and one person may hold them. More posts never
/// let anybody do more, so one post for each step is enough.
pub(crate) fn for_both(book: &RuleBook, one: &Step, other: &Step) -> Vec<BTreeSet<Post>> {
    let pairs = one.who.iter().flat_map(|a| other.who.iter().map(move |b| BTreeSet::from([*a, *b])));
    let mut fit: Vec<BTreeSet<Post>> =
        pairs.filter(|posts| compatible(posts) && may(book, one, posts) && may(book, other, posts)).collect();
    fit.sort();
    fit.dedup();
    fit
}

/// People who took the one step and stand in at the other: with any post of the first, and each post that stands in for
/// one of the second's.
pub(crate) fn standing_in(book: &RuleBook, one: &Step, other: &Step, person: &PersonId) -> Vec<Actor> {
    let mut early: BTreeSet<Post> = one.who.iter().copied().collect();
    early.extend(book.deputies_of(one));
    let mut actors = Vec::new();
    for absent in &other.who {
        let deputies = book.deputies.get(absent).map(|deputies| deputies.stands_in.as_slice()).unwrap_or_default();
        for deputy in deputies.iter().filter(|post| !other.who.contains(post)) {
            for post in &early {
                let posts = BTreeSet::from([*post, *deputy]);
                if compatible(&posts) {
                    actors.push(Actor { stands_in: Some(*absent), ..actor(person.clone(), posts) });
                }
            }
        }
    }
    actors
}

/// People who took the one step and hold other posts since: a post of the second step and none of the first.
pub(crate) fn moved_on(book: &RuleBook, one: &Step, other: &Step, person: &PersonId) -> Vec<Actor> {
    let alone = other.who.iter().filter(|post| !one.who.contains(post)).map(|post| BTreeSet::from([*post]));
    // Whoever stood in at the first step holds none of its posts either.
    let stood_in = book.deputies_of(one).into_iter().flat_map(|deputy| {
        let pair = other.who.iter().map(move |post| BTreeSet::from([*post, deputy]));
        pair.filter(|posts| !one.who.iter().any(|post| posts.contains(post))).collect::<Vec<_>>()
    });
    let fit = alone.chain(stood_in).filter(|posts| compatible(posts) && may(book, other, posts));
    fit.map(|posts| actor(person.clone(), posts)).collect()
}

#[derive(Deserialize)]
struct Incompatibles {
    rule: Vec<Incompatible>,
}

/// The part of a rule that speaks of one person; `authority` reads and applies the whole of it.
#[derive(Deserialize)]
struct Incompatible {
    one: BTreeSet<Post>,
    other: Option<BTreeSet<Post>>,
    #[serde(default = "yes")]
    same_person: bool,
}

fn yes() -> bool {
    true
}

static INCOMPATIBLE: LazyLock<Vec<Incompatible>> = LazyLock::new(|| {
    let text = include_str!("../../../../rules/national/authority/incompatible.toml");
    let read: Option<Incompatibles> = toml::from_str(text).ok();
    read.map(|read| read.rule.into_iter().filter(|rule| rule.same_person).collect()).unwrap_or_default()
});

/// Whether one person may hold all these posts (`authority/incompatible.toml`).
pub(crate) fn compatible(posts: &BTreeSet<Post>) -> bool {
    let clash = |rule: &Incompatible| {
        posts.iter().filter(|post| rule.one.contains(post)).any(|post| {
            posts.iter().any(|held| held != post && rule.other.as_ref().is_none_or(|other| other.contains(held)))
        })
    };
    !INCOMPATIBLE.iter().any(clash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_that_the_law_keeps_apart_are_not_on_one_person() {
        assert!(!compatible(&BTreeSet::from([Post::SupervisionMember, Post::Clerk])));
        assert!(!compatible(&BTreeSet::from([Post::SealKeeper, Post::DeputyDirector])));
        assert!(compatible(&BTreeSet::from([Post::PartySecretary, Post::VillageDirector, Post::CouncilChair])));
        assert!(compatible(&BTreeSet::from([Post::SupervisionMember, Post::BranchMember])));
    }
}
