//! Which cases wait for the person at the desk: whose turn it is by posts, by what was done before, and by whom the case is
//! with or for; when all holders of a post must stand aside, the deputy that the rules name.

use affairs::CaseRow;
use archive::Query;
use office::{Desk, Matter};
use procedure::{Step, Turn};
use village::Fault;

/// Whether it is the person's turn, and the policies let them.
pub(crate) fn is_turn(desk: &Desk, case: &CaseRow, step: &Step, turn: &Turn) -> bool {
    let Some(person) = desk.person() else { return false };
    let stands_in = turn.stands_in(person);
    if stands_in.is_none() && !turn.free.contains(person) {
        return false;
    }
    desk.may_in(&step.duty, &case.village, Matter { stands_in, ..Matter::default() }).is_ok()
}

/// Whether the case waits for the person.
pub(crate) fn waits(query: &mut dyn Query, desk: &Desk, case: &CaseRow) -> Result<bool, Fault> {
    if case.status != "running" {
        return Ok(false);
    }
    let book = desk.office.book(query, &case.rules)?.at(&case.village, desk.now.day());
    let Some(step) = book.affair(&case.affair).and_then(|affair| affair.step(&case.step)) else { return Ok(false) };
    let posts = desk.in_affair(query, &case.affair)?.posts_at(&case.village);
    let theirs = step.who.iter().any(|post| posts.contains(post));
    if !theirs && book.deputies_of(step).is_disjoint(&posts) {
        return Ok(false);
    }
    let turn = affairs::turn_of(query, &desk.office, case)?;
    Ok(turn.is_some_and(|turn| is_turn(desk, case, step, &turn)))
}
