//! The walk through the matter: every form, meeting, window and other case that can make a difference, breadth first, so
//! that a counter-example is the shortest there is. Each step has a person of its own here; who may be the same person is
//! looked at in `apart` and `smallest`.

use super::domain::{Change, Filled, Forms, RoadNumber, Setting};
use super::key::{Horizon, Key, conditions_of};
use super::people::Cast;
use super::sitting::sittings;
use super::story;
use super::{CounterExample, audit};
use crate::affair::{Affair, FieldKind, Outcome, Step, StepKind, TallyResult, Unit};
use crate::attempt::{Attempt, PaperGiven, Reference, Roll, Taken};
use crate::book::RuleBook;
use crate::condition::Condition;
use crate::quorum::Sitting;
use crate::state::{CaseState, FactValue, Position};
use crate::take::{is_asked, take};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use village::{Day, Hash, Moment, Place, Words};

/// Whoever a meeting of the walk could bring together.
const ROLL: Roll = Roll { entitled: 12, kept_out: 0 };

/// A state that the walk has reached, and how.
pub(crate) struct Node {
    pub(crate) state: CaseState,
    pub(crate) others: BTreeMap<String, Reference>,
    pub(crate) now: Moment,
    /// Where it was first reached from, and by which of the ways out of there.
    pub(crate) from: Option<(usize, usize)>,
    /// The ways out, one for each act and state that it leads to.
    pub(crate) ways: Vec<Move>,
}

/// One act of the walk.
#[derive(Clone)]
pub(crate) struct Move {
    pub(crate) attempt: Attempt,
    pub(crate) outcome: String,
    pub(crate) to: usize,
}

/// The walk through one affair.
pub(crate) struct Walk<'a> {
    pub(crate) book: &'a RuleBook,
    pub(crate) affair: &'a Affair,
    pub(crate) cast: Cast,
    pub(crate) nodes: Vec<Node>,
    pub(crate) attempts: usize,
    pub(crate) allowed: usize,
    horizon: Horizon<'a>,
    index: HashMap<Key, usize>,
    queue: VecDeque<usize>,
    edges: BTreeSet<(String, String, String)>,
    /// Papers that were asked for, by step.
    papers: BTreeSet<(String, String)>,
    picks: BTreeMap<(String, String), Vec<Pick>>,
}

/// A moment at which a step is tried, and whether an objection is open then.
#[derive(Clone, Copy)]
struct When {
    now: Moment,
    objections: u32,
}

/// One corner of the walk: where, which step, how, when.
struct Corner<'c> {
    place: usize,
    state: &'c CaseState,
    step: &'c Step,
    outcome: Option<&'c Outcome>,
    when: When,
}

/// A form by its road's number, and the place of the change to it.
type Pick = (RoadNumber, Option<usize>);

/// What came of a form: where it led, or the rule that refused it.
type Sort = Result<usize, String>;

type Found<T> = Result<T, Box<CounterExample>>;

impl<'a> Walk<'a> {
    /// Walks everywhere, in a case that begins on a day.
    pub(crate) fn run(book: &'a RuleBook, affair: &'a Affair, start: Option<Day>) -> Result<Self, Box<CounterExample>> {
        let mut walk = Self {
            book,
            affair,
            cast: Cast::new(book, affair),
            nodes: Vec::new(),
            attempts: 0,
            allowed: 0,
            horizon: Horizon::new(book, affair),
            index: HashMap::new(),
            queue: VecDeque::new(),
            edges: BTreeSet::new(),
            papers: BTreeSet::new(),
            picks: BTreeMap::new(),
        };
        let (Ok(village), Some(start)) = (Place::new("990101001001"), start) else {
            return Err(walk.broken(Words::new("没有日期", "no first day"), Vec::new()));
        };
        let Some(state) = book.begin(&affair.code, village) else {
            return Err(walk.broken(Words::new("事项没有环节", "the affair has no step"), Vec::new()));
        };
        walk.arrive(state, BTreeMap::new(), start.at(9, 0));
        while let Some(place) = walk.queue.pop_front() {
            walk.expand(place)?;
        }
        Ok(walk)
    }

    pub(crate) fn broken(&self, claim: Words, story: Vec<Words>) -> Box<CounterExample> {
        Box::new(CounterExample { affair: self.affair.code.clone(), claim, story, states: self.nodes.len(), at: None })
    }

    /// The same, where one step, one of its parts or one ending is at fault.
    pub(crate) fn broken_at(&self, key: &str, claim: Words, story: Vec<Words>) -> Box<CounterExample> {
        let mut broken = self.broken(claim, story);
        broken.at = self.affair.written(key).cloned();
        broken
    }

