//! A case as the rules see it, read from the tables.

use crate::read::CaseRow;
use crate::sql;
use archive::{Query, Row};
use procedure::{CaseState, Done, Facts, FieldKind, Position, Reference, RuleBook, Window};
use std::collections::BTreeMap;
use std::sync::Arc;
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
    // What no case made may be history that a chapter has taken over.
    let Some(case) = crate::read::case(query, &id)? else { return office.refer(query, village, id.as_str()) };
    if case.village != *village {
        return Ok(None);
    }
    let pinned = pinned(query, book, office, &case)?;
    let rules = pinned.as_deref().unwrap_or(book);
    let Some(affair) = rules.affairs.get(&case.affair) else { return Ok(None) };
    let state = load(query, &case)?;
    Ok(Some(Reference::to(affair, &state, case.paid_fen.0)))
}

/// The rules of another case, where they are not the ones in hand. What a step allows has no dates: its township is all
/// that matters.
fn pinned(
    query: &mut dyn Query,
    book: &RuleBook,
    office: &office::Office,
    case: &CaseRow,
) -> Result<Option<Arc<RuleBook>>, Fault> {
    if case.rules == book.hash {
        return Ok(None);
    }
    Ok(Some(office.book(query, &case.rules)?.at(&case.village, office.clock().now().day())))
}

/// How many cases behind one are looked at: a payment rests on a project, that on a decision.
const MOST_BEHIND: usize = 20;

/// Who approved a case, signed for it or recorded its decision, and who did so in the cases that it rests on in turn, each
/// with that case's number.
pub(crate) fn decided_behind(
    query: &mut dyn Query,
    book: &RuleBook,
    office: &office::Office,
    village: &Place,
    number: &str,
) -> Result<BTreeMap<PersonId, String>, Fault> {
    let (mut found, mut queue, mut next) = (BTreeMap::new(), vec![number.trim().to_owned()], 0);
    while let Some(number) = queue.get(next).filter(|_| next < MOST_BEHIND).cloned() {
        next += 1;
        let Ok(id) = CaseId::new(&number) else { continue };
        let Some(case) = crate::read::case(query, &id)?.filter(|case| case.village == *village) else { continue };
        let pinned = pinned(query, book, office, &case)?;
        let Some(affair) = pinned.as_deref().unwrap_or(book).affair(&case.affair) else { continue };
        let state = load(query, &case)?;
        for person in procedure::decided_by(affair, &state) {
            found.entry(person).or_insert_with(|| number.clone());
        }
        for (field, _) in affair.facts.iter().filter(|(_, kind)| **kind == FieldKind::CaseRef) {
            let other = state.text(field).trim();
            if !other.is_empty() && !queue.iter().any(|known| known == other) {
                queue.push(other.to_owned());
            }
        }
    }
    Ok(found)
}
