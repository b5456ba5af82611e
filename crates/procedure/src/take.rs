//! `take`: the only way in which a case moves, for the real deeds and for the checker alike. Pure: no clock, no store.

mod form;
mod gates;
mod meeting;
pub(crate) mod order;
mod outlook;
mod person;
mod roll;
pub(crate) mod say;
pub(crate) mod voting;

pub use outlook::{Bearing, Outlook, may_hold, may_open, outlook};

pub(crate) use form::read_value;
pub use roll::enough;

use crate::affair::{Affair, Outcome, Step, StepKind, Unit, Way};
use crate::attempt::{Attempt, Taken};
use crate::book::RuleBook;
use crate::scope::Scope;
use crate::state::{CaseState, Facts, Position, Window};
use village::{Day, Kind, Refusal, Words};

/// Takes a step, or says why not, with everything that is wrong at once where that helps.
///
/// # Errors
/// A [`Refusal`] with its rule, its grounds and what to do next; `violation` when the attempt itself is an irregularity.
pub fn take(book: &RuleBook, state: &CaseState, attempt: &Attempt) -> Result<Taken, Refusal> {
    let book = book.in_force(&state.village, attempt.now.day());
    let affair = book.affair(&state.affair).ok_or_else(Refusal::not_there)?;
    let step = affair.step(&attempt.step).ok_or_else(Refusal::not_there)?;
    if state.at != Position::Step(step.id.clone()) {
        return Err(order::refusal(book, affair, state, step));
    }
    person::check(book, affair, state, attempt, step)?;
    let day = attempt.now.day();
    let empty = Facts::new();
    let mut scope = Scope { book, affair, state, attempt: Some(attempt), form: &empty, tally: None, outcome: "", day };
    let named = match (step.outcome(&attempt.outcome), step.kind) {
        (Some(outcome), _) => Some(outcome),
        (None, StepKind::Meeting) if attempt.outcome.is_empty() => None,
        (None, _) => return Err(say::unknown_outcome(step)),
    };
    if named.is_none_or(|outcome| outcome.way == Way::On)
        && let Some(waits) = order::window(book, affair, state, day)
    {
        return Err(waits);
    }
    let form = form::read(&scope, step, named.map(|o| o.id.as_str()))?;
    scope.form = &form;
    let tally = if step.kind == StepKind::Meeting { Some(meeting::hold(&scope, step, attempt)?) } else { None };
    scope.tally = tally.as_ref();
    let outcome = match &tally {
        Some(tally) => voting::check(&scope, step, meeting::outcome(step, tally, named)?, attempt)?,
        None => named.ok_or_else(|| say::unknown_outcome(step))?,
    };
    scope.outcome = &outcome.id;
    form::papers(&scope, step, outcome, attempt)?;
    if step.kind == StepKind::Notice && outcome.way == Way::On {
        meeting::notice(&scope, step)?;
    }
    gates::check(&scope, step, outcome)?;
    let next = follow(&scope, outcome)?;
    Ok(settle(&scope, step, outcome, attempt, next, &form, tally.clone()))
}

/// Whether a paper is asked for with this outcome of an attempt.
pub(crate) fn is_asked(
    book: &RuleBook,
    state: &CaseState,
    attempt: &Attempt,
    outcome: &str,
    need: &crate::affair::PaperNeed,
) -> bool {
    let (day, empty) = (attempt.now.day(), Facts::new());
    let book = book.in_force(&state.village, day);
    let Some(affair) = book.affair(&state.affair) else { return false };
    let Some(step) = affair.step(&attempt.step).filter(|step| concerns(&need.on, step, outcome)) else { return false };
    let Some(when) = &need.when else { return true };
    let mut scope = Scope { book, affair, state, attempt: Some(attempt), form: &empty, tally: None, outcome, day };
    let Ok(form) = form::read(&scope, step, Some(outcome)) else { return false };
    scope.form = &form;
    when.holds(&scope).unwrap_or(false)
}

