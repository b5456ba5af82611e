//! Worked examples (given … when … then) from `rules/cases/`: what a county's people expect of the rules, run as tests.

mod other;
mod raw;
mod suite;

use crate::affair::{FieldKind, Outcome, Step, StepKind, Way, Written};
use crate::attempt::{Actor, Attempt, PaperGiven, Reference, Roll, Taken};
use crate::book::RuleBook;
use crate::check::{Filled, Resident, Setting, full_papers, smallest_village, voted};
use crate::fault::{Faults, RuleFault, RuleFile, parse};
use crate::quorum::{Body, Counted, Proxy, Sitting};
use crate::state::{CaseState, FactValue, Position};
use crate::take::take;
use crate::voting::{Count, Opinions, Voting};
use other::other;
use raw::{RawAct, RawCase, RawCases, RawCount, RawExample, RawMeeting, RawThen};
use std::collections::{BTreeMap, BTreeSet};
use village::{Day, Fen, Moment, PersonId, Place, Post, Refusal, Words};

pub use suite::{Suite, run_examples};

/// One worked example.
#[derive(Debug, Clone)]
pub struct Example {
    /// The affair.
    pub affair: String,
    /// What it shows.
    pub name: Words,
    /// The layers in which it must come out so.
    pub layers: Vec<String>,
    /// Where it is written.
    pub at: Written,
    people: BTreeMap<String, Vec<String>>,
    usual: BTreeMap<String, BTreeMap<String, String>>,
    cases: BTreeMap<String, RawCase>,
    given: Vec<RawAct>,
    when: RawAct,
    then: RawThen,
}

/// Reads a file of worked examples.
///
/// # Errors
/// The fault in the file, with its line.
pub fn examples(file: &RuleFile) -> Result<Vec<Example>, RuleFault> {
    let raw: RawCases = parse(file)?;
    let RawCases { affair, people, usual, cases, roads, example } = raw;
    let read = |one: RawExample| {
        let mut given = match &one.road {
            Some(road) => roads.get(road.get_ref()).cloned().ok_or_else(|| {
                let mut faults = Faults::of(file);
                faults.unknown(&road.span(), "road", road.get_ref(), roads.keys().map(String::as_str));
                faults.done().swap_remove(0)
            })?,
            None => Vec::new(),
        };
        given.extend(one.given);
        let (path, line) = Faults::of(file).file_and_line(&one.name.span());
        Ok(Example {
            affair: affair.clone(),
            name: one.name.into_inner(),
            layers: one.layers,
            at: Written { file: path, line },
            people: people.clone(),
            usual: usual.clone(),
            cases: cases.clone(),
            given,
            when: one.when,
            then: one.then,
        })
    };
    example.into_iter().map(read).collect()
}

impl Example {
    /// Runs the example.
    ///
    /// # Errors
    /// In words, when something comes out otherwise than written.
    pub fn run(&self, book: &RuleBook) -> Result<(), String> {
        let (_, result) = self.play(book)?;
        self.compare(&result)
    }

    /// Every act of the example as it is tried, the one in question last, and what comes of that one.
    ///
    /// # Errors
    /// In words, when it does not come as far as the act in question.
    pub fn play(&self, book: &RuleBook) -> Result<(Vec<Attempt>, Result<Taken, Refusal>), String> {
        let village = Place::new("990101001001").map_err(|error| error.to_string())?;
        let first = Day::new(2026, 3, 2).ok_or("no first day")?;
        let mut state = book.begin(&self.affair, village).ok_or_else(|| format!("no affair `{}`", self.affair))?;
        let (mut now, mut others) = (first.at(9, 0), BTreeMap::new());
        let mut acts = Vec::new();
        for act in &self.given {
            let (attempt, result) = self.act(book, &mut state, act, now, &others)?;
            let taken = result.map_err(|refusal| format!("given `{}` by {}: {}", act.step, act.by, told(&refusal)))?;
            state = taken.applied(&state, &attempt);
            (now, others) = (attempt.now, attempt.references.clone());
            acts.push(attempt);
        }
        let (attempt, result) = self.act(book, &mut state, &self.when, now, &others)?;
        acts.push(attempt);
        Ok((acts, result))
    }

