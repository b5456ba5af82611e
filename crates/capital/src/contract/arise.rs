//! A contract arises where a case's step signs one, and gets its schedule where a step says how it is paid. Nothing else makes one,
//! but for what is taken over as history.

use super::keep::{ContractKept, ContractScheduled, ContractSigned, LineKept};
use super::kind::{ContractKind, Direction};
use super::read::contract;
use super::{change, settle};
use crate::card;
use crate::keep::to_body;
use crate::plot;
use archive::{Query, Tx};
use ledger::{Plan, Rise};
use office::{Desk, Happening, Provider};
use procedure::{CaseState, FactValue, Reference, RuleBook};
use village::{Day, Fault, Fen, Place, Stop};

/// This chapter's part in the effects, beside the books: contracts and property. It comes after the books, whose vouchers it lays on them.
pub(crate) const REGISTER: Provider =
    Provider { names: &["capital.contract", "capital.schedule"], bring, refer: Some(refer) };

/// A lease or contract of before, as a receipt (C3) or arrears (G2) rest on it: it stands where the affair that would sign it today
/// stands, allows payment and nothing else, and has no facts but its deposit, for no case made it.
fn refer(query: &mut dyn Query, village: &Place, number: &str) -> Result<Option<Reference>, Fault> {
    let Some(found) = contract(query, number.trim())? else { return Ok(None) };
    let affair = match found.kind {
        ContractKind::Lease => "D1",
        ContractKind::ContractOut => "E1",
        _ => return Ok(None),
    };
    if found.village != *village || found.mark.is_none() || found.ended {
        return Ok(None);
    }
    Ok(Some(Reference {
        affair: affair.to_owned(),
        village: found.village.to_string(),
        good: true,
        allows: vec!["payment".to_owned()],
        amount_fen: found.total_fen.0,
        party: found.party,
        decided_on: Some(found.signed),
        facts: std::iter::once(("deposit_fen".to_owned(), FactValue::Int(found.deposit_fen.0))).collect(),
        ..Reference::default()
    }))
}

fn bring(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if what.effects.is_empty() {
        return Ok(());
    }
    let current = desk.office.current_book(tx)?;
    for effect in what.effects {
        // A case that began before contracts were kept is kept by the rules in force.
        let by = |book: &RuleBook| book.effects.get(effect).and_then(|effect| effect.by.clone());
        match by(what.book).or_else(|| by(&current)).as_deref() {
            Some("capital.contract") => sign(desk, tx, what)?,
            Some("capital.schedule") => schedule(desk, tx, what)?,
            _ => {}
        }
    }
    card::bring(desk, tx, what)?;
    plot::bring(desk, tx, what)?;
    settle::settle(desk, tx, what)
}

fn sign(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    if change::is_change(what) {
        return change::change(desk, tx, what);
    }
    let Some((kind, way)) = ContractKind::signed_by(what.after) else { return Ok(()) };
    let contract = kept(desk.now.day(), what, kind, way);
    let body = to_body(&ContractSigned { contract })?;
    desk.append_more(tx, what.village, "contract.signed", what.case.as_str(), body)?;
    Ok(())
}

fn kept(today: Day, what: &Happening<'_>, kind: ContractKind, way: Direction) -> ContractKept {
    let state = what.after;
    let amount = what.book.affair(&state.affair).and_then(|affair| affair.shares.amount.clone());
    let price = state.int("contract_price_fen").or_else(|| amount.and_then(|name| state.int(&name)));
    let total_fen = Fen(price.unwrap_or(0));
    let number = Some(state.text("contract_no").trim()).filter(|number| !number.is_empty());
    let object = ["object", "title", "item"].map(|name| state.text(name).trim());
    let object = object.into_iter().find(|text| !text.is_empty()).unwrap_or(&what.title);
    let retention_fen = retention(what, total_fen, today);
    ContractKept {
        id: what.case.to_string(),
        number: number.unwrap_or(what.case.as_str()).to_owned(),
        kind: kind.code().to_owned(),
        way: way.code().to_owned(),
        affair: state.affair.clone(),
        case: Some(what.case.clone()),
        mark: None,
        party: what.party.unwrap_or_default().to_owned(),
        object: object.to_owned(),
        total_fen,
        deposit_fen: Fen(state.int("deposit_fen").or_else(|| state.int("bond_fen")).unwrap_or(0)),
        retention_fen,
        signed: today,
        starts: day(state, "starts"),
        ends: day(state, "ends"),
        lines: by_case(total_fen, retention_fen),
    }
}

/// What a contract for works keeps back until its defects are mended, by the rule under which they are paid (F2).
fn retention(what: &Happening<'_>, total: Fen, today: Day) -> Fen {
    let works = (what.after.affair == "F1").then(|| what.book.affair("F2")).flatten();
    let percent = works.and_then(|affair| affair.parameters.get("settled_percent")).map(|found| found.on(today));
    let kept = percent.map_or(0, |percent| i128::from(total.0) * i128::from(100 - percent.clamp(0, 100)) / 100);
    Fen(i64::try_from(kept).unwrap_or(0))
}

/// Until a schedule says more, a contract moves with the cases that pay under it.
fn by_case(total: Fen, retention: Fen) -> Vec<LineKept> {
    let line = |amount_fen| LineKept { due: None, amount_fen, settled_fen: Fen(0), state: "by_case".to_owned() };
    [total - retention, retention].into_iter().filter(|fen| fen.0 > 0).map(line).collect()
}

pub(super) fn day(state: &CaseState, name: &str) -> Option<Day> {
    match state.facts.get(name) {
        Some(FactValue::Day(day)) => Some(*day),
        _ => None,
    }
}

fn schedule(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let id = what.case.to_string();
    let Some(contract) = contract(tx, &id)?.filter(|found| found.village == *what.village) else { return Ok(()) };
    let state = what.after;
    let count = |name: &str| u32::try_from(state.int(name).unwrap_or(0)).unwrap_or(0);
    let (instalments, first_due) = (count("instalments"), day(state, "first_due").or(contract.starts));
    let Some(first_due) = first_due.filter(|_| instalments > 0) else { return Ok(()) };
    let months = match count("term_months") {
        0 => count("contract_months"),
        months => months,
    };
    let rise = Some(Rise { percent: count("rise_percent"), every: count("rise_every") });
    let rise = rise.filter(|rise| rise.percent > 0 && rise.every > 0);
    let every_months = (months / instalments).max(1);
    let plan = Plan { first_due, instalments, every_months, rise, until: contract.ends };
    let found = plan.lines(contract.total_fen).into_iter().filter(|(_, fen)| fen.0 > 0);
    let lines: Vec<LineKept> = found.map(|(due, amount_fen)| open(due, amount_fen)).collect();
    let body = to_body(&ContractScheduled { id: id.clone(), lines })?;
    desk.append_more(tx, what.village, "contract.scheduled", &id, body)?;
    Ok(())
}

pub(super) fn open(due: Day, amount_fen: Fen) -> LineKept {
    LineKept { due: Some(due), amount_fen, settled_fen: Fen(0), state: "open".to_owned() }
}

/// A fault of the program: a contract that is in the register is asked for and is not there.
pub(super) fn gone(id: &str) -> Fault {
    Fault::new(format!("contract `{id}` is gone"))
}
