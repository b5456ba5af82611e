//! A step of an affair in words: what it asks for, what stops it, on which ground.

use crate::flow::{Edge, FlowChart, Node, Standing};
use crate::part::Line;
use crate::rules::affair::{Number, StepCard, Stopped};
use crate::rules::say::{attendance, condition, majority, parameter};
use crate::show::{State, Tag};
use crate::told::Teller;
use procedure::{Affair, Limit, RuleBook, Step, StepKind, Way};
use std::collections::BTreeSet;
use village::Words;

/// One affair of a rule book, told to one reader.
pub(crate) struct Telling<'a> {
    pub(crate) teller: Teller,
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
}

impl Telling<'_> {
    pub(crate) fn step(&self, step: &Step) -> StepCard {
        let teller = &self.teller;
        let kind = match step.kind {
            StepKind::Act => None,
            StepKind::Notice => Some("kind-notice"),
            StepKind::Meeting => Some("kind-meeting"),
            StepKind::Publicity => Some("kind-publicity"),
        };
        let stops = step.gates.iter().map(|gate| Stopped {
            when: condition(teller, self.affair, &gate.words),
            ground: teller.articles(&gate.articles),
            warns: !gate.slip,
        });
        StepCard {
            id: step.id.clone(),
            name: teller.words(&step.name),
            who: teller.posts(&step.who),
            help: teller.words(&step.help),
            tag: kind.map(|key| Tag::new(State::Notice, teller.say(key))),
            lines: self.lines(step),
            stops: stops.collect(),
            ground: teller.articles(&step.articles),
        }
    }

    fn lines(&self, step: &Step) -> Vec<Line> {
        let teller = &self.teller;
        let mut lines = Vec::new();
        if !step.papers.is_empty() {
            let papers: Vec<String> = step.papers.iter().map(|need| self.paper(need)).collect();
            lines.push(Line::text(teller.say("rule-papers"), papers.join("\n")));
        }
        if let Some(days) = step.window.as_ref().and_then(|id| self.affair.parameters.get(id)) {
            lines.push(Line::new(teller.say("rule-window"), parameter(teller, days)));
        }
        if step.kind == StepKind::Meeting {
            lines.extend(self.bodies(step));
        }
        if let Some(limit) = step.limit.as_ref().and_then(|limit| self.limit(limit)) {
            lines.push(Line::text(teller.say("rule-limit"), limit));
        }
        let apart: Vec<String> = step.apart_from.iter().filter_map(|id| self.name(id)).collect();
        if !apart.is_empty() {
            lines.push(Line::text(teller.say("rule-apart"), apart.join(&teller.say("rule-and").to_string())));
        }
        let outcomes: Vec<String> = step.outcomes.iter().map(|outcome| self.outcome(outcome)).collect();
        lines.push(Line::text(teller.say("rule-outcomes"), outcomes.join("\n")));
        let disclosed = self.disclosed(&step.discloses);
        if !disclosed.is_empty() {
            lines.push(Line::text(teller.say("rule-discloses"), disclosed.join("\n")));
        }
        lines
    }

    fn paper(&self, need: &procedure::PaperNeed) -> String {
        let name = self.teller.words(&need.name);
        match (need.at_least, &need.when) {
            (0, _) => self.teller.say("rule-paper-may").put("name", name).to_string(),
            (_, Some(_)) => self.teller.say("rule-paper-when").put("name", name).to_string(),
            (1, None) => name,
            (many, None) => self.teller.say("rule-paper-many").put("name", name).put("count", many).to_string(),
        }
    }

    fn bodies(&self, step: &Step) -> Vec<Line> {
        let known = step.bodies.iter().filter_map(|choice| self.book.quorums.get(&choice.body));
        let line = |quorum: &procedure::Quorum| {
            let said = self.teller.say("rule-body").put("attend", attendance(&self.teller, &quorum.attend));
            Line::text(
                self.teller.words(&quorum.name),
                said.put("pass", majority(&self.teller, &quorum.pass)).to_string(),
            )
        };
        let mut lines: Vec<Line> = known.clone().map(line).collect();
        if step.ballots || known.clone().any(|quorum| quorum.ballots) {
            lines.push(Line::text(self.teller.say("body-voting"), self.teller.say("body-ballots").to_string()));
        }
        if !step.speaks_last.is_empty() {
            let said = self.teller.say("rule-speaks-last").put("who", self.teller.posts(&step.speaks_last));
            lines.push(Line::text(self.teller.say("body-voting"), said.to_string()));
        }
        lines
    }

    fn limit(&self, limit: &Limit) -> Option<String> {
        let days = parameter(&self.teller, self.affair.parameters.get(&limit.days)?).to_string();
        Some(match limit.from.as_ref().and_then(|id| self.name(id)) {
            Some(step) => self.teller.say("rule-limit-from").put("days", days).put("step", step).to_string(),
            None => self.teller.say("rule-limit-within").put("days", days).to_string(),
        })
    }

    /// `同意 → 村监会审核`.
    fn outcome(&self, outcome: &procedure::Outcome) -> String {
        let mut to: Vec<String> = Vec::new();
        for name in outcome.branches.iter().filter_map(|branch| self.name(&branch.to)) {
            if !to.contains(&name) {
                to.push(name);
            }
        }
        format!("{} → {}", self.teller.words(&outcome.words), to.join(&self.teller.say("rule-or").to_string()))
    }

    /// The name of a step or an ending.
    fn name(&self, id: &str) -> Option<String> {
        let step = self.affair.step(id).map(|step| &step.name);
        step.or_else(|| self.affair.ending(id).map(|ending| &ending.words)).map(|words| self.teller.words(words))
    }

    pub(crate) fn disclosed(&self, codes: &[String]) -> Vec<String> {
        codes
            .iter()
            .filter_map(|code| self.book.catalogue.get(code))
            .map(|item| self.teller.heading(&item.name))
            .collect()
    }

    /// The numbers, each with who set it and on which ground.
    pub(crate) fn numbers(&self) -> Vec<Number> {
        let used = |id: &str| {
            self.affair.steps.iter().any(|step| {
                let limit = step.limit.as_ref().is_some_and(|limit| limit.days == id || limit.remind == id);
                limit || step.window.as_deref() == Some(id)
            })
        };
        let own = |id: &str| !matches!(id, "step_days" | "long_step_days" | "remind_days") || used(id);
        let number = |given: &procedure::Parameter| Number {
            name: self.teller.heading(&given.name),
            value: parameter(&self.teller, given),
            ground: given.settings.last().map_or_else(String::new, |last| self.teller.articles(&last.articles)),
        };
        self.affair.parameters.values().filter(|given| own(&given.id)).map(number).collect()
    }

    /// The ordinary road from the first step to the good ending, with who takes each step. Returns and refusals stand at
    /// the steps themselves.
    pub(crate) fn chart(&self) -> FlowChart {
        let road = self.road();
        let step = |step: &Step| Node {
            id: step.id.clone(),
            label: self.teller.words(&step.name),
            standing: Standing::Ahead,
            who: self.teller.posts(step.who.get(..2).unwrap_or(&step.who)),
            day: String::new(),
            href: format!("#step-{}", step.id),
        };
        let ending = |ending: &procedure::Ending| Node {
            id: ending.id.clone(),
            label: self.teller.heading(&ending.words),
            standing: Standing::Done,
            who: String::new(),
            day: String::new(),
            href: String::new(),
        };
        let steps = self.affair.steps.iter().filter(|step| road.contains(step.id.as_str()));
        let endings = self.affair.endings.iter().filter(|ending| road.contains(ending.id.as_str()));
        let nodes = steps.map(step).chain(endings.map(ending)).collect();
        FlowChart { language: self.teller.language, nodes, edges: self.edges(&road), wide: false, larger: false }
    }

    /// What is reached by outcomes that go on; the emergency lane is a road of its own.
    fn road(&self) -> BTreeSet<&str> {
        let mut road: BTreeSet<&str> = self.affair.first().map(|step| step.id.as_str()).into_iter().collect();
        loop {
            let here = self.affair.steps.iter().filter(|step| road.contains(step.id.as_str()));
            let lane = |to: &str| self.affair.emergency.as_ref().is_some_and(|lane| lane.is_own(to));
            let next: BTreeSet<&str> = here.flat_map(onward).filter(|to| !lane(to)).collect();
            let before = road.len();
            road.extend(next);
            if road.len() == before {
                return road;
            }
        }
    }

    /// The outcomes of a step that go on, each with when and where to.
    fn going_on<'s>(&self, step: &'s Step) -> Vec<(&'s procedure::Outcome, Option<Words>, &'s str)> {
        let ways = procedure::Ways { book: self.book, affair: self.affair, day: self.teller.today };
        let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
        let way = |outcome: &'s procedure::Outcome| {
            let branches = outcome.branches.iter().zip(ways.marks(outcome));
            branches.map(move |(branch, when)| (outcome, when, branch.to.as_str())).collect::<Vec<_>>()
        };
        on.flat_map(way).collect()
    }

    /// The ways along the road; named where a step can go on with several outcomes.
    fn edges(&self, road: &BTreeSet<&str>) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        for step in self.affair.steps.iter().filter(|step| road.contains(step.id.as_str())) {
            let several = step.outcomes.iter().filter(|outcome| outcome.way == Way::On).count() > 1;
            for (outcome, when, to) in self.going_on(step) {
                if !road.contains(to) || edges.iter().any(|known| known.from == step.id && known.to == to) {
                    continue;
                }
                let own = several.then_some(&outcome.words);
                let label = when.as_ref().or(own).map_or_else(String::new, |words| self.teller.words(words));
                edges.push(Edge { from: step.id.clone(), to: to.to_owned(), label, taken: false });
            }
        }
        edges
    }
}

/// Where the outcomes of a step that go on lead.
fn onward(step: &Step) -> impl Iterator<Item = &str> {
    let on = step.outcomes.iter().filter(|outcome| outcome.way == Way::On);
    on.flat_map(|outcome| outcome.branches.iter().map(|branch| branch.to.as_str()))
}
