//! A payment of a case is laid on the contract under which it is made, in the same transaction, the earliest line first.

use super::keep::{ContractSettled, Part};
use super::kind::Direction;
use super::read::{contract, contract_lines};
use crate::keep::to_body;
use crate::sql;
use archive::{Query, Tx};
use ledger::{Origin, Word};
use office::{Desk, Happening};
use procedure::CaseState;
use village::{Fen, Stop};

/// The choice by which a receipt (C3, `source`) or a payment (C1, `category`) is a contract's deposit.
const DEPOSIT: &str = "deposit";

/// Whether what comes or goes is a deposit: another's money, and no part of what the contract asks for.
pub(crate) fn is_deposit(state: &CaseState) -> bool {
    [state.text("source"), state.text("category")].contains(&DEPOSIT)
}

pub(super) fn settle(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let named = what.after.text("contract_case").trim();
    let id = if named.is_empty() { what.case.as_str() } else { named };
    let Some(found) = contract(tx, id)?.filter(|found| found.village == *what.village) else { return Ok(()) };
    let origin = Origin::Case { case: what.case.clone(), act: what.act }.to_string();
    if is_deposit(what.after) {
        return deposit(desk, tx, what, (id, &origin));
    }
    let struck = what.effects.iter().any(|effect| effect == "debt_write_off");
    let mut moved: Vec<(String, &'static str, Fen)> = Vec::new();
    for row in tx.query(sql::VOUCHERS_OF_CASE, &[what.case.into()])? {
        if row.text("origin")? != origin {
            continue;
        }
        let how = match (Word::named(&row.text("word")?), found.way) {
            (Some(Word::Receipt), Direction::In) | (Some(Word::Payment), Direction::Out) => "paid",
            (Some(Word::Transfer), Direction::In) if struck => "waived",
            _ => continue,
        };
        moved.push((row.text("id")?, how, row.fen("amount_fen")?));
    }
    for (source, how, amount_fen) in moved {
        let mut lines = contract_lines(tx, id)?;
        lines.retain(|line| !["dropped", "taken_back"].contains(&line.state.as_str()));
        // What has no day comes last.
        lines.sort_by_key(|line| (line.due.is_none(), line.due, line.position));
        let open: Vec<Fen> = lines.iter().map(|line| line.amount_fen - line.settled_fen).collect();
        let laid = ledger::settle(&open, amount_fen);
        let part = |(at, fen): &(usize, Fen)| lines.get(*at).map(|line| Part { line: line.position, amount_fen: *fen });
        let body = ContractSettled {
            id: id.to_owned(),
            source: source.clone(),
            how: how.to_owned(),
            day: desk.now.day(),
            parts: laid.parts.iter().filter_map(part).collect(),
            over_fen: laid.over_fen,
        };
        desk.append_more(tx, what.village, "contract.settled", id, to_body(&body)?)?;
    }
    Ok(())
}

/// A deposit is laid beside the contract's lines, not on them: line 0 what came and what went back, line -1 what was kept of it.
fn deposit(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>, (id, origin): (&str, &str)) -> Result<(), Stop> {
    for row in tx.query(sql::VOUCHERS_OF_CASE, &[what.case.into()])? {
        if row.text("origin")? != origin {
            continue;
        }
        let whole = what.after.int("amount_fen").unwrap_or(0);
        let kept = what.after.int("withheld_fen").unwrap_or(0);
        let moved = match Word::named(&row.text("word")?) {
            Some(Word::Receipt) => vec![("deposit", 0, whole)],
            Some(Word::Payment) => vec![("deposit_back", 0, whole), ("deposit_kept", -1, kept)],
            _ => continue,
        };
        for (how, line, fen) in moved.into_iter().filter(|(_, _, fen)| *fen > 0) {
            let body = ContractSettled {
                id: id.to_owned(),
                source: row.text("id")?,
                how: how.to_owned(),
                day: desk.now.day(),
                parts: vec![Part { line, amount_fen: Fen(fen) }],
                over_fen: Fen(0),
            };
            desk.append_more(tx, what.village, "contract.settled", id, to_body(&body)?)?;
        }
    }
    Ok(())
}