    /// The rule that refuses the act in question, as the example expects; `None` when it expects it to be allowed.
    #[must_use]
    pub fn refused_by(&self) -> Option<&str> {
        self.then.refused.as_deref()
    }

    fn compare(&self, result: &Result<Taken, Refusal>) -> Result<(), String> {
        let then = &self.then;
        match (result, &then.refused, then.allowed) {
            (Err(refusal), Some(rule), _) => {
                if refusal.rule != *rule {
                    return Err(format!("expected a refusal by `{rule}`, got {}", told(refusal)));
                }
                let says = then.says.as_ref().filter(|says| !refusal.words.zh.contains(says.as_str()));
                if let Some(says) = says {
                    return Err(format!("expected the words “{says}”, got {}", told(refusal)));
                }
                match then.violation.filter(|violation| *violation != refusal.violation) {
                    Some(violation) => Err(format!("expected violation = {violation}, got {}", told(refusal))),
                    None => Ok(()),
                }
            }
            (Ok(taken), None, Some(true)) => self.compare_taken(taken),
            (Ok(taken), _, _) => Err(format!("expected a refusal, but it was allowed, to {:?}", taken.next)),
            (Err(refusal), _, _) => Err(format!("expected it to be allowed, got {}", told(refusal))),
        }
    }

    fn compare_taken(&self, taken: &Taken) -> Result<(), String> {
        let then = &self.then;
        let (Position::Step(to) | Position::Ended(to)) = &taken.next;
        if let Some(expect) = then.to.as_ref().filter(|expect| *expect != to) {
            return Err(format!("expected to come to `{expect}`, came to `{to}`"));
        }
        if let Some(effect) = then.effects.iter().find(|effect| !taken.effects.contains(*effect)) {
            return Err(format!("expected the effect `{effect}`, got {:?}", taken.effects));
        }
        if let Some(code) = then.discloses.iter().find(|code| !taken.discloses.contains(*code)) {
            return Err(format!("expected `{code}` to be disclosed, got {:?}", taken.discloses));
        }
        if then.due.is_some() && then.due != taken.due {
            return Err(format!("expected it to be due on {:?}, got {:?}", then.due, taken.due));
        }
        let closes = taken.window.as_ref().map(|window| window.closes);
        if then.closes.is_some() && then.closes != closes {
            return Err(format!("expected the publicity to close on {:?}, got {closes:?}", then.closes));
        }
        Ok(())
    }

    fn act(
        &self,
        book: &RuleBook,
        state: &mut CaseState,
        act: &RawAct,
        now: Moment,
        others: &BTreeMap<String, Reference>,
    ) -> Result<(Attempt, Result<Taken, Refusal>), String> {
        let affair = book.affair(&self.affair).ok_or_else(|| format!("no affair `{}`", self.affair))?;
        let step = affair.step(&act.step).ok_or_else(|| format!("no step `{}`", act.step))?;
        let outcome = match (step.outcome(&act.outcome), act.outcome.is_empty()) {
            (Some(outcome), _) => Some(outcome),
            (None, true) if step.kind == StepKind::Meeting => None,
            (None, true) => step.outcomes.iter().find(|outcome| outcome.way == Way::On),
            (None, false) => return Err(format!("no outcome `{}` of `{}`", act.outcome, act.step)),
        };
        let now = when(state, step, act, now);
        if let Some(window) = state.windows.last_mut() {
            window.open_objections = act.objections;
        }
        let resident = self.resident(&act.by)?;
        let stands_in = act.stands_in.as_ref().map(|post| post.parse::<Post>()).transpose();
        let stands_in = stands_in.map_err(|error| error.to_string())?;
        let setting = Setting { book, affair, state, others, today: now.day() };
        let mut form = setting.plain_form(step, outcome);
        self.fill(book, state, step, act, &mut form, now.day())?;
        let attempt = Attempt {
            step: step.id.clone(),
            outcome: outcome.map(|outcome: &Outcome| outcome.id.clone()).unwrap_or_default(),
            actor: Actor {
                person: resident.person,
                posts: resident.posts,
                kin_of_party: act.kin_of.clone(),
                stands_in,
            },
            fields: form.fields,
            papers: papers(step, act),
            sitting: (step.kind == StepKind::Meeting).then(|| sitting(book, state, step, act, now.day())),
            roll: (step.kind == StepKind::Notice).then(|| roll(act)),
            references: form.others,
            facts: form.facts,
            now,
        };
        let result = take(book, state, &attempt);
        Ok((attempt, result))
    }

