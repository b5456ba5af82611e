//! A case as the rules see it, read from the tables.

use crate::read::CaseRow;
use crate::sql;
use archive::{Query, Row};
use procedure::{CaseState, Done, Facts, Position, Reference, RuleBook, Window};
use village::{CaseId, Day, Fault, Moment, PersonId, Place};

/// The state of a case that exists.
pub(crate) fn load(query: &mut dyn Query, case: &CaseRow) -> Result<CaseState, Fault> {
    let acts = query.query(sql::ACTS, &[(&case.id).into()])?.iter().map(done).collect::<Result<Vec<_>, _>>()?;
    let windows = query.query(sql::WINDOWS, &[(&case.id).into()])?.iter().map(window).collect::<Result<Vec<_>, _>>()?;
    Ok(CaseState {
        affair: case.affair.clone(),
        village: case.village.clone(),
        at: position(case),
        facts: case.facts.clone(),
        acts,
        windows,
        opened: Some(case.opened),
        due: case.due,
    })
}

/// The state before the first step.
///
/// # Errors
/// When the affair has no step.
pub fn fresh(affair: &procedure::Affair, village: &Place) -> Result<CaseState, Fault> {
    let first = affair.first().ok_or_else(|| Fault::new(format!("the affair {} has no step", affair.code)))?;
    Ok(CaseState {
        affair: affair.code.clone(),
        village: village.clone(),
        at: Position::Step(first.id.clone()),
        facts: Facts::new(),
        acts: Vec::new(),
        windows: Vec::new(),
        opened: None,
        due: None,
    })
}

fn position(case: &CaseRow) -> Position {
    if case.status == "running" { Position::Step(case.step.clone()) } else { Position::Ended(case.step.clone()) }
}

pub(crate) fn done(row: &Row) -> Result<Done, Fault> {
    Ok(Done {
        step: row.text("step")?,
        outcome: row.text("outcome")?,
        person: PersonId::new(row.text("person_id")?).map_err(|e| Fault::from("an act's person is malformed", e))?,
        moment: Moment(row.int("moment")?),
    })
}

pub(crate) fn window(row: &Row) -> Result<Window, Fault> {
    Ok(Window {
        step: row.text("step")?,
        opens: day(&row.text("opens")?)?,
        closes: day(&row.text("closes")?)?,
        open_objections: u32::try_from(row.int("waiting")?).unwrap_or(u32::MAX),
        upheld_objections: u32::try_from(row.int("upheld")?).unwrap_or(u32::MAX),
    })
}

pub(crate) fn day(text: &str) -> Result<Day, Fault> {
    text.parse().map_err(|e| Fault::from("a day in the tables is malformed", e))
}

/// Another case as this one's rules may see it: of the same village only; anything else is as if it were not there.
pub(crate) fn reference(
    query: &mut dyn Query,
    book: &RuleBook,
    office: &office::Office,
    village: &Place,
    number: &str,
) -> Result<Option<Reference>, Fault> {
    let Ok(id) = CaseId::new(number.trim()) else { return Ok(None) };
    let Some(case) = crate::read::case(query, &id)? else { return Ok(None) };
    if case.village != *village {
        return Ok(None);
    }
    // What a step allows has no dates: its township is all that matters.
    let pinned = match case.rules == book.hash {
        true => None,
        false => Some(office.book(query, &case.rules)?.at(village, office.clock().now().day())),
    };
    let rules = pinned.as_deref().unwrap_or(book);
    let Some(affair) = rules.affairs.get(&case.affair) else { return Ok(None) };
    let state = load(query, &case)?;
    Ok(Some(Reference::to(affair, &state, case.paid_fen.0)))
}
