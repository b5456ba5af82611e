//! How long each step takes, from what was recorded: since when a case stood at a step, until when, and whether past its limit.

use crate::read::{CaseRow, cases_moved};
use crate::{sql, state};
use archive::{Query, Value};
use office::Office;
use procedure::{CaseState, Done, Facts, Position, RuleBook, Window, due_by};
use std::collections::BTreeMap;
use village::{CaseId, Day, Fault, Moment, Place};

/// One stay of a case at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// The case.
    pub case: CaseId,
    /// What the case is called.
    pub title: String,
    /// Its village.
    pub village: Place,
    /// Its affair.
    pub affair: String,
    /// The step.
    pub step: String,
    /// The day on which it could first be taken: that of the step before, or the last day of a publicity.
    pub since: Day,
    /// The day on which it was taken; none while it waits.
    pub until: Option<Day>,
    /// How many working days it took, or has waited until now.
    pub working_days: u32,
    /// Whether it was taken after its limit, or waits past it.
    pub is_late: bool,
}

/// One case from its first act to its ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The case.
    pub case: CaseId,
    /// What it is called.
    pub title: String,
    /// Its village.
    pub village: Place,
    /// Its affair.
    pub affair: String,
    /// The day of its first act.
    pub opened: Day,
    /// The day of its ending.
    pub ended: Day,
    /// How many working days lie between.
    pub working_days: u32,
    /// Whether the matter was done.
    pub is_done: bool,
}

fn within(place: &Place, since: Moment) -> [Value; 3] {
    [place.into(), format!("{place}:").into(), since.into()]
}

/// Every stay at a step of the cases within a place that run or have changed since a moment.
///
/// # Errors
/// When the store cannot be read, or a rule book is not kept.
pub fn paces(
    query: &mut dyn Query,
    office: &Office,
    place: &Place,
    since: Moment,
    today: Day,
) -> Result<Vec<Pace>, Fault> {
    let params = within(place, since);
    let cases = cases_moved(query, &params)?;
    let mut acts: BTreeMap<String, Vec<Done>> = BTreeMap::new();
    for row in query.query(sql::ACTS_MOVED, &params)? {
        acts.entry(row.text("case_id")?).or_default().push(state::done(&row)?);
    }
    let mut windows: BTreeMap<String, Vec<(i64, Window)>> = BTreeMap::new();
    for row in query.query(sql::WINDOWS_MOVED, &params)? {
        windows.entry(row.text("case_id")?).or_default().push((row.int("act")?, state::window(&row)?));
    }
    let mut all = Vec::new();
    for case in &cases {
        let book = office.book(query, &case.rules)?;
        let acts = acts.get(case.id.as_str()).map_or(&[][..], Vec::as_slice);
        let windows = windows.get(case.id.as_str()).map_or(&[][..], Vec::as_slice);
        all.extend(stays(&book, case, acts, windows, today));
    }
    Ok(all)
}

/// The stays of one case: each act but the first ended one, and a case that runs stands in another.
fn stays(book: &RuleBook, case: &CaseRow, acts: &[Done], windows: &[(i64, Window)], today: Day) -> Vec<Pace> {
    let waiting = (case.status == "running").then_some((case.step.as_str(), None));
    let next = acts.iter().skip(1).map(|done| (done.step.as_str(), Some(done.moment.day()))).chain(waiting);
    let mut stays = Vec::new();
    for (number, (before, (step, until))) in (1..).zip(acts.iter().zip(next)) {
        let open: Vec<Window> = windows.iter().filter(|(act, _)| *act <= number).map(|(_, w)| w.clone()).collect();
        let own = windows.iter().find(|(act, _)| *act == number).map(|(_, window)| window.closes);
        let came = before.moment.day();
        let since = own.map_or(came, |closes| closes.max(came));
        let end = until.unwrap_or(today);
        let taken = usize::try_from(number).unwrap_or(0);
        let stood = CaseState {
            affair: case.affair.clone(),
            village: case.village.clone(),
            at: Position::Step(step.to_owned()),
            facts: Facts::new(),
            acts: acts.get(..taken).unwrap_or(acts).to_vec(),
            windows: open,
            opened: Some(case.opened),
            due: None,
        };
        let due = if until.is_none() { case.due } else { due_by(book, &stood, came) };
        stays.push(Pace {
            case: case.id.clone(),
            title: case.title.clone(),
            village: case.village.clone(),
            affair: case.affair.clone(),
            step: step.to_owned(),
            since,
            until,
            working_days: book.calendar.working_between(since, end),
            is_late: due.is_some_and(|due| due < end),
        });
    }
    stays
}

/// The cases within a place that ended since a moment, each from its first act to its ending.
///
/// # Errors
/// When the store cannot be read, or a rule book is not kept.
pub fn wholes(query: &mut dyn Query, office: &Office, place: &Place, since: Moment) -> Result<Vec<Whole>, Fault> {
    let mut all = Vec::new();
    for case in cases_moved(query, &within(place, since))?.into_iter().filter(|case| case.status != "running") {
        let book = office.book(query, &case.rules)?;
        let (opened, ended) = (case.opened.day(), case.changed.day());
        all.push(Whole {
            working_days: book.calendar.working_between(opened, ended),
            is_done: case.status == "done",
            case: case.id,
            title: case.title,
            village: case.village,
            affair: case.affair,
            opened,
            ended,
        });
    }
    Ok(all)
}