    fn resident(&self, name: &str) -> Result<Resident, String> {
        if let Some((place, (_, posts))) = self.people.iter().enumerate().find(|(_, (known, _))| *known == name) {
            let posts: Result<BTreeSet<Post>, _> = posts.iter().map(|post| post.parse()).collect();
            return Ok(Resident {
                person: PersonId::new(format!("990101-E{place:05}")).map_err(|error| error.to_string())?,
                name: Words::same(name),
                posts: posts.map_err(|error| error.to_string())?,
            });
        }
        let known = smallest_village();
        let found = known.iter().find(|one| one.name.zh == name || one.name.en == name).cloned();
        found.ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|one| one.name.zh.as_str()).collect();
            format!("nobody is called `{name}`; known: {}", names.join("、"))
        })
    }

    fn fill(
        &self,
        book: &RuleBook,
        state: &CaseState,
        step: &Step,
        act: &RawAct,
        form: &mut Filled,
        today: Day,
    ) -> Result<(), String> {
        let usual = self.usual.get(&step.id).into_iter().flatten();
        for (field, value) in usual.chain(&act.form) {
            if !step.fields.iter().any(|known| known.id == *field) {
                return Err(format!("`{}` has no field `{field}`", step.id));
            }
            let value = value.strip_prefix("today").and_then(|days| {
                let days = if days.is_empty() { Some(0) } else { days.parse::<i64>().ok() };
                days.map(|days| today.plus(days).to_string())
            });
            let typed = act.form.get(field).or_else(|| self.usual.get(&step.id)?.get(field)).cloned();
            form.fields.insert(field.clone(), value.or(typed).unwrap_or_default());
        }
        for (fact, value) in &act.looked_up {
            let is_money = step.lookups.iter().any(|known| known.id == *fact && known.kind == FieldKind::Money);
            let value = match (is_money, Fen::parse(value)) {
                (true, Ok(fen)) => FactValue::Int(fen.0),
                (true, Err(error)) => return Err(error.to_string()),
                (false, _) => FactValue::Text(value.clone()),
            };
            form.facts.insert(fact.clone(), value);
        }
        let named = self.cases.iter().filter(|(field, _)| step.fields.iter().any(|known| known.id == **field));
        for (field, raw) in named.chain(&act.case) {
            let known = form.others.get(field).cloned().unwrap_or_default();
            form.others.insert(field.clone(), other(book, state, raw, known)?);
        }
        let empty = form.fields.iter().filter(|(_, value)| value.is_empty()).map(|(field, _)| field.clone());
        for field in empty.collect::<Vec<_>>() {
            form.others.remove(&field);
        }
        Ok(())
    }
}

/// When the act happens: so many days after the one before; else at once, or as soon as a window or a notice lets it.
fn when(state: &CaseState, step: &Step, act: &RawAct, now: Moment) -> Moment {
    if let Some(days) = act.after {
        return now.day().plus(days).at(9, 0);
    }
    let mut day = now.day();
    if let Some(window) = state.windows.last() {
        day = day.max(window.closes.plus(1));
    }
    if let (Some(_), Some(FactValue::Day(called))) = (&step.convened_by, state.facts.get("meeting_day")) {
        day = day.max(*called);
    }
    if day == now.day() { now } else { day.at(9, 0) }
}

/// The roster of the meeting that is called: twelve, of whom nobody stands aside, unless the example says otherwise.
fn roll(act: &RawAct) -> Roll {
    let number =
        |pick: fn(&RawMeeting) -> Option<u32>, or: u64| act.meeting.as_ref().and_then(pick).map_or(or, u64::from);
    Roll { entitled: number(|m| m.entitled, 12), kept_out: number(|m| Some(m.recused), 0) }
}

