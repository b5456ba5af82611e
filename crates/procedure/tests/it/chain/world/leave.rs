//! Grants, and leaves beside them: who may come to hold a post, for good or for a time, and whose acts count as whose.

use super::{JIA, Others, Walk, World, YI, person};
use authority::{Kin, Relation};
use std::collections::BTreeSet;
use village::{Day, Mandate, PersonId, Place, Post};

/// Somebody's post, by its bit, in the hands of one of the two for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Away {
    pub(super) from: usize,
    pub(super) bit: usize,
    pub(super) to: usize,
}

impl Walk<'_> {
    /// Whether a grant is lawful beside what is held.
    pub(super) fn may_grant(&mut self, world: &World, who: usize, bit: usize, from: Option<usize>) -> bool {
        let gone = world.others == Others::Gone;
        let key = (who, bit, world.posts, world.related, gone, world.away, from);
        if let Some(known) = self.granted.get(&key) {
            return *known;
        }
        let village = Place::new("990101001001").unwrap();
        let mandate = |who: usize, post: Post| Mandate {
            person: person(who),
            post,
            place: village.at(post.level()).unwrap(),
            starts: Day::new(2026, 1, 1).unwrap(),
            ends: Day::new(2026, 12, 31).unwrap(),
        };
        let all = |who: usize| -> Vec<Mandate> {
            let stands_in = world.away.filter(|away| away.to == who).map_or(0, |away| 1 << away.bit);
            let mask = self.granted_to(world, who) | stands_in;
            self.posts(mask).into_iter().map(|post| mandate(who, post)).collect()
        };
        let away = from.map(|from| mandate(from, self.moving[bit]));
        let others: Vec<Mandate> = (0..self.people()).filter(|other| *other != who).flat_map(all).collect();
        let others: Vec<Mandate> = others.into_iter().filter(|mandate| Some(mandate) != away.as_ref()).collect();
        let kin: Vec<Kin> = if world.related { vec![(person(JIA), person(YI), Relation::Sibling)] } else { Vec::new() };
        let new = mandate(who, self.moving[bit]);
        let may = self.authority.incompatible(&all(who), &kin, &new, &others).is_ok();
        self.granted.insert(key, may);
        may
    }

    /// Whose acts count as somebody's own.
    pub(super) fn tied(&self, world: &World, who: usize) -> BTreeSet<PersonId> {
        if self.is_forgetful {
            return BTreeSet::new();
        }
        (0..self.people()).filter(|other| world.are_tied(who, *other)).map(person).collect()
    }

    /// Who may go on leave and hand which post to one of the two, as the deed asks; and who comes back.
    pub(super) fn leaves(&mut self, world: &World, list: &mut Vec<(String, World)>) {
        if world.away.is_some() {
            list.push(("whoever is away comes back".to_owned(), World { away: None, ..*world }));
            return;
        }
        for from in 0..self.people() {
            let own = self.granted_to(world, from);
            for bit in (0..self.moving.len()).filter(|bit| own & (1 << bit) != 0) {
                for to in [JIA, YI] {
                    let holds = self.granted_to(world, to) & (1 << bit) != 0;
                    let of_others = world.tied.is_some() && !world.are_tied(from, to);
                    if from == to || holds || of_others || world.are_related(from, to) {
                        continue;
                    }
                    if self.may_grant(world, to, bit, Some(from)) {
                        let what = format!("{} hands {} to {}", self.name(from), self.moving[bit], self.name(to));
                        let (away, tied) = (Some(Away { from, bit, to }), Some((from, to)));
                        list.push((what, World { away, tied, ..*world }));
                    }
                }
            }
        }
    }
}
