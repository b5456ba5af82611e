//! Which cases wait for the person at the desk.

use affairs::{ActRow, CaseRow};
use archive::Query;
use office::Desk;
use procedure::Step;
use std::collections::BTreeSet;
use village::{Fault, PersonId};

/// Whether the person holds one of the step's posts at the case's village.
pub(crate) fn is_theirs(desk: &Desk, case: &CaseRow, step: &Step) -> bool {
    let posts = desk.posts_at(&case.village);
    step.who.iter().any(|post| posts.contains(post))
}

/// Whether the policies let the person take the step, with those who took the steps that it is kept apart from.
pub(crate) fn may_take(desk: &Desk, case: &CaseRow, step: &Step, acts: &[ActRow]) -> bool {
    let handlers: BTreeSet<PersonId> =
        acts.iter().filter(|act| step.apart_from.contains(&act.step)).map(|act| act.person.clone()).collect();
    is_theirs(desk, case, step) && desk.may(&step.duty, &case.village, handlers, false).is_ok()
}

/// Whether the case waits for the person: theirs to take, by the policies and by what was done before.
pub(crate) fn waits(query: &mut dyn Query, desk: &Desk, case: &CaseRow) -> Result<bool, Fault> {
    if case.status != "running" {
        return Ok(false);
    }
    let book = desk.office.book(query, &case.rules)?;
    let Some(step) = book.affair(&case.affair).and_then(|affair| affair.step(&case.step)) else { return Ok(false) };
    Ok(is_theirs(desk, case, step) && may_take(desk, case, step, &affairs::acts(query, &case.id)?))
}
