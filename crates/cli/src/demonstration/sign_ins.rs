//! The sign-ins of a demonstration: one for every post of its first village, with passwords made anew at every run.

use super::Row;
use crate::clock;
use crate::installation::{Installation, stopped};
use archive::Query;
use office::password::{self, First};
use office::{roster, sign_in};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};
use village::{Day, Fault, Level, PersonId, Place, Post, Words};

/// How many passwords are hashed at once: as many as there are memories for it.
const HASHING: usize = 2;

/// A sign-in for every post of the first village, its township and the county, with passwords made for this run.
pub(super) fn give(installation: &Installation, firsts: &Firsts) -> Result<(Place, Vec<Row>), String> {
    let office = &installation.office;
    let now = office.clock().now();
    let village = office
        .read(|reader| Ok(roster::divisions_of(reader, Level::Village)?.into_iter().next()))
        .map_err(|fault| fault.chain())?
        .ok_or("the county has no village")?
        .place;
    let people = office.read(|reader| cast(reader, &village, now.day())).map_err(|fault| fault.chain())?;
    let mut rows = Vec::new();
    for (id, name, posts) in &people {
        let sign_in = posts.first().map_or("villager", |post| post.code()).to_owned();
        let password = set(installation, id, &sign_in, firsts)?;
        let titles: BTreeMap<usize, Words> = posts.iter().map(|post| post.title()).enumerate().collect();
        let join = |say: fn(&Words) -> &str, gap: &str| titles.values().map(say).collect::<Vec<_>>().join(gap);
        let posts = Words::new(join(|w| &w.zh, "、"), join(|w| &w.en, ", "));
        rows.push(Row { posts, name: name.clone(), sign_in, password });
    }
    Ok((village, rows))
}

/// Who is signed in as: for every post the last who holds it, and for the villager one who is nothing else.
fn cast(reader: &mut dyn Query, village: &Place, today: Day) -> Result<Vec<(PersonId, String, Vec<Post>)>, Fault> {
    let mut people: Vec<(PersonId, String, Vec<Post>)> = Vec::new();
    for post in Post::ALL {
        let at = village.at(post.level()).unwrap_or_else(|| village.clone());
        let mut holders = roster::persons_with(reader, &at, *post, today)?;
        if matches!(post, Post::Villager | Post::Member) {
            let mut ordinary = Vec::new();
            for holder in holders {
                let held = roster::mandates_of(reader, &holder.mandate.person, today)?;
                if held.iter().all(|mandate| matches!(mandate.post, Post::Villager | Post::Member)) {
                    ordinary.push(holder);
                }
            }
            holders = ordinary;
        }
        let Some(holder) = holders.into_iter().next_back() else { continue };
        match people.iter_mut().find(|(id, _, _)| *id == holder.mandate.person) {
            Some((_, _, posts)) => posts.push(*post),
            None => people.push((holder.mandate.person, holder.name, vec![*post])),
        }
    }
    Ok(people)
}

/// Sets this run's password. The demonstration does not ask for a change: everybody who looks may sign in as everybody.
fn set(installation: &Installation, person: &PersonId, name: &str, firsts: &Firsts) -> Result<String, String> {
    let Installation { office, directory } = installation;
    if directory.sign_in_by_name(name).map_err(|fault| fault.chain())?.is_some() {
        return sign_in::reset_to(directory, name, firsts.next()?, false).map_err(stopped);
    }
    sign_in::give_at_terminal_as(office, directory, (person, name), firsts.next()?, false).map_err(stopped)
}

/// First passwords, made while the county is: they are slow to hash, so that they are slow to guess.
pub(super) struct Firsts {
    made: Receiver<Result<First, Fault>>,
}

impl Firsts {
    pub(super) fn begin() -> Self {
        // As many as there are posts wait at most; when nobody takes them any more, no more are made.
        let (give, made) = sync_channel(Post::ALL.len());
        for _ in 0..HASHING {
            let give = give.clone();
            std::thread::spawn(move || {
                let (mut bytes, mut salt) = ([0; 12], [0; 16]);
                loop {
                    clock::fill(&mut bytes);
                    clock::fill(&mut salt);
                    if give.send(password::first(&bytes, &salt)).is_err() {
                        return;
                    }
                }
            });
        }
        Self { made }
    }

    fn next(&self) -> Result<First, String> {
        let first = self.made.recv().map_err(|_| "a password was not made".to_owned())?;
        first.map_err(|fault| fault.chain())
    }
}