    /// Whether a paper was asked for somewhere.
    pub(crate) fn asked_for(&self, step: &str, paper: &str) -> bool {
        self.papers.contains(&(step.to_owned(), paper.to_owned()))
    }

    fn ask(&mut self, corner: &Corner<'_>, attempt: &Attempt, outcome: &str) {
        for need in &corner.step.papers {
            let key = (corner.step.id.clone(), need.id.clone());
            if !self.papers.contains(&key) && is_asked(self.book, corner.state, attempt, outcome, need) {
                self.papers.insert(key);
            }
        }
    }

    /// Whether the walk has taken this way.
    pub(crate) fn went(&self, step: &str, outcome: &str, to: &str) -> bool {
        self.edges.contains(&(step.to_owned(), outcome.to_owned(), to.to_owned()))
    }

    /// The day on which the walked case begins.
    pub(crate) fn first_day(&self) -> Day {
        self.nodes.first().map_or(Moment(0).day(), |node| node.now.day())
    }

    /// Which state leads to which.
    pub(crate) fn next(&self) -> Vec<Vec<usize>> {
        self.nodes.iter().map(|node| node.ways.iter().map(|way| way.to).collect()).collect()
    }

    /// The acts that lead to a state, the first one first.
    pub(crate) fn road(&self, mut place: usize) -> Vec<&Move> {
        let mut acts = Vec::new();
        while let Some((parent, way)) = self.nodes.get(place).and_then(|node| node.from) {
            acts.extend(self.nodes.get(parent).and_then(|node| node.ways.get(way)));
            place = parent;
        }
        acts.reverse();
        acts
    }

    fn arrive(&mut self, state: CaseState, others: BTreeMap<String, Reference>, now: Moment) -> usize {
        let key = self.horizon.key(&state, &others, now);
        if let Some(place) = self.index.get(&key) {
            return *place;
        }
        let place = self.nodes.len();
        self.nodes.push(Node { state, others, now, from: None, ways: Vec::new() });
        self.index.insert(key, place);
        self.queue.push_back(place);
        place
    }

