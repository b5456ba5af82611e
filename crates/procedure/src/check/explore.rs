//! The walk itself: breadth first, so that a counter-example is the shortest there is.

use super::domain::{Change, Filled, Forms, Setting};
use super::key::{Horizon, Key, conditions_of};
use super::sitting::sittings;
use super::story;
use super::village_roster::Resident;
use super::{CounterExample, Proof, audit};
use crate::affair::{Affair, FieldKind, Outcome, Step, StepKind, TallyResult, Unit};
use crate::attempt::{Actor, Attempt, PaperGiven, Reference, Taken};
use crate::book::RuleBook;
use crate::condition::Condition;
use crate::quorum::Sitting;
use crate::state::{CaseState, FactValue, Position};
use crate::take::take;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use village::{Hash, Kind, Moment, Place, Refusal, Words};

/// A state that the walk has reached, and how.
pub(crate) struct Node {
    pub(crate) state: CaseState,
    pub(crate) others: BTreeMap<String, Reference>,
    pub(crate) now: Moment,
    pub(crate) from: Option<(usize, Move)>,
    next: BTreeSet<usize>,
}

/// One act of the walk.
#[derive(Clone)]
pub(crate) struct Move {
    pub(crate) attempt: Attempt,
    pub(crate) outcome: String,
    pub(crate) resident: usize,
}

/// The walk through one affair.
pub(crate) struct Walk<'a> {
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
    pub(crate) roster: Vec<Resident>,
    pub(crate) nodes: Vec<Node>,
    index: HashMap<Key, usize>,
    queue: VecDeque<usize>,
    attempts: usize,
    allowed: usize,
    edges: BTreeSet<(String, String, String)>,
    never: BTreeSet<(String, usize)>,
    lively: bool,
    picks: BTreeMap<(String, String), Vec<Pick>>,
}

/// A moment at which a step is tried, and whether an objection is open then.
#[derive(Clone, Copy)]
struct When {
    now: Moment,
    objections: u32,
}

/// One attempt that was allowed.
struct Allowed {
    form: Filled,
    sitting: Option<Sitting>,
    attempt: Attempt,
    taken: Taken,
}

/// One corner of the walk: where, which step, how, when, who; and what was allowed there.
struct Corner<'c> {
    place: usize,
    state: &'c CaseState,
    step: &'c Step,
    outcome: Option<&'c Outcome>,
    when: When,
    resident: usize,
    distinct: BTreeMap<Key, Allowed>,
}

/// A form by its road's place in the list, and the place of the change to it.
type Pick = (usize, Option<usize>);

type Found = Result<(), Box<CounterExample>>;

impl<'a> Walk<'a> {
    pub(crate) fn new(book: &'a RuleBook, affair: &'a Affair, roster: Vec<Resident>, lively: bool) -> Self {
        Self {
            book,
            affair,
            roster,
            nodes: Vec::new(),
            index: HashMap::new(),
            queue: VecDeque::new(),
            attempts: 0,
            allowed: 0,
            edges: BTreeSet::new(),
            never: BTreeSet::new(),
            lively,
            picks: BTreeMap::new(),
        }
    }

    /// Walks everywhere. A lively walk asks for more than that nothing goes wrong: that every step and ending is reached
    /// and that there is no dead end. The other looks at people only, with forms that are in order.
    pub(crate) fn run(mut self) -> Result<Proof, CounterExample> {
        let roster = self.roster.clone();
        let horizon = Horizon::new(self.book, self.affair, &roster);
        let (Ok(village), Some(start)) = (Place::new("990101001001"), village::Day::new(2026, 3, 2)) else {
            return Err(self.broken(Words::new("没有日期", "no first day"), None));
        };
        let Some(state) = self.book.begin(&self.affair.code, village) else {
            return Err(self.broken(Words::new("事项没有环节", "the affair has no step"), None));
        };
        self.arrive(&horizon, state, BTreeMap::new(), start.at(9, 0), None);
        while let Some(place) = self.queue.pop_front() {
            self.expand(&horizon, place).map_err(|found| *found)?;
        }
        if self.lively {
            story::verdict(&self)?;
        }
        Ok(Proof {
            affair: self.affair.code.clone(),
            states: self.nodes.len(),
            attempts: self.attempts,
            allowed: self.allowed,
            claims: story::claims(self.affair, horizon.people()),
        })
    }

    pub(crate) fn broken(&self, claim: Words, road: Option<(usize, &Move)>) -> CounterExample {
        let story = road.map(|(node, last)| story::tell(self, node, Some(last))).unwrap_or_default();
        CounterExample { affair: self.affair.code.clone(), claim, story, states: self.nodes.len() }
    }

