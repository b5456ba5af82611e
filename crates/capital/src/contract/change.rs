//! A contract is changed or ended by a case of its own (G1): what has not fallen due is dropped, and what the new price leaves falls
//! due on the same days.

use super::arise::{day, gone, open};
use super::keep::ContractChanged;
use super::read::{contract, contract_lines};
use crate::keep::to_body;
use archive::Tx;
use ledger::apportion;
use office::{Desk, Happening};
use village::{Day, Fen, Stop};

/// Whether a case changes or ends another's contract.
pub(super) fn is_change(what: &Happening<'_>) -> bool {
    what.after.affair == "G1" && ["change", "end"].contains(&what.after.text("act"))
}

pub(super) fn change(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let id = what.after.text("contract_case").trim().to_owned();
    // A contract of before contracts were kept is in no register.
    if contract(tx, &id)?.is_none() {
        return Ok(());
    }
    let found = contract(tx, &id)?.ok_or_else(|| gone(&id))?;
    let ended = what.after.text("act") == "end";
    let total_fen = Fen(what.after.int("contract_price_fen").unwrap_or(found.total_fen.0));
    let ends = if ended { Some(desk.now.day()) } else { day(what.after, "ends").or(found.ends) };
    let (mut kept, mut days) = (0_i64, Vec::<Day>::new());
    for line in contract_lines(tx, &id)? {
        match (line.state.as_str(), line.due) {
            ("dropped" | "taken_back", _) => {}
            ("open", Some(due)) if line.settled_fen.0 == 0 => days.push(due),
            ("by_case", None) if line.settled_fen.0 == 0 => {}
            _ => kept = kept.saturating_add(line.amount_fen.0),
        }
    }
    let rest = Fen(total_fen.0.saturating_sub(kept).max(0));
    let lines = if ended || rest.0 == 0 {
        Vec::new()
    } else {
        if days.is_empty() {
            days.push(ends.unwrap_or_else(|| desk.now.day()));
        }
        let parts = apportion(rest, &vec![1; days.len()]);
        days.into_iter().zip(parts).filter(|(_, fen)| fen.0 > 0).map(|(due, fen)| open(due, fen)).collect()
    };
    let body = ContractChanged { id: id.clone(), by: what.case.clone(), ended, total_fen, ends, lines };
    desk.append_more(tx, what.village, "contract.changed", &id, to_body(&body)?)?;
    Ok(())
}
