//! The flow chart of a case as data: what is done, where it stands, what lies ahead, what is not on this road.

use crate::affair::{Affair, Branch, StepKind, Way};
use crate::book::RuleBook;
use crate::condition::Condition;
use crate::scope::Scope;
use crate::state::{CaseState, Done, Facts, Position};
use crate::take::order;
use crate::ways::Ways;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use village::{Day, Moment, Post, Words};

/// A flow chart: its nodes from top to bottom, and the ways between them.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Steps in the order of the file, then endings.
    pub nodes: Vec<Node>,
    /// Ways from node to node.
    pub edges: Vec<Edge>,
}

/// One node.
#[derive(Debug, Clone)]
pub struct Node {
    /// The step's or the ending's name.
    pub id: String,
    /// Its name for people.
    pub name: Words,
    /// What sort of step; `None` for an ending.
    pub kind: Option<StepKind>,
    /// For an ending, whether it is a good one.
    pub good: Option<bool>,
    /// The posts that may do it.
    pub who: Vec<Post>,
    /// How it stands.
    pub status: Status,
    /// The last time it was done.
    pub done: Option<Done>,
    /// How that came out.
    pub result: Option<Words>,
    /// Until when it is due, for the present step.
    pub due: Option<Day>,
    /// How many steps from the first, along the main road: the row to draw it in.
    pub rank: usize,
}

/// How a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// It was done and the case went on from it.
    Done,
    /// The case stands here and it can be done.
    Current,
    /// The case stands here and waits: for a publicity window, for an answer to an objection.
    Waiting,
    /// It was done and sent the case back or stopped it; or a bad ending that was reached.
    Refused,
    /// It may come.
    Ahead,
    /// This case does not pass here.
    NotOnThisRoad,
}

/// A way from one node to another.
#[derive(Debug, Clone)]
pub struct Edge {
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// The outcome's words.
    pub words: Words,
    /// When that outcome leads here, where it may lead elsewhere too.
    pub when: Option<Words>,
    /// Whether it goes on, back, or stops.
    pub way: Way,
    /// Whether the case went this way.
    pub taken: bool,
    /// Whether the case can still go this way.
    pub open: bool,
}

/// Draws the chart of a case.
#[must_use]
pub fn chart(book: &RuleBook, state: &CaseState, now: Moment) -> Chart {
    let Some(affair) = book.affair(&state.affair) else { return Chart { nodes: Vec::new(), edges: Vec::new() } };
    let today = now.day();
    let empty = Facts::new();
    let scope = Scope { book, affair, state, attempt: None, form: &empty, tally: None, outcome: "", day: today };
    let ahead = ahead(affair, state, &scope);
    let walked = walked(state);
    let ranks = ranks(affair);
    let waits = order::window(book, affair, state, today).is_some();
    let mut nodes: Vec<Node> = Vec::new();
    for step in &affair.steps {
        let done = state.last(&step.id).cloned();
        let outcome = done.as_ref().and_then(|done| step.outcome(&done.outcome));
        let here = state.at == Position::Step(step.id.clone());
        let status = match (here, outcome.map(|outcome| outcome.way)) {
            (true, _) if waits => Status::Waiting,
            (true, _) => Status::Current,
            (false, Some(Way::On)) => Status::Done,
            (false, Some(Way::Back | Way::Stop)) => Status::Refused,
            (false, None) if ahead.contains(step.id.as_str()) => Status::Ahead,
            (false, None) => Status::NotOnThisRoad,
        };
        nodes.push(Node {
            id: step.id.clone(),
            name: step.name.clone(),
            kind: Some(step.kind),
            good: None,
            who: step.who.clone(),
            status,
            result: outcome.map(|outcome| outcome.words.clone()),
            done,
            due: if here { state.due } else { None },
            rank: ranks.get(step.id.as_str()).copied().unwrap_or(0),
        });
    }
    nodes.extend(endings(affair, state, &ahead, &ranks));
    let mut edges = Vec::new();
    let ways = Ways { book, affair, day: today };
    for step in &affair.steps {
        for outcome in &step.outcomes {
            for (branch, when) in outcome.branches.iter().zip(ways.marks(outcome)) {
                let here = state.at == Position::Step(step.id.clone()) || ahead.contains(step.id.as_str());
                edges.push(Edge {
                    from: step.id.clone(),
                    to: branch.to.clone(),
                    words: outcome.words.clone(),
                    when,
                    way: outcome.way,
                    taken: walked.contains(&(step.id.as_str(), outcome.id.as_str(), branch.to.as_str())),
                    open: here && ahead.contains(branch.to.as_str()),
                });
            }
        }
    }
    Chart { nodes, edges }
}

