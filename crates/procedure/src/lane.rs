//! Where a case stands in the emergency lane: since when, until when everything postponed must be made up, what is still missing.

use crate::affair::{Affair, Emergency, Way};
use crate::book::RuleBook;
use crate::state::{CaseState, Done, Position};
use crate::take::period_end;
use village::{Article, Day};

/// A case in the emergency lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The step that opened it.
    pub step: String,
    /// The day on which the lane was opened.
    pub opened: Day,
    /// The code of the ground.
    pub ground: String,
    /// The last day on which everything postponed can be made up in time.
    pub ratify_by: Day,
    /// Whether something was done at once already.
    pub acted: bool,
    /// The steps that are still to be made up, in the order of the affair.
    pub missing: Vec<String>,
    /// The source of the time limit.
    pub articles: Vec<Article>,
}

impl Lane {
    /// Whether everything postponed is made up.
    #[must_use]
    pub fn is_ratified(&self) -> bool {
        self.missing.is_empty()
    }
}

/// The emergency lane of a case; `None` for a case that is not in it.
#[must_use]
pub fn lane(book: &RuleBook, state: &CaseState) -> Option<Lane> {
    let affair = book.affair(&state.affair)?;
    let emergency = affair.emergency.as_ref()?;
    let opened = opened(affair, emergency, state)?;
    let parameter = affair.parameters.get(&emergency.within)?;
    Some(Lane {
        step: emergency.opens.clone(),
        opened,
        ground: state.text(crate::affair::GROUND_FIELD).to_owned(),
        ratify_by: period_end(book, affair, &emergency.within, opened, opened),
        acted: has_acted(affair, emergency, state),
        missing: missing(affair, emergency, state).into_iter().map(str::to_owned).collect(),
        articles: parameter.setting_on(opened).map(|setting| setting.articles.clone()).unwrap_or_default(),
    })
}

/// Whether the case is in the emergency lane.
pub(crate) fn is_open(affair: &Affair, state: &CaseState) -> bool {
    affair.emergency.as_ref().is_some_and(|emergency| opened(affair, emergency, state).is_some())
}

/// The day on which the lane was opened, unless it was refused, a return has undone it, or the case has left it.
pub(crate) fn opened(affair: &Affair, emergency: &Emergency, state: &CaseState) -> Option<Day> {
    let done = stands_well(affair, state, &emergency.opens)?;
    if !has_acted(affair, emergency, state) && has_left(emergency, state) {
        return None;
    }
    Some(done.moment.day())
}

/// Whether the case has come back to the ordinary road: to a step that the lane puts off or leaves out.
fn has_left(emergency: &Emergency, state: &CaseState) -> bool {
    let since = state.acts.iter().skip_while(|done| done.step != emergency.opens).map(|done| done.step.as_str());
    let at = match &state.at {
        Position::Step(id) => Some(id.as_str()),
        Position::Ended(_) => None,
    };
    since.chain(at).any(|step| emergency.is_ordinary(step))
}

/// The act by which a step came out well, unless a return has undone it since.
fn stands_well<'s>(affair: &Affair, state: &'s CaseState, step: &str) -> Option<&'s Done> {
    state.stands(affair, step).filter(|done| {
        let outcome = affair.step(step).and_then(|step| step.outcome(&done.outcome));
        outcome.is_some_and(|outcome| outcome.way == Way::On)
    })
}

/// Whether something was ever done at once, undone later or not: what was bought stays bought.
pub(crate) fn has_acted(affair: &Affair, emergency: &Emergency, state: &CaseState) -> bool {
    state.acts.iter().any(|done| {
        let outcome = affair.step(&done.step).and_then(|step| step.outcome(&done.outcome));
        emergency.is_at_once(&done.step) && outcome.is_some_and(|outcome| outcome.way == Way::On)
    })
}

/// The steps that are still to be made up.
pub(crate) fn missing<'a>(affair: &'a Affair, emergency: &'a Emergency, state: &CaseState) -> Vec<&'a str> {
    emergency.ratifying(affair).into_iter().filter(|step| stands_well(affair, state, step).is_none()).collect()
}
