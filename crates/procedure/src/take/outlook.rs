//! A meeting before it is over: whether it may be opened, and what would come of it as it stands.

use super::{meeting, order, person, say, voting};
use crate::affair::StepKind;
use crate::attempt::Attempt;
use crate::book::RuleBook;
use crate::quorum::{MajorityOf, Quorum, Tally, tally};
use crate::scope::Scope;
use crate::state::{CaseState, Facts, Position};
use village::{Article, Refusal};

/// One rule that bears on a meeting, and how far it is met.
#[derive(Debug, Clone)]
pub struct Bearing {
    /// The rule.
    pub rule: Quorum,
    /// How many votes for it needs, as many as are there now.
    pub needed_for: u64,
    /// Whether the votes entered so far carry the motion by it.
    pub carried: bool,
}

/// What would come of a meeting as it stands.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// Every rule that bears on it, the body's own first.
    pub rules: Vec<Bearing>,
    /// The count as it stands.
    pub tally: Tally,
    /// The grounds on which it votes by paper ballots; `None` when it may choose.
    pub ballots: Option<Vec<Article>>,
}

/// What would come of a meeting as it stands: the attempt holds its sitting so far.
///
/// # Errors
/// When the body may not decide the matter, or not on this day.
pub fn outlook(book: &RuleBook, state: &CaseState, attempt: &Attempt) -> Result<Outlook, Refusal> {
    let book = book.in_force(&state.village, attempt.now.day());
    let affair = book.affair(&state.affair).ok_or_else(Refusal::not_there)?;
    let step = affair.step(&attempt.step).ok_or_else(Refusal::not_there)?;
    let sitting = attempt.sitting.as_ref().ok_or_else(|| say::broken_rule("a meeting without a sitting"))?;
    let empty = Facts::new();
    let day = attempt.now.day();
    let scope = Scope { book, affair, state, attempt: Some(attempt), form: &empty, tally: None, outcome: "", day };
    let (own, stricter) = meeting::rules(&scope, step, sitting)?;
    let group = affair.group(&state.facts);
    let own = own.of_group(group.as_ref());
    let tally = tally(&own, &stricter, sitting);
    let rules = std::iter::once(&*own).chain(stricter).map(|rule| bearing(rule, &tally)).collect();
    Ok(Outlook { rules, ballots: voting::ballots(book, step, &sitting.body), tally })
}

fn bearing(rule: &Quorum, tally: &Tally) -> Bearing {
    let whole = if rule.pass.of == MajorityOf::Present { tally.present } else { tally.entitled };
    Bearing {
        needed_for: rule.pass.share.least(whole),
        carried: rule.pass.share.reached(tally.votes_for, whole),
        rule: rule.clone(),
    }
}

/// Whether this person may hold the meeting of a step: it waits, and it is theirs to take.
///
/// # Errors
/// A [`Refusal`], as `take` would refuse the meeting itself.
pub fn may_hold(book: &RuleBook, state: &CaseState, attempt: &Attempt) -> Result<(), Refusal> {
    let book = book.in_force(&state.village, attempt.now.day());
    let affair = book.affair(&state.affair).ok_or_else(Refusal::not_there)?;
    let known = affair.step(&attempt.step).filter(|step| step.kind == StepKind::Meeting);
    let step = known.ok_or_else(Refusal::not_there)?;
    if state.at != Position::Step(step.id.clone()) {
        return Err(order::refusal(book, affair, state, step));
    }
    person::check(book, affair, state, attempt, step)?;
    order::window(book, affair, state, attempt.now.day()).map_or(Ok(()), Err)
}

/// Whether a meeting may be opened: this person may hold it, its body may decide the matter, and it is held on the day for
/// which it was called, which has come.
///
/// # Errors
/// A [`Refusal`], as `take` would refuse the meeting itself.
pub fn may_open(book: &RuleBook, state: &CaseState, attempt: &Attempt) -> Result<Outlook, Refusal> {
    may_hold(book, state, attempt)?;
    outlook(book, state, attempt)
}