fn endings(affair: &Affair, state: &CaseState, ahead: &BTreeSet<&str>, ranks: &BTreeMap<&str, usize>) -> Vec<Node> {
    let node = |ending: &crate::affair::Ending| {
        let status = match (state.at == Position::Ended(ending.id.clone()), ending.good) {
            (true, true) => Status::Done,
            (true, false) => Status::Refused,
            (false, _) if ahead.contains(ending.id.as_str()) => Status::Ahead,
            (false, _) => Status::NotOnThisRoad,
        };
        Node {
            id: ending.id.clone(),
            name: ending.words.clone(),
            kind: None,
            good: Some(ending.good),
            who: Vec::new(),
            status,
            done: None,
            result: None,
            due: None,
            rank: ranks.get(ending.id.as_str()).copied().unwrap_or(0),
        }
    };
    affair.endings.iter().map(node).collect()
}

/// Every node that can still be reached, as far as the facts known now tell.
fn ahead<'a>(affair: &'a Affair, state: &CaseState, scope: &Scope<'_>) -> BTreeSet<&'a str> {
    let Position::Step(at) = &state.at else { return BTreeSet::new() };
    let Some(at) = affair.step(at) else { return BTreeSet::new() };
    let (mut seen, mut queue) = (BTreeSet::new(), VecDeque::from([at.id.as_str()]));
    while let Some(id) = queue.pop_front() {
        let Some(step) = affair.step(id) else { continue };
        for branch in step.outcomes.iter().flat_map(|outcome| open_branches(scope, &outcome.branches)) {
            if seen.insert(branch.to.as_str()) {
                queue.push_back(&branch.to);
            }
        }
    }
    seen
}

/// The branches that the known facts do not rule out.
fn open_branches<'a>(scope: &Scope<'_>, branches: &'a [Branch]) -> Vec<&'a Branch> {
    let mut open = Vec::new();
    for branch in branches {
        let Some(condition) = &branch.when else {
            open.push(branch);
            return open;
        };
        if !known(scope, condition) {
            open.push(branch);
            continue;
        }
        if condition.holds(scope).unwrap_or(true) {
            open.push(branch);
            return open;
        }
    }
    open
}

fn known(scope: &Scope<'_>, condition: &Condition) -> bool {
    condition.reads().all(|name| match name {
        "tier" => scope.state.facts.contains_key("amount_fen"),
        "emergency" => lane_is_settled(scope),
        _ if name.starts_with("param.") || name.starts_with("list.") => true,
        _ => scope.state.facts.contains_key(name),
    })
}

/// Whether it is settled that the case is in the emergency lane, or that it can no longer come into it.
fn lane_is_settled(scope: &Scope<'_>) -> bool {
    let Some(emergency) = &scope.affair.emergency else { return true };
    let at = match &scope.state.at {
        Position::Step(id) => id.as_str(),
        Position::Ended(_) => return true,
    };
    crate::lane::is_open(scope.affair, scope.state) || !scope.affair.ahead(at).contains(emergency.opens.as_str())
}

/// The ways that the case went: step, outcome, and where it led.
fn walked(state: &CaseState) -> BTreeSet<(&str, &str, &str)> {
    let here = match &state.at {
        Position::Step(id) | Position::Ended(id) => id.as_str(),
    };
    let next = state.acts.iter().skip(1).map(|done| done.step.as_str()).chain([here]);
    state.acts.iter().zip(next).map(|(done, to)| (done.step.as_str(), done.outcome.as_str(), to)).collect()
}

/// The longest way from the first step over outcomes that go on: the row of each node.
fn ranks(affair: &Affair) -> BTreeMap<&str, usize> {
    let mut ranks: BTreeMap<&str, usize> = BTreeMap::new();
    let Some(first) = affair.first() else { return ranks };
    ranks.insert(&first.id, 0);
    for _ in 0..affair.steps.len() {
        for step in &affair.steps {
            let Some(rank) = ranks.get(step.id.as_str()).copied() else { continue };
            let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
            for branch in on.flat_map(|outcome| &outcome.branches) {
                let later = (rank + 1).min(affair.steps.len());
                let entry = ranks.entry(branch.to.as_str()).or_insert(later);
                *entry = (*entry).max(later);
            }
        }
    }
    let last = ranks.values().copied().max().unwrap_or(0);
    for id in affair.steps.iter().map(|s| s.id.as_str()).chain(affair.endings.iter().map(|e| e.id.as_str())) {
        ranks.entry(id).or_insert(last + 1);
    }
    ranks
}
