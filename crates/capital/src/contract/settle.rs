//! A payment of a case is laid on the contract under which it is made, in the same transaction, the earliest line first.

use super::keep::{ContractSettled, Part};
use super::kind::Direction;
use super::read::{contract, contract_lines};
use crate::keep::to_body;
use crate::sql;
use archive::{Query, Tx};
use ledger::{Origin, Word};
use office::{Desk, Happening};
use village::{Fen, Stop};

pub(super) fn settle(desk: &Desk, tx: &mut Tx<'_>, what: &Happening<'_>) -> Result<(), Stop> {
    let named = what.after.text("contract_case").trim();
    let id = if named.is_empty() { what.case.as_str() } else { named };
    let Some(found) = contract(tx, id)?.filter(|found| found.village == *what.village) else { return Ok(()) };
    let origin = Origin::Case { case: what.case.clone(), act: what.act }.to_string();
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
