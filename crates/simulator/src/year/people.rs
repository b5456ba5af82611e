//! Who acts: whoever plays the part already, else somebody whose it is and who is there.

use super::Year;
use crate::oracle::Bar;
use demo::Road;
use procedure::{Affair, Step, StepKind};
use std::collections::BTreeSet;
use village::{PersonId, Place, Post};

impl Year<'_> {
    /// The parties of a matter, those that are typed with the first step included.
    pub(super) fn parties_of(&self, matter: usize, affair: &Affair) -> Vec<String> {
        let Some(matter) = self.matters.get(matter) else { return Vec::new() };
        if let Some(case) = matter.case.as_ref().and_then(|id| self.hand.oracle.cases.get(id)) {
            let mut parties = self.hand.oracle.parties_of(affair, case);
            parties.extend(self.typed_party(matter, affair, &case.at));
            return parties;
        }
        let first = affair.steps.first().map(|step| step.id.clone()).unwrap_or_default();
        let own = self.typed_party(matter, affair, &first);
        let linked = matter.links.values().filter_map(|link| self.matters.get(link.matter)?.case.clone());
        let others = linked.filter_map(|id| self.hand.oracle.cases.get(&id)?.party.clone());
        own.into_iter().chain(others).collect()
    }

    fn typed_party(&self, matter: &crate::matter::Matter, affair: &Affair, step: &str) -> Option<String> {
        let fact = affair.shares.party.as_ref()?;
        matter.act(step)?.fields.get(fact).filter(|typed| !typed.is_empty()).cloned()
    }

    /// Everybody who may take a step of a matter, the fittest first; and everybody who holds its posts and may not, and why.
    pub(super) fn who(&self, matter: usize, affair: &Affair, step: &Step) -> (Vec<PersonId>, Vec<(PersonId, Bar)>) {
        let Some(one) = self.matters.get(matter) else { return (Vec::new(), Vec::new()) };
        let (today, oracle) = (self.today(), &self.hand.oracle);
        let parties = self.parties_of(matter, affair);
        let acts = one.case.as_ref().and_then(|id| oracle.cases.get(id)).map_or(&[][..], |case| &case.acts);
        // The county's own rules may be looser than the law: people know what is right all the same.
        let rules = oracle.rules(&one.village, today);
        let lawful = rules.affair(&affair.code).and_then(|affair| affair.step(&step.id)).unwrap_or(step);
        let part = one.act(&step.id).and_then(|act| one.cast.get(&act.actor.person));
        let (mut may, mut barred) = (Vec::new(), Vec::new());
        for post in &step.who {
            // The officers stand at the head of the roster; whoever else can do it spares them for what only they can do.
            for person in oracle.people.holders(*post, &one.village, today).into_iter().rev() {
                if may.contains(&person) || self.away.get(&person).is_some_and(|until| today <= *until) {
                    continue;
                }
                match oracle.bar(&one.village, lawful, acts, &parties, &person, today) {
                    None => may.push(person),
                    Some(bar) => barred.push((person, bar)),
                }
            }
        }
        if step.kind == StepKind::Meeting {
            // Whoever handled the matter leaves its meeting to others, also to one who is away and comes back.
            let handled =
                |person: &PersonId| acts.iter().any(|act| act.person == *person && act.duty.starts_with("handle_"));
            let free = |person: &PersonId| {
                !handled(person) && oracle.bar(&one.village, lawful, acts, &parties, person, today).is_none()
            };
            let mut holders = step.who.iter().flat_map(|post| oracle.people.holders(*post, &one.village, today));
            if holders.any(|person| free(&person)) {
                may.retain(|person| !handled(person));
            }
        }
        let later = self.needed_later(one, affair, &step.id);
        may.sort_by_key(|person| {
            let other = one.cast.values().any(|known| known == person) && part != Some(person);
            (part != Some(person), later.contains(person), other)
        });
        (may, barred)
    }

    /// People who are the only ones to take a step that is still to come and lies apart from this one.
    fn needed_later(&self, matter: &crate::matter::Matter, affair: &Affair, step: &str) -> BTreeSet<PersonId> {
        let apart = affair.steps.iter().filter(|other| other.apart_from.iter().any(|id| id == step));
        let mut needed = BTreeSet::new();
        for other in apart {
            let roll = self.hand.oracle.people.roll(&other.who, &matter.village, self.today());
            if roll.len() <= 2 {
                needed.extend(roll);
            }
        }
        needed
    }

    /// The road with a villager for the party that the example names, now and then: somebody with relatives, or one of the
    /// officers' own.
    pub(super) fn with_a_villager(&mut self, village: &Place, mut road: Road) -> Road {
        let fact = self.reference.affair(&road.affair).and_then(|affair| affair.shares.party.clone());
        let Some(fact) = fact.filter(|fact| fact != "payees") else { return road };
        let typed = road.acts.iter().find_map(|act| act.fields.get(&fact).filter(|typed| !typed.is_empty()).cloned());
        let (Some(old), true) = (typed, self.dice.happens(550)) else { return road };
        let today = self.plan.starts;
        let people = self.hand.oracle.people.of(village);
        let plain = |one: &&PersonId| {
            let posts = self.hand.oracle.people.posts(one, village, today);
            !posts.iter().any(|post| post.is_village_office() || *post == Post::Contractor)
        };
        let looks = self.reference.affair(&road.affair).is_some_and(|affair| {
            affair.steps.iter().any(|step| step.lookups.iter().any(|lookup| lookup.id == "party_kin"))
        });
        let collusion = !looks && self.dice.happens(150);
        let officers = |one: &&PersonId| !plain(one);
        let fit: Vec<&PersonId> =
            if collusion { people.iter().filter(officers).collect() } else { people.iter().filter(plain).collect() };
        let Some(new) = self.dice.pick(&fit).map(|one| self.hand.oracle.people.name(one).to_owned()) else {
            return road;
        };
        for act in &mut road.acts {
            for typed in act.fields.values_mut().filter(|typed| **typed == old) {
                typed.clone_from(&new);
            }
            for seen in act.references.values_mut().filter(|seen| seen.party == old) {
                seen.party.clone_from(&new);
            }
        }
        road
    }
}
