//! Who acted: with a post in force, not kept free for a later step, no party and no relative of one.

use super::case::{Act, Case, Trial};
use super::people::named;
use super::{Oracle, law};
use procedure::{Affair, FactValue, Step};
use std::collections::BTreeMap;
use village::{Day, PersonId, Place, Post};

/// Why somebody may not take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bar {
    /// No post of the step's, in force and reaching the village.
    Post,
    /// A later step needs the person free.
    KeptFree,
    /// The top leader never does it.
    TopLeader,
    /// The person did a step that this one lies apart from.
    Apart,
    /// A declared relative of a party.
    Kin,
    /// The party itself.
    Party,
}

impl Oracle {
    /// Why somebody may not take a step of a case with these parties; `None` when nothing stands in the way.
    pub(crate) fn bar(
        &self,
        village: &Place,
        step: &Step,
        acts: &[Act],
        parties: &[String],
        person: &PersonId,
        day: Day,
    ) -> Option<Bar> {
        let posts = self.people.posts(person, village, day);
        if !step.who.iter().any(|post| posts.contains(post)) {
            return Some(Bar::Post);
        }
        let never = law::NEVER_THE_TOP_LEADERS.contains(&step.duty.as_str());
        if never && posts.contains(&Post::PartySecretary) {
            return Some(Bar::TopLeader);
        }
        if step.who_not.iter().any(|post| posts.contains(post)) {
            return Some(Bar::KeptFree);
        }
        if acts.iter().any(|act| act.person == *person && step.apart_from.contains(&act.step)) {
            return Some(Bar::Apart);
        }
        if parties.iter().any(|party| named(party, person, self.people.name(person))) {
            return (!law::ASKING.contains(&step.duty.as_str())).then_some(Bar::Party);
        }
        let related = |party: &String| self.people.meant(party).iter().any(|one| self.people.related(one, person));
        parties.iter().any(related).then_some(Bar::Kin)
    }

    /// The parties of a case and of the cases that it rests on.
    pub(crate) fn parties(
        &self,
        affair: &Affair,
        village: &Place,
        facts: &BTreeMap<String, FactValue>,
        own: &[Option<&String>],
    ) -> Vec<String> {
        let others = self.rests_on(affair, facts, village).into_iter();
        let others = others.filter_map(|(_, id)| self.cases.get(&id)?.party.clone());
        own.iter().flatten().map(|party| (*party).clone()).chain(others).filter(|party| !party.is_empty()).collect()
    }

    /// The parties of a case as it stands.
    pub(crate) fn parties_of(&self, affair: &Affair, case: &Case) -> Vec<String> {
        self.parties(affair, &case.village, &case.facts, &[case.party.as_ref()])
    }

    pub(super) fn judge_person(&mut self, trial: &Trial<'_>) {
        let (acted, before, day) = (trial.acted, trial.before, trial.day());
        let subject = acted.case.to_string();
        if trial.entry.person.as_ref() != Some(&acted.person) {
            self.find("whoever acts signs the entry", &subject, trial.which());
        }
        let own = [before.party.as_ref(), acted.party.as_ref()];
        let parties = self.parties(trial.affair, &before.village, &acted.facts, &own);
        let bar = self.bar(&before.village, trial.step, &before.acts, &parties, &acted.person, day);
        let invariant = match bar {
            None => "",
            Some(Bar::Post) => "an ended mandate never acts, nor does somebody without the post",
            Some(Bar::KeptFree) => "whoever a later step needs does not begin it",
            Some(Bar::TopLeader) => "the top leader neither handles nor approves first",
            Some(Bar::Apart) => "steps that lie apart are done by different people",
            Some(Bar::Kin) => "no relative of a party acts",
            Some(Bar::Party) => "a party only asks",
        };
        if bar.is_some() {
            let what = format!("{} by {} ({})", trial.which(), self.people.name(&acted.person), acted.person);
            self.find(invariant, &subject, what);
        }
        let posts = self.people.posts(&acted.person, &before.village, day);
        if !posts.contains(&acted.post) {
            let what = format!("{}: {} signed as {}, a post not held", trial.which(), acted.person, acted.post);
            self.find("an act is signed in a post that is held", &subject, what);
        }
    }
}
