//! Who acts next and why not somebody else: holders of a step's post who must stand aside, and the deputy in their place.

use crate::case::told::Told;
use crate::told::Teller;
use affairs::CaseRow;
use archive::Query;
use office::{Office, roster};
use procedure::{Aside, Concerned, RuleBook, Step, Turn};
use std::collections::BTreeSet;
use village::{Fault, PersonId, Post};

impl Told {
    /// Why those whose step it would be stand aside, and who takes it instead; empty while one of them is free.
    pub(crate) fn aside(&self, teller: &Teller) -> Vec<String> {
        let Some(turn) = self.turn.as_ref().filter(|turn| turn.free.is_empty()) else { return Vec::new() };
        let name = |person| self.known_name(person);
        let mut lines: Vec<String> = turn
            .aside
            .iter()
            .map(|(person, post, why)| {
                let said = teller.say("aside").put("name", name(person)).put("post", teller.words(&post.title()));
                said.put("why", self.why(teller, why)).to_string()
            })
            .collect();
        lines.truncate(6);
        if let Some(deputy) = &turn.deputy {
            let gap = teller.say("emergency-gap").to_string();
            let names: Vec<String> = deputy.people.iter().map(name).collect();
            let said = teller.say("aside-deputy").put("post", teller.words(&deputy.post.title()));
            let absent = teller.words(&deputy.absent.title());
            lines.push(said.put("names", names.join(&gap)).put("absent", absent).to_string());
        } else if turn.is_nobodys() {
            lines.push(teller.say("aside-nobody").to_string());
        }
        lines
    }

    fn why(&self, teller: &Teller, why: &Aside) -> String {
        match why {
            Aside::Concerned(Concerned::Kin(_)) => teller.say("aside-kin").to_string(),
            Aside::Concerned(Concerned::Party) => teller.say("aside-party").to_string(),
            Aside::Concerned(Concerned::Family(decider)) => {
                teller.say("aside-family").put("name", self.known_name(decider)).to_string()
            }
            Aside::Concerned(Concerned::Decided(case)) => {
                teller.say("aside-decided").put("case", case.clone()).to_string()
            }
            Aside::Did(step) => {
                let step = self.affair().and_then(|affair| affair.step(step));
                let step = step.map_or_else(String::new, |step| teller.words(&step.name));
                teller.say("aside-did").put("step", step).to_string()
            }
            Aside::KeptFree(post) => teller.say("aside-kept").put("post", teller.words(&post.title())).to_string(),
            Aside::TopLeader => teller.say("aside-leader").to_string(),
        }
    }

    /// The full name of somebody who holds an office here.
    pub(crate) fn known_name(&self, person: &PersonId) -> String {
        self.names.get(person).cloned().unwrap_or_default()
    }

    /// Until when, in words.
    pub(crate) fn until(&self, teller: &Teller, due: village::Day) -> String {
        teller.say("until").put("day", teller.day(due).words).to_string()
    }

    /// The posts that take a step. Of the step that waits only those in which somebody may take it, or the one that stands in
    /// for them; of the others, all that the rules name.
    pub(crate) fn who_acts(&self, step: &Step) -> Vec<Post> {
        let mut posts: Vec<Post> = Vec::new();
        for taker in self.takers.iter().filter(|_| self.case.step == step.id) {
            if !posts.contains(&taker.post) {
                posts.push(taker.post);
            }
        }
        if posts.is_empty() { step.who.clone() } else { posts }
    }
}

/// Somebody who may take the step that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taker {
    pub(crate) name: String,
    pub(crate) post: Post,
}

/// Everybody who may take the step that waits: whoever holds one of its posts and need not stand aside, or else the deputies.
pub(crate) fn takers(
    query: &mut dyn Query,
    office: &Office,
    case: &CaseRow,
    book: &RuleBook,
    turn: Option<&Turn>,
) -> Result<Vec<Taker>, Fault> {
    let step = book.affair(&case.affair).and_then(|affair| affair.step(&case.step));
    let (Some(step), Some(turn)) = (step, turn) else { return Ok(Vec::new()) };
    let (posts, people) = match &turn.deputy {
        Some(deputy) => (vec![deputy.post], &deputy.people),
        None => (step.who.clone(), &turn.free),
    };
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for post in posts {
        let Some(at) = case.village.at(post.level()) else { continue };
        for holder in roster::persons_in(query, &at, post, office.clock().now().day(), &case.affair)? {
            let person = holder.mandate.person;
            if people.contains(&person) && seen.insert(person) {
                found.push(Taker { name: holder.name, post });
            }
        }
    }
    Ok(found)
}
