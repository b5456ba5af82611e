//! An affair's flow as BPMN 2.0, for other people's tools: one process in one pool, a lane for each set of posts, a user task
//! for each step, exclusive gateways for outcomes, timer events for publicity, and the drawing (BPMN DI) with it.

mod diagram;
mod model;
mod xml;

use crate::affair::{Affair, Step, Way};
use crate::book::RuleBook;
use crate::ways::Ways;
use model::{Flow, Model, Node, Shape};
use std::fmt::Write;
use village::{Article, Day, Language, Post, Words};

/// The flow of an affair as it is in force on a day, as a BPMN 2.0 file. `book` is one that is in force at a place on that day
/// ([`RuleBook::at`]).
#[must_use]
pub fn bpmn(book: &RuleBook, affair: &Affair, language: Language, day: Day) -> String {
    xml::write(&Writer { book, affair, language, day }.model())
}

/// Says an affair in one language on one day.
struct Writer<'a> {
    book: &'a RuleBook,
    affair: &'a Affair,
    language: Language,
    day: Day,
}

impl Writer<'_> {
    fn words(&self, words: &Words) -> String {
        words.say(self.language).to_owned()
    }

    fn say(&self, zh: &str, en: &str) -> String {
        if self.language == Language::Zh { zh } else { en }.to_owned()
    }

    fn model(&self) -> Model {
        let code = &self.affair.code;
        let title = self.words(&self.affair.name);
        let mut model = Model {
            id: code.clone(),
            name: format!("{code} {title}"),
            namespace: format!("urn:qingcun:rules:{}", self.book.hash),
            documentation: self.about(),
            ..Model::default()
        };
        let first_lane = self.affair.first().map_or(0, |step| model.lane(&self.lane(step)));
        model.node(Node::new("start", Shape::Start, self.say("发起", "begin"), first_lane));
        if let Some(first) = self.affair.first() {
            model.flow(Flow::new("start", &task(first)));
        }
        for step in &self.affair.steps {
            self.step(&mut model, step);
        }
        for ending in &self.affair.endings {
            let lane = self.lane_before(&mut model, &ending.id);
            model.node(Node::new(&target(self.affair, &ending.id), Shape::End, self.words(&ending.words), lane));
        }
        model
    }

    fn about(&self) -> String {
        let mut about = self.words(&self.affair.purpose);
        let _ = write!(
            about,
            "\n{}",
            self.say(
                &format!("规则库 {}，{} 当天有效", self.book.hash, self.day),
                &format!("rule book {}, as in force on {}", self.book.hash, self.day)
            )
        );
        for promise in &self.affair.promises {
            let _ = write!(about, "\n· {}", self.words(&promise.words));
        }
        about
    }

    /// A lane is named after the posts that take its steps.
    fn lane(&self, step: &Step) -> String {
        let title = |post: &Post| self.words(&post.title());
        step.who.iter().map(title).collect::<Vec<_>>().join(&self.say("、", ", "))
    }

    /// The lane of the first step that leads to an ending.
    fn lane_before(&self, model: &mut Model, ending: &str) -> usize {
        let leads =
            |step: &&Step| step.outcomes.iter().flat_map(|outcome| &outcome.branches).any(|branch| branch.to == ending);
        let lane = self.affair.steps.iter().rev().find(leads).map(|step| self.lane(step));
        lane.map_or(0, |lane| model.lane(&lane))
    }

    fn step(&self, model: &mut Model, step: &Step) {
        let lane = model.lane(&self.lane(step));
        let mut node = Node::new(&task(step), Shape::UserTask, self.words(&step.name), lane);
        node.documentation = self.documentation(step);
        model.node(node);
        let mut from = task(step);
        if step.outcomes.iter().map(|outcome| outcome.branches.len()).sum::<usize>() > 1 {
            let split = format!("{from}_outcome");
            let name = self.say("结果", "how it came out");
            model.node(Node::new(&split, Shape::Gateway, name, lane));
            model.flow(Flow::new(&from, &split));
            from = split;
        }
        for outcome in &step.outcomes {
            let several = step.outcomes.len() > 1;
            let mut here = from.clone();
            // The way out of the step's own gateway: the word of the outcome, and that it is this one.
            let mut chosen = match several {
                true => Flow {
                    name: self.words(&outcome.words),
                    condition: format!("outcome == '{}'", outcome.id),
                    ..Flow::default()
                },
                false => Flow::default(),
            };
            let mut lead = |here: &mut String, to: String| {
                let flow = std::mem::take(&mut chosen);
                let from = std::mem::replace(here, to.clone());
                Flow { from, to, ..flow }
            };
            // Whoever objects has the days of the publicity; only then it goes on.
            if let Some(days) = self.window(step).filter(|_| outcome.way == Way::On) {
                let timer = format!("{}_{}_window", task(step), outcome.id);
                let name = self.say(&format!("公示{days}天"), &format!("open for {days} days"));
                let mut node = Node::new(&timer, Shape::Timer, name, lane);
                node.days = days;
                node.documentation = self.say(
                    "公示期满、异议都已答复，才能办下一步",
                    "the next step waits for the last day and for every answer",
                );
                model.node(node);
                model.flow(lead(&mut here, timer));
            }
            if outcome.branches.len() > 1 {
                // A gateway after the timer, or of an outcome among several; else the step's own gateway does.
                if here != format!("{}_outcome", task(step)) || several {
                    let split = format!("{}_{}_way", task(step), outcome.id);
                    model.node(Node::new(&split, Shape::Gateway, self.words(&outcome.words), lane));
                    model.flow(lead(&mut here, split));
                }
            }
            if let [only] = outcome.branches.as_slice() {
                model.flow(lead(&mut here, target(self.affair, &only.to)));
                continue;
            }
            let ways = Ways { book: self.book, affair: self.affair, day: self.day };
            for (branch, when) in outcome.branches.iter().zip(ways.of(outcome)) {
                let condition = branch.when.as_ref().map(|when| when.text().to_owned()).unwrap_or_default();
                let otherwise = branch.when.is_none();
                let name = when.as_ref().map_or_else(String::new, |when| self.words(when));
                let to = target(self.affair, &branch.to);
                model.flow(Flow { name, condition, otherwise, ..Flow::new(&here, &to) });
            }
        }
    }

    fn window(&self, step: &Step) -> Option<i64> {
        step.window.as_ref().and_then(|id| self.affair.parameters.get(id)).map(|days| days.on(self.day))
    }

    /// What a reader of the file is told of a step: what to do, within which time, what to bring, on which ground.
    fn documentation(&self, step: &Step) -> String {
        let mut lines = vec![self.words(&step.help)];
        if let Some(days) = step.limit.as_ref().and_then(|limit| self.affair.parameters.get(&limit.days)) {
            let value = days.on(self.day);
            let unit = match days.unit {
                crate::Unit::WorkingDays => self.say("个工作日", " working days"),
                crate::Unit::Months => self.say("个月", " months"),
                _ => self.say("天", " days"),
            };
            lines.push(format!("{}{value}{unit}", self.say("时限：", "within ")));
        }
        let papers: Vec<String> = step.papers.iter().map(|need| self.words(&need.name)).collect();
        if !papers.is_empty() {
            let gap = self.say("、", ", ");
            lines.push(format!("{}{}", self.say("材料：", "papers: "), papers.join(&gap)));
        }
        let apart: Vec<String> =
            step.apart_from.iter().filter_map(|id| self.affair.step(id)).map(|step| self.words(&step.name)).collect();
        if !apart.is_empty() {
            let gap = self.say("、", ", ");
            lines.push(format!("{}{}", self.say("办过这些环节的人不能办：", "not by whoever did: "), apart.join(&gap)));
        }
        let bodies: Vec<String> = step
            .bodies
            .iter()
            .filter_map(|choice| self.book.quorums.get(&choice.body))
            .map(|quorum| self.words(&quorum.name))
            .collect();
        if !bodies.is_empty() {
            lines.push(format!("{}{}", self.say("会议：", "meeting: "), bodies.join(&self.say("、", ", "))));
        }
        let grounds: Vec<String> = step.articles.iter().map(Article::words).map(|words| self.words(&words)).collect();
        if !grounds.is_empty() {
            lines.push(format!("{}{}", self.say("依据：", "ground: "), grounds.join(&self.say("；", "; "))));
        }
        lines.join("\n")
    }
}

fn task(step: &Step) -> String {
    format!("step_{}", step.id)
}

fn target(affair: &Affair, id: &str) -> String {
    if affair.step(id).is_some() { format!("step_{id}") } else { format!("end_{id}") }
}