    fn expand(&mut self, place: usize) -> Found<()> {
        let Some(node) = self.nodes.get(place) else { return Ok(()) };
        let (state, others, now) = (node.state.clone(), node.others.clone(), node.now);
        let Position::Step(at) = &state.at else { return Ok(()) };
        let (book, affair) = (self.book, self.affair);
        let Some(step) = affair.step(at) else { return Ok(()) };
        for when in self.moments(&state, step, now) {
            let mut state = state.clone();
            if let Some(window) = state.windows.last_mut() {
                window.open_objections = when.objections;
            }
            let setting = Setting { book, affair, state: &state, others: &others, today: when.now.day() };
            for outcome in outcomes(step) {
                self.outcome(&Corner { place, state: &state, step, outcome, when }, &setting)?;
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

    fn outcome(&mut self, corner: &Corner<'_>, setting: &Setting<'_>) -> Found<()> {
        let wanted: Option<BTreeSet<RoadNumber>> =
            self.picks.get(&name_of(corner)).map(|picks| picks.iter().map(|(road, _)| *road).collect());
        let forms = setting.forms(corner.step, corner.outcome, wanted.as_ref());
        let sittings = sittings_for(self.book, corner.state, corner.step, corner.when.now);
        let none = if sittings.is_empty() { Some(None) } else { None };
        for sitting in sittings.iter().map(Some).chain(none) {
            let plain = self.try_out(corner, forms.plain.clone(), sitting)?;
            if matches!(&plain, Err(rule) if rule == "window" || rule == "objection") {
                return Ok(());
            }
            self.variants(corner, setting, &forms, sitting)?;
        }
        Ok(())
    }

    /// Every form that matters: the roads in full, then for one form of each sort every change to it. Where only the form
    /// itself decides, the forms that once told anything apart are enough the next time.
    fn variants(
        &mut self,
        corner: &Corner<'_>,
        setting: &Setting<'_>,
        forms: &Forms,
        sitting: Option<&Sitting>,
    ) -> Found<()> {
        let name = name_of(corner);
        let changes = |form: &Filled| -> Vec<Change> {
            forms.changes.iter().cloned().chain(setting.other_changes(corner.step, form)).collect()
        };
        if let Some(picks) = self.picks.get(&name).cloned() {
            let mut known: Option<(RoadNumber, Filled, Vec<Change>)> = None;
            for (road, change) in picks {
                let Some(values) = forms.roads.get(&road) else { continue };
                if known.as_ref().is_none_or(|(other, ..)| *other != road) {
                    let form = setting.road(corner.step, forms, values);
                    let list = changes(&form);
                    known = Some((road, form, list));
                }
                let Some((_, form, list)) = &known else { continue };
                let changed = change.and_then(|change| list.get(change)).map(|change| change.apply(form));
                let _sort = self.try_out(corner, changed.unwrap_or_else(|| form.clone()), sitting)?;
            }
            return Ok(());
        }
        let (mut sorts, mut picks) = (BTreeMap::new(), BTreeMap::new());
        for (road, values) in &forms.roads {
            let form = setting.road(corner.step, forms, values);
            let sort = self.try_out(corner, form.clone(), sitting)?;
            picks.entry(sort.clone()).or_insert((*road, None));
            sorts.entry(sort).or_insert((*road, form));
        }
        for (road, form) in sorts.into_values() {
            for (number, change) in changes(&form).iter().enumerate() {
                let sort = self.try_out(corner, change.apply(&form), sitting)?;
                picks.entry(sort).or_insert((road, Some(number)));
            }
        }
        if is_self_contained(self.affair, corner.step) {
            let mut picks: Vec<Pick> = picks.into_values().collect();
            picks.sort_unstable();
            self.picks.insert(name, picks);
        }
        Ok(())
    }

    /// Tries one form; what is allowed must break no claim, and is walked on from.
    fn try_out(&mut self, corner: &Corner<'_>, form: Filled, sitting: Option<&Sitting>) -> Found<Sort> {
        let Some(actor) = self.cast.of(&corner.step.id).cloned() else { return Ok(Err("nobody".to_owned())) };
        let now = corner.when.now;
        let attempt = Attempt {
            step: corner.step.id.clone(),
            outcome: corner.outcome.map(|o| o.id.clone()).unwrap_or_default(),
            actor,
            fields: form.fields,
            papers: papers(corner.step),
            sitting: sitting.cloned(),
            roll: (corner.step.kind == StepKind::Notice).then_some(ROLL),
            references: form.others,
            facts: form.facts,
            now,
        };
        self.attempts += 1;
        // A form that another rule refuses asks for its papers too: it is changed at one place at a time.
        self.ask(corner, &attempt, &attempt.outcome);
        let taken = match take(self.book, corner.state, &attempt) {
            Ok(taken) => taken,
            Err(refusal) if refusal.rule == "broken_rule" => {
                let key = &corner.step.id;
                return Err(self.broken_at(key, refusal.words, story::tell(self, corner.place, Some((&attempt, "")))));
            }
            Err(refusal) => return Ok(Err(refusal.rule)),
        };
        self.allowed += 1;
        if let Some(claim) = audit::broken(self.book, corner.state, &attempt, &taken) {
            let story = story::tell(self, corner.place, Some((&attempt, &taken.outcome)));
            return Err(self.broken_at(&corner.step.id, claim, story));
        }
        self.ask(corner, &attempt, &taken.outcome);
        let others = attempt.references.clone();
        let to = self.arrive(taken.applied(corner.state, &attempt), others, now);
        self.leave(corner.place, attempt, taken, to);
        Ok(Ok(to))
    }

    fn leave(&mut self, place: usize, attempt: Attempt, taken: Taken, to: usize) {
        let (Position::Step(id) | Position::Ended(id)) = taken.next;
        self.edges.insert((attempt.step.clone(), taken.outcome.clone(), id));
        let Some(node) = self.nodes.get_mut(place) else { return };
        if node.ways.iter().any(|way| way.to == to && way.outcome == taken.outcome) {
            return;
        }
        let way = node.ways.len();
        node.ways.push(Move { attempt, outcome: taken.outcome, to });
        if let Some(reached) = self.nodes.get_mut(to)
            && reached.from.is_none()
            && to != 0
        {
            reached.from = Some((place, way));
        }
    }
}

fn name_of(corner: &Corner<'_>) -> (String, String) {
    (corner.step.id.clone(), corner.outcome.map(|o| o.id.clone()).unwrap_or_default())
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

/// Whether everything that the step's conditions read is in its own form, so that the state before it decides nothing. A
/// notice asks which bodies may hold the meeting that it calls.
fn is_self_contained(affair: &Affair, step: &Step) -> bool {
    let own = |name: &str| super::key::fills_all(step, name) || super::key::is_constant(name);
    let called = affair.steps.iter().filter(|meeting| meeting.convened_by.as_deref() == Some(step.id.as_str()));
    let bodies = called.flat_map(|meeting| &meeting.bodies).filter_map(|body| body.when.as_ref());
    step.kind != StepKind::Meeting
        && !step.fields.is_empty()
        && conditions_of(step).chain(bodies).flat_map(Condition::reads).all(own)
        && step.fields.iter().any(|field| field.keep && affair.facts.contains_key(&field.id))
}