    /// Whether the walk has taken this way.
    pub(crate) fn went(&self, step: &str, outcome: &str, to: &str) -> bool {
        self.edges.contains(&(step.to_owned(), outcome.to_owned(), to.to_owned()))
    }

    /// The states from which no ending can be reached.
    pub(crate) fn dead_ends(&self) -> Vec<usize> {
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            for next in &node.next {
                if let Some(list) = back.get_mut(*next) {
                    list.push(place);
                }
            }
        }
        let ended = |node: &Node| matches!(node.state.at, Position::Ended(_));
        let mut queue: VecDeque<usize> =
            self.nodes.iter().enumerate().filter(|(_, node)| ended(node)).map(|(place, _)| place).collect();
        let mut safe: BTreeSet<usize> = queue.iter().copied().collect();
        while let Some(place) = queue.pop_front() {
            for before in back.get(place).into_iter().flatten() {
                if safe.insert(*before) {
                    queue.push_back(*before);
                }
            }
        }
        (0..self.nodes.len()).filter(|place| !safe.contains(place)).collect()
    }

    fn arrive(
        &mut self,
        horizon: &Horizon<'_>,
        state: CaseState,
        others: BTreeMap<String, Reference>,
        now: Moment,
        from: Option<(usize, Move)>,
    ) {
        let key = horizon.key(&state, &others, now);
        let parent = from.as_ref().map(|(parent, _)| *parent);
        let place = match self.index.get(&key) {
            Some(place) => *place,
            None => {
                let place = self.nodes.len();
                self.nodes.push(Node { state, others, now, from, next: BTreeSet::new() });
                self.index.insert(key, place);
                self.queue.push_back(place);
                place
            }
        };
        if let Some(node) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            node.next.insert(place);
        }
    }

    fn expand(&mut self, horizon: &Horizon<'_>, place: usize) -> Found {
        let Some(node) = self.nodes.get(place) else { return Ok(()) };
        let (state, others, now) = (node.state.clone(), node.others.clone(), node.now);
        let Position::Step(at) = &state.at else { return Ok(()) };
        let affair = self.affair;
        let Some(step) = affair.step(at) else { return Ok(()) };
        for when in self.moments(&state, step, now) {
            let mut state = state.clone();
            if let Some(window) = state.windows.last_mut() {
                window.open_objections = when.objections;
            }
            for outcome in outcomes(step) {
                self.outcome(horizon, place, &state, &others, step, outcome, when)?;
            }
        }
        Ok(())
    }

    /// When a step is tried: at once; after the window, with and without an objection; on the meeting's day; around
    /// every limit in days that its conditions ask for.
    fn moments(&self, state: &CaseState, step: &Step, now: Moment) -> Vec<When> {
        let today = now.day();
        let mut list = vec![When { now, objections: 0 }];
        if let Some(window) = state.windows.last().filter(|window| today <= window.closes) {
            let after = window.closes.plus(1).at(9, 0);
            list.push(When { now: window.closes.at(17, 0), objections: 0 });
            list.push(When { now: after, objections: 1 });
            list.push(When { now: after, objections: 0 });
        }
        if let (Some(_), Some(FactValue::Day(day))) = (&step.convened_by, state.facts.get("meeting_day"))
            && *day > today
        {
            list.push(When { now: day.at(9, 0), objections: 0 });
        }
        let reads: BTreeSet<&str> = conditions_of(step).flat_map(Condition::reads).collect();
        if reads.iter().any(|name| name.starts_with("day_of.")) {
            for parameter in self.affair.parameters.values().filter(|p| p.unit == Unit::Days) {
                if reads.contains(format!("param.{}", parameter.id).as_str()) {
                    let edge = parameter.on(today);
                    list.extend([edge, edge + 1].map(|days| When { now: today.plus(days).at(9, 0), objections: 0 }));
                }
            }
        }
        list
    }

    fn outcome(
        &mut self,
        horizon: &Horizon<'_>,
        place: usize,
        state: &CaseState,
        others: &BTreeMap<String, Reference>,
        step: &Step,
        outcome: Option<&Outcome>,
        when: When,
    ) -> Found {
        let (book, affair) = (self.book, self.affair);
        let setting = Setting { book, affair, state, others, today: when.now.day() };
        let forms = setting.forms(step, outcome);
        let mut sittings = sittings_for(book, state, step, when.now);
        if !self.lively {
            sittings.truncate(1);
        }
        let Some(able) = self.able(state, step, outcome, &forms.plain, sittings.first(), when) else { return Ok(()) };
        let Some(first) = able.first().copied() else { return Ok(()) };
        let mut corner = Corner { place, state, step, outcome, when, resident: first, distinct: BTreeMap::new() };
        for sitting in sittings.iter().map(Some).chain(if sittings.is_empty() { vec![None] } else { Vec::new() }) {
            self.variants(horizon, &mut corner, &setting, &forms, sitting)?;
        }
        let distinct = std::mem::take(&mut corner.distinct);
        for resident in able {
            for allowed in distinct.values() {
                let (attempt, taken) = if resident == first {
                    (allowed.attempt.clone(), Ok(allowed.taken.clone()))
                } else {
                    self.attempt(state, step, outcome, &allowed.form, allowed.sitting.as_ref(), when, resident)
                };
                let Ok(taken) = taken else { continue };
                self.step_on(horizon, place, state, &allowed.form, attempt, &taken, resident)?;
            }
        }
        Ok(())
    }

    /// Who can take the step at all; `None` when nobody can now, since a window runs or an objection is open.
    fn able(
        &mut self,
        state: &CaseState,
        step: &Step,
        outcome: Option<&Outcome>,
        plain: &Filled,
        sitting: Option<&Sitting>,
        when: When,
    ) -> Option<Vec<usize>> {
        let mut able: Vec<usize> = Vec::new();
        for resident in 0..self.roster.len() {
            if self.never.contains(&(step.id.clone(), resident)) {
                continue;
            }
            match self.attempt(state, step, outcome, plain, sitting, when, resident).1 {
                Err(refusal) if ["not_your_post", "three_no_direct", "kept_free"].contains(&refusal.rule.as_str()) => {
                    self.never.insert((step.id.clone(), resident));
                }
                Err(refusal) if refusal.kind == Kind::NotYours => {}
                Err(refusal) if ["window", "objection"].contains(&refusal.rule.as_str()) => return None,
                _ => able.push(resident),
            }
        }
        Some(able)
    }

    /// Every form that matters, by one person: the roads in full, then for one form of each sort every change to it. Where
    /// only the form itself decides, the forms that once told anything apart are enough the next time.
    fn variants(
        &mut self,
        horizon: &Horizon<'_>,
        corner: &mut Corner<'_>,
        setting: &Setting<'_>,
        forms: &Forms,
        sitting: Option<&Sitting>,
    ) -> Found {
        let name = (corner.step.id.clone(), corner.outcome.map(|o| o.id.clone()).unwrap_or_default());
        let lively = self.lively;
        let changes = |form: &Filled| -> Vec<Change> {
            if !lively {
                return Vec::new();
            }
            forms.changes.iter().cloned().chain(setting.other_changes(corner.step, form)).collect()
        };
        if let Some(picks) = self.picks.get(&name).cloned() {
            for (road, change) in picks {
                let Some(road) = forms.roads.get(road) else { continue };
                let form = setting.road(corner.step, forms, road);
                let changed = change.and_then(|change| changes(&form).get(change).map(|change| change.apply(&form)));
                let _sort = self.try_out(horizon, corner, changed.unwrap_or(form), sitting)?;
            }
            return Ok(());
        }
        let (mut sorts, mut picks) = (BTreeMap::new(), BTreeMap::new());
        for (road, values) in forms.roads.iter().enumerate() {
            let form = setting.road(corner.step, forms, values);
            let sort = self.try_out(horizon, corner, form.clone(), sitting)?;
            picks.entry(sort.clone()).or_insert((road, None));
            sorts.entry(sort).or_insert((road, form));
        }
        for (road, form) in sorts.into_values() {
            for (number, change) in changes(&form).iter().enumerate() {
                let sort = self.try_out(horizon, corner, change.apply(&form), sitting)?;
                picks.entry(sort).or_insert((road, Some(number)));
            }
        }
        if is_self_contained(self.affair, corner.step) {
            self.picks.insert(name, picks.into_values().collect());
        }
        Ok(())
    }

    /// Tries one form; keeps what was allowed, told apart by where it leads.
    fn try_out(
        &mut self,
        horizon: &Horizon<'_>,
        corner: &mut Corner<'_>,
        form: Filled,
        sitting: Option<&Sitting>,
    ) -> Result<Result<Key, String>, Box<CounterExample>> {
        let (state, when, resident) = (corner.state, corner.when, corner.resident);
        let (attempt, taken) = self.attempt(state, corner.step, corner.outcome, &form, sitting, when, resident);
        let taken = match taken {
            Ok(taken) => taken,
            Err(refusal) if refusal.rule == "broken_rule" => {
                let last = Move { attempt, outcome: String::new(), resident };
                return Err(Box::new(self.broken(refusal.words, Some((corner.place, &last)))));
            }
            Err(refusal) => return Ok(Err(refusal.rule)),
        };
        if let Some(claim) = audit::broken(self.book, state, &attempt, &taken) {
            let last = Move { attempt, outcome: taken.outcome.clone(), resident };
            return Err(Box::new(self.broken(claim, Some((corner.place, &last)))));
        }
        let key = horizon.key(&taken.applied(state, &attempt), &form.others, when.now);
        let allowed = Allowed { form, sitting: sitting.cloned(), attempt, taken };
        corner.distinct.entry(key.clone()).or_insert(allowed);
        Ok(Ok(key))
    }

    fn attempt(
        &mut self,
        state: &CaseState,
        step: &Step,
        outcome: Option<&Outcome>,
        form: &Filled,
        sitting: Option<&Sitting>,
        when: When,
        resident: usize,
    ) -> (Attempt, Result<Taken, Refusal>) {
        let actor = self.roster.get(resident).map(|one| Actor {
            person: one.person.clone(),
            posts: one.posts.clone(),
            kin_of_party: None,
        });
        let actor = actor.unwrap_or_else(|| Actor {
            person: super::village_roster::nobody(),
            posts: BTreeSet::new(),
            kin_of_party: None,
        });
        let attempt = Attempt {
            step: step.id.clone(),
            outcome: outcome.map(|o| o.id.clone()).unwrap_or_default(),
            actor,
            fields: form.fields.clone(),
            papers: papers(step),
            sitting: sitting.cloned(),
            references: form.others.clone(),
            facts: form.facts.clone(),
            now: when.now,
        };
        self.attempts += 1;
        let taken = take(self.book, state, &attempt);
        (attempt, taken)
    }

    fn step_on(
        &mut self,
        horizon: &Horizon<'_>,
        place: usize,
        state: &CaseState,
        form: &Filled,
        attempt: Attempt,
        taken: &Taken,
        resident: usize,
    ) -> Found {
        self.allowed += 1;
        let claim = audit::broken(self.book, state, &attempt, taken);
        let after = taken.applied(state, &attempt);
        let to = match &taken.next {
            Position::Step(id) | Position::Ended(id) => id.clone(),
        };
        self.edges.insert((attempt.step.clone(), taken.outcome.clone(), to));
        let now = attempt.now;
        let last = Move { attempt, outcome: taken.outcome.clone(), resident };
        if let Some(claim) = claim {
            return Err(Box::new(self.broken(claim, Some((place, &last)))));
        }
        self.arrive(horizon, after, form.others.clone(), now, Some((place, last)));
        Ok(())
    }
}

