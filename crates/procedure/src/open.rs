//! What can be done now, by whom, until when; and why a step is not open yet.

use crate::affair::{Affair, Step};
use crate::book::RuleBook;
use crate::state::{CaseState, Position};
use crate::take::order;
use village::{Day, Moment, Post, Refusal};

/// A step that waits to be done.
#[derive(Debug, Clone)]
pub struct OpenStep<'a> {
    /// The step.
    pub step: &'a Step,
    /// The posts that may do it.
    pub who: &'a [Post],
    /// Until when.
    pub due: Option<Day>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The first day on which it can go on: the day after a publicity window.
    pub from: Option<Day>,
    /// Why it cannot go on yet: a window that runs, an objection that is open.
    pub waits: Option<Refusal>,
}

/// What can be done now. Empty once the case has ended.
#[must_use]
pub fn open_steps<'a>(book: &'a RuleBook, state: &CaseState, now: Moment) -> Vec<OpenStep<'a>> {
    let today = now.day();
    let book = book.in_force(&state.village, today);
    let Some((affair, step)) = present(book, state) else { return Vec::new() };
    let window = state.windows.last().filter(|window| today <= window.closes);
    vec![OpenStep {
        step,
        who: &step.who,
        due: state.due,
        overdue: state.due.is_some_and(|due| due < today),
        from: window.map(|window| window.closes.plus(1)),
        waits: order::window(book, affair, state, today),
    }]
}

/// Why a step is not open; `None` when it can be done now.
#[must_use]
pub fn explain(book: &RuleBook, state: &CaseState, step: &str, now: Moment) -> Option<Refusal> {
    let book = book.in_force(&state.village, now.day());
    let Some(affair) = book.affair(&state.affair) else { return Some(Refusal::not_there()) };
    let Some(step) = affair.step(step) else { return Some(Refusal::not_there()) };
    if state.at == Position::Step(step.id.clone()) {
        return order::window(book, affair, state, now.day());
    }
    Some(order::refusal(book, affair, state, step))
}

fn present<'a>(book: &'a RuleBook, state: &CaseState) -> Option<(&'a Affair, &'a Step)> {
    let affair = book.affair(&state.affair)?;
    match &state.at {
        Position::Step(id) => Some((affair, affair.step(id)?)),
        Position::Ended(_) => None,
    }
}