fn papers(step: &Step, act: &RawAct) -> Vec<PaperGiven> {
    let all = full_papers(step);
    let Some(given) = &act.papers else { return all };
    let mut papers = Vec::new();
    for (kind, count) in given {
        papers.extend(all.iter().filter(|paper| paper.kind == *kind).take(usize::from(*count)).cloned());
    }
    papers
}

fn sitting(book: &RuleBook, state: &CaseState, step: &Step, act: &RawAct, today: Day) -> Sitting {
    let raw = act.meeting.clone();
    let called = Some(state.text("body")).filter(|body| !body.is_empty() && step.convened_by.is_some());
    let first = step.bodies.first().map(|choice| choice.body.0.clone()).unwrap_or_default();
    let body = raw.as_ref().and_then(|m| m.body.clone()).or(called.map(str::to_owned)).unwrap_or(first);
    let entitled = raw.as_ref().and_then(|m| m.entitled).unwrap_or(12);
    let came = raw.as_ref().and_then(|m| m.came).unwrap_or(entitled);
    let recused = raw.as_ref().map_or(0, |m| m.recused);
    let people = |count: u32| -> Vec<PersonId> {
        (1..=count).filter_map(|number| PersonId::new(format!("990101-V{number:05}")).ok()).collect()
    };
    let held = Sitting {
        body: Body(body),
        day: raw.as_ref().and_then(|m| m.day).unwrap_or(today),
        counted: if raw.as_ref().is_some_and(|m| m.households) { Counted::Households } else { Counted::Persons },
        entitled: people(entitled),
        present: people(came),
        recused: people(recused),
        votes_for: raw.as_ref().and_then(|m| m.votes_for).unwrap_or(came - recused.min(came)),
        against: raw.as_ref().map_or(0, |m| m.against),
        abstain: 0,
        voting: Voting::Hands,
        proxies: raw.as_ref().map_or_else(Vec::new, |m| m.proxies.iter().filter_map(proxy).collect()),
        typed: true,
        on_paper: false,
    };
    let (counts, opinions) = raw.map_or((None, None), |m| (m.counts, m.opinions));
    match counts {
        None if opinions.is_some() => Sitting { voting: given(opinions.as_deref().unwrap_or_default()), ..held },
        None => voted(book.in_force(&state.village, today), step, held),
        Some(counts) => Sitting { voting: counted(&held, &counts), on_paper: !counts.is_empty(), ..held },
    }
}

/// Who came for whom: the first, second … of those entitled.
fn proxy(pair: &(u32, u32)) -> Option<Proxy> {
    let person = |number: u32| PersonId::new(format!("990101-V{number:05}")).ok();
    Some(Proxy { absent: person(pair.0)?, holder: person(pair.1)? })
}

/// Opinions in the order in which the example has them given; the first of those entitled is the head.
fn given(order: &[u32]) -> Voting {
    let people = |numbers: &[u32]| -> Vec<PersonId> {
        numbers.iter().filter_map(|number| PersonId::new(format!("990101-V{number:05}")).ok()).collect()
    };
    Voting::Opinions(Opinions { given: people(order), last: people(&[1]) })
}

/// The votes as the example has them counted: by each of these who count, so many for. Nobody: by a show of hands.
fn counted(held: &Sitting, counts: &[RawCount]) -> Voting {
    if counts.is_empty() {
        return Voting::Hands;
    }
    let person = |number: u32| PersonId::new(format!("990101-V{number:05}")).ok();
    let count = |raw: &RawCount| {
        let (votes_for, against, abstain) = (raw.votes_for, held.against, held.abstain);
        Some(Count { by: person(raw.by)?, votes_for, against, abstain, spoilt: 0 })
    };
    Voting::Ballots(counts.iter().filter_map(count).collect())
}

fn told(refusal: &Refusal) -> String {
    let faults: Vec<String> = refusal.faults.iter().map(|f| format!("{}: {}", f.field, f.words.en)).collect();
    format!("`{}` ({}) {}", refusal.rule, refusal.words.en, faults.join("; "))
}