/// The outcomes to try; a meeting is left to its count, but for the record that it was not held.
fn outcomes(step: &Step) -> Vec<Option<&Outcome>> {
    if step.kind != StepKind::Meeting {
        return step.outcomes.iter().map(Some).collect();
    }
    let not_held = step.outcomes.iter().filter(|outcome| outcome.when_tally == Some(TallyResult::NotQuorate));
    std::iter::once(None).chain(not_held.map(Some)).collect()
}

fn sittings_for(book: &RuleBook, state: &CaseState, step: &Step, now: Moment) -> Vec<Sitting> {
    if step.kind != StepKind::Meeting {
        return Vec::new();
    }
    let called = Some(state.text("body")).filter(|body| !body.is_empty() && step.convened_by.is_some());
    sittings(book, step, called, now.day())
}

/// More than enough of every paper.
pub(crate) fn papers(step: &Step) -> Vec<PaperGiven> {
    let mut papers = Vec::new();
    for need in &step.papers {
        for serial in 0..need.at_least {
            let mut bytes = [0; 32];
            if let Some(last) = bytes.last_mut() {
                *last = u8::try_from(serial).unwrap_or(u8::MAX);
            }
            papers.push(PaperGiven { kind: need.id.clone(), hash: Hash(bytes) });
        }
    }
    papers
}

/// Other cases that a step's conditions look at again, though its form does not name them.
pub(crate) fn looked_at_again(affair: &Affair, step: &Step) -> BTreeSet<String> {
    let reads = conditions_of(step).flat_map(Condition::reads).filter_map(|name| name.split_once('.'));
    let cases = reads.map(|(field, _)| field).filter(|field| affair.facts.get(*field) == Some(&FieldKind::CaseRef));
    cases.filter(|field| !step.fields.iter().any(|f| f.id == *field)).map(str::to_owned).collect()
}

/// Whether everything that the step's conditions read is in its own form, so that the state before it decides nothing.
fn is_self_contained(affair: &Affair, step: &Step) -> bool {
    let own = |name: &str| super::key::fills(step, name) || super::key::is_constant(name);
    step.kind != StepKind::Meeting
        && !step.fields.is_empty()
        && conditions_of(step).flat_map(Condition::reads).all(own)
        && step.fields.iter().any(|field| field.keep && affair.facts.contains_key(&field.id))
}
