//! Ways to spoil an affair's file, one at a time.

use procedure::{Affair, RuleBook};
use std::fmt;
use village::Post;

/// One thing that is changed.
#[derive(Debug, Clone)]
pub(crate) enum Mutant {
    /// A condition of a step is taken away.
    Gate(String, String),
    /// A step need no longer be apart from another.
    Apart(String, String),
    /// A way out of an outcome is closed.
    Branch(String, String, usize),
    /// A step need not be done by any day.
    Limit(String),
    /// A publicity is one day shorter.
    Window(String),
    /// A post more may take a step.
    Post(String, Post),
    /// What an outcome discloses is forgotten.
    Disclosure(String, String),
    /// A step that an emergency puts off need not be made up.
    MadeUp(String),
    /// A meeting that votes by ballots may do it by hands.
    Ballots(String),
    /// The head need not speak last.
    SpeaksLast(String),
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gate(step, gate) => write!(f, "{step} without the gate {gate}"),
            Self::Apart(step, other) => write!(f, "{step} not apart from {other}"),
            Self::Branch(step, outcome, place) => write!(f, "{step}, {outcome} without its branch {}", place + 1),
            Self::Limit(step) => write!(f, "{step} without a limit"),
            Self::Window(parameter) => write!(f, "{parameter} one day shorter"),
            Self::Post(step, post) => write!(f, "{step} also by {post}"),
            Self::Disclosure(step, outcome) => write!(f, "{step}, {outcome} discloses nothing"),
            Self::MadeUp(step) => write!(f, "{step} put off and not made up"),
            Self::SpeaksLast(step) => write!(f, "{step} without anybody who speaks last"),
            Self::Ballots(step) => write!(f, "{step} without ballots"),
        }
    }
}

/// Every mutant of an affair. `policies` says which posts the policies give a duty.
pub(crate) fn mutants(affair: &Affair, policies: impl Fn(&str) -> Vec<Post>) -> Vec<Mutant> {
    let mut list: Vec<Mutant> = Vec::new();
    for step in &affair.steps {
        let id = || step.id.clone();
        list.extend(step.gates.iter().map(|gate| Mutant::Gate(id(), gate.id.clone())));
        list.extend(step.apart_from.iter().map(|other| Mutant::Apart(id(), other.clone())));
        list.extend(step.limit.iter().map(|_| Mutant::Limit(id())));
        list.extend(step.ballots.then(|| Mutant::Ballots(id())));
        list.extend((!step.speaks_last.is_empty()).then(|| Mutant::SpeaksLast(id())));
        for outcome in &step.outcomes {
            list.extend((1..outcome.branches.len()).map(|one| Mutant::Branch(id(), outcome.id.clone(), one - 1)));
            if !outcome.discloses.is_empty() {
                list.push(Mutant::Disclosure(id(), outcome.id.clone()));
            }
        }
        let given = policies(&step.duty);
        let new = |post: &&Post| !step.who.contains(post);
        let first_without = Post::ALL.iter().filter(new).find(|post| !given.contains(post));
        let secretary = [Post::PartySecretary];
        list.extend(
            first_without.into_iter().chain(secretary.iter().filter(new)).map(|post| Mutant::Post(id(), *post)),
        );
    }
    let mut windows: Vec<&String> = affair.steps.iter().filter_map(|step| step.window.as_ref()).collect();
    list.extend(affair.emergency.iter().flat_map(|lane| &lane.made_up).map(|one| Mutant::MadeUp(one.step.clone())));
    windows.sort();
    windows.dedup();
    list.extend(windows.into_iter().map(|parameter| Mutant::Window(parameter.clone())));
    list
}

/// The rule book with one thing changed.
pub(crate) fn apply(book: &RuleBook, code: &str, mutant: &Mutant) -> RuleBook {
    let mut book = book.clone();
    let affair = book.affairs.get_mut(code).unwrap();
    if let Mutant::Window(parameter) = mutant {
        let settings = &mut affair.parameters.get_mut(parameter).unwrap().settings;
        settings.iter_mut().for_each(|setting| setting.value -= 1);
        return book;
    }
    if let Mutant::MadeUp(step) = mutant {
        affair.emergency.iter_mut().for_each(|lane| lane.made_up.retain(|one| one.step != *step));
        return book;
    }
    let id = match mutant {
        Mutant::Gate(id, _) | Mutant::Apart(id, _) | Mutant::Branch(id, ..) | Mutant::Limit(id) => id,
        Mutant::Post(id, _)
        | Mutant::Disclosure(id, _)
        | Mutant::Window(id)
        | Mutant::MadeUp(id)
        | Mutant::Ballots(id)
        | Mutant::SpeaksLast(id) => id,
    };
    let step = affair.steps.iter_mut().find(|step| step.id == *id).unwrap();
    match mutant {
        Mutant::Gate(_, gate) => step.gates.retain(|one| one.id != *gate),
        Mutant::Apart(_, other) => step.apart_from.retain(|one| one != other),
        Mutant::Branch(_, outcome, place) => {
            step.outcomes.iter_mut().filter(|o| o.id == *outcome).for_each(|o| drop(o.branches.remove(*place)));
        }
        Mutant::Limit(_) => step.limit = None,
        Mutant::Post(_, post) => step.who.push(*post),
        Mutant::Disclosure(_, outcome) => {
            step.outcomes.iter_mut().filter(|o| o.id == *outcome).for_each(|o| o.discloses.clear());
        }
        Mutant::Ballots(_) => step.ballots = false,
        Mutant::SpeaksLast(_) => step.speaks_last.clear(),
        Mutant::Window(_) | Mutant::MadeUp(_) => {}
    }
    book
}
