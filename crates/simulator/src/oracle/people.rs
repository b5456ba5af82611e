//! Who is who: names, mandates, relatives, as the entries tell them.

use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Level, PersonId, Place, Post};

/// Somebody of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) household: String,
    /// The villagers' group with the day since which, in order; an empty one is none.
    pub(crate) groups: Vec<(Option<Day>, String)>,
}

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) id: String,
    pub(crate) person: PersonId,
    pub(crate) post: Post,
    pub(crate) place: Place,
    pub(crate) starts: Day,
    pub(crate) ends: Day,
}

/// Everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct People {
    persons: BTreeMap<PersonId, Person>,
    by_name: BTreeMap<String, Vec<PersonId>>,
    terms: BTreeMap<String, Term>,
    by_place: BTreeMap<Place, Vec<String>>,
    by_person: BTreeMap<PersonId, Vec<String>>,
    kin: BTreeSet<(PersonId, PersonId)>,
}

impl People {
    pub(super) fn register(&mut self, id: PersonId, person: Person) {
        self.by_name.entry(person.name.clone()).or_default().push(id.clone());
        self.persons.insert(id, person);
    }

    pub(super) fn grant(&mut self, term: Term) {
        self.by_place.entry(term.place.clone()).or_default().push(term.id.clone());
        self.by_person.entry(term.person.clone()).or_default().push(term.id.clone());
        self.terms.insert(term.id.clone(), term);
    }

    pub(super) fn end(&mut self, id: &str, last_day: Day) -> bool {
        let Some(term) = self.terms.get_mut(id) else { return false };
        term.ends = term.ends.min(last_day);
        true
    }

    /// Whose a mandate is, and of which post.
    pub(super) fn held(&self, id: &str) -> Option<(PersonId, Post)> {
        self.terms.get(id).map(|term| (term.person.clone(), term.post))
    }

    pub(super) fn relate(&mut self, one: PersonId, other: PersonId) {
        self.kin.insert((other.clone(), one.clone()));
        self.kin.insert((one, other));
    }

    /// A person's name.
    pub(crate) fn name(&self, id: &PersonId) -> &str {
        self.persons.get(id).map_or("?", |person| &person.name)
    }

    /// Everybody of a place's roster.
    pub(crate) fn of(&self, place: &Place) -> Vec<PersonId> {
        self.persons.iter().filter(|(_, person)| person.place == *place).map(|(id, _)| id.clone()).collect()
    }

    /// A person's household.
    pub(crate) fn household(&self, id: &PersonId) -> &str {
        self.persons.get(id).map_or("", |person| &person.household)
    }

    /// A person's villagers' group on a day.
    pub(crate) fn group(&self, id: &PersonId, day: Day) -> &str {
        let known = self.persons.get(id).into_iter().flat_map(|person| &person.groups);
        let mut held = known.filter(|(since, _)| since.is_none_or(|since| since <= day));
        held.next_back().map_or("", |(_, group)| group.as_str())
    }

    pub(super) fn enter_group(&mut self, id: &PersonId, since: Day, group: String) {
        if let Some(person) = self.persons.get_mut(id) {
            person.groups.push((Some(since), group));
        }
    }

    /// The posts that a person holds on a day and that reach a place.
    pub(crate) fn posts(&self, person: &PersonId, place: &Place, day: Day) -> BTreeSet<Post> {
        let terms = self.by_person.get(person).into_iter().flatten().filter_map(|id| self.terms.get(id));
        let held = terms.filter(|term| term.starts <= day && day <= term.ends);
        held.filter(|term| place.as_str().starts_with(term.place.as_str())).map(|term| term.post).collect()
    }

    /// The mandates that are in force at exactly this place on a day.
    pub(crate) fn terms_at(&self, place: &Place, day: Day) -> impl Iterator<Item = &Term> {
        let terms = self.by_place.get(place).into_iter().flatten().filter_map(|id| self.terms.get(id));
        terms.filter(move |term| term.starts <= day && day <= term.ends)
    }

    /// The mandates that were once held at a place and are over on a day.
    pub(crate) fn former(&self, place: &Place, day: Day) -> impl Iterator<Item = &Term> {
        let terms = self.by_place.get(place).into_iter().flatten().filter_map(|id| self.terms.get(id));
        terms.filter(move |term| term.ends < day)
    }

    /// Who holds a post on a day: at the place itself, or at the place of the post's level above it.
    pub(crate) fn holders(&self, post: Post, place: &Place, day: Day) -> Vec<PersonId> {
        let at = if post.level() == Level::Village { Some(place.clone()) } else { place.at(post.level()) };
        let Some(at) = at else { return Vec::new() };
        let mut found: Vec<PersonId> = Vec::new();
        for term in self.terms_at(&at, day).filter(|term| term.post == post) {
            if !found.contains(&term.person) {
                found.push(term.person.clone());
            }
        }
        found
    }

    /// Everybody who holds one of these posts, each once.
    pub(crate) fn roll(&self, posts: &[Post], place: &Place, day: Day) -> BTreeSet<PersonId> {
        posts.iter().flat_map(|post| self.holders(*post, place, day)).collect()
    }

    /// Whether two people are declared relatives.
    pub(crate) fn related(&self, one: &PersonId, other: &PersonId) -> bool {
        self.kin.contains(&(one.clone(), other.clone()))
    }

    /// The people of the roster whom a text names as the party of a case.
    pub(crate) fn meant(&self, party: &str) -> Vec<PersonId> {
        let mut found = Vec::new();
        for word in words(party) {
            found.extend(self.by_name.get(word).into_iter().flatten().cloned());
            found.extend(PersonId::new(word).ok().filter(|id| self.persons.contains_key(id)));
        }
        found
    }
}

fn words(party: &str) -> impl Iterator<Item = &str> {
    party.split(['，', '、', ',', ' ', '；', ';']).map(str::trim).filter(|word| !word.is_empty())
}

/// Whether a text names a person: by number, or by name as a word of its own.
pub(crate) fn named(party: &str, id: &PersonId, name: &str) -> bool {
    words(party).any(|word| word == name || word == id.as_str())
}
