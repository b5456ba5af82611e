//! Which posts do not go together, on one person or between near relatives: `rules/national/authority/incompatible.toml`;
//! and which have one holder at a time: `offices.toml`.

mod single;

use crate::{Kin, Relation};
use serde::Deserialize;
use single::Single;
use std::collections::BTreeSet;
use village::{Article, Fault, FieldFault, Kind, Mandate, Post, Refusal, Words};

/// The rules, read strictly.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Incompatibles {
    near_relatives: BTreeSet<Relation>,
    rule: Vec<Rule>,
    #[serde(skip)]
    single: Vec<Single>,
}

/// What this crate asks of every county's offices, beside the rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    single: Vec<Single>,
    rule: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    one: BTreeSet<Post>,
    other: Option<BTreeSet<Post>>,
    #[serde(default = "yes")]
    same_person: bool,
    #[serde(default)]
    near_relatives: bool,
    #[serde(default)]
    anywhere: bool,
    words: Words,
    next: Words,
    articles: Vec<Article>,
}

fn yes() -> bool {
    true
}

/// A rule that stands against the new mandate, and the mandate it clashes with.
struct Clash<'a> {
    rule: &'a Rule,
    /// `None` when the person holds the other post; otherwise what the holder is to the person.
    relation: Option<Relation>,
    post: Post,
}

impl Incompatibles {
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let mut read: Self =
            toml::from_str(text).map_err(|error| Fault::from("incompatible.toml cannot be read", error))?;
        let offices: Offices = toml::from_str(include_str!("offices.toml"))
            .map_err(|error| Fault::from("offices.toml cannot be read", error))?;
        read.rule.extend(offices.rule);
        read.single = offices.single;
        let mut ids = BTreeSet::new();
        for rule in &read.rule {
            let says_nothing = rule.words.is_incomplete() || rule.next.is_incomplete() || rule.articles.is_empty();
            let never_applies = rule.one.is_empty() || !(rule.same_person || rule.near_relatives);
            if says_nothing || never_applies || !ids.insert(&rule.id) {
                return Err(Fault::new(format!(
                    "incompatible.toml: rule `{}` needs a code of its own, posts, words and next in both languages, a ground, \
                     and someone to whom it applies",
                    rule.id
                )));
            }
        }
        Ok(read)
    }

    pub(crate) fn check(
        &self,
        held: &[Mandate],
        kin: &[Kin],
        new: &Mandate,
        others: &[Mandate],
    ) -> Result<(), Box<Refusal>> {
        let mut clashes: Vec<Clash<'_>> = Vec::new();
        for rule in &self.rule {
            if rule.same_person {
                let own = held.iter().chain(others).filter(|mandate| mandate.person == new.person);
                let own = own.filter(|mandate| rule.parts(new, mandate));
                clashes.extend(own.map(|mandate| Clash { rule, relation: None, post: mandate.post }));
            }
            if rule.near_relatives {
                for mandate in others.iter().filter(|mandate| rule.parts(new, mandate)) {
                    let relation = self.near_relation(kin, new, mandate);
                    clashes.extend(relation.map(|near| Clash { rule, relation: Some(near), post: mandate.post }));
                }
            }
        }
        let taken = self.single.iter().find_map(|single| single.taken(new, others));
        match (refuse(&clashes), taken) {
            (done, None) => done,
            (Ok(()), Some(taken)) => Err(Box::new(taken)),
            (Err(refusal), Some(taken)) => Err(Box::new(single::both(*refusal, &taken))),
        }
    }

    /// What the holder of `mandate` is to the person of `new`, if a near relative; declared from either side.
    fn near_relation(&self, kin: &[Kin], new: &Mandate, mandate: &Mandate) -> Option<Relation> {
        kin.iter()
            .filter_map(|(one, other, relation)| {
                let forward = *one == new.person && *other == mandate.person;
                let backward = *other == new.person && *one == mandate.person;
                if forward { Some(*relation) } else { backward.then(|| relation.reversed()) }
            })
            .find(|relation| self.near_relatives.contains(relation))
    }
}

impl Rule {
    /// Whether the rule keeps these two mandates apart: one post on each side, a day and a place in common.
    fn parts(&self, a: &Mandate, b: &Mandate) -> bool {
        let other = |post: Post, against: Post| match &self.other {
            Some(posts) => posts.contains(&post),
            None => post != against,
        };
        let posts = (self.one.contains(&a.post) && other(b.post, a.post))
            || (self.one.contains(&b.post) && other(a.post, b.post));
        let days = a.starts <= b.ends && b.starts <= a.ends;
        let places = self.anywhere || a.place.contains(&b.place) || b.place.contains(&a.place);
        posts && days && places
    }
}

/// The refusal that says everything that stands against the mandate at once.
fn refuse(clashes: &[Clash<'_>]) -> Result<(), Box<Refusal>> {
    let Some(first) = clashes.first() else { return Ok(()) };
    let said: Vec<Words> = clashes
        .iter()
        .map(|clash| {
            let holder = clash.relation.map_or_else(
                || Words::new("本人", "the person"),
                |relation| {
                    Words::new(format!("其{}", relation.title().zh), format!("the person's {}", relation.title().en))
                },
            );
            let found = Words::new("{why}（{holder}任{post}）", "{why} ({holder} is {post})");
            found.fill(&[("why", &clash.rule.words), ("holder", &holder), ("post", &clash.post.title())])
        })
        .collect();
    let join = |say: fn(&Words) -> &str, gap: &str| said.iter().map(say).collect::<Vec<_>>().join(gap);
    let words = Words::new(join(|w| &w.zh, "；"), join(|w| &w.en, "; "));
    let rule = format!("incompatible.{}", first.rule.id);
    let mut refusal = Refusal::new(Kind::NotComplete, rule, words.clone(), first.rule.next.clone());
    refusal.faults.push(FieldFault { field: "post".to_owned(), words });
    for article in clashes.iter().flat_map(|clash| &clash.rule.articles) {
        if !refusal.articles.contains(article) {
            refusal.articles.push(article.clone());
        }
    }
    Err(Box::new(refusal))
}