/// Whether something that names outcomes concerns this outcome of a step.
pub(crate) fn concerns(on: &[String], step: &Step, outcome: &str) -> bool {
    form::concerns(on, step.outcome(outcome).map(|outcome| (outcome.id.as_str(), outcome.way)))
}

/// Where the outcome leads.
fn follow(scope: &Scope<'_>, outcome: &Outcome) -> Result<Position, Refusal> {
    for branch in &outcome.branches {
        let open = match &branch.when {
            Some(condition) => condition.holds(scope).map_err(|what| say::broken_rule(&what))?,
            None => true,
        };
        if open {
            let step = scope.affair.step(&branch.to).map(|step| Position::Step(step.id.clone()));
            return Ok(step.unwrap_or_else(|| Position::Ended(branch.to.clone())));
        }
    }
    Err(say::broken_rule("no branch is open"))
}

fn settle(
    scope: &Scope<'_>,
    step: &Step,
    outcome: &Outcome,
    attempt: &Attempt,
    next: Position,
    form: &Facts,
    tally: Option<crate::quorum::Tally>,
) -> Taken {
    let kept = step.fields.iter().filter(|field| field.keep);
    let mut facts: Facts =
        kept.filter_map(|field| form.get(&field.id).map(|value| (field.id.clone(), value.clone()))).collect();
    for lookup in step.lookups.iter().filter(|lookup| lookup.keep) {
        facts.extend(attempt.facts.get(&lookup.id).map(|value| (lookup.id.clone(), value.clone())));
    }
    let window = match &step.window {
        Some(parameter) if outcome.way == Way::On => Some(Window {
            step: step.id.clone(),
            opens: scope.day,
            closes: period_end(scope.book, scope.affair, parameter, scope.day, scope.day),
            open_objections: 0,
            upheld_objections: 0,
        }),
        _ => None,
    };
    let mut taken = Taken {
        outcome: outcome.id.clone(),
        next,
        facts,
        window,
        due: None,
        remind: None,
        tally,
        effects: outcome.effects.clone(),
        discloses: outcome.discloses.clone(),
    };
    let after = taken.applied(scope.state, attempt);
    (taken.due, taken.remind) = due(scope.book, scope.affair, &after, scope.day);
    taken
}

/// Until when the step at which a case stands is due, when it came to stand there on `since`.
#[must_use]
pub fn due_by(book: &RuleBook, state: &CaseState, since: Day) -> Option<Day> {
    let book = book.in_force(&state.village, since);
    due(book, book.affair(&state.affair)?, state, since).0
}

/// Until when the step at which the case stands is due, and when a reminder goes out.
fn due(book: &RuleBook, affair: &Affair, state: &CaseState, today: Day) -> (Option<Day>, Option<Day>) {
    let Position::Step(id) = &state.at else { return (None, None) };
    let Some(limit) = affair.step(id).and_then(|step| step.limit.as_ref()) else { return (None, None) };
    let since = limit.from.as_deref().and_then(|from| state.last(from)).map_or(today, |done| done.moment.day());
    let window = state.windows.last().map_or(since, |window| window.closes);
    let due = period_end(book, affair, &limit.days, since.max(window), today);
    let before = affair.parameters.get(&limit.remind).map_or(0, |parameter| parameter.on(today));
    (Some(due), Some(due.plus(-before)))
}

/// The last day of a period of so many days, calendar or working days as the parameter says.
pub(crate) fn period_end(book: &RuleBook, affair: &Affair, parameter: &str, from: Day, today: Day) -> Day {
    let Some(parameter) = affair.parameters.get(parameter) else { return from };
    let days = u32::try_from(parameter.on(today)).unwrap_or(0);
    match parameter.unit {
        Unit::WorkingDays => book.calendar.plus_working(from, days),
        _ => book.calendar.plus_calendar(from, days),
    }
}

/// A refusal that something must be done first or otherwise; a violation.
pub(crate) fn violation(kind: Kind, rule: impl Into<String>, words: Words, next: Words) -> Refusal {
    Refusal::new(kind, rule, words, next).violation()
}
