//! People of a roster's sheet.

use authority::Relation;
use demo::testing::Bench;
use office::roster::{ImportRoster, NewMandate, NewPerson};
use village::{Place, Post};

/// A person of a sheet with posts from today on.
pub(crate) fn person(bench: &Bench, row: u32, place: &Place, name: &str, posts: &[Post]) -> NewPerson {
    let (starts, ends) = (bench.today(), bench.today().plus(900));
    NewPerson {
        row,
        name: name.into(),
        place: place.clone(),
        household: String::new(),
        group: None,
        phone: String::new(),
        email: String::new(),
        identity: format!("{place}-{name}-{row}"),
        born: None,
        posts: posts.iter().map(|post| NewMandate { post: *post, starts, ends }).collect(),
        relatives: Vec::new(),
    }
}

/// The same with a relative by name.
pub(crate) fn related(mut person: NewPerson, relative: &str, relation: Relation) -> NewPerson {
    person.relatives.push((relative.into(), relation));
    person
}

/// The import of a sheet for a village.
pub(crate) fn import(village: &Place, people: Vec<NewPerson>) -> ImportRoster {
    ImportRoster { place: village.clone(), people }
}
